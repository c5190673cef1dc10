"""Whether any sale tells a mutant from the rulebook as it is.

On every day on which the two differ, all cells are judged by both: of the chip, of a company in
every combination of roles, or of the sale, on every standing that its chip and companies can give.
Where they come to something else, the cell is stated as a sale and screened under both. Only a
sale that is answered differently tells; and it is ready to become a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from pydantic import ValidationError

from earmark.cases import Case, run_case
from earmark.errors import UsageError
from earmark.law.rule import Effect, Rule, Status
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.matter import Known, Thing, Value, doubt_of
from earmark.sale import LAST_DAY, Sale
from earmark.schema import FIELDS, Kind
from earmark.screening import screen
from mutation.catching import resolved
from mutation.changes import Change, days, weight
from mutation.foresight import Expected, Shown, expectation, foresee, seen, shown
from mutation.mutants import Mutant
from mutation.standings import (
    NOTHING,
    SUBSETS,
    Assignment,
    Side,
    Sides,
    Standing,
    Standings,
    findings,
    joined,
    judged,
    leaves,
    narrowed,
    needed,
    only,
    reads,
    sides,
    statements,
)
from mutation.stating import Block, Cell, Stated
from mutation.world import Guess, Taken, World, listing_days

_SAME, _UNSTATED = 3, 12
"""How many cells of one kind are tried that are answered alike, or that cannot be stated."""

_CHINA: Taken = {"sale.destination": "CN"}


@dataclass(frozen=True)
class Told:
    """A sale that is answered differently under the mutant, and what it is answered without.

    ``why`` says how the verdict differs.
    """

    sale: Stated
    expected: Expected
    why: str


@dataclass(frozen=True)
class Alike:
    """Why no sale tells the mutant."""

    why: str


@dataclass(frozen=True)
class Unsettled:
    """Cells differ, and none of those that were tried could be stated as a sale."""

    cell: Cell


Answer = Told | Alike | Unsettled


NO_DAY: Final = "it differs on no day that can be screened"
NO_WEIGHT: Final = "it is seen alike, and nothing hangs on it"
NO_POLICY: Final = "what is doubtful sets no review policy"
NO_DENIAL: Final = "it only warns besides, and no case can deny a warning of a rule that fires"
NO_CELL: Final = "every cell comes to the same"
NO_SALE: Final = "cells differ, and the sales that state them are answered alike"


class Teller:
    """Tells mutants from one rulebook. What others have in common is worked out once."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._standings: Kept = {}

    def tell(self, mutant: Mutant) -> Answer:
        """Return a sale that tells, or why there is none."""
        other = mutant.of(self._book)
        differing = days(self._book, other, mutant)
        searches: dict[object, _Search] = {}
        reasons = [NO_DAY]
        for day, changed in differing:
            law = self._book.on(day)
            weighing = tuple(one for one in changed if not _comes_to_nothing(one, law))
            if not weighing:
                reasons = [_comes_to_nothing(one, law) for one in changed]
            else:
                search = _Search(self._book, other, day, weighing, self._standings)
                if searches.setdefault(search.key, search) is search:
                    told = search.told()
                    if told:
                        return told
        if not searches:
            return Alike(reasons[0])
        unstated = [search.unstated for search in searches.values() if search.unstated]
        if unstated:
            return Unsettled(unstated[0])
        return Alike(NO_SALE if any(one.tried for one in searches.values()) else NO_CELL)


def _comes_to_nothing(change: Change, law: Law) -> str:
    """Say why a rule comes to nothing else, where it fires as before; or nothing."""
    if not (change.old and change.new):
        return ""
    before, after = (replace(one.rule, windows=()) for one in (change.old, change.new))
    statuses = {change.old.status, change.new.status}
    if statuses == {Status.UNCONFIRMED} and change.old.doubt == change.new.doubt:
        return NO_POLICY if replace(before, review_policy=after.review_policy) == after else ""
    if before != after:
        return ""
    unread = not _readers(law, before.finding)
    if unread and before.effect is Effect.WARNS:
        return NO_WEIGHT
    if unread and before.effect is Effect.FINDS and change.new.status is Status.NOT_ENFORCED:
        return NO_DENIAL
    return NO_WEIGHT if Status.NOT_ENFORCED not in statuses and _weightless(law, before) else ""


def _readers(law: Law, name: str) -> list[Statement]:
    return [one for one in statements(law) if name in reads(one)]


def _weightless(law: Law, rule: Rule) -> bool:
    """Tell whether no verdict hangs on a rule, nor whether another rule is seen."""
    waiting, weightless = [rule], {rule.id}
    while waiting:
        rule = waiting.pop()
        if rule.effect not in (Effect.FINDS, Effect.WARNS):
            return False
        for reader in _readers(law, rule.finding):
            if rule.finding in reader.rule.unless:
                return False
            if reader.rule.id not in weightless:
                weightless.add(reader.rule.id)
                waiting.append(reader.rule)
    return True


class _Search:
    """The search of one stretch of days."""

    def __init__(
        self,
        book: Rulebook,
        other: Rulebook,
        day: date,
        changed: tuple[Change, ...],
        standings: Kept,
    ) -> None:
        self._books = book, other
        self._kept = standings
        self._laws = book.on(day), other.on(day)
        self._changed = changed
        self._ids = frozenset(change.rule.id for change in changed)
        self._day = day
        self._world = World(self._laws, _dates(book, other, day))
        self._answered: Counter[object] = Counter()
        self._unstated: Counter[object] = Counter()
        self.tried = 0
        self.unstated: Cell | None = None

    @property
    def key(self) -> object:
        """What tells this stretch of days from others: its law, and what it can tell apart."""
        book = tuple(
            tuple((one.rule.id, one.status, one.doubt) for one in statements(law))
            for law in self._laws
        )
        return book, self._world.fingerprint()

    def told(self) -> Told | None:
        """Return a sale that tells the laws of these days apart, if one is found."""
        about = self._changed[0].rule.about
        if about == "sale":
            found = self._sales()
        elif about == "chip":
            found = self._things(about, frozenset())
        else:
            concerned = (roles for roles in SUBSETS if self._concerns(roles))
            found = (one for roles in concerned for one in self._things(about, roles))
        for kind, standing, sale in found:
            if self._answered[kind] < _SAME and self._unstated[kind] < _UNSTATED:
                told = self._try(kind, self._cell(standing, sale))
                if told:
                    return told
        return None

    def _concerns(self, roles: frozenset[str]) -> bool:
        versions = (one for change in self._changed for one in change.statements)
        return any(one.rule.roles & roles for one in versions)

    def _may_matter(self, facts: Guess) -> bool:
        return any(change.may_matter(self._laws[0], facts) for change in self._changed)

    # -- rules about a chip or a company -----------------------------------------------------

    def _things(self, about: str, roles: frozenset[str]) -> Iterator[Candidate]:
        def decide(facts: Guess) -> list[Judged]:
            if not self._may_matter(facts):
                return []
            return [judged(law, about, facts, (), roles) for law in self._laws]

        for taken, both in leaves(self._world, decide, {}):
            if not both or _details(both[0]) == _details(both[1]):
                continue
            kind = _details(both[0]), _details(both[1])
            here = Standing(NOTHING, frozenset(), {}, ((roles, taken),))
            if about == "chip":
                here = Standing(NOTHING, frozenset(), taken, ())
            yield (*kind, "plain"), replace(here, parties=_filled(here.parties)), _CHINA
            if _seen(both[0]) == _seen(both[1]):
                yield from self._around(about, here, [sides(one) for one in both])

    def _around(self, about: str, here: Standing, made: list[Sides]) -> Iterator[Candidate]:
        """Yield what has to stand around a thing for its change to come to something."""
        law = self._laws[0]
        names = _read_by_sale(law)
        made = [narrowed(one, names) for one in made]
        if made[0] == made[1]:
            return
        standings = Standings(law, self._world, names)
        chips = [(NOTHING, here.chip)] if about == "chip" else standings.chips()
        for others in standings.parties(here.parties):
            for of_chip, chip in chips:
                both = joined(others.sides, of_chip)
                standing = replace(others, chip=chip)
                ends = [replace(standing, sides=joined(both, one)) for one in made]

                def decide(facts: Guess, ends: list[Standing] = ends) -> list[Shown]:
                    pairs = zip(self._laws, ends, strict=True)
                    return [foresee(law, facts, end) for law, end in pairs]

                for sale, ahead in leaves(self._world, decide, {}):
                    if ahead[0] != ahead[1]:
                        yield tuple(ahead), standing, sale

    # -- rules about the sale ----------------------------------------------------------------

    def _sales(self) -> Iterator[Candidate]:
        every = frozenset[str]().union(*map(_read_by_sale, self._laws))
        if any(change.comes_to_something_else for change in self._changed):
            yield from self._weighed(every)
            return
        differs = False
        read = {
            name for change in self._changed for one in change.statements for name in reads(one)
        }
        few = frozenset[str]().union(*(needed(law, read) for law in self._laws))
        for standing, sale, fires in self._cells(few & every):
            if fires[0] != fires[1]:
                differs = True
                if _ever(fires[0]) != _ever(fires[1]):
                    yield fires, standing, sale
        if differs:
            yield from self._weighed(every)

    def _weighed(self, names: frozenset[str]) -> Iterator[Candidate]:
        """Yield cells in which a change comes to something that can be seen."""
        for standing, start, _ in self._cells(names):

            def decide(facts: Guess, standing: Standing = standing) -> list[Shown]:
                return [foresee(law, facts, standing) for law in self._laws]

            for sale, ahead in leaves(self._world, decide, start):
                if ahead[0] != ahead[1]:
                    yield tuple(ahead), standing, sale

    def _cells(self, names: frozenset[str]) -> Iterator[tuple[Standing, Taken, tuple[Fires, ...]]]:
        """Yield the cells in which a changed rule fires, and on which sides under each law."""
        for standing in self._standings(names):
            if self._has_room(standing):

                def decide(facts: Guess, standing: Standing = standing) -> tuple[Fires, ...]:
                    if not self._may_matter(facts):
                        return ()
                    return tuple(self._fires(law, facts, standing) for law in self._enough)

                for sale, fires in leaves(self._world, decide, {}):
                    if any(ids for fires_ in fires for _, ids in fires_):
                        yield standing, sale, fires

    def _standings(self, names: frozenset[str]) -> list[Standing]:
        """Return the standings under the law as it is; a change about the sale makes no other."""
        key = self._world.days, names
        if key not in self._kept:
            self._kept[key] = Standings(self._laws[0], self._world, names).all()
        return self._kept[key]

    def _fires(self, law: Law, facts: Guess, standing: Standing) -> Fires:
        return frozenset(
            (assignment, frozenset(one.rule.id for one in fired) & self._ids)
            for side in standing.sides
            for assignment, fired in judged(
                law, "sale", facts, side.findings, frozenset(), side.assignment
            )
        )

    @cached_property
    def _enough(self) -> list[Law]:
        """The parts of both laws that it takes to know whether a changed rule fires."""
        made = [one.rule.finding for change in self._changed for one in change.statements]
        return [only(law, made) for law in self._laws]

    @cached_property
    def _made_before(self) -> frozenset[str]:
        """The findings that only a chip or a company can have."""
        law = self._laws[0]
        sale = {one.rule.finding for one in law.statements["sale"]}
        return frozenset(one.rule.finding for one in statements(law)) - sale

    def _has_room(self, standing: Standing) -> bool:
        """Tell whether a changed rule may fire on these findings."""
        elsewhere = self._made_before
        versions = [one.rule for change in self._changed for one in change.statements]
        return any(
            set(rule.given) & elsewhere <= side.findings
            and not set(rule.unless) & elsewhere & side.findings
            for side in standing.sides
            for rule in versions
        )

    # -- trying a cell -----------------------------------------------------------------------

    def _try(self, kind: object, cell: Cell) -> Told | None:
        """Screen a cell under both rulebooks, if it can be stated."""
        self.tried += 1
        try:
            sale = Sale.model_validate(cell.stated)
            before, after = (screen(sale, rulebook=book) for book in self._books)
        except (ValidationError, UsageError):
            as_taken = False
        else:
            expected = expectation(before, after)
            case = Case("", "", sale, expected)
            if shown(before) != shown(after) and run_case(case, self._books[1]).differences:
                return Told(cell.stated, expected, f"{before.verdict} becomes {after.verdict}")
            as_taken = _as_taken(cell, resolved(sale).things)
        if as_taken:
            self._answered[kind] += 1
        else:
            self._unstated[kind] += 1
            self.unstated = self.unstated or cell
        return None

    def _cell(self, standing: Standing, sale: Taken) -> Cell:
        """Return a cell with every fact that either law asks."""
        chip, made = self._completed("chip", standing.chip)
        parties: list[Block] = []
        for roles, taken in standing.parties:
            whole, more = self._completed("party", taken, roles)
            parties.append((roles, whole))
            made |= more
        end = replace(standing, sides=frozenset({Side(frozenset(), made)}))

        def decide(facts: Guess) -> object:
            return [foresee(law, facts, end) for law in self._laws]

        whole = next((taken for taken, _ in leaves(self._world, decide, sale)), sale)
        return Cell(self._day, chip, tuple(parties), whole)

    def _completed(
        self, about: str, taken: Taken, roles: frozenset[str] = frozenset()
    ) -> tuple[Taken, frozenset[str]]:
        """Return a thing with every fact that either law asks, and what it comes to."""

        def decide(facts: Guess) -> list[Judged]:
            return [judged(law, about, facts, (), roles) for law in self._laws]

        for whole, both in leaves(self._world, decide, taken):
            return whole, findings(one for _, fired in both[0] for one in fired)
        return taken, frozenset()


Judged = list[tuple[Assignment, list[Statement]]]
Candidate = tuple[object, Standing, Taken]
"""A kind of difference, and what has to stand for it."""

Kept = dict[object, list[Standing]]
"""Standings, by the days and the findings that they are of."""

Fires = frozenset[tuple[Assignment, frozenset[str]]]


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


def _filled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Let a company of which nothing is asked fill what is left open."""
    used = frozenset[str]().union(*(roles for roles, _ in blocks))
    left = frozenset({"purchaser", "consignee", "end_user"}) - used
    return (*blocks, (left, {})) if left else blocks


def _as_taken(cell: Cell, things: tuple[Thing, ...]) -> bool:
    """Tell whether a sale as resolved is what was taken, wherever it is known for certain."""
    chip, *parties, sale = things
    pairs = [(chip, cell.chip), (sale, cell.sale)]
    for thing in parties:
        pairs += [(thing, taken) for roles, taken in cell.parties if thing.roles == roles]
    return len(pairs) == len(cell.parties) + 2 and all(
        _agrees(option.values[path], path, value)
        for thing, taken in pairs
        for path, value in taken.items()
        for option in thing.options
        if path in option.values
    )


def _agrees(known: Known, path: str, value: Value) -> bool:
    named = FIELDS[path].kind is Kind.TEXT
    return named or doubt_of(known) is not None or known == value


def _read_by_sale(law: Law) -> frozenset[str]:
    return frozenset(name for one in law.statements["sale"] for name in reads(one))


def _dates(book: Rulebook, other: Rulebook, day: date) -> list[date]:
    later = [one for one in (*book.boundaries, *other.boundaries) if one > day]
    until = min(later, default=LAST_DAY)
    return [day, *(one for one in listing_days() if day < one < until)]
