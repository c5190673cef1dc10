"""The days and the parts of the sales of a frame: what is distinct comes here, numbers go back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import narwhals as nw

from earmark.batch.cells import Parts
from earmark.errors import Fault
from earmark.frames.engine import Engine, Frame, Table, here, lists
from earmark.frames.faults import Inspector, Wrongs
from earmark.frames.shelf import NEVER, NO_DAY, Shelf, Stretch
from earmark.frames.texts import Reading
from earmark.law.rulebook import Law, Rulebook
from earmark.orders.cells import stated

_ALONG: Final = {"itself": ("quantity",)}
"""Fields that no rule asks for, and with which part of a sale they are looked at."""

_ANY_COUNT: Final = "1"
"""Stands for every quantity that is one."""

_Texts = tuple[str, ...]


class Placing:
    """Puts numbers for days and parts beside the rows of one frame.

    ``readings`` has the fields for which the frame has a text column.
    """

    def __init__(
        self, engine: Engine, readings: Mapping[str, Reading], inspector: Inspector, on: date
    ) -> None:
        self._engine = engine
        self._readings = readings
        self._inspector = inspector
        self._on = on
        self.wrongs = Wrongs()
        self.laws: dict[int, Law] = {}
        """The laws of the days, by the ordinals of their first."""
        self.last = date.min
        """The last of the days."""

    def with_days(self, frame: Frame, book: Rulebook) -> Frame:
        """Return the frame with the day (an ordinal) and the law of each row."""
        text, day, law = map(self._engine.name, ("on", "day", "law"))
        if "on" not in self._readings:
            values = zip((day, law), self._day(self._on, book), strict=True)
            return frame.with_columns(nw.lit(one, nw.Int64()).alias(name) for name, one in values)
        (texts,) = lists(here(frame.select(text).unique()))
        days = [self._read_day(one, book) for one in texts]
        table = {text: texts, day: [one for one, _ in days], law: [one for _, one in days]}
        found = self._engine.joined(frame, self._engine.table(table, [text]), [text])
        return found.with_columns(nw.col(day).fill_null(NO_DAY), nw.col(law).fill_null(0)).drop(
            text
        )

    def _read_day(self, text: str, book: Rulebook) -> tuple[int, int]:
        text = self._readings["on"].read(text)
        wrong = self._inspector.wrong_with({"on": text})
        if wrong:
            return NO_DAY, self.wrongs.number(wrong)
        return self._day(date.fromisoformat(text) if text else self._on, book)

    def _day(self, day: date, book: Rulebook) -> tuple[int, int]:
        self.last = max(self.last, day)
        law = book.on(day)
        number = law.day.toordinal()
        self.laws[number] = law
        return day.toordinal(), number

    def with_parts(self, frame: Frame, shelf: Shelf) -> Frame:
        """Return the frame with numbers for one part of each sale: what it is, and its facts."""
        fields = [
            field
            for field in (*shelf.fields, *_ALONG.get(shelf.name, ()))
            if field in self._readings
        ]
        names = [self._engine.name(field) for field in fields]
        if "quantity" in fields:
            frame = frame.with_columns(_counts_alike(self._engine.name("quantity")))
        first, last, since, till = map(self._engine.name, ("first", "last", "since", "till"))
        met = here(self._distinct(frame, names))
        types = (self._readings[field].type for field in fields)
        table = shelf.seen.found(
            (self._engine.backend, *zip(names, types, strict=True)),
            met,
            names,
            lambda new: self._placed(new, shelf, fields),
            (nw.col(since) <= nw.col(first)) & (nw.col(last) < nw.col(till)),
        )
        several = len(table) > len(met)
        return self._beside(frame, shelf.name, names, table.drop(since, till), several=several)

    def _distinct(self, frame: Frame, names: Sequence[str]) -> Frame:
        """Return the distinct texts, and the first and the last day on which each occurs."""
        day, first, last = map(self._engine.name, ("day", "first", "last"))
        late = nw.when(nw.col(day) == NO_DAY).then(nw.lit(NEVER)).otherwise(nw.col(day))
        few = frame.select(*names, day, late.alias(first))
        days = nw.col(first).min(), nw.col(day).max().alias(last)
        return few.group_by(*names).agg(*days)

    def _placed(self, met: Table, shelf: Shelf, fields: Sequence[str]) -> Table:
        """Return distinct texts of some fields with each stretch of what they come to."""
        *texts, earliest, latest = lists(met)
        rows = []
        for key, first, last in zip(zip(*texts, strict=True), earliest, latest, strict=True):
            found = self._stretches(shelf, fields, key, first, last)
            good = all(one.facts > 0 for one in found)
            # What is wrong has its number in this frame only: it holds for no day of another.
            holds = (found[0].first, found[-1].until) if good else (NEVER, NO_DAY)
            rows += [(*key, *holds, *one) for one in found]
        names = [self._engine.name(field) for field in fields]
        columns = [*names, *map(self._engine.name, ("since", "till")), *self._numbers(shelf.name)]
        values = map(list, zip(*rows, strict=True)) if rows else [[] for _ in columns]
        return self._engine.table(dict(zip(columns, values, strict=True)), names)

    def _numbers(self, part: str) -> list[str]:
        """Return what the columns of a stretch are called."""
        return [self._engine.name(f"{part}_{what}") for what in Stretch._fields]

    def _stretches(
        self, shelf: Shelf, fields: Sequence[str], texts: _Texts, first: int, last: int
    ) -> tuple[Stretch, ...]:
        read = {f: self._readings[f].read(text) for f, text in zip(fields, texts, strict=True)}
        wrong = self._inspector.wrong_with(read)
        if wrong:
            return _always(self.wrongs.number(wrong))
        if first > last:
            # Of no row that states it can the date be read.
            return _always(0)
        cells = tuple(stated(f, read[f]) if read.get(f) else None for f in shelf.fields)
        found = shelf.stretches(cells, date.fromordinal(first), date.fromordinal(last))
        turns = [NO_DAY, *(one.first.toordinal() for one in found[1:]), NEVER]
        return tuple(
            Stretch(*edges, first.toordinal(), until.toordinal(), *self._numbered(value, shelf))
            for edges, (first, until, value) in zip(pairwise(turns), found, strict=True)
        )

    def _numbered(self, value: Parts | Fault, shelf: Shelf) -> tuple[int, int]:
        if isinstance(value, Fault):
            return 0, self.wrongs.number(self._inspector.contradicted(value))
        return shelf.numbered(value)

    def _beside(
        self, frame: Frame, part: str, texts: Sequence[str], table: Table, *, several: bool
    ) -> Frame:
        """Return the frame with the numbers of a part beside the texts that it was read from.

        ``several`` tells that some texts have more than one stretch of days.
        """
        day = nw.col(self._engine.name("day"))
        after, before, first, until, number, facts = self._numbers(part)
        frame = self._engine.joined(frame, table, texts)
        if several:
            # A row was joined to each stretch of days of its part: it keeps the one of its day.
            inside = (nw.col(after) <= day) & (day < nw.col(before))
            frame = frame.filter(nw.col(after).is_null() | inside)
        # A day outside was not there when the days were asked for: nothing is known of it.
        met = (nw.col(first) <= day) & (day < nw.col(until))
        kept = [nw.when(met).then(nw.col(x)).otherwise(nw.lit(0)).alias(x) for x in (number, facts)]
        return frame.with_columns(*kept).drop(after, before, first, until, *texts)


def _always(facts: int) -> tuple[Stretch, ...]:
    return (Stretch(NO_DAY, NEVER, NO_DAY, NEVER, 0, facts),)


def _counts_alike(quantity: str) -> nw.Expr:
    """Return the quantities, those that can be read all as one: no rule asks how many."""
    column = nw.col(quantity)
    plain = column.str.contains("^[1-9][0-9]{0,8}$")
    return nw.when(plain).then(nw.lit(_ANY_COUNT)).otherwise(column).alias(quantity)
