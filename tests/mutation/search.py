"""Cells of one stretch of days in which a mutant comes to something else.

The part of the law that a changed rule rests on is judged first: where the rule fires alike in
every cell of it, nothing else can differ. What the difference comes to is weighed only where there
is one, or where the rule fires as before and only its effect was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from earmark.facts.changes import changes as changes_on_file
from earmark.law.rule import Effect, Status
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.sale import LAST_DAY
from earmark.schema import POLICIES, strictest
from mutation.changes import Change, weight
from mutation.foresight import Foreseen, foresee, seen
from mutation.standings import (
    NOTHING,
    SUBSETS,
    TARGET,
    Assignment,
    Judged,
    Sides,
    Standing,
    Standings,
    joined,
    judged,
    leaves,
    narrowed,
    only,
    reads,
    sides,
    statements,
)
from mutation.stating import Block
from mutation.tables import BELOW, COMPANY
from mutation.trying import Told, Trying
from mutation.world import Guess, Taken, World, shown_by

Candidate = tuple[object, Standing, Taken]
"""A kind of difference, what has to stand for it, and the facts of the deal itself."""

Fires = frozenset[tuple[Assignment, frozenset[str]]]
"""The rules that fire, for every way to take doubtful law."""

Kept = dict[object, list[Standing]]
"""Standings, by the days and what they tell apart."""

_WEIGHTY = (Effect.REQUIRES, Effect.PROHIBITS, Effect.LIFTS)


class Layer:
    """A part of both laws, and the world that it can tell apart."""

    def __init__(
        self, laws: Sequence[Law], days: Sequence[date], deal: str, shown: tuple[str, ...] = ()
    ) -> None:
        self.laws = tuple(laws)
        self.shown = shown
        self.world = World(laws, days, deal, shown)
        self.read = frozenset(
            name for law in laws for one in law.statements[deal] for name in reads(one)
        )

    @property
    def key(self) -> object:
        """What tells it from those of other days."""
        ids = tuple(
            tuple((one.rule.id, one.status, one.doubt) for one in statements(law))
            for law in self.laws
        )
        return ids, self.world.fingerprint()


class Search:
    """The search of one stretch of days."""

    def __init__(
        self,
        books: tuple[Rulebook, Rulebook],
        day: date,
        changed: tuple[Change, ...],
        kept: Kept,
    ) -> None:
        self._changed = changed
        self._about = changed[0].rule.about
        self._deal = books[0].deal
        self._kept = kept
        self._laws = tuple(book.on(day) for book in books)
        self._days = _days(books, day)
        self._ids = frozenset(change.rule.id for change in changed)
        self._lifted = frozenset[str]().union(*(change.lifted for change in changed))
        self.differs = False
        self.trying = Trying(books, day, self.whole.world)

    @cached_property
    def whole(self) -> Layer:
        """Both laws."""
        return Layer(self._laws, self._days, self._deal, self._shown)

    @cached_property
    def near(self) -> Layer:
        """The parts that it takes to know whether a changed rule fires."""
        made = [one.rule.finding for change in self._changed for one in change.statements]
        return Layer([only(law, made) for law in self._laws], self._days, self._deal)

    @cached_property
    def _weighty(self) -> Layer:
        """The parts on which a verdict can hang."""
        made = [one.rule.finding for change in self._changed for one in change.statements]
        made += [one.rule.finding for one in statements(self._laws[0]) if _weighs(one.rule.effect)]
        parts = [only(law, made) for law in self._laws]
        return Layer(parts, self._days, self._deal, self._shown)

    @property
    def _shown(self) -> tuple[str, ...]:
        """The facts from which a review policy is taken, where one was changed."""
        return shown_by(self._laws) if self._by_policy else ()

    def told(self) -> Told | None:
        """Return a deal that tells the laws of these days apart, if one is found."""
        for kind, standing, itself in self._candidates():
            self.differs = True
            told = self.trying.told(kind, standing, itself)
            if told:
                return told
        return None

    @property
    def key(self) -> object:
        """What tells these days from others: the part of the law that is judged first."""
        if self._about != self._deal or not self._only_weighs:
            return self.near.key
        return (self.whole if self._by_status else self._weighty).key

    @property
    def _by_status(self) -> bool:
        return any(change.by_status for change in self._changed)

    @property
    def _by_policy(self) -> bool:
        return any(change.by_policy for change in self._changed)

    @property
    def _only_weighs(self) -> bool:
        """Tell whether the changed rules fire as before, and only come to something else."""
        return self._by_status or all(one.comes_to_something_else for one in self._changed)

    def _candidates(self) -> Iterator[Candidate]:
        if self._about == self._deal:
            yield from self._deals()
        elif self._about == "chip":
            yield from self._things(frozenset(), {})
        else:
            for roles in (TARGET, *SUBSETS):
                if self._concerns(roles):
                    yield from self._things(roles, {})
                    if "purchaser" in roles and "parent" not in roles:
                        yield from self._things(roles, {BELOW: None})

    def _concerns(self, roles: frozenset[str]) -> bool:
        versions = (one for change in self._changed for one in change.statements)
        return any(one.rule.roles & roles for one in versions)

    def _may_matter(self, facts: Guess) -> bool:
        return any(change.may_matter(self._laws[0], facts) for change in self._changed)

    # -- rules about a chip or a company -----------------------------------------------------

    def _things(self, roles: frozenset[str], start: Taken) -> Iterator[Candidate]:
        def decide(facts: Guess) -> list[Judged]:
            if not self._may_matter(facts):
                return []
            return [judged(law, self._about, facts, (), roles) for law in self.near.laws]

        for taken, both in leaves(self.near.world, decide, start):
            if not both or _details(both[0]) == _details(both[1]):
                continue
            kind = _details(both[0]), _details(both[1]), "plain"
            here = self._here(roles, taken)
            yield kind, replace(here, parties=self._filled(here.parties)), self._ordinary
            if _seen(both[0]) == _seen(both[1]):
                yield from self._around(here, [sides(one) for one in both])

    def _here(self, roles: frozenset[str], taken: Taken) -> Standing:
        """Return a chip, or a company with the buyer that names it as its own if it has one."""
        if self._about == "chip":
            return Standing(NOTHING, frozenset(), taken, ())
        buyer = self.whole.world.buyer(taken) if BELOW in taken else None
        blocks = [(roles, taken)] + ([(frozenset({"parent"}), buyer)] if buyer else [])
        return Standing(NOTHING, frozenset(), {}, tuple(blocks))

    def _filled(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Let a company of which nothing is asked fill what is left open."""
        used = frozenset[str]().union(*(roles for roles, _ in blocks))
        left = frozenset({"purchaser", "consignee", "end_user"}) - used
        if self._deal == "investment":
            left = TARGET - used
        if not left:
            return blocks
        buyers = [taken for roles, taken in blocks if "parent" in roles and COMPANY in taken]
        below = self.whole.world.below(buyers[0]) if buyers and "purchaser" in left else {}
        return (*blocks, (left, below))

    @property
    def _ordinary(self) -> Taken:
        return {} if self._deal == "investment" else {"sale.destination": "CN"}

    def _around(self, here: Standing, both: Sequence[Sides]) -> Iterator[Candidate]:
        """Yield what has to stand around a thing for its change to come to something."""
        made = [narrowed(one, self.whole.read) for one in both]
        if made[0] == made[1]:
            return
        standings = self._every(self.whole)
        chips = [(NOTHING, here.chip)] if self._about == "chip" else standings.chips()
        for others in standings.parties(here.parties):
            for of_chip, chip in chips:
                around = joined(others.sides, of_chip)
                standing = replace(others, chip=chip)
                ends = [replace(standing, sides=joined(around, one)) for one in made]
                yield from self._foreseen(self.whole, ends, {})

    def _foreseen(
        self, layer: Layer, ends: Sequence[Standing], start: Taken
    ) -> Iterator[Candidate]:
        """Yield cells in which a case can see the difference."""

        def decide(facts: Guess) -> list[Foreseen]:
            pairs = zip(layer.laws, ends, strict=True)
            return [foresee(law, self._deal, facts, end) for law, end in pairs]

        for itself, ahead in leaves(layer.world, decide, start):
            if ahead[0] != ahead[1]:
                yield tuple(ahead), ends[0], itself

    # -- review policies ---------------------------------------------------------------------

    def _stricter(self) -> list[Statement]:
        """Return requirements that stand with the changed one, in some cell, and outrank it."""
        policies = [one.rule.review_policy for change in self._changed for one in change.statements]
        for _, standing, start, _ in self._cells(self.near):

            def decide(facts: Guess, standing: Standing = standing) -> Judged:
                return self._judged(self._laws[0], facts, standing)

            _, on_sides = next(leaves(self.whole.world, decide, start))
            return [
                one
                for _, fired in on_sides[:1]
                for one in fired
                if one.rule.id not in self._ids
                and one.status is Status.IN_FORCE
                and _outranks(one.rule.review_policy, policies)
            ]
        return []

    def _stands_wherever(self, other: Statement) -> bool:
        """Tell whether another requirement stands wherever the changed one does."""
        made = [other.rule.finding, *(change.rule.finding for change in self._changed)]
        part = only(self._laws[0], made)
        layer = Layer([part, part], self._days, self._deal)
        for standing in self._standings(layer):

            def decide(facts: Guess, standing: Standing = standing) -> bool:
                return not self._may_matter(facts) or all(
                    other in fired or self._ids.isdisjoint(one.rule.id for one in fired)
                    for _, fired in self._judged(part, facts, standing)
                )

            if not all(both for _, both in leaves(layer.world, decide, {})):
                return False
        return True

    # -- rules about the deal ----------------------------------------------------------------

    def _deals(self) -> Iterator[Candidate]:
        if self._only_weighs:
            yield from self._weighed(self.whole if self._by_status else self._weighty)
        else:
            hidden = False
            for _, standing, itself, fires in self._cells(self.near):
                if fires[0] != fires[1]:
                    self.differs = hidden = True
                    if _ever(fires[0]) != _ever(fires[1]):
                        yield fires, standing, itself
            if hidden:
                yield from self._weighed(self.whole)

    def _weighed(self, layer: Layer) -> Iterator[Candidate]:
        """Yield cells in which a change comes to something that can be seen."""
        if self._by_policy and any(map(self._stands_wherever, self._stricter())):
            return
        for alike, _, start, _ in self._cells(layer):
            for standing in alike:
                yield from self._foreseen(layer, [standing, standing], start)

    def _cells(
        self, layer: Layer
    ) -> Iterator[tuple[list[Standing], Standing, Taken, tuple[Fires, ...]]]:
        """Yield the cells in which a changed rule fires, and when it does under each law.

        Each comes with the standings that are alike to the changed rule, and one of them.
        """
        for alike in self._alike(layer):
            standing = alike[0]
            if not self._has_room(standing):
                continue

            def decide(facts: Guess, standing: Standing = standing) -> tuple[Fires, ...]:
                if not self._may_matter(facts):
                    return ()
                return tuple(self._fires(law, facts, standing) for law in self.near.laws)

            for itself, fires in leaves(layer.world, decide, {}):
                if self._matters(fires):
                    yield alike, standing, itself, fires

    def _alike(self, layer: Layer) -> Iterable[list[Standing]]:
        found: dict[object, list[Standing]] = {}
        for standing in self._standings(layer):
            key = narrowed(standing.sides, self.near.read)
            found.setdefault(key, []).append(standing)
        return found.values()

    def _standings(self, layer: Layer) -> list[Standing]:
        """Return the standings under the law as it is; a change about the deal makes no other."""
        key = tuple(self._days), layer.read, layer.shown
        if key not in self._kept:
            self._kept[key] = self._every(layer).all()
        return self._kept[key]

    def _every(self, layer: Layer) -> Standings:
        return Standings(self._laws[0], self._days, self._deal, layer.read, layer.shown)

    def _judged(self, law: Law, facts: Guess, standing: Standing) -> Judged:
        """Return which rules about the deal fire, on every side. Raises ``Asked`` for a fact."""
        return [
            one
            for side in standing.sides
            for one in judged(law, self._deal, facts, side.findings, _NO_ROLES, side.assignment)
        ]

    def _fires(self, law: Law, facts: Guess, standing: Standing) -> Fires:
        ids = self._ids | self._lifted
        return frozenset(
            (assignment, ids.intersection(one.rule.id for one in fired))
            for assignment, fired in self._judged(law, facts, standing)
        )

    def _matters(self, fires: Sequence[Fires]) -> bool:
        """Tell whether a changed rule fires, and with it what it lifts in one version only."""
        return any(
            ids & self._ids and (not self._lifted or ids & self._lifted)
            for under in fires
            for _, ids in under
        )

    def _has_room(self, standing: Standing) -> bool:
        """Tell whether a changed rule may fire on these findings."""
        versions = [one.rule for change in self._changed for one in change.statements]
        return any(
            set(rule.given) & self._made_before <= side.findings
            and not set(rule.unless) & self._made_before & side.findings
            for side in standing.sides
            for rule in versions
        )

    @cached_property
    def _made_before(self) -> frozenset[str]:
        """The findings that only a chip or a company can have."""
        law = self._laws[0]
        last = {one.rule.finding for one in law.statements[self._deal]}
        return frozenset(one.rule.finding for one in statements(law)) - last


_NO_ROLES: frozenset[str] = frozenset()


def _weighs(effect: Effect) -> bool:
    return effect in _WEIGHTY


def _outranks(policy: str, others: Iterable[str]) -> bool:
    """Tell whether a review policy is as strict as some others, or stricter."""
    return {policy, *others} <= set(POLICIES) and strictest([policy, *others]) == policy


def _details(judgements: Judged) -> object:
    """Return all that a chip or a company comes to, side by side."""
    return frozenset(
        (assignment, frozenset((one.rule.id, *weight(one)) for one in fired))
        for assignment, fired in judgements
    )


def _seen(judgements: Judged) -> frozenset[tuple[str, bool]]:
    return frozenset(pair for _, fired in judgements for pair in seen(fired))


def _ever(fires: Fires) -> frozenset[str]:
    return frozenset(name for _, ids in fires for name in ids)


def _days(books: Iterable[Rulebook], day: date) -> list[date]:
    """Return a day, and those up to the next change in law on which what is on file changes."""
    later = [one for book in books for one in book.boundaries if one > day]
    until = min(later, default=LAST_DAY)
    return [day, *sorted(one for one in changes_on_file() if day < one < until)]
