"""Unknowns as alternatives: open them where a judge asks, fold what comes to the same.

A thing is judged by itself. Each doubt that the judge meets forks it, over the cells that the
law can tell apart; leaves on which the same rules fire are one :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from earmark.judges.reference import Asked, Judgement, judge
from earmark.law.cells import Cell, cells
from earmark.law.rule import Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Applies, Doubt, Facts, Ratio, Thing, Value, doubt_of

Assignment = Mapping[str, Cell]
"""For each opened doubt, by its key, the cell taken for the moment."""

_YES_NO: Final = (Cell(True, "yes"), Cell(False, "no"))
_NOTHING: Final[Assignment] = {}


@dataclass(frozen=True, slots=True)
class View:
    """A thing as a judge sees it under an assignment. Raises ``Asked`` for what is still open."""

    thing: Thing
    assignment: Assignment

    def value(self, path: str) -> Value:
        """Return the value of a fact, or ask for the doubt it hangs on."""
        known = self.facts(path).values[path]
        match known:
            case Doubt(key=key):
                return self._cell(key).value
            case Ratio(of=of, by=by):
                figure = self._cell(of.key).value
                return figure / by if isinstance(figure, Fraction) else None
            case Applies(of=of):
                return self._cell(of.key).value is not None
            case _:
                return known

    def applies(self, doubt: str) -> bool:
        """Tell whether doubtful law is taken to be in force."""
        return self._cell(doubt).value is True

    def facts(self, path: str) -> Facts:
        """Return the facts of the option taken, or of any, where all agree on ``path``."""
        options, doubt = self.thing.options, self.thing.doubt
        if doubt is None:
            return options[0]
        taken = self.assignment.get(doubt.key)
        if taken is not None:
            return next(option for index, option in enumerate(options) if index == taken.value)
        first = options[0].values[path]
        if all(option.values[path] == first for option in options[1:]):
            return options[0]
        raise Asked(doubt.key)

    def _cell(self, key: str) -> Cell:
        cell = self.assignment.get(key)
        if cell is None:
            raise Asked(key)
        return cell


@dataclass(frozen=True, eq=False)
class Outcome:
    """Rules that fire together for one thing, and every assignment under which they do."""

    thing: Thing
    fired: tuple[Statement, ...]
    shared: frozenset[tuple[str, Cell]]
    assignments: tuple[Assignment, ...]

    @cached_property
    def findings(self) -> frozenset[str]:
        """The findings that stand in this outcome."""
        return frozenset(
            statement.rule.finding
            for statement in self.fired
            if statement.status is not Status.NOT_ENFORCED
        )


class Alternatives:
    """The outcomes of each thing of one sale, under the law of its day."""

    def __init__(self, law: Law, things: Sequence[Thing]) -> None:
        self.law = law
        self.things = things
        self.doubts = _doubts(things)
        self._scales = _scales(things)
        self._shared = _shared_keys(things)
        self._cells: dict[str, tuple[Cell, ...]] = {}

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a doubt, by its key; the same objects at every call."""
        if key not in self._cells:
            doubt = self.doubts.get(key)
            scales = self._scales.get(key, {})
            self._cells[key] = cells(self.law, doubt, scales) if doubt else _YES_NO
        return self._cells[key]

    def outcomes(
        self, thing: Thing, standing: frozenset[str] = frozenset(), given: Assignment = _NOTHING
    ) -> tuple[Outcome, ...]:
        """Return the outcomes of a thing, where ``standing`` findings were made before."""
        folded: dict[object, tuple[tuple[Statement, ...], list[Assignment]]] = {}
        for assignment, fired in self._leaves(thing, standing, given):
            key = tuple(statement.rule.id for statement in fired), self._shared_part(assignment)
            folded.setdefault(key, (fired, []))[1].append(assignment)
        return tuple(
            Outcome(thing, fired, self._shared_part(found[0]), tuple(found))
            for fired, found in folded.values()
        )

    def judge(self, view: View, standing: frozenset[str] = frozenset()) -> Judgement:
        """Judge a thing as it is seen; raises ``Asked`` at the first doubt that matters."""
        return judge(self.law, view.thing.about, view, standing, view.thing.roles)

    def _leaves(
        self, thing: Thing, standing: frozenset[str], given: Assignment
    ) -> Iterator[tuple[Assignment, tuple[Statement, ...]]]:
        open_forks: list[Assignment] = [given]
        while open_forks:
            assignment = open_forks.pop()
            try:
                judgement = self.judge(View(thing, assignment), standing)
            except Asked as asked:
                forks = [{**assignment, asked.key: cell} for cell in self.cells(asked.key)]
                open_forks.extend(reversed(forks))
            else:
                yield assignment, tuple(judgement.fired)

    def _shared_part(self, assignment: Assignment) -> frozenset[tuple[str, Cell]]:
        """Return the cells that other things depend on too; doubts about law always are."""
        return frozenset(
            (key, cell)
            for key, cell in assignment.items()
            if key in self._shared or key not in self.doubts
        )


def _doubts_of(thing: Thing) -> Mapping[str, Doubt]:
    found = {thing.doubt.key: thing.doubt} if thing.doubt else {}
    for option in thing.options:
        for known in option.values.values():
            doubt = doubt_of(known)
            if doubt:
                found[doubt.key] = doubt
    return found


def _doubts(things: Sequence[Thing]) -> Mapping[str, Doubt]:
    return {key: doubt for thing in things for key, doubt in _doubts_of(thing).items()}


def _shared_keys(things: Sequence[Thing]) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for thing in things:
        keys = set(_doubts_of(thing))
        twice |= keys & seen
        seen |= keys
    return frozenset(twice)


def _scales(things: Sequence[Thing]) -> Mapping[str, Mapping[str, Fraction]]:
    scales: dict[str, dict[str, Fraction]] = {}
    for thing in things:
        for option in thing.options:
            for path, known in option.values.items():
                if isinstance(known, Ratio):
                    scales.setdefault(known.of.key, {})[path] = known.by
    return scales
