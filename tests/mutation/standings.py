"""What the chip and the companies of a deal can come to, as far as rules about the deal read it.

Findings are not combined freely: each combination here is that of some chip, and of some companies
that share out the roles of the deal among them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from typing import Final, TypeVar

from earmark.judges.reference import Asked, judge
from earmark.law.rule import Effect, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Value
from earmark.schema import strictest
from mutation.stating import Block
from mutation.tables import BELOW
from mutation.world import Guess, Taken, World

Result = TypeVar("Result")
Assignment = frozenset[tuple[str, bool]]
"""Doubtful law, by the key of its doubt, taken to be in force or not."""

Judged = list[tuple[Assignment, list[Statement]]]
"""The rules that fire, for every way to take doubtful law."""

_MANDATORY: Final = ("purchaser", "consignee", "end_user")
_OPTIONAL: Final = ("intermediate_consignee", "parent")


@dataclass(frozen=True)
class Side:
    """What a thing, or several, come to where doubtful law is taken so."""

    assignment: Assignment
    findings: frozenset[str]
    weighty: tuple[Statement, ...] = field(compare=False, default=())
    """Rules about a chip or a company that by themselves require, prohibit or lift."""

    ids: tuple[str, ...] = ()

    def __and__(self, other: Side) -> Side | None:
        joined = dict(self.assignment)
        for key, value in other.assignment:
            if joined.setdefault(key, value) is not value:
                return None
        return Side(
            frozenset(joined.items()),
            self.findings | other.findings,
            (*self.weighty, *other.weighty),
            (*self.ids, *other.ids),
        )


Shown = tuple[str, ...]
Sides = frozenset[Side]
NO_FACTS: Final[Taken] = {}
NOTHING: Final[Sides] = frozenset({Side(frozenset(), frozenset())})


def joined(one: Sides, other: Sides) -> Sides:
    """Return the sides of two things together."""
    if one == NOTHING:
        return other
    both = (left & right for left, right in product(one, other))
    return frozenset(side for side in both if side)


@dataclass(frozen=True)
class Standing:
    """A chip and companies, and what they come to.

    ``shown`` are values that a requirement may take its review policy from.
    """

    sides: Sides
    shown: frozenset[tuple[str, Value]]
    chip: Taken
    parties: tuple[Block, ...]


# -- judging a cell --------------------------------------------------------------------------


def leaves(
    world: World, decide: Callable[[Guess], Result], start: Taken
) -> Iterator[tuple[Taken, Result]]:
    """Yield what is decided in every cell, each with the facts that it took."""
    waiting = [start]
    while waiting:
        taken = waiting.pop()
        try:
            result = decide(Guess(taken))
        except Asked as asked:
            ways = [{**taken, **way} for way in world.open(asked.key, taken)]
            waiting.extend(reversed(ways))
        else:
            yield taken, result


@dataclass(frozen=True, slots=True)
class _Assumed:
    """Facts that were taken, with doubtful law besides."""

    facts: Guess
    law: dict[str, bool]

    def value(self, path: str) -> Value:
        return self.facts.value(path)

    def applies(self, doubt: str) -> bool:
        if doubt not in self.law:
            raise Asked(doubt)
        return self.law[doubt]


def judged(
    law: Law,
    about: str,
    facts: Guess,
    made: Collection[str] = (),
    roles: frozenset[str] = frozenset(),
    start: Assignment = frozenset(),
) -> Judged:
    """Return what fires, for every way to take doubtful law. Raises ``Asked`` for a fact."""
    found = []
    waiting = [dict(start)]
    while waiting:
        assumed = waiting.pop()
        try:
            fired = judge(law, about, _Assumed(facts, assumed), made, roles).fired
        except Asked as asked:
            if not asked.key.startswith("law: "):
                raise
            waiting += [{**assumed, asked.key: answer} for answer in (False, True)]
        else:
            found.append((frozenset(assumed.items()), fired))
    return found


def sides(judgements: Judged) -> Sides:
    """Return the sides of a chip or a company."""
    found = set()
    for assignment, fired in judgements:
        weighty = tuple(one for one in fired if one.rule.effect in _WEIGHTY)
        ids = tuple(one.rule.id for one in weighty)
        found.add(Side(assignment, findings(fired), weighty, ids))
    return frozenset(found)


def narrowed(every: Sides, names: frozenset[str]) -> Sides:
    """Return sides with no findings but some, and no doubt that then makes no difference."""
    left = frozenset(
        Side(one.assignment, one.findings & names, one.weighty, one.ids) for one in every
    )
    for doubt in {key for side in left for key, _ in side.assignment}:
        if all(_turned(side, doubt) in left for side in left):
            left = frozenset(
                replace(side, assignment=side.assignment - {(doubt, True), (doubt, False)})
                for side in left
            )
    return left


def _turned(side: Side, doubt: str) -> Side:
    """Return a side with the other answer to one doubt."""
    turned = ((key, value != (key == doubt)) for key, value in side.assignment)
    return replace(side, assignment=frozenset(turned))


_WEIGHTY: Final = (Effect.REQUIRES, Effect.PROHIBITS, Effect.LIFTS)


def findings(fired: Iterable[Statement]) -> frozenset[str]:
    """Return the findings that other rules can rest on."""
    return frozenset(
        statement.rule.finding for statement in fired if statement.status is not Status.NOT_ENFORCED
    )


# -- what rests on what ----------------------------------------------------------------------


def reads(statement: Statement) -> tuple[str, ...]:
    """Return the findings that a rule reads."""
    rule = statement.rule
    return (*rule.given, *rule.unless, *rule.lifts)


def statements(law: Law) -> Iterator[Statement]:
    """Yield every rule that is law."""
    for about in law.statements.values():
        yield from about


def needed(law: Law, names: Iterable[str]) -> frozenset[str]:
    """Return some findings, and all that rules that make them read in turn."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            makers = (one for one in statements(law) if one.rule.finding == name)
            waiting += [other for one in makers for other in reads(one)]
    return frozenset(found)


def only(law: Law, names: Collection[str]) -> Law:
    """Return the part of a law that it takes to know whether some findings stand."""
    wanted = needed(law, names)
    kept = {
        thing: tuple(one for one in about if one.rule.finding in wanted)
        for thing, about in law.statements.items()
    }
    return Law(law.day, kept)


# -- reachable standings ---------------------------------------------------------------------


def _subsets() -> Iterator[frozenset[str]]:
    """Yield every set of roles that one company of a sale can fill, simple ones first."""
    every = (*_MANDATORY, *_OPTIONAL)
    yield frozenset(_MANDATORY)
    for size in range(1, len(every) + 1):
        for roles in combinations(every, size):
            if set(roles) != set(_MANDATORY):
                yield frozenset(roles)


SUBSETS: Final = tuple(_subsets())
TARGET: Final = frozenset({"target"})


class Standings:
    """Every reachable standing, under one law, of some findings."""

    def __init__(
        self, law: Law, days: Sequence[date], deal: str, names: Collection[str], shown: Shown
    ) -> None:
        """``names`` are the findings, ``shown`` the facts, that are told apart."""
        self._law = only(law, names)
        self._world = World([self._law], days, deal, shown)
        self._names = frozenset(names)

    def all(self) -> list[Standing]:
        """Return one standing for each that the rules about the deal can tell apart."""
        found: dict[object, Standing] = {}
        parties = self.parties()
        for made, chip in self.chips():
            for company in parties:
                both = joined(made, company.sides)
                standing = Standing(both, company.shown, chip, company.parties)
                found.setdefault((both, company.shown), standing)
        return list(found.values())

    def chips(self) -> list[tuple[Sides, Taken]]:
        """Return what chips come to, with one of each."""
        found: dict[Sides, Taken] = {}
        for taken, made in leaves(self._world, lambda facts: self._sides("chip", facts), {}):
            found.setdefault(made, taken)
        return list(found.items())

    def _sides(self, about: str, facts: Guess, roles: frozenset[str] = frozenset()) -> Sides:
        return narrowed(sides(judged(self._law, about, facts, (), roles)), self._names)

    def parties(self, start: Sequence[Block] = ()) -> list[Standing]:
        """Return what companies come to that fill the roles which ``start`` leaves open."""
        if self._world.deal == "investment":
            return [Standing(NOTHING, frozenset(), {}, tuple(start))] if start else self._targets()
        filled = frozenset[str]().union(*(roles for roles, _ in start))
        blocks = [(roles, self._blocks(roles)) for roles in SUBSETS if not roles & filled]
        if not filled & {"purchaser", "parent"}:
            blocks += self._pairs(filled)
        states = {(): (filled, Standing(NOTHING, frozenset(), {}, tuple(start)))}
        for role in (*_MANDATORY, "intermediate_consignee"):
            grown: dict[object, tuple[frozenset[str], Standing]] = {}
            for used, standing in states.values():
                if role in used or role in _OPTIONAL:
                    grown.setdefault((standing.sides, standing.shown, used), (used, standing))
                if role not in used:
                    for more, now in _grown(standing, used, role, blocks):
                        grown.setdefault((more.sides, more.shown, now), (now, more))
            states = grown
        ended = sorted((one for _, one in states.values()), key=lambda one: len(one.parties))
        return _distinct(ended)

    def _targets(self) -> list[Standing]:
        return self._blocks(TARGET)

    def _blocks(self, roles: frozenset[str], start: Taken = NO_FACTS) -> list[Standing]:
        """Return what one company comes to in some roles."""
        return _distinct(self._every(roles, start))

    def _every(self, roles: frozenset[str], start: Taken) -> Iterator[Standing]:
        for taken, made in leaves(
            self._world, lambda facts: self._sides("party", facts, roles), start
        ):
            counts = any(side.findings for side in made)
            shown = self._world.policies(taken) if counts else frozenset()
            yield Standing(made, shown, {}, ((roles, taken),))

    def _pairs(self, filled: frozenset[str]) -> list[tuple[frozenset[str], list[Standing]]]:
        """Return what a buyer comes to together with the company of its own that it names."""
        found = []
        parents = [one for one in SUBSETS if "parent" in one and "purchaser" not in one]
        for below in (one for one in SUBSETS if "purchaser" in one and "parent" not in one):
            lower = list(self._every(below, {BELOW: None}))
            for above in (one for one in parents if not one & (below | filled)):
                pairs = (
                    _with(one, other)
                    for one in lower
                    for other in self._every(above, self._world.buyer(one.parties[0][1]))
                )
                found.append((below | above, _distinct(pairs)))
        return found


def _strictest(values: Iterable[tuple[str, Value]]) -> frozenset[tuple[str, Value]]:
    """Return the strictest policy of each fact that holds one; of several, it alone counts."""
    found: dict[str, list[str]] = {}
    for path, value in values:
        found.setdefault(path, []).append(str(value))
    return frozenset((path, strictest(policies)) for path, policies in found.items())


def _with(one: Standing, other: Standing) -> Standing:
    """Return two standings together."""
    return Standing(
        joined(one.sides, other.sides),
        _strictest((*one.shown, *other.shown)),
        one.chip,
        (*one.parties, *other.parties),
    )


def _distinct(standings: Iterable[Standing]) -> list[Standing]:
    found: dict[object, Standing] = {}
    for one in standings:
        found.setdefault((one.sides, one.shown), one)
    return list(found.values())


def _grown(
    standing: Standing,
    used: frozenset[str],
    role: str,
    blocks: Sequence[tuple[frozenset[str], list[Standing]]],
) -> Iterator[tuple[Standing, frozenset[str]]]:
    """Yield a standing with one more company, or two, one of which fills ``role``."""
    for roles, companies in blocks:
        if role in roles and not roles & used:
            for company in companies:
                yield _with(standing, company), used | roles
