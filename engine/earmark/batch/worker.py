"""Screens the rows of a file, and counts what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from earmark.batch.cells import Ask
from earmark.batch.desk import Desk, Sales
from earmark.batch.memory import Memory
from earmark.batch.outline import Outline
from earmark.batch.sample import Sample
from earmark.batch.screener import Added, Screener
from earmark.batch.summary import Line
from earmark.batch.tally import Counting, Kept, Tally, key_of, place_of
from earmark.batch.telling import Told
from earmark.facts.parties import Registry
from earmark.facts.registry.screened import open_registry
from earmark.facts.roles import OPTIONS
from earmark.facts.shipped import registry as shipped_registry
from earmark.law.rulebook import Rulebook, on_sales
from earmark.orders import BadRow, Header
from earmark.orders.header import ORDER_ID
from earmark.orders.sheet import Written
from earmark.orders.table import Table


@dataclass(frozen=True)
class Settings:
    """What rows are screened by: the header, the day of rows without a date, rules, registry.

    ``as_lines`` asks for whole lines of a CSV file, and else only for the columns to add;
    ``keeps_lines`` for the lines that a report shows.
    """

    header: Header
    on: date
    as_lines: bool = True
    keeps_lines: bool = False
    rules: Path | None = None
    registry: Path | None = None

    def open_rules(self) -> Rulebook:
        """Return the rulebook. Raises what :func:`on_sales` raises."""
        return on_sales(self.rules)

    def open_registry(self) -> Registry:
        """Return the registry. Raises what :func:`open_registry` raises."""
        own = open_registry(self.registry) if self.registry else None
        return own or shipped_registry()


class Done(NamedTuple):
    """What all rows came to by which rules and registry, and some of them, to be judged again.

    ``neutralised`` counts the cells that were made plain text.
    """

    book: Rulebook
    registry: Registry
    tally: Tally
    sample: Sample
    neutralised: int


Begun = list[Sales | BadRow]
"""Rows that were read, and the sale of each; the cells of these may still be judged."""


class Finished(NamedTuple):
    """Rows of a file with what is added to each, in its order, and those set aside.

    Of each row ``answers`` has its line of the output, or only the columns to add to it.
    """

    table: Table
    answers: list[str | Added]
    bad: list[BadRow]


class Worker:
    """Screens rows by the settings. ``ask`` has cells judged elsewhere, if it is given."""

    def __init__(self, settings: Settings, ask: Ask | None = None) -> None:
        self._header = settings.header
        self._book, self._registry = settings.open_rules(), settings.open_registry()
        self._screener = Screener(self._book, self._registry, ask)
        self._desk = Desk(settings.header, settings.on, self._screener)
        self._sheet = Written() if settings.as_lines else None
        self._plain: Memory[Outline, Told] = Memory()
        self._sample = Sample(settings.header, settings.on, self._book, self._registry)
        self._keeps_lines = settings.keeps_lines
        self._counting = Counting(keeps_lines=settings.keeps_lines)

    def begin(self, table: Table) -> Begun:
        """Return the sales that rows state."""
        return list(self._desk.read(table))

    def finish(self, begun: Begun) -> Finished:
        """Return what each row comes to, all cells being judged."""
        bad = [one for one in begun if isinstance(one, BadRow)]
        for sales in begun:
            if isinstance(sales, Sales):
                return Finished(sales.table, self._answers(sales), bad)
        return Finished(Table.of([]), [], bad)

    def done(self) -> Done:
        """Return what all rows came to."""
        tally = self._counting.tally()
        tally.cells = len(self._screener.judged)
        neutralised = self._sheet.neutralised if self._sheet else 0
        return Done(self._book, self._registry, tally, self._sample, neutralised)

    def _answers(self, sales: Sales) -> list[str | Added]:
        outlines = sales.cells.map(attrgetter("outline"))
        plain = list(map(self._plain.get, outlines.values))
        told = [plain[code] or self._told(sales, at) for at, code in enumerate(outlines.places)]
        self._counting.count(outlines, sales)
        self._sample.offer(sales.table, told)
        if self._keeps_lines:
            for at, outline in enumerate(outlines):
                if self._counting.wants(outline):
                    self._counting.keep(self._kept(sales, at, told[at]))
        if self._sheet:
            return [*self._sheet.lines(sales.table, [one.end for one in told])]
        return [one.added for one in told]

    def _told(self, sales: Sales, at: int) -> Told:
        """Return what is told of a row, which may have words of its own."""
        outline = sales.cells[at].outline
        told = self._desk.told(sales, at)
        if outline.alike:
            self._plain[outline] = told
        self._counting.note(told)
        return told

    def _kept(self, sales: Sales, at: int, told: Told) -> Kept:
        cells, outline = sales.table.cells[at], sales.cells[at].outline
        line = Line(
            row=sales.table.lines[at],
            order_id=self._cell(cells, ORDER_ID),
            buyer=self._companies(cells),
            chip=sales.chips[at].thing.name,
            destination=place_of(sales.themselves[at]),
            on=sales.days[at],
            quantity=self._cell(cells, "quantity"),
            verdict=outline.verdict,
            reason=told.reason,
            questions=told.questions,
            warnings=tuple(words for _, words in told.warns),
        )
        return Kept(key_of(outline), line)

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._header.fields.get(field)
        return "" if place is None else cells[place].strip()

    def _companies(self, cells: Sequence[str]) -> str:
        """Return the companies of a row as it names them, each once."""
        named = (self._cell(cells, option) for option in OPTIONS)
        return "; ".join(dict.fromkeys(filter(None, named)))
