"""Every way a sale can be in law: outcomes of its things combined, and the sale judged on each.

The rules about the sale read only findings. Combinations that give the same findings, and agree
on what they share, are therefore one class; the sale is judged once for each. Of each class as
many combinations are kept as it takes to show every outcome in it.

What is said of a sale here holds for an investment too: it is the thing that is judged last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, product, starmap
from typing import Final

from earmark.alternatives import Alternatives
from earmark.judges.reference import OTHER_ROLE, WhyNot
from earmark.law.cells import Cell
from earmark.law.rulebook import Statement
from earmark.matter import Thing
from earmark.nearness import Pair, meet
from earmark.outcomes import Outcome, Shared
from earmark.views import Assignment

Combination = tuple[Outcome, ...]


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


@dataclass(frozen=True, eq=False, slots=True)
class _Class:
    """Combinations that are one to the rules about the sale."""

    findings: frozenset[str]
    shared: Shared
    combinations: tuple[Combination, ...]


_START: Final = _Class(frozenset(), frozenset(), ((),))

Verdicts = Callable[[Side], object]

_End = tuple[Outcome, object]


class Sides:
    """All sides of one sale, and which doubts tell them apart."""

    def __init__(self, alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        *self._others, self._itself = alternatives.ways
        # The findings of other things on which the verdict can rest.
        self._read = alternatives.reach.reads.union(
            *(one.within().effective for one in self._others)
        )
        self._classed = [one.as_read(self._read) for one in self._others]
        self._near = [
            one.near(classed) for one, classed in zip(self._others, self._classed, strict=True)
        ]
        self._ended: dict[object, list[_End]] = {}
        self._made: dict[Combination, Side] = {}

    @property
    def about(self) -> str:
        """What is judged last: a sale, or an investment."""
        return self._itself.thing.about

    @cached_property
    def all(self) -> tuple[Side, ...]:
        """Every side, in a fixed order."""
        return tuple(
            Side((*combination, outcome))
            for one in self._classes([ways.outcomes() for ways in self._others])
            for combination in one.combinations
            for outcome in self._ending(one)
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

    def splitting(self, verdict: Verdicts) -> list[str]:
        """Return the keys of the doubts on which the verdict hangs.

        A doubt is one of them when two sides with different verdicts can be reached by
        answering that doubt differently and every other doubt alike. One that is settled with
        another of them is not asked on its own.
        """
        outcomes = dict.fromkeys(outcome for side in self.all for outcome in side.outcomes)
        keys = dict.fromkeys(key for outcome in outcomes for key in outcome.keys)
        split = [key for key in keys if self._splits(key, verdict)]
        doubts = self.alternatives.doubts
        settled = {other for key in split if key in doubts for other in doubts[key].settles}
        return [key for key in split if key not in settled]

    def given(self, key: str, cell: Cell) -> Iterator[Side]:
        """Yield a side for each class that is still possible once a doubt is answered."""
        answered = self._answered(key, cell)
        reached: dict[Outcome, bool] = {}
        for one, combination in self._possible(answered):
            for outcome in self._ending(one):
                if outcome not in reached:
                    reached[outcome] = _reaches(outcome, answered)
                if reached[outcome]:
                    yield self._side((*combination, outcome))

    def _side(self, outcomes: Combination) -> Side:
        """Return a side, the same object at every call."""
        side = self._made.get(outcomes)
        if side is None:
            side = self._made[outcomes] = Side(outcomes)
        return side

    def _answered(self, key: str, cell: Cell) -> Assignment:
        """Return what an answer settles: the doubt itself, and those that go with it."""
        index = self.alternatives.cells(key).index(cell)
        doubt = self.alternatives.doubts.get(key)
        others = [one for one in doubt.settles if one in self.alternatives.asked] if doubt else ()
        return {key: cell, **{other: self.alternatives.cells(other)[index] for other in others}}

    def _possible(self, answered: Assignment) -> Iterator[tuple[_Class, Combination]]:
        """Yield the classes that answers leave possible, each with a combination that is so."""
        places = self._naming(answered)
        left = [self._near[place].possible(answered) for place in places]
        if len(places) > 1:
            # What classes keep shows every outcome, not every combination of them.
            narrowed = list(self._classed)
            for place, possible in zip(places, left, strict=True):
                narrowed[place] = tuple(filter(possible.__contains__, narrowed[place]))
            yield from ((one, one.combinations[0]) for one in self._classes(narrowed))
        elif places:
            ((place,), (possible,)) = places, left
            for one in self._joint:
                found = next((ways for ways in one.combinations if ways[place] in possible), None)
                if found:
                    yield one, found
        else:
            yield from ((one, one.combinations[0]) for one in self._joint)

    @cached_property
    def _joint(self) -> list[_Class]:
        return self._classes(self._classed)

    def _naming(self, keys: Collection[str]) -> list[int]:
        """Return the places of the things of which some outcome names one of these doubts."""
        return [place for place, near in enumerate(self._near) if any(map(near.names, keys))]

    def _splits(self, key: str, verdict: Verdicts) -> bool:
        places = self._naming([key])
        alike = _alike([self._seen(self._classed[place]) for place in places])
        near = self._neighbours([group.combinations for group in alike], places, key)
        context = [one for place, one in enumerate(self._classed) if place not in places]
        for one in self._classes(context) if near else ():
            ends = [self._ends(one, group, verdict) for group in alike]
            said = {answer for end in ends for _, answer in end}
            if len(said) > 1 and any(_differ(ends[left], ends[right], key) for left, right in near):
                return True
        return False

    def _neighbours(
        self, groups: Sequence[Sequence[Combination]], places: Sequence[int], key: str
    ) -> list[Pair]:
        """Return which groups have combinations that can differ in one doubt, by their places."""
        near = [self._near[place] for place in places]
        if len(near) == 1:
            return near[0].pairs([[one for (one,) in group] for group in groups], key)

        def forks(one: Combination, other: Combination) -> bool:
            each = zip(near, one, other, strict=True)
            return all(by.forks(mine, theirs, key) for by, mine, theirs in each)

        return [
            (left, right)
            for left, right in combinations_with_replacement(range(len(groups)), 2)
            if any(starmap(forks, product(groups[left], groups[right])))
        ]

    def _ends(self, context: _Class, part: _Class, verdict: Verdicts) -> list[_End]:
        """Return how the sale can end in a context: its own outcome, and the verdict."""
        shared = _join(context.shared, part.shared)
        if shared is None:
            return []
        findings = context.findings | part.findings
        key = findings, shared, verdict
        if key not in self._ended:
            combination = (*context.combinations[0], *part.combinations[0])
            self._ended[key] = [
                (outcome, verdict(Side((*combination, outcome))))
                for outcome in self._ending(_Class(findings, shared, ()))
            ]
        return self._ended[key]

    def _ending(self, one: _Class) -> tuple[Outcome, ...]:
        """Return the outcomes of the sale itself."""
        return self._itself.outcomes(one.findings & self.alternatives.reach.heeds, one.shared)

    def _seen(self, outcomes: Iterable[Outcome]) -> list[_Class]:
        """Return each outcome as the rules about the sale see it."""
        return [_Class(one.findings & self._read, one.shared, ((one,),)) for one in outcomes]

    def _classes(self, lists: Iterable[Iterable[Outcome]]) -> list[_Class]:
        """Combine one outcome of each thing, folding what the sale's rules cannot tell apart."""
        classes = [_START]
        for outcomes in lists:
            folded: dict[tuple[frozenset[str], Shared], _Cover] = {}
            for one, other in product(classes, self._seen(outcomes)):
                shared = _join(one.shared, other.shared)
                if shared is not None:
                    key = one.findings | other.findings, shared
                    ((outcome,),) = other.combinations
                    folded.setdefault(key, _Cover()).add(one.combinations, outcome)
            classes = [_Class(*key, tuple(cover.kept)) for key, cover in folded.items()]
        return classes


class _Cover:
    """Combinations enough to show every outcome among them."""

    def __init__(self) -> None:
        self.kept: list[Combination] = []
        self._shown: set[Outcome] = set()

    def add(self, combinations: Iterable[Combination], outcome: Outcome) -> None:
        for combination in combinations:
            longer = (*combination, outcome)
            if not self.kept or not self._shown.issuperset(longer):
                self.kept.append(longer)
                self._shown.update(longer)


def _alike(lists: Iterable[Sequence[_Class]]) -> list[_Class]:
    """Return all combinations, in groups that are one to the rules about the sale."""
    groups: dict[tuple[frozenset[str], Shared], list[Combination]] = {}
    for parts in product(*lists):
        shared: Shared | None = frozenset()
        for part in parts:
            shared = None if shared is None else _join(shared, part.shared)
        if shared is not None:
            findings = frozenset[str]().union(*(part.findings for part in parts))
            combination = tuple(part.combinations[0][0] for part in parts)
            groups.setdefault((findings, shared), []).append(combination)
    return [_Class(*key, tuple(found)) for key, found in groups.items()]


def _differ(ends: Iterable[_End], others: Iterable[_End], key: str) -> bool:
    """Tell whether two neighbours among the sale's own outcomes differ in the verdict."""
    return any(
        said != contradicted and meet(end, other, key)
        for (end, said), (other, contradicted) in product(ends, others)
    )


def _reaches(outcome: Outcome, answered: Assignment) -> bool:
    return any(
        all(key not in region or cell in region[key] for key, cell in answered.items())
        for region in outcome.regions
    )


def _join(one: Shared, other: Shared) -> Shared | None:
    """Return what both share, or ``None`` where they contradict each other."""
    if not (one and other):
        return one or other
    joined = dict(one)
    for key, cell in other:
        if joined.setdefault(key, cell) is not cell:
            return None
    return frozenset(joined.items())
