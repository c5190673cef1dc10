"""Every way a sale can be in law: outcomes of its things combined, and the sale judged on each.

The rules about the sale read only findings. Combinations that give the same findings, and agree
on what they share, are therefore one class; the sale is judged once for each. Of each class as
many combinations are kept as it takes to show every outcome in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from earmark.alternatives import Alternatives, Assignment, Outcome, View
from earmark.judges.reference import OTHER_ROLE
from earmark.law.cells import Cell
from earmark.law.rulebook import Statement
from earmark.matter import Thing

Combination = tuple[Outcome, ...]
Shared = frozenset[tuple[str, Cell]]


@dataclass(frozen=True, eq=False)
class Side:
    """One way the sale can be in law: an outcome for each thing, the sale's own last."""

    outcomes: Combination

    @cached_property
    def assignment(self) -> Assignment:
        """One assignment that leads here."""
        joined: dict[str, Cell] = {}
        for outcome in self.outcomes:
            joined.update(outcome.assignments[0])
        return joined

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


class Sides:
    """All sides of one sale, and which doubts tell them apart."""

    def __init__(self, alternatives: Alternatives) -> None:
        self.alternatives = alternatives
        *others, self._sale = alternatives.things
        self._outcomes = [alternatives.outcomes(thing) for thing in others]
        self._read = frozenset(
            name
            for statement in alternatives.law.statements["sale"]
            for name in (*statement.rule.given, *statement.rule.unless)
        )
        self._judged: dict[tuple[frozenset[str], Shared], tuple[Outcome, ...]] = {}
        self._nearness = _Nearness()

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

    def silent(self, side: Side) -> Mapping[str, str]:
        """Return, for each rule that stays silent on a side, why."""
        before = frozenset[str]().union(*(outcome.findings for outcome in side.outcomes[:-1]))
        found: dict[str, str] = {}
        for outcome in side.outcomes:
            view = View(outcome.thing, side.assignment)
            standing = before if outcome.thing is self._sale else frozenset[str]()
            for rule, why in self.alternatives.judge(view, standing).silent.items():
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
        narrowed = [
            tuple(outcome for outcome in outcomes if _reaches(outcome, answered))
            for outcomes in self._outcomes
        ]
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
        involved = [outcomes for outcomes in self._outcomes if key in set(_keys(outcomes))]
        context = [outcomes for outcomes in self._outcomes if outcomes not in involved]
        joint = list(product(*involved))
        pairs = [
            (left, right)
            for left in joint
            for right in joint
            if self._nearness.all(left, right, key)
        ]
        return any(
            self._differ(one, left, right, key, verdict)
            for one in self._classes(context)
            for left, right in pairs
        )

    def _differ(
        self, context: _Class, left: Combination, right: Combination, key: str, verdict: Verdicts
    ) -> bool:
        """Tell whether two neighbours lead to different verdicts in a context."""
        ends, others = (
            [(side.outcomes[-1:], verdict(side)) for side in self._completed(context, part)]
            for part in (left, right)
        )
        return any(
            said != contradicted and self._nearness.all(end, other, key)
            for end, said in ends
            for other, contradicted in others
        )

    def _completed(self, context: _Class, part: Combination) -> Iterator[Side]:
        for one in self._classes([(outcome,) for outcome in part], start=context):
            for outcome in self._sale_outcomes(one.findings, one.shared):
                yield Side((*one.combinations[0], outcome))

    def _sale_outcomes(self, findings: frozenset[str], shared: Shared) -> tuple[Outcome, ...]:
        key = findings, shared
        if key not in self._judged:
            self._judged[key] = self.alternatives.outcomes(self._sale, findings, dict(shared))
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


class _Nearness:
    """Tells, with memory, whether two combinations can differ in one doubt alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, str], bool] = {}
        self._held: list[Outcome] = []

    def all(self, left: Combination, right: Combination, key: str) -> bool:
        """Tell whether each pair of outcomes has leaves that agree in all other doubts."""
        return all(self._pair(one, other, key) for one, other in zip(left, right, strict=True))

    def _pair(self, one: Outcome, other: Outcome, key: str) -> bool:
        if one is other:
            return True
        pair = id(one), id(other), key
        if pair not in self._known:
            # An identity may only be remembered while its object lives.
            self._held += [one, other]
            self._known[pair] = any(
                _agree(left, right, key)
                for left, right in product(one.assignments, other.assignments)
            )
        return self._known[pair]


def _agree(left: Assignment, right: Assignment, but: str) -> bool:
    return all(right.get(key, cell) is cell for key, cell in left.items() if key != but)


def _keys(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        for assignment in outcome.assignments:
            yield from assignment


def _reaches(outcome: Outcome, answered: Assignment) -> bool:
    return any(
        all(assignment.get(key, cell) is cell for key, cell in answered.items())
        for assignment in outcome.assignments
    )


def _join(one: Shared, other: Shared) -> Shared | None:
    """Return what both share, or ``None`` where they contradict each other."""
    joined = dict(one)
    for key, cell in other:
        if joined.setdefault(key, cell) is not cell:
            return None
    return frozenset(joined.items())
