"""The parts of sales that were met so far: the chip, the companies, or the sale itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from earmark.batch.cells import Parts
from earmark.batch.stating import Cells
from earmark.batch.timed import PLACE_TURNS, Standing, around
from earmark.errors import Fault, UsageError
from earmark.frames.seen import Seen
from earmark.unknowns.doubts import doubts_of

NO_DAY: Final = 0
"""Stands for the day of a row whose date cannot be read."""

NEVER: Final = date.max.toordinal()

Resolve = Callable[[Cells, date], Standing[Parts]]


class Stretch(NamedTuple):
    """Days (ordinals) on which something is the same: from ``first`` up to, not with, ``until``.

    The days from ``after`` up to ``before`` go to it: between all stretches none is left out, not
    even :data:`NO_DAY`. ``number`` names what it is, ``facts`` what rules can read of it. Of a row
    that states nothing ``facts`` is negative, and says what is wrong.
    """

    after: int
    before: int
    first: int
    until: int
    number: int
    facts: int


class Shelf:
    """Everything that was resolved of one kind of part; it grows with what is distinct of it.

    ``fields`` are those of a sale that it is read from; ``resolve`` returns what they come to.
    """

    def __init__(self, name: str, fields: Sequence[str], resolve: Resolve) -> None:
        self.name = name
        self.fields = fields
        self.parts: list[Parts] = [()]
        """What each number names, from 1."""
        self.alike: list[Parts] = [()]
        """For each number of facts, from 1, parts that have them."""
        self.doubts: set[str] = set()
        """The keys of everything that is doubtful about any of them."""
        self.seen = Seen()
        """The texts of frames, and what they came to."""
        self._resolve = resolve
        self._facts: dict[tuple[int, ...], int] = {}
        self._met: dict[int, object] = {}

    def stretches(self, cells: Cells, first: date, last: date) -> list[Standing[Parts | Fault]]:
        """Return what cells come to from a first day to a last, or why they cannot."""
        found: list[Standing[Parts | Fault]] = []
        day = first
        while day <= last:
            standing = self._on(cells, day)
            if found and _same(found[-1].value, standing.value):
                found[-1] = found[-1]._replace(until=standing.until)
            else:
                found.append(standing._replace(first=day if found else standing.first))
            day = standing.until
        return found

    def numbered(self, parts: Parts) -> tuple[int, int]:
        """Put parts on the shelf; return their number and that of their facts."""
        key = tuple(part.facts for part in parts)
        facts = self._facts.setdefault(key, len(self.alike))
        if facts == len(self.alike):
            self.alike.append(parts)
        for part in parts:
            # Many companies are one thing to the law, and have the same doubts.
            if id(part.thing) not in self._met:
                self._met[id(part.thing)] = part.thing
                self.doubts.update(doubts_of(part.thing))
        self.parts.append(parts)
        return len(self.parts) - 1, facts

    def _on(self, cells: Cells, day: date) -> Standing[Parts | Fault]:
        try:
            standing: Standing[Parts | Fault] = Standing(*self._resolve(cells, day))
        except UsageError as error:
            # A kind of sale that the places contradict; which place a name means can turn.
            return around(day, PLACE_TURNS, error.faults[0])
        return standing


def _same(one: Parts | Fault, other: Parts | Fault) -> bool:
    """Tell whether two parts are the same in everything, also in what is only printed."""
    if isinstance(one, Fault) or isinstance(other, Fault):
        return one == other
    return len(one) == len(other) and all(
        a.facts == b.facts and a.thing == b.thing for a, b in zip(one, other, strict=True)
    )
