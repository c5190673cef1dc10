"""The things of one sale under the law of its day, and what can come of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from earmark.law.cells import Cell, cells
from earmark.law.rulebook import Law
from earmark.matter import Doubt, Thing
from earmark.ways import YES_NO, Ways, scales


class Alternatives:
    """What can come of the things of one sale.

    ``alone`` are the ways of each thing by itself. Where things have a doubt in common their ways
    are worked out anew: what is taken of it for one is then taken for the others.
    """

    def __init__(self, law: Law, alone: Sequence[Ways]) -> None:
        self.law = law
        common = _common(law, alone)
        self.ways = tuple(
            Ways(law, one.thing, common) if common.keys() & one.doubts.keys() else one
            for one in alone
        )

    @classmethod
    def of(cls, law: Law, things: Iterable[Thing]) -> Alternatives:
        """Return what can come of these things."""
        return cls(law, [Ways(law, thing) for thing in things])

    @property
    def things(self) -> tuple[Thing, ...]:
        """The things, that which is judged last at the end."""
        return tuple(one.thing for one in self.ways)

    @cached_property
    def doubts(self) -> Mapping[str, Doubt]:
        """Every doubt about a thing, by its key."""
        return {key: doubt for one in self.ways for key, doubt in one.doubts.items()}

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a doubt, by its key; the same objects at every call."""
        return next((one.cells(key) for one in self.ways if key in one.doubts), YES_NO)


def _common(law: Law, alone: Iterable[Ways]) -> Mapping[str, tuple[Cell, ...]]:
    """Return the cells of the doubts that more than one thing has."""
    times = Counter(key for one in alone for key in one.doubts)
    common: dict[str, tuple[Cell, ...]] = {}
    for key in (key for key, often in times.items() if often > 1):
        those = [one for one in alone if key in one.doubts]
        things = [one.thing for one in those]
        common[key] = cells(law, those[-1].doubts[key], scales(things, key))
    return common
