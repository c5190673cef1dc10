"""Where rows of a file become sales, column by column: what each states, and which cell that is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import Final, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from earmark.batch.cells import Cell, Parts
from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.group import Group
from earmark.batch.memory import Memory, Numbers
from earmark.batch.parts import Part
from earmark.batch.screener import Screener
from earmark.batch.stating import Cells
from earmark.batch.telling import Telling, Told
from earmark.batch.timed import Standing
from earmark.errors import UsageError
from earmark.law.rulebook import Law
from earmark.orders import BadRow, Form, Header, Row
from earmark.orders.cells import stated
from earmark.orders.form import no_order
from earmark.orders.rows import bad_row
from earmark.orders.table import Table

Texts = tuple[str, ...]

T = TypeVar("T")


class Sales(NamedTuple):
    """Some rows of a file and the sale of each, in columns: its cell, its things, and its day."""

    table: Table
    cells: list[Cell]
    chips: list[Part]
    groups: list[Group]
    themselves: list[Part]
    days: list[date]


class _Dated(NamedTuple):
    """A day, and its law."""

    day: date
    law: Law


_Make = Callable[[Cells, date], Standing[T]]


class Desk:
    """Reads the rows of files with one header; ``on`` is the day of rows without a date."""

    def __init__(self, header: Header, on: date, screener: Screener) -> None:
        self._header = header
        self._form = Form(header, on)
        self._day = header.fields.get("on")
        self._days = _Days(on, screener.law)
        self._judged = screener.judged
        self._telling = Telling()
        things = screener.things
        self._chips = _Known(CHIP, header, things.chip.on)
        # What each company is, is remembered there; who comes together with whom only here.
        self._groups = _Known(PARTIES, header, things.companies.group)
        self._themselves = _Known(ITSELF, header, things.itself.on)
        self._left_of: Memory[tuple[Law, int], int] = Memory()
        self._numbers = Numbers()
        self._cells: Memory[tuple[int, int, int], Cell] = Memory()

    def read(self, rows: list[Row]) -> Iterator[Sales | BadRow]:
        """Yield the sales that rows state, and the rows set aside with what is wrong."""
        if not rows:
            return
        table = Table(rows)
        faulty = self._form.faulty(table)
        for place in sorted(faulty):
            row = rows[place]
            yield bad_row(row.line, row.raw, self._form.faults_of(row.cells))
        if faulty:
            table = Table([row for place, row in enumerate(rows) if place not in faulty])
        if table.rows:
            yield from self._sales(table)

    def told(self, sales: Sales, at: int) -> Told:
        """Return what is told of the row at a place."""
        fields, cells = self._header.fields, sales.table.rows[at].cells
        things = sales.chips[at], sales.groups[at], sales.themselves[at]
        outline = sales.cells[at].outline
        return self._telling.told(outline, *things, lambda option: cells[fields[option]])

    def _sales(self, table: Table) -> Iterator[Sales | BadRow]:
        """Yield the sales of rows of which each cell is good; some state none all the same."""
        try:
            yield self._met(table)
        except (ValidationError, UsageError) as error:
            rows = table.rows
            if len(rows) == 1:
                yield _set_aside(rows[0], error)
            else:
                # Whose it is shows when there are fewer of them.
                half = len(rows) // 2
                yield from self._sales(Table(rows[:half]))
                yield from self._sales(Table(rows[half:]))

    def _met(self, table: Table) -> Sales:
        columns = table.columns
        texts = repeat("", len(table.rows)) if self._day is None else columns[self._day]
        dated = [self._days[text] for text in texts]
        days = [one.day for one in dated]
        chips = self._chips.column(columns, days)
        groups = self._groups.column(columns, days)
        themselves = self._themselves.column(columns, days)
        cells = self._placed([one.law for one in dated], chips, groups, themselves)
        return Sales(table, cells, chips, groups, themselves, days)

    def _placed(
        self, laws: Sequence[Law], chips: list[Part], groups: list[Group], themselves: list[Part]
    ) -> list[Cell]:
        """Return the cells of sales: what is left of the law for their things names them."""
        left, left_of, known = self._judged.left, self._left_of.get, self._cells.get
        cells = []
        for law, chip, group, itself in zip(laws, chips, groups, themselves, strict=True):
            name = (
                left(law, chip).number,
                left_of((law, group.facts)) or self._left_for_all(law, group),
                left(law, itself).number,
            )
            cells.append(known(name) or self._cell(name, law, (chip, *group.parts, itself)))
        return cells

    def _left_for_all(self, law: Law, group: Group) -> int:
        numbers = tuple(self._judged.left(law, part).number for part in group.parts)
        number = self._left_of[law, group.facts] = self._numbers.of(numbers)
        return number

    def _cell(self, name: tuple[int, int, int], law: Law, things: Parts) -> Cell:
        cell = self._cells[name] = self._judged.cell(law, things)
        return cell


class _Days(dict[str, _Dated]):
    """The days that texts state; an empty one states ``on``."""

    def __init__(self, on: date, law: Callable[[date], Law]) -> None:
        super().__init__()
        self._on, self._law = on, law

    def __missing__(self, text: str) -> _Dated:
        """Read a text that was not met before."""
        day = date.fromisoformat(text) if text else self._on
        found = self[text] = _Dated(day, self._law(day))
        return found


class _Known(Generic[T]):
    """The things of one kind, by the texts of their cells."""

    def __init__(self, fields: Sequence[str], header: Header, make: _Make[T]) -> None:
        self._named = [(at, field) for at, field in enumerate(fields) if field in header.fields]
        self._columns = [header.fields[field] for _, field in self._named]
        self._nothing: Final[Cells] = (None,) * len(fields)
        self._make = make
        self._known: Memory[Texts, Standing[T]] = Memory()

    def column(self, columns: Sequence[Texts], days: Sequence[date]) -> list[T]:
        """Return what rows state on their days. Raises what working it out raises."""
        texts = zip(*(columns[at] for at in self._columns), strict=True)
        known = self._known.get
        return [
            found.value
            if (found := known(of_it)) and found.first <= day < found.until
            else self._new(of_it, day)
            for of_it, day in zip(texts, days, strict=True)
        ]

    def _new(self, texts: Texts, day: date) -> T:
        whole = list(self._nothing)
        for (at, field), text in zip(self._named, texts, strict=True):
            whole[at] = stated(field, text) if text else None
        # A text is one in memory, however often it stands in the file.
        standing = self._known[tuple(map(sys.intern, texts))] = self._make(tuple(whole), day)
        return standing.value


def _set_aside(row: Row, error: ValidationError | UsageError) -> BadRow:
    if isinstance(error, ValidationError):
        return no_order(row.line, row.raw, error)
    return bad_row(row.line, row.raw, [("", fault) for fault in error.faults])
