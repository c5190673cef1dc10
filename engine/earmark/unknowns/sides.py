"""Every way a sale can be in law: outcomes of its things combined, and the sale judged on each.

The rules about the sale read only findings: the sale is judged once for each class of
combinations.

What is said of a sale here holds for an investment too: it is the thing that is judged last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from earmark.judges.reference import OTHER_ROLE, WhyNot
from earmark.law.cells import Cell
from earmark.law.rulebook import Statement
from earmark.matter import Thing
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.classes import Class, Combination, combined
from earmark.unknowns.outcomes import Outcome
from earmark.unknowns.views import Assignment


@dataclass(frozen=True, eq=False)
class Side:
    """One way the sale can be in law: an outcome for each thing, the sale's own last."""

    outcomes: Combination

    @cached_property
    def assignment(self) -> Assignment:
        """One assignment that leads here."""
        whole: dict[str, Cell] = {}
        for outcome in self.outcomes:
            whole.update(outcome.assignment)
        return whole

    @cached_property
    def firings(self) -> tuple[tuple[Statement, Thing], ...]:
        """Every rule that fires on this side, with the thing it is about."""
        return tuple(
            (statement, outcome.thing) for outcome in self.outcomes for statement in outcome.fired
        )

    @cached_property
    def rules(self) -> frozenset[tuple[str, str]]:
        """The ids of the rules that fire, each with the key of its thing."""
        return frozenset((statement.rule.id, thing.key) for statement, thing in self.firings)


class Sides:
    """All sides of one sale."""

    def __init__(self, alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        *self._others, self._itself = alternatives.ways
        self.read = alternatives.reach.reads.union(
            *(one.within().effective for one in self._others)
        )
        """The findings of the other things on which the verdict can rest."""
        self.outcomes = [one.as_read(self.read) for one in self._others]
        """The outcomes of each of the other things, by their places."""
        self.near = [
            one.near(found) for one, found in zip(self._others, self.outcomes, strict=True)
        ]
        """What tells which of these are near to each other, by the places of the things."""

    @property
    def about(self) -> str:
        """What is judged last: a sale, or an investment."""
        return self._itself.thing.about

    @cached_property
    def all(self) -> tuple[Side, ...]:
        """Every side, in a fixed order."""
        return tuple(
            Side((*combination, outcome))
            for one in combined([ways.outcomes() for ways in self._others], self.read)
            for combination in one.combinations
            for outcome in self.ending(one)
        )

    @cached_property
    def everywhere(self) -> frozenset[tuple[str, str]]:
        """The rules that fire on all sides, each with the key of its thing."""
        ending = dict.fromkeys(side.outcomes[-1] for side in self.all)
        lists = [*(ways.outcomes() for ways in self._others), tuple(ending)]
        return frozenset(
            (rule, outcomes[0].thing.key)
            for outcomes in lists
            for rule in frozenset.intersection(*(outcome.rules for outcome in outcomes))
        )

    def silent(self, side: Side) -> Mapping[str, WhyNot]:
        """Return, for each rule that stays silent on a side, why."""
        before = frozenset[str]().union(*(outcome.findings for outcome in side.outcomes[:-1]))
        found: dict[str, WhyNot] = {}
        for ways in self.alternatives.ways:
            standing = before if ways is self._itself else frozenset[str]()
            for rule, why in ways.judge(side.assignment, standing).silent.items():
                if found.get(rule, OTHER_ROLE) == OTHER_ROLE:
                    found[rule] = why
        return found

    def given(self, key: str, cell: Cell) -> Iterator[Combination]:
        """Yield outcomes for each class that is still possible once a doubt is answered."""
        answered = self._answered(key, cell)
        reached: dict[Outcome, bool] = {}
        for combination, ending in self._possible(answered):
            for outcome in ending:
                if outcome not in reached:
                    reached[outcome] = _reaches(outcome, answered)
                if reached[outcome]:
                    yield (*combination, outcome)

    def _answered(self, key: str, cell: Cell) -> Assignment:
        """Return what an answer settles: the doubt itself, and those that go with it."""
        index = self.alternatives.cells(key).index(cell)
        doubt = self.alternatives.doubts.get(key)
        others = [one for one in doubt.settles if one in self.alternatives.asked] if doubt else ()
        return {key: cell, **{other: self.alternatives.cells(other)[index] for other in others}}

    def _possible(self, answered: Assignment) -> Iterator[tuple[Combination, tuple[Outcome, ...]]]:
        """Yield a combination of each class that answers leave possible, and how that can end."""
        places = self.naming(answered)
        left = [self.near[place].possible(answered) for place in places]
        if len(places) > 1:
            # What classes keep shows every outcome, not every combination of them.
            narrowed = list(self.outcomes)
            for place, possible in zip(places, left, strict=True):
                narrowed[place] = tuple(filter(possible.__contains__, narrowed[place]))
            for one in combined(narrowed, self.read):
                yield one.combinations[0], self.ending(one)
        elif places:
            ((place,), (possible,)) = places, left
            for one, ending in self._joint:
                for combination in one.combinations:
                    if combination[place] in possible:
                        yield combination, ending
                        break
        else:
            yield from ((one.combinations[0], ending) for one, ending in self._joint)

    @cached_property
    def _joint(self) -> list[tuple[Class, tuple[Outcome, ...]]]:
        """Every class of the other things, and how the sale can end in it."""
        return [(one, self.ending(one)) for one in combined(self.outcomes, self.read)]

    def naming(self, keys: Collection[str]) -> list[int]:
        """Return the places of the things of which some outcome names one of these doubts."""
        return [place for place, near in enumerate(self.near) if any(map(near.names, keys))]

    def ending(self, one: Class) -> tuple[Outcome, ...]:
        """Return the outcomes of the sale itself for a class of the other things."""
        return self._itself.outcomes(one.findings & self.alternatives.reach.heeds, one.shared)


def _reaches(outcome: Outcome, answered: Assignment) -> bool:
    return answered.keys().isdisjoint(outcome.keys) or any(
        all(key not in region or cell in region[key] for key, cell in answered.items())
        for region in outcome.regions
    )
