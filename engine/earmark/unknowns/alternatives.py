"""The things of one sale under the law of its day, and what can come of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from earmark.law.cells import Cell, cells
from earmark.law.rulebook import Law
from earmark.matter import Doubt, Thing
from earmark.unknowns.doubts import YES_NO, scales
from earmark.unknowns.ways import Ways


class Alternatives:
    """What can come of the things of one sale.

    ``alone`` are the ways of each thing by itself. Where rules can ask for a doubt of several
    things their ways are worked out anew: what is taken of it for one is then taken for the others.
    """

    def __init__(self, law: Law, alone: Sequence[Ways]) -> None:
        self.law = law
        *others, itself = alone
        findings = frozenset[str]().union(*(one.within().findings for one in others))
        self.reach = itself.within(findings)
        """What the rules about the thing that is judged last can read."""
        asked = [*(one.asked() for one in others), itself.asked(findings)]
        common = _common(law, alone, asked)
        self.ways = tuple(
            Ways(law, one.thing, common) if common.keys() & keys else one
            for one, keys in zip(alone, asked, strict=True)
        )
        self.asked = {
            key: one for one, keys in zip(self.ways, asked, strict=True) for key in sorted(keys)
        }
        """The doubts for which some rule can ask, each with a thing that has it."""

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
        every = {key: doubt for one in self.ways for key, doubt in one.doubts.items()}
        return {**every, **{key: one.doubts[key] for key, one in self.asked.items()}}

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a doubt, by its key; the same objects at every call."""
        if key in self.asked:
            return self.asked[key].doubts.cells(key)
        return next((one.doubts.cells(key) for one in self.ways if key in one.doubts), YES_NO)


def _common(
    law: Law, alone: Sequence[Ways], asked: Iterable[Iterable[str]]
) -> Mapping[str, tuple[Cell, ...]]:
    """Return the cells of the doubts that are asked of more than one thing."""
    times = Counter(key for keys in asked for key in keys)
    common: dict[str, tuple[Cell, ...]] = {}
    for key in (key for key, often in times.items() if often > 1):
        those = [one for one in alone if key in one.doubts]
        things = [one.thing for one in those]
        common[key] = cells(law, those[-1].doubts[key], scales(things, key))
    return common
