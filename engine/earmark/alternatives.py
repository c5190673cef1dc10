"""Unknowns as alternatives: open them where a judge asks, fold what comes to the same.

A thing is judged by itself. Each doubt that the judge meets forks it, over the cells that the
law can tell apart. Ways that end with the same rules are one :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from earmark.forks import Fired, Grove, Region, Tree, regions
from earmark.horizons import Horizon, horizons
from earmark.judges.reference import Asked, Judgement, judge, settled, standing_findings
from earmark.law.cells import Cell, cells, label
from earmark.law.rule import Effect, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Doubt, Ratio, Thing, doubt_of
from earmark.views import Assignment, Told, View, option_views

_YES_NO: Final = (Cell(True, "yes"), Cell(False, "no"))
_NOTHING: Final[Assignment] = {}
_NO_CELLS: Final[frozenset[tuple[str, Cell]]] = frozenset()


@dataclass(frozen=True, eq=False)
class Outcome:
    """Rules that fire together for one thing, and every region in which they do."""

    thing: Thing
    fired: Fired
    shared: frozenset[tuple[str, Cell]]
    regions: tuple[Region, ...]

    @cached_property
    def assignment(self) -> Assignment:
        """One assignment that leads here, of the first region."""
        return {key: joined(found) for key, found in self.regions[0].items()}

    @cached_property
    def findings(self) -> frozenset[str]:
        """The findings that stand in this outcome."""
        return frozenset(standing_findings(self.fired))

    @cached_property
    def weighty(self) -> Fired:
        """The rules that a conclusion is drawn from: all but those that only find something."""
        return tuple(
            one
            for one in self.fired
            if one.rule.effect is not Effect.FINDS or one.status is Status.NOT_ENFORCED
        )


def _names(fired: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(statement.rule.id for statement in fired)


Reading = Callable[[Fired], Hashable]
"""What is read of the rules that fire; what it does not tell apart comes to the same."""


class Alternatives:
    """The outcomes of each thing of one sale, under the law of its day."""

    def __init__(self, law: Law, things: Sequence[Thing]) -> None:
        self.law = law
        self.things = things
        self.doubts = _doubts(things)
        self._scales = _scales(things)
        # Other things depend on these too; on doubts about law all do.
        self._shared = _shared_keys(things) | _law_doubts(law)
        self._cells: dict[str, tuple[Cell, ...]] = {}
        # What other things depend on too is matched with them cell by cell.
        self._grove = Grove(self._shared.__contains__)
        self._horizons: dict[str, list[Horizon]] = {}
        self._met: dict[Hashable, tuple[Fired, Tree]] = {}
        self._told = Told()
        self._left: dict[str, Law] = {}

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a doubt, by its key; the same objects at every call."""
        if key not in self._cells:
            doubt = self.doubts.get(key)
            scales = self._scales.get(key, {})
            self._cells[key] = cells(self.law, doubt, scales) if doubt else _YES_NO
        return self._cells[key]

    def tree(
        self, thing: Thing, standing: frozenset[str] = frozenset(), given: Assignment = _NOTHING
    ) -> Tree:
        """Return what is asked of a thing, where ``standing`` findings were made before."""
        return self._grown(thing, standing, given, Judgement())

    def outcomes(
        self, thing: Thing, tree: Tree, given: Assignment = _NOTHING, read: Reading = _names
    ) -> tuple[Outcome, ...]:
        """Return the outcomes of a thing; those of which ``read`` says the same are one."""
        folded: dict[Hashable, tuple[Fired, list[Region]]] = {}
        fixed = {key: (cell,) for key, cell in given.items()}
        for region, fired in regions(self._grove.projected(tree, read)):
            whole = {**fixed, **region}
            key = read(fired), self._shared_part(whole)
            folded.setdefault(key, (fired, []))[1].append(whole)
        return tuple(
            Outcome(thing, fired, self._shared_part(found[0]), tuple(found))
            for fired, found in folded.values()
        )

    def judge(
        self, thing: Thing, taken: Assignment, standing: frozenset[str] = frozenset()
    ) -> Judgement:
        """Judge a thing under an assignment; a doubt that was dropped takes its first cell."""
        try:
            return judge(self.law, thing.about, View(thing, taken), standing, thing.roles)
        except Asked as asked:
            return self.judge(thing, {**taken, asked.key: self.cells(asked.key)[0]}, standing)

    def _grown(
        self, thing: Thing, standing: frozenset[str], taken: Assignment, begun: Judgement
    ) -> Tree:
        view = View(thing, taken)
        try:
            judge(
                *(self._chances(thing), thing.about, view, standing, thing.roles, begun),
                self._told.holds,
            )
        except Asked as asked:
            key = asked.key
        else:
            return self._grove.leaf(tuple(begun.fired), _names(begun.fired))
        state = key, self._seen_ahead(thing, standing, taken, begun)
        if state in self._met:
            before, tree = self._met[state]
            return self._grove.after(tuple(begun.fired), tree, len(before))
        tree = self._grove.fork(
            key,
            [
                ((cell,), self._grown(thing, standing, {**taken, key: cell}, begun.copy()))
                for cell in self.cells(key)
            ],
        )
        self._met[state] = tuple(begun.fired), tree
        return tree

    def _chances(self, thing: Thing) -> Law:
        """Return the law without what is surely not so of a thing, whatever is doubtful of it."""
        if thing.key not in self._left:
            views = option_views(thing)
            left = tuple(
                one
                for one in self.law.statements[thing.about]
                if not (one.rule.roles and not one.rule.roles & thing.roles)
                and any(settled(one.rule.when, self.law, view) is not False for view in views)
            )
            self._left[thing.key] = Law(self.law.day, {thing.about: left})
        return self._left[thing.key]

    def _seen_ahead(
        self, thing: Thing, standing: frozenset[str], taken: Assignment, begun: Judgement
    ) -> Hashable:
        """Return all that the rules still to be judged can see: alike, they come to the same."""
        if thing.key not in self._horizons:
            self._horizons[thing.key] = horizons(thing, self._chances(thing))
        at = len(begun.fired) + len(begun.silent)
        horizon = self._horizons[thing.key][at]
        findings = horizon.findings & {*standing, *standing_findings(begun.fired)}
        # Cells of one doubt are the same objects at every call, and theirs is a cheaper name.
        cells = frozenset((key, id(taken[key])) for key in horizon.doubts & taken.keys())
        return thing.key, at, findings, cells

    def _shared_part(self, region: Region) -> frozenset[tuple[str, Cell]]:
        shared = self._shared & region.keys()
        return frozenset((key, region[key][0]) for key in shared) if shared else _NO_CELLS


def joined(cells: tuple[Cell, ...]) -> Cell:
    """Return cells that come to the same as one: the first value, and how to say all of them."""
    return cells[0] if len(cells) == 1 else Cell(cells[0].value, label(cells), parts=cells)


def doubts_of(thing: Thing) -> Mapping[str, Doubt]:
    """Return everything that is doubtful about a thing, by the keys of the doubts."""
    found = {thing.doubt.key: thing.doubt} if thing.doubt else {}
    for option in thing.options:
        for known in option.values.values():
            doubt = doubt_of(known)
            if doubt:
                found[doubt.key] = doubt
    return found


def _doubts(things: Sequence[Thing]) -> Mapping[str, Doubt]:
    return {key: doubt for thing in things for key, doubt in doubts_of(thing).items()}


def _law_doubts(law: Law) -> frozenset[str]:
    return frozenset(
        statement.doubt for statements in law.statements.values() for statement in statements
    )


def _shared_keys(things: Sequence[Thing]) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for thing in things:
        keys = set(doubts_of(thing))
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
