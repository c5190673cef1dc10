"""Where cells are judged, by the reference judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from earmark.batch.outline import Outline, outline
from earmark.law.rulebook import Rulebook
from earmark.matter import Thing
from earmark.schema import ACTS
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.unknowns.ways import Ways
from earmark.weighed import Weighed

_CELLS: Final = 1 << 10
"""After so many cells all is forgotten: what was worked out of a thing grows with each of them."""


class Met(NamedTuple):
    """A thing on a day of a sale that it is part of."""

    day: date
    thing: Thing


class Case(NamedTuple):
    """Things to be judged by the law of a day, the sale itself last.

    Things with the same number are alike to the rules on the days on which they were met: the
    number stands for what is left of the law for them. Each is made when it is needed.
    """

    day: date
    things: Sequence[tuple[int, Callable[[], Met]]]


class Bench:
    """Judges cells; what can come of each thing is worked out once."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._ways: dict[int, Ways] = {}
        self._judged = 0

    def judged(self, case: Case) -> Outline:
        """Return what every sale of a cell comes to."""
        self._judged += 1
        if self._judged % _CELLS == 0:
            self._ways.clear()
        law = self._book.on(case.day)
        ways = []
        for number, make in case.things:
            if number not in self._ways:
                met = make()
                # On another day something else may be left of it, though no less of its number.
                self._ways[number] = Ways(self._book.on(met.day), met.thing)
            ways.append(self._ways[number])
        stated = ways[-1].thing.options[0].values
        done = frozenset(act for act in ACTS if stated[f"sale.{act}"] is True)
        return outline(Weighed(Sides(Alternatives(law, ways)), done))
