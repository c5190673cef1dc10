"""The header of a file of orders: which column states which field of a sale.

A column is called like its field; case, spaces, punctuation and what cannot be seen do not matter
("End User" and "end.user" are ``end_user``). Other names are mapped. What is neither is carried
along unread, but a name that closely resembles a field, or is what others call it, is refused: left
out by an oversight, it would not be screened.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from earmark.errors import Fault, nearest, quoted
from earmark.orders.other_names import OTHER_NAMES
from earmark.sale import Sale

ORDER_ID: Final = "order_id"
DATE: Final = "date"
COLUMNS: Final = (ORDER_ID, DATE, *Sale.model_fields)
"""Every name that means something; ``date`` is the field ``on``."""

REQUIRED: Final = tuple(name for name, field in Sale.model_fields.items() if field.is_required())

_ALIKE: Final = 88
"""How alike, of 100, names are that are taken to mean the same: "dates" and "date" are."""

_LONG: Final = 6
"""Letters from which names that differ in one of them are taken to mean the same."""

_MOST: Final = 20
_WIDE: Final = 200
"""Columns up to which each is compared with all that others call a field."""

_PARTED: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}
_SEPARATORS: Final = re.compile(r"[\W_]+")
_WHAT: Final = f"the first row names the columns, at least {', '.join(REQUIRED)}"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file as they stand there, and where the fields of an order are.

    ``fields`` gives the index of the column of :data:`ORDER_ID` and of fields of a sale.
    """

    columns: tuple[str, ...]
    fields: Mapping[str, int]

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that state nothing of a sale, and are only carried along."""
        read = set(self.fields.values())
        return tuple(name for at, name in enumerate(self.columns) if at not in read)


def header_of(cells: Sequence[str], mapping: Mapping[str, str]) -> tuple[Header, list[Fault]]:
    """Return the header that a first row is, and every mistake in it.

    ``mapping`` gives the columns of fields that are called otherwise, as ``{"chip": "Material"}``;
    an empty name says that no column states the field.
    """
    columns = tuple(cells)
    if unparted := _unparted(columns):
        return Header(columns, {}), [unparted]
    faults = [*_unnamed(columns)]
    mapped = dict(_mapped(columns, mapping, faults))
    settled = {_field(name) for name in mapping}
    fields = {**mapped, **dict(_named(columns, settled, set(mapped.values()), faults))}
    header = Header(columns, fields)
    alike = dict(_alike(header.unread, fields.keys(), settled))
    for column, field in alike.items():
        other = "" if field in REQUIRED else f", or --map {field}= if it is something else"
        hint = f'call it so, or write --map {field}="{column}"{other}'
        faults.append(_fault(f"column {quoted(column)} seems to be {field!r}", hint))
    for name in REQUIRED:
        if name in settled and name not in fields:
            if mapping.get(name) == "":
                faults.append(_fault(f"--map {name}= leaves out what every order states", _WHAT))
        elif name not in fields and name not in alike.values():
            close = _closest(name, header.unread)
            hint = f'{close} Then write --map {name}="…"' if close else _WHAT
            faults.append(_fault(f"column {name!r} is missing", hint))
    return header, _few(faults)


def _closest(field: str, columns: Sequence[str]) -> str:
    """Return a hint that names the column which is called almost like a field, if there is one."""
    others = (name for name, meant in OTHER_NAMES.items() if meant == field)
    names = (field, *(others if len(columns) <= _WIDE else ()))
    return next(filter(None, (nearest(name, columns) for name in names)), "")


def _unparted(columns: Sequence[str]) -> Fault | None:
    """Say that the columns are parted by something else than commas."""
    mark = next((mark for mark in _PARTED if mark in columns[0]), "")
    if mark and len(columns) <= 2:
        hint = f"{_WHAT}; save it with commas"
        return _fault(f"columns are parted by commas, not by {_PARTED[mark]}", hint)
    if columns[0].casefold().startswith("sep="):
        said = f"the first row is {quoted(','.join(columns))}, which only spreadsheets read"
        return _fault(said, "delete that row")
    return None


def _unnamed(columns: Sequence[str]) -> Iterator[Fault]:
    """Say which columns have no name, or the name of another."""
    unnamed = [f"{at}" for at, name in enumerate(columns, 1) if not name.strip()]
    if unnamed:
        which = ", ".join(unnamed[:_MOST]) + (" …" if len(unnamed) > _MOST else "")
        said = f"column {which} has" if len(unnamed) == 1 else f"columns {which} have"
        yield _fault(f"{said} no name", _WHAT)
    for name, times in Counter(columns).items():
        if times > 1 and name.strip():
            yield _fault(f"there are {times} columns {quoted(name)}", "give each a name of its own")


def _mapped(
    columns: Sequence[str], mapping: Mapping[str, str], faults: list[Fault]
) -> Iterator[tuple[str, int]]:
    """Yield the fields that are mapped, and where."""
    if DATE in mapping and _field(DATE) in mapping:
        hint = "keep one of them"
        faults.append(_fault(f"--map {DATE} and --map {_field(DATE)} are the same field", hint))
    for name, column in mapping.items():
        field = _field(name)
        if field not in (ORDER_ID, *Sale.model_fields):
            meant = OTHER_NAMES.get(_folded(name))
            hint = f"did you mean {meant!r}?" if meant else nearest(name, COLUMNS)
            hint = hint or "fields are the options of earmark check, as buyer_hq"
            faults.append(
                _fault(f"--map names {quoted(name)}, which is no field of an order", hint)
            )
        elif column in columns:
            yield field, columns.index(column)
        elif column:
            said = f"--map {name} names the column {quoted(column)}, which is not there"
            faults.append(_fault(said, nearest(column, columns)))


def _named(
    columns: Sequence[str], settled: set[str], taken: set[int], faults: list[Fault]
) -> Iterator[tuple[str, int]]:
    """Yield the fields that a column is called like, and where, if no mapping settles them."""
    found: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        field = _field(_folded(column))
        if at not in taken and field not in settled and _folded(column) in COLUMNS:
            found.setdefault(field, []).append(at)
    for field, places in found.items():
        names = list(dict.fromkeys(columns[at] for at in places))
        if len(names) > 1:
            shown = " and ".join(map(quoted, names))
            faults.append(_fault(f"the columns {shown} are the same: {field}", "keep one of them"))
        yield field, places[0]


def _alike(
    unread: Sequence[str], known: Collection[str], settled: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield the columns whose name is another for a field that nothing else states, or like it."""
    free = [name for name in COLUMNS if _field(name) not in known]
    for column in unread:
        if len(column) <= max(map(len, COLUMNS)) * 2:
            written = _folded(column)
            close = max(free, key=lambda name: fuzz.ratio(written, name), default="")
            meant = OTHER_NAMES.get(written, close if _is_close(written, close) else "")
            if meant in free and _field(meant) not in settled:
                yield column, meant


def _is_close(written: str, name: str) -> bool:
    slip = len(name) >= _LONG and OSA.distance(written, name) == 1
    return slip or fuzz.ratio(written, name) >= _ALIKE


def _folded(name: str) -> str:
    return _SEPARATORS.sub("_", unicodedata.normalize("NFKC", name).casefold()).strip("_")


def _field(name: str) -> str:
    """Return the field of an order that a name means."""
    return "on" if name == DATE else name


def _few(faults: list[Fault]) -> list[Fault]:
    """Return the faults, those past the first twenty as a count."""
    if len(faults) <= _MOST:
        return faults
    return [*faults[:_MOST], _fault(f"{len(faults) - _MOST:,} more mistakes in the first row")]


def _fault(message: str, hint: str = "") -> Fault:
    return Fault("bad-header", message, hint=hint)
