"""Screens the rows of a file, and counts what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from earmark.batch.cells import Ask
from earmark.batch.desk import Deal, Desk, Rows
from earmark.batch.sample import Sample, Sampled
from earmark.batch.screener import Screened, Screener
from earmark.batch.summary import Line
from earmark.batch.tally import Counting, Kept, Tally, key_of, place_of
from earmark.facts.parties import Registry
from earmark.facts.registry.screened import open_registry
from earmark.facts.roles import OPTIONS
from earmark.facts.shipped import registry as shipped_registry
from earmark.law.rulebook import Rulebook, load, shipped
from earmark.orders import BadRow, Header
from earmark.orders.header import ORDER_ID
from earmark.orders.sheet import Written

Answers = list[str | tuple[str, ...] | BadRow]
"""For each row its line of the output, or the columns to add to it, or the row set aside."""


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
        """Return the rulebook. Raises what :func:`load` raises."""
        return load(self.rules).about("sale") if self.rules else shipped()

    def open_registry(self) -> Registry:
        """Return the registry. Raises what :func:`open_registry` raises."""
        own = open_registry(self.registry) if self.registry else None
        return own or shipped_registry()


class Done(NamedTuple):
    """What all rows came to, and what judging some of them again did.

    ``neutralised`` counts the cells that were made plain text.
    """

    tally: Tally
    sampled: Sampled
    neutralised: int


class Begun(NamedTuple):
    """Rows that were read, and the sale of each; the cells of these may still be judged."""

    rows: Rows
    sales: list[Deal | BadRow]


class Worker:
    """Screens rows by the settings. ``ask`` has cells judged elsewhere, if it is given."""

    def __init__(self, settings: Settings, ask: Ask | None = None) -> None:
        self._header = settings.header
        book, registry = settings.open_rules(), settings.open_registry()
        self._screener = Screener(book, registry, ask)
        self._desk = Desk(settings.header, settings.on, self._screener)
        self._sample = Sample(settings.header, settings.on, book, registry)
        self._counting = Counting(keeps_lines=settings.keeps_lines)
        self._sheet = Written() if settings.as_lines else None

    def begin(self, rows: Rows) -> Begun:
        """Return the sales that rows state."""
        return Begun(rows, self._desk.read(rows))

    def finish(self, begun: Begun) -> Answers:
        """Return what each row comes to, all cells being judged.

        The text of a row set aside is left to the caller.
        """
        each = zip(begun.rows, begun.sales, strict=True)
        return [sale if isinstance(sale, BadRow) else self._one(*row, sale) for row, sale in each]

    def done(self) -> Done:
        """Return what all rows came to; the sample is judged again for it."""
        tally = self._counting.tally()
        tally.cells = len(self._screener.judged)
        neutralised = self._sheet.neutralised if self._sheet else 0
        return Done(tally, self._sample.judged_again(), neutralised)

    def _one(self, line: int, cells: list[str], sale: Deal) -> str | tuple[str, ...]:
        screened = Screened(sale.cell.outline, sale.parts)
        added = screened.cells()
        self._counting.count(screened, sale.day)
        if self._counting.wants(screened.outline):
            self._counting.keep(self._kept(line, cells, screened, sale.day))
        self._sample.offer(line, cells, added)
        return self._sheet.line(cells, added) if self._sheet else added

    def _kept(self, line: int, cells: Sequence[str], screened: Screened, day: date) -> Kept:
        chip, *_, itself = screened.parts
        told = Line(
            row=line,
            order_id=self._cell(cells, ORDER_ID),
            buyer=self._companies(cells),
            chip=chip.thing.name,
            destination=place_of(itself),
            on=day,
            quantity=self._cell(cells, "quantity"),
            verdict=screened.outline.verdict,
            reason=screened.reason,
            questions=tuple(screened.questions),
            warnings=tuple(screened.warnings),
        )
        return Kept(key_of(screened.outline), told)

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._header.fields.get(field)
        return "" if place is None else cells[place].strip()

    def _companies(self, cells: Sequence[str]) -> str:
        """Return the companies of a row as it names them, each once."""
        named = (self._cell(cells, option) for option in OPTIONS)
        return "; ".join(dict.fromkeys(filter(None, named)))
