"""What can come of one thing under a law: its doubts opened where a judge asks, and folded.

A thing is judged by itself. Each doubt that the judge meets forks it, over the cells that the
law can tell apart. Ways that end with the same rules are one :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Final

from earmark.judges.reference import Asked, Judgement, judge, settled, standing_findings
from earmark.law.cells import Cell
from earmark.law.condition import atoms
from earmark.law.rulebook import Law, Statement
from earmark.matter import Thing, keys_of
from earmark.unknowns.doubts import Doubts
from earmark.unknowns.forks import Fired, Grove, Region, Tree, regions
from earmark.unknowns.horizons import Horizon, horizons
from earmark.unknowns.nearness import Nearness
from earmark.unknowns.outcomes import Outcome, Shared
from earmark.unknowns.reach import Reach, reach
from earmark.unknowns.views import Assignment, Told, View, option_views

_ALONE: Final[Mapping[str, tuple[Cell, ...]]] = {}
_NOTHING: Final[Shared] = frozenset()
_NONE: Final[frozenset[str]] = frozenset()

_Read = Callable[[Fired], Hashable]
"""What is read of the rules that fire; what it does not tell apart comes to the same."""


class Ways:
    """The outcomes of one thing, worked out when they are asked for.

    ``common`` gives the cells of doubts that other things of its sale have too. A thing that has
    none such is the same in every sale.
    """

    def __init__(
        self, law: Law, thing: Thing, common: Mapping[str, tuple[Cell, ...]] = _ALONE
    ) -> None:
        self.law = law
        self.thing = thing
        self.doubts = Doubts(law, thing, common)
        # On doubts about law every thing depends.
        self._apart = law.doubts | common.keys()
        # What other things depend on too is matched with them cell by cell.
        self._grove = Grove(self._apart.__contains__, self.doubts.cells)
        self._met: dict[Hashable, tuple[Fired, Tree]] = {}
        self._told = Told(thing)
        self._found: dict[Hashable, tuple[Outcome, ...]] = {}
        self._reach: dict[frozenset[str], Reach] = {}
        self._near: dict[tuple[Outcome, ...], Nearness] = {}

    def outcomes(
        self, standing: frozenset[str] = _NONE, shared: Shared = _NOTHING
    ) -> tuple[Outcome, ...]:
        """Return the outcomes where ``standing`` findings were made, and this was taken."""
        key = standing, shared
        if key not in self._found:
            given = dict(shared)
            tree = self._grown(standing, given, Judgement())
            self._found[key] = self._folded(tree, given, _names)
        return self._found[key]

    def as_read(self, read: frozenset[str]) -> tuple[Outcome, ...]:
        """Return the outcomes; those with the same of these findings are one."""
        told = read & self.within().findings
        if told not in self._found:
            self._found[told] = self._folded(
                self._grown(_NONE, {}, Judgement()),
                {},
                # What is read is part of the name: trees are kept, and others read other findings.
                lambda fired: (told, told.intersection(standing_findings(fired))),
            )
        return self._found[told]

    def near(self, outcomes: tuple[Outcome, ...]) -> Nearness:
        """Return what tells which of these outcomes are near to each other."""
        if outcomes not in self._near:
            self._near[outcomes] = Nearness(outcomes)
        return self._near[outcomes]

    def judge(self, taken: Assignment, standing: frozenset[str] = _NONE) -> Judgement:
        """Judge the thing under an assignment; a doubt that was dropped takes its first cell."""
        thing = self.thing
        try:
            return judge(self.law, thing.about, View(thing, taken), standing, thing.roles)
        except Asked as asked:
            return self.judge({**taken, asked.key: self.doubts.cells(asked.key)[0]}, standing)

    @cached_property
    def chances(self) -> Law:
        """The law without what is surely not so of the thing, whatever is doubtful of it."""
        thing = self.thing
        views = option_views(thing)
        left = tuple(
            one
            for one in self.law.statements[thing.about]
            if not (one.rule.roles and not one.rule.roles & thing.roles)
            and any(settled(one.rule.when, self.law, view) is not False for view in views)
        )
        return Law(self.law.day, {thing.about: left})

    def within(self, standing: frozenset[str] = _NONE) -> Reach:
        """Return which rules can still fire where ``standing`` findings can be there."""
        if standing not in self._reach:
            self._reach[standing] = reach(self.chances.statements[self.thing.about], standing)
        return self._reach[standing]

    def asked(self, standing: frozenset[str] = _NONE) -> frozenset[str]:
        """Return the doubts for which the rules that can still fire can ask."""
        rules = (one.rule for one in self.within(standing).statements)
        paths = {atom.field.path for rule in rules for atom in atoms(rule.when)}
        return frozenset(key for path in paths for key in keys_of(self.thing, path))

    @cached_property
    def _horizons(self) -> list[Horizon]:
        return horizons(self.thing, self.chances)

    def _grown(self, standing: frozenset[str], taken: Assignment, begun: Judgement) -> Tree:
        """Return what is asked of the thing, from where a judgement begun leaves off."""
        thing, view = self.thing, View(self.thing, taken)
        try:
            judge(
                *(self.chances, thing.about, view, standing, thing.roles, begun), self._told.holds
            )
        except Asked as asked:
            key = asked.key
        else:
            return self._grove.leaf(tuple(begun.fired), _names(begun.fired))
        state = key, self._seen_ahead(standing, taken, begun)
        if state in self._met:
            before, tree = self._met[state]
            return self._grove.after(tuple(begun.fired), tree, len(before))
        tree = self._grove.fork(
            key,
            [
                ((cell,), self._grown(standing, {**taken, key: cell}, begun.copy()))
                for cell in self.doubts.cells(key)
            ],
        )
        self._met[state] = tuple(begun.fired), tree
        return tree

    def _seen_ahead(
        self, standing: frozenset[str], taken: Assignment, begun: Judgement
    ) -> Hashable:
        """Return all that the rules still to be judged can see: alike, they come to the same."""
        at = len(begun.fired) + len(begun.silent)
        horizon = self._horizons[at]
        findings = horizon.findings & {*standing, *standing_findings(begun.fired)}
        # Cells of one doubt are the same objects at every call, and theirs is a cheaper name.
        cells = frozenset((key, id(taken[key])) for key in horizon.doubts & taken.keys())
        return at, findings, cells

    def _folded(self, tree: Tree, given: Assignment, read: _Read) -> tuple[Outcome, ...]:
        folded: dict[Hashable, tuple[Fired, list[Region]]] = {}
        fixed = {key: (cell,) for key, cell in given.items()}
        for region, fired in regions(self._grove.projected(tree, read)):
            whole = {**fixed, **region}
            key = read(fired), self._shared_part(whole)
            folded.setdefault(key, (fired, []))[1].append(whole)
        return tuple(
            Outcome(self.thing, fired, self._shared_part(found[0]), tuple(found))
            for fired, found in folded.values()
        )

    def _shared_part(self, region: Region) -> Shared:
        shared = self._apart & region.keys()
        return frozenset((key, region[key][0]) for key in shared) if shared else _NOTHING


def _names(fired: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(statement.rule.id for statement in fired)
