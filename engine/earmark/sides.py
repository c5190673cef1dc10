"""Every way a sale can be in law: outcomes of its things combined, and the sale judged on each.

The rules about the sale read only findings. Combinations that give the same findings, and agree
on what they share, are therefore one class; the sale is judged once for each. Of each class as
many combinations are kept as it takes to show every outcome in it.

What is said of a sale here holds for an investment too: it is the thing that is judged last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from earmark.alternatives import Alternatives, Outcome
from earmark.forks import Fired
from earmark.judges.reference import OTHER_ROLE, WhyNot, settled, standing_findings
from earmark.law.cells import Cell
from earmark.law.rule import Effect
from earmark.law.rulebook import Statement
from earmark.matter import Thing
from earmark.nearness import Nearness
from earmark.views import Assignment, View

Combination = tuple[Outcome, ...]
Shared = frozenset[tuple[str, Cell]]


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


@dataclass(frozen=True)
class _Class:
    """Combinations that are one to the rules about the sale."""

    findings: frozenset[str]
    shared: Shared
    combinations: tuple[Combination, ...]


Verdicts = Callable[[Side], object]

_End = tuple[Outcome, object]

_EFFECTIVE: Final = frozenset({Effect.REQUIRES, Effect.PROHIBITS, Effect.LIFTS})


class Sides:
    """All sides of one sale, and which doubts tell them apart."""

    def __init__(self, alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        *others, self._sale = alternatives.things
        trees = [alternatives.tree(thing) for thing in others]
        self._outcomes = list(map(alternatives.outcomes, others, trees))
        self._read = frozenset(self._readable())
        self._classed = [
            alternatives.outcomes(thing, tree, read=self._reading)
            for thing, tree in zip(others, trees, strict=True)
        ]
        self._judged: dict[tuple[frozenset[str], Shared], tuple[Outcome, ...]] = {}
        self._ended: dict[object, list[_End]] = {}

    @property
    def about(self) -> str:
        """What is judged last: a sale, or an investment."""
        return self._sale.about

    @cached_property
    def all(self) -> tuple[Side, ...]:
        """Every side, in a fixed order."""
        return tuple(
            Side((*combination, outcome))
            for one in self._classes(self._outcomes)
            for combination in one.combinations
            for outcome in self._sale_outcomes(one.findings, one.shared)
        )

    @cached_property
    def everywhere(self) -> frozenset[tuple[str, str]]:
        """The rules that fire on all sides, each with the key of its thing."""
        lists = [*self._outcomes, tuple(side.outcomes[-1] for side in self.all)]
        return frozenset(
            (rule, outcomes[0].thing.key)
            for outcomes in lists
            for rule in set.intersection(
                *({statement.rule.id for statement in outcome.fired} for outcome in outcomes)
            )
        )

    def silent(self, side: Side) -> Mapping[str, WhyNot]:
        """Return, for each rule that stays silent on a side, why."""
        before = frozenset[str]().union(*(outcome.findings for outcome in side.outcomes[:-1]))
        found: dict[str, WhyNot] = {}
        for outcome in side.outcomes:
            standing = before if outcome.thing is self._sale else frozenset[str]()
            judgement = self.alternatives.judge(outcome.thing, side.assignment, standing)
            for rule, why in judgement.silent.items():
                if found.get(rule, OTHER_ROLE) == OTHER_ROLE:
                    found[rule] = why
        return found

    def splitting(self, verdict: Verdicts) -> list[str]:
        """Return the keys of the doubts on which the verdict hangs.

        A doubt is one of them when two sides with different verdicts can be reached by
        answering that doubt differently and every other doubt alike. One that is settled with
        another of them is not asked on its own.
        """
        keys = dict.fromkeys(key for side in self.all for key in _keys(side.outcomes))
        split = [key for key in keys if self._splits(key, verdict)]
        doubts = self.alternatives.doubts
        settled = {other for key in split if key in doubts for other in doubts[key].settles}
        return [key for key in split if key not in settled]

    def given(self, key: str, cell: Cell) -> Iterator[Side]:
        """Yield a side for each class that is still possible once a doubt is answered."""
        answered = self._answered(key, cell)
        possible = self._nearness.answered(answered)
        narrowed = [tuple(filter(possible, outcomes)) for outcomes in self._classed]
        for one in self._classes(narrowed):
            for outcome in self._sale_outcomes(one.findings, one.shared):
                if _reaches(outcome, answered):
                    yield Side((*one.combinations[0], outcome))

    def _answered(self, key: str, cell: Cell) -> Assignment:
        """Return what an answer settles: the doubt itself, and those that go with it."""
        index = self.alternatives.cells(key).index(cell)
        doubt = self.alternatives.doubts.get(key)
        others = doubt.settles if doubt else ()
        return {key: cell, **{other: self.alternatives.cells(other)[index] for other in others}}

    def _splits(self, key: str, verdict: Verdicts) -> bool:
        involved = [outcomes for outcomes in self._classed if key in set(_keys(outcomes))]
        context = [outcomes for outcomes in self._classed if outcomes not in involved]
        alike = self._alike(product(*involved))
        near = self._nearness.pairs(alike, key)
        for one in self._classes(context) if near else ():
            ends = [self._ends(one, group[0], verdict) for group in alike]
            if any(self._differ(ends[left], ends[right], key) for left, right in near):
                return True
        return False

    def _alike(self, combinations: Iterable[Combination]) -> list[list[Combination]]:
        """Return combinations in groups that are one to the rules about the sale."""
        groups: dict[object, list[Combination]] = {}
        for combination in combinations:
            for one in self._classes([(outcome,) for outcome in combination]):
                groups.setdefault((one.findings, one.shared), []).append(combination)
        return list(groups.values())

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(outcome for outcomes in self._classed for outcome in outcomes)

    def _readable(self) -> Iterator[str]:
        """Yield the findings of other things on which the verdict can rest."""
        law, view = self.alternatives.law, View(self._sale, {})
        for about, statements in law.statements.items():
            for rule in (statement.rule for statement in statements):
                # What is known of the sale itself leaves some rules about it no chance.
                if about == self.about and settled(rule.when, law, view) is not False:
                    yield from (*rule.given, *rule.unless)
                elif about != self.about and rule.effect in _EFFECTIVE:
                    yield rule.finding

    def _reading(self, fired: Fired) -> frozenset[str]:
        return self._read.intersection(standing_findings(fired))

    def _ends(self, context: _Class, part: Combination, verdict: Verdicts) -> list[_End]:
        """Return how the sale can end in a context: its own outcome, and the verdict."""
        found: list[_End] = []
        for one in self._classes([(outcome,) for outcome in part], context):
            key = one.findings, one.shared, verdict
            if key not in self._ended:
                self._ended[key] = [
                    (outcome, verdict(Side((*one.combinations[0], outcome))))
                    for outcome in self._sale_outcomes(one.findings, one.shared)
                ]
            found += self._ended[key]
        return found

    def _differ(self, ends: Iterable[_End], others: Iterable[_End], key: str) -> bool:
        """Tell whether two neighbours among the sale's own outcomes differ in the verdict."""
        return any(
            said != contradicted and self._nearness.ends(end, other, key)
            for (end, said), (other, contradicted) in product(ends, others)
        )

    def _sale_outcomes(self, findings: frozenset[str], shared: Shared) -> tuple[Outcome, ...]:
        key = findings, shared
        if key not in self._judged:
            given = dict(shared)
            tree = self.alternatives.tree(self._sale, findings, given)
            self._judged[key] = self.alternatives.outcomes(self._sale, tree, given)
        return self._judged[key]

    def _classes(
        self, lists: Iterable[Sequence[Outcome]], start: _Class | None = None
    ) -> list[_Class]:
        """Combine one outcome of each thing, folding what the sale's rules cannot tell apart."""
        classes = [start or _Class(frozenset(), frozenset(), ((),))]
        for outcomes in lists:
            folded: dict[tuple[frozenset[str], Shared], _Cover] = {}
            for one, outcome in product(classes, outcomes):
                shared = _join(one.shared, outcome.shared)
                if shared is not None:
                    key = one.findings | (outcome.findings & self._read), shared
                    folded.setdefault(key, _Cover()).add(one.combinations, outcome)
            classes = [_Class(*key, tuple(cover.kept)) for key, cover in folded.items()]
        return classes


class _Cover:
    """Combinations enough to show every outcome among them."""

    def __init__(self) -> None:
        self.kept: list[Combination] = []
        self._shown: set[int] = set()

    def add(self, combinations: Iterable[Combination], outcome: Outcome) -> None:
        for combination in combinations:
            longer = (*combination, outcome)
            fresh = {id(one) for one in longer} - self._shown
            if fresh or not self.kept:
                self.kept.append(longer)
                self._shown |= fresh


def _keys(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        for region in outcome.regions:
            yield from region


def _reaches(outcome: Outcome, answered: Assignment) -> bool:
    return any(
        all(key not in region or cell in region[key] for key, cell in answered.items())
        for region in outcome.regions
    )


def _join(one: Shared, other: Shared) -> Shared | None:
    """Return what both share, or ``None`` where they contradict each other."""
    joined = dict(one)
    for key, cell in other:
        if joined.setdefault(key, cell) is not cell:
            return None
    return frozenset(joined.items())
