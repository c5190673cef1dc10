"""Where rows of a file become sales, column by column: what each states, and which cell that is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from pydantic import ValidationError

from earmark.batch.cells import Cell
from earmark.batch.columns import Stated
from earmark.batch.fields import CHIP, ITSELF
from earmark.batch.group import Group
from earmark.batch.memory import Memory, Numbers, Worked
from earmark.batch.parties import Parties
from earmark.batch.parts import Part
from earmark.batch.screener import Screener
from earmark.batch.telling import Telling, Told
from earmark.errors import UsageError
from earmark.law.rulebook import Law
from earmark.orders import BadRow, Form, Header, Row
from earmark.orders.coded import Coded, together
from earmark.orders.form import no_order
from earmark.orders.rows import bad_row
from earmark.orders.table import Table


class Sales(NamedTuple):
    """Some rows of a file and the sale of each, in columns: its cell, its things, and its day."""

    table: Table
    cells: Coded[Cell]
    chips: Coded[Part]
    groups: Coded[Group]
    themselves: Coded[Part]
    days: Coded[date]


class _Dated(NamedTuple):
    """A day, and its law."""

    day: date
    law: Law


class Desk:
    """Reads the rows of files with one header; ``on`` is the day of rows without a date."""

    def __init__(self, header: Header, on: date, screener: Screener) -> None:
        self._header = header
        self._form = Form(header, on)
        self._on = on
        self._law = screener.law
        self._day = header.fields.get("on")
        self._days = Worked(self._dated)
        things = screener.things
        self._chips = Stated(CHIP, header, things.chip.on)
        self._parties = Parties(header, things.companies)
        self._themselves = Stated(ITSELF, header, things.itself.on)
        self._telling = Telling()
        self._judged = screener.judged
        self._left_for_all = Worked(self._left_for_each)
        self._numbers = Numbers()
        self._cells: Memory[tuple[int, int, int], Cell] = Memory()

    def read(self, table: Table) -> Iterator[Sales | BadRow]:
        """Yield the rows set aside, with what is wrong with them, and the sales of the others."""
        if not len(table):
            return
        faulty = self._form.faulty(table)
        for place in sorted(faulty):
            row = table.row(place)
            yield bad_row(row.line, row.raw, self._form.faults_of(row.cells))
        if faulty:
            table = table.without(faulty)
        if len(table):
            yield from self._sales(table)

    def told(self, sales: Sales, at: int) -> Told:
        """Return what is told of the row at a place."""
        fields, column = self._header.fields, sales.table.column
        things = sales.chips[at], sales.groups[at], sales.themselves[at]
        outline = sales.cells[at].outline
        return self._telling.told(outline, *things, lambda option: column(fields[option])[at])

    def _sales(self, table: Table) -> Iterator[Sales | BadRow]:
        """Yield the sales of rows of which each cell is good; some state none all the same."""
        try:
            yield self._met(table)
        except (ValidationError, UsageError):
            # Whose it is shows when they are looked at one by one.
            wrong = {at: error for at in range(len(table)) if (error := self._wrong(table, at))}
            for at, error in wrong.items():
                yield _set_aside(table.row(at), error)
            if len(wrong) < len(table):
                yield self._met(table.without(wrong))

    def _wrong(self, table: Table, at: int) -> ValidationError | UsageError | None:
        """Return why a row states no sale, if it states none."""
        try:
            self._met(Table.of([table.row(at)]))
        except (ValidationError, UsageError) as error:
            return error
        return None

    def _met(self, table: Table) -> Sales:
        dated = self._dates(table).map(self._days.__getitem__)
        days = dated.map(attrgetter("day"))
        chips = self._chips.on(table, days)
        groups = self._parties.on(table, days)
        themselves = self._themselves.on(table, days)
        laws = dated.map(attrgetter("law"))
        cells = self._placed(laws, chips, groups, themselves)
        return Sales(table, cells, chips, groups, themselves, days)

    def _dates(self, table: Table) -> Coded[str]:
        return Coded.of([""] * len(table)) if self._day is None else table.column(self._day)

    def _placed(
        self,
        laws: Coded[Law],
        chips: Coded[Part],
        groups: Coded[Group],
        themselves: Coded[Part],
    ) -> Coded[Cell]:
        """Return the cells of sales: what is left of the law for their things names them."""
        names = together(
            together(laws, chips).map(self._left_for),
            together(laws, groups).map(self._left_for_all.__getitem__),
            together(laws, themselves).map(self._left_for),
        )
        cells = list(map(self._cells.get, names.values))
        if not all(cells):
            # Backwards: the first row that has a name is the last to be put there.
            rows = dict(zip(reversed(names.places), reversed(range(len(names))), strict=True))
            for place, name in enumerate(names.values):
                if cells[place] is None:
                    at = rows[place]
                    things = (chips[at], *groups[at].parts, themselves[at])
                    cells[place] = self._cells[name] = self._judged.cell(laws[at], things)
        return Coded(names.codes, [cell for cell in cells if cell])

    def _dated(self, text: str) -> _Dated:
        day = date.fromisoformat(text) if text else self._on
        return _Dated(day, self._law(day))

    def _left_for(self, key: tuple[Law, Part]) -> int:
        return self._judged.left(*key).number

    def _left_for_each(self, key: tuple[Law, Group]) -> int:
        law, group = key
        return self._numbers.of(tuple(self._left_for((law, part)) for part in group.parts))


def _set_aside(row: Row, error: ValidationError | UsageError) -> BadRow:
    if isinstance(error, ValidationError):
        return no_order(row.line, row.raw, error)
    return bad_row(row.line, row.raw, [("", fault) for fault in error.faults])
