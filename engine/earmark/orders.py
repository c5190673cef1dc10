"""Orders: one proposed sale in each row of a CSV file.

The header names fields of :class:`earmark.Sale`, and may name ``order_id`` and ``date`` (the
field ``on``). An empty cell states nothing. Nothing is repaired, and nothing is dropped: every row
becomes an order or a fault.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from earmark.errors import Fault, InputFileError, UsageError, nearest
from earmark.facts.countries import country
from earmark.facts.resolve import resolve
from earmark.sale import LAST_DAY, Name, Sale

ORDER_ID: Final = "order_id"
DATE: Final = "date"
COLUMNS: Final = (ORDER_ID, DATE, *Sale.model_fields)
"""Every column that a file of orders may have."""

REQUIRED: Final = tuple(name for name, field in Sale.model_fields.items() if field.is_required())

_PLACES: Final = ("destination", "ship_from", *(n for n in Sale.model_fields if n.endswith("_hq")))
_FLAGS: Final = frozenset(
    name
    for name, field in Sale.model_fields.items()
    if bool in (field.annotation, *get_args(field.annotation))
)
_SAID: Final = {"yes": True, "true": True, "no": False, "false": False}
_SHOWN: Final = 40
_PARTED: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}
_KNOWN: Final = f"columns are {ORDER_ID}, {DATE} and the options of earmark check, as buyer_hq"
_ID: Final = TypeAdapter[str](Name)


@dataclass(frozen=True, slots=True)
class Order:
    """A sale as it stands in a file. ``row`` counts as spreadsheets do: the header is row 1."""

    row: int
    order_id: str
    sale: Sale


def read_orders(path: Path, day: date | None = None) -> list[Order]:
    """Return the orders in a CSV file; ``day`` (today) is that of orders without a date.

    Raises :class:`InputFileError` for a file that cannot be read, and with a fault for each
    mistake of every row.
    """
    faults: list[Fault] = []
    rows = _rows(_text(path), faults)
    header = next(rows, (1, []))[1]
    faults += _wrong_header(header)
    orders: list[Order] = []
    if not faults:
        always = {"on": day} if day else {}
        orders = [one for row in rows if (one := _order(header, *row, always, faults))]
    if not orders and not faults:
        faults.append(Fault("no-orders", "there is no order in it"))
    if faults:
        raise InputFileError([replace(one, message=f"{path}: {one.message}") for one in faults])
    return orders


# -- the file --------------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        cause = f"line {line} has a byte that is not UTF-8"
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
    raise InputFileError(Fault("unreadable", f"{path} cannot be read: {cause}"))


def _rows(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with its number; a row that cannot be read is the last."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(_fault(f"row {number} is not CSV: {error}", "it was read no further"))
            return
        if cells:
            yield number, cells


def _wrong_header(header: Sequence[str]) -> Iterator[Fault]:
    """Say what is wrong with the first row."""
    hint = f"the first row names the columns, at least {', '.join(REQUIRED)}"
    if not header:
        yield Fault("no-orders", "the file is empty", hint=hint)
        return
    for mark, called in _PARTED.items():
        if mark in header[0]:
            yield _fault(f"columns are parted by commas, not by {called}", hint)
            return
    meant = {name: nearest(name.strip(), COLUMNS) for name in header if name not in COLUMNS}
    for number, name in enumerate(header, 1):
        if not name:
            yield _fault(f"column {number} has no name", hint)
        elif name in meant:
            yield _fault(f"there is no column {_quoted(name)}", meant[name] or _KNOWN)
    counted = Counter("on" if name == DATE else name for name in header if name in COLUMNS)
    for name, times in counted.items():
        if times > 1:
            also = f" ({DATE} is the same column)" if name == "on" else ""
            yield _fault(f"there are {times} columns {name!r}{also}")
    for name in REQUIRED:
        if name not in header and not any(repr(name) in one for one in meant.values()):
            yield _fault(f"column {name!r} is missing")


# -- a row -----------------------------------------------------------------------------------


def _order(
    header: Sequence[str],
    row: int,
    cells: Sequence[str],
    always: Mapping[str, Any],
    faults: list[Fault],
) -> Order | None:
    """Return the order in a row; what is wrong with it becomes faults."""
    wrong: list[Fault] = []
    order_id, sale = "", None
    if len(cells) == len(header):
        given = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
        order_id = _order_id(given.pop(ORDER_ID, ""), wrong)
        named = {"on" if name == DATE else name: cell for name, cell in given.items()}
        stated = {**always, **named}
        sale = _sale(stated, DATE if DATE in header else "on", wrong)
    else:
        wrong.append(_fault(f"there are {len(cells)} cells and {len(header)} columns"))
    faults += [replace(one, message=f"row {row}: {one.message}") for one in wrong]
    return None if wrong or sale is None else Order(row, order_id, sale)


def _order_id(text: str, wrong: list[Fault]) -> str:
    try:
        return _ID.validate_python(text) if text else ""
    except ValidationError as error:
        wrong.append(_fault(f"{ORDER_ID} {_reason(dict(error.errors()[0]))}"))
        return ""


def _sale(stated: Mapping[str, Any], day_column: str, wrong: list[Fault]) -> Sale | None:
    """Return the sale, if it is one and all its places are countries."""
    fields = {**stated, **dict(_flags(stated, wrong))}
    spoken_of = {fault.message.split()[0] for fault in wrong}
    sale = None
    try:
        sale = Sale.model_validate({k: v for k, v in fields.items() if k not in spoken_of})
    except ValidationError as error:
        for one in error.errors():
            field = str(one["loc"][0]) if one["loc"] else ""
            spoken_of.add(field)
            column = day_column if field == "on" else field
            hint = (Sale.model_fields[field].description or "") if one["type"] == "missing" else ""
            wrong.append(_fault(f"{column} {_reason(dict(one))}".strip(), hint.rstrip(".").lower()))
    places = {name: stated[name] for name in _PLACES if name in stated and name not in spoken_of}
    wrong += _no_places(places, sale.on if sale else LAST_DAY)
    if sale and not wrong and sale.kind:
        wrong += _contradicted(sale)
    return sale


def _flags(stated: Mapping[str, Any], wrong: list[Fault]) -> Iterator[tuple[str, bool]]:
    """Yield the flags that a row states."""
    for name in sorted(_FLAGS & stated.keys()):
        said = _SAID.get(stated[name].casefold())
        if said is None:
            shown = _quoted(stated[name])
            wrong.append(_fault(f"{name} is {shown}; yes, no, true or false is expected"))
        else:
            yield name, said


def _reason(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a cell, as it follows the name of its column."""
    if error["type"] == "missing":
        return "is empty"
    if error["type"] == "literal_error":
        return f"is {_quoted(str(error['input']))}; {error['ctx']['expected']} is expected"
    return str(error["msg"]).removeprefix("Value error, ")


def _no_places(places: Mapping[str, str], day: date) -> Iterator[Fault]:
    """Say which places are no country."""
    for name, place in places.items():
        try:
            country(place, day)
        except UsageError as error:
            yield from (replace(one, message=f"{name} {one.message}") for one in error.faults)


def _contradicted(sale: Sale) -> Iterator[Fault]:
    """Say where the kind of a sale is not what its places make it."""
    try:
        resolve(sale)
    except UsageError as error:
        yield from error.faults


def _fault(message: str, hint: str = "") -> Fault:
    return Fault("bad-order", message, hint=hint)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
