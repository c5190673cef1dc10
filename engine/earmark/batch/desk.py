"""Where rows of a file become sales: what each states, and which cell that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from earmark.batch.cells import Cell, Parts
from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.memory import Memory
from earmark.batch.screener import Screener
from earmark.batch.stating import Cells
from earmark.batch.timed import Standing
from earmark.errors import UsageError
from earmark.orders import BadRow, Form, Header
from earmark.orders.cells import stated
from earmark.orders.form import no_order
from earmark.orders.rows import bad_row

Rows = list[tuple[int, list[str]]]
"""Rows with the lines on which they begin."""

Texts = tuple[str, ...]

T = TypeVar("T")

_Make = Callable[[Cells, date], Standing[T]]


class Deal(NamedTuple):
    """A sale as many rows share it: its cell, its things, and its day."""

    cell: Cell
    parts: Parts
    day: date


class Desk:
    """Reads the rows of files with one header; ``on`` is the day of rows without a date."""

    def __init__(self, header: Header, on: date, screener: Screener) -> None:
        self._form = Form(header, on)
        self._day = header.fields.get("on")
        self._days: dict[str, date] = {"": on}
        self._screener = screener
        things = screener.things
        self._chips = _Known(CHIP, header, things.chip.on)
        # What each company is, is remembered there; who comes together with whom only here.
        self._parties = _Known(PARTIES, header, things.parties.make)
        self._itself = _Known(ITSELF, header, things.itself.on)

    def read(self, rows: Rows) -> list[Deal | BadRow]:
        """Return the sale of each row, or the row set aside with what is wrong."""
        if not rows:
            return []
        columns = list(zip(*(cells for _, cells in rows), strict=True))
        faulty = self._form.faulty(columns)
        kinds = (self._chips, self._parties, self._itself)
        texts = (known.texts(columns, len(rows)) for known in kinds)
        each = zip(rows, *texts, self._dated(columns, len(rows)), strict=True)
        return [
            bad_row(row[0], "", self._form.faults_of(row[1]))
            if place in faulty
            else self._deal(row[0], *stated)
            for place, (row, *stated) in enumerate(each)
        ]

    def _deal(
        self, line: int, chip: Texts, parties: Texts, itself: Texts, dated: str
    ) -> Deal | BadRow:
        """Return the sale of a row without faults; some only show when its parts meet."""
        try:
            day = self._days.get(dated) or self._new_day(dated)
            things = (
                self._chips.on(chip, day),
                *self._parties.on(parties, day),
                self._itself.on(itself, day),
            )
        except ValidationError as error:
            return no_order(line, "", error)
        except UsageError as error:
            return bad_row(line, "", [("", fault) for fault in error.faults])
        return Deal(self._screener.cell(things, day), things, day)

    def _dated(self, columns: Sequence[Texts], rows: int) -> Sequence[str]:
        return ("",) * rows if self._day is None else columns[self._day]

    def _new_day(self, text: str) -> date:
        day = self._days[text] = date.fromisoformat(text)
        return day


class _Known(Generic[T]):
    """The things of one kind, by the texts of their cells."""

    def __init__(self, fields: Sequence[str], header: Header, make: _Make[T]) -> None:
        self._named = [(at, field) for at, field in enumerate(fields) if field in header.fields]
        self._columns = [header.fields[field] for _, field in self._named]
        self._nothing: Final[Cells] = (None,) * len(fields)
        self._make = make
        self._known: Memory[Texts, Standing[T]] = Memory()

    def texts(self, columns: Sequence[Texts], rows: int) -> Iterator[Texts]:
        """Yield the texts of each row."""
        if not self._columns:
            return iter([()] * rows)
        return zip(*(columns[at] for at in self._columns), strict=True)

    def on(self, texts: Texts, day: date) -> T:
        """Return what stands on a day. Raises what working it out raises."""
        standing = self._known.get(texts)
        if standing is None or not standing.first <= day < standing.until:
            standing = self._known[texts] = self._make(self._stated(texts), day)
        return standing.value

    def _stated(self, texts: Texts) -> Cells:
        whole = list(self._nothing)
        for (at, field), text in zip(self._named, texts, strict=True):
            whole[at] = stated(field, text) if text else None
        return tuple(whole)
