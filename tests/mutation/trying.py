"""A cell tried: completed, stated as a deal, and screened under both rulebooks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from earmark.cases import Case, run_case
from earmark.errors import UsageError
from earmark.investing import screen_investment
from earmark.law.rulebook import Rulebook
from earmark.matter import Known, Thing, Value, doubt_of
from earmark.sale import Sale
from earmark.schema import FIELDS, Kind
from earmark.screening import screen
from mutation.catching import Deal, resolved
from mutation.foresight import Answered, Expected, expectation, foresee, shown
from mutation.standings import Judged, Side, Standing, findings, judged, leaves
from mutation.stating import Block, Cell, Stated, asked
from mutation.world import Guess, Taken, World

_SAME, _UNSTATED = 3, 12
"""How many cells of one kind are tried that are answered alike, or that cannot be stated."""


@dataclass(frozen=True)
class Told:
    """A deal that is answered differently under the mutant, and what it is answered without.

    ``why`` says how the verdict differs.
    """

    deal: str
    stated: Stated
    expected: Expected
    why: str


class Trying:
    """Cells of one stretch of days, tried as they come, alike ones a few times only."""

    def __init__(self, books: tuple[Rulebook, ...], day: date, world: World) -> None:
        self._books = books
        self._laws = [book.on(day) for book in books]
        self._day = day
        self._world = world
        self._answered: Counter[object] = Counter()
        self._not_stated: Counter[object] = Counter()
        self.tried = 0
        self.unstated: Cell | None = None

    def told(self, kind: object, standing: Standing, itself: Taken) -> Told | None:
        """Return the deal that states a cell, if it is answered differently."""
        if self._answered[kind] >= _SAME or self._not_stated[kind] >= _UNSTATED:
            return None
        self.tried += 1
        cell = self._cell(standing, itself)
        try:
            deal = asked(cell.stated, cell.deal)
            before, after = (screened(deal, book) for book in self._books)
        except (ValidationError, UsageError):
            as_taken = False
        else:
            expected = expectation(before, after)
            case = Case("", "", deal, expected)
            if shown(before) != shown(after) and run_case(case, self._books[1]).differences:
                why = f"{before.verdict} becomes {after.verdict}"
                return Told(cell.deal, cell.stated, expected, why)
            as_taken = _as_taken(cell, resolved(deal).things)
        if as_taken:
            self._answered[kind] += 1
        else:
            self._not_stated[kind] += 1
            self.unstated = self.unstated or cell
        return None

    def _cell(self, standing: Standing, itself: Taken) -> Cell:
        """Return a cell with every fact that either law asks."""
        chip, made = self._completed("chip", standing.chip)
        parties: list[Block] = []
        for roles, taken in standing.parties:
            whole, more = self._completed("party", taken, roles)
            parties.append((roles, whole))
            made |= more
        end = Standing(frozenset({Side(frozenset(), made)}), standing.shown, chip, tuple(parties))
        about = self._world.deal

        def decide(facts: Guess) -> object:
            return [foresee(law, about, facts, end) for law in self._laws]

        last = next((taken for taken, _ in leaves(self._world, decide, itself)), itself)
        return Cell(self._day, chip, tuple(parties), last, about)

    def _completed(
        self, about: str, taken: Taken, roles: frozenset[str] = frozenset()
    ) -> tuple[Taken, frozenset[str]]:
        """Return a thing with every fact that either law asks, and what it comes to."""

        def decide(facts: Guess) -> list[Judged]:
            return [judged(law, about, facts, (), roles) for law in self._laws]

        for whole, both in leaves(self._world, decide, taken):
            return whole, findings(one for _, fired in both[0] for one in fired)
        return taken, frozenset()


def screened(deal: Deal, book: Rulebook) -> Answered:
    """Return what a deal is answered by a rulebook of its kind."""
    if isinstance(deal, Sale):
        return screen(deal, rulebook=book)
    return screen_investment(deal, rulebook=book)


def _as_taken(cell: Cell, things: tuple[Thing, ...]) -> bool:
    """Tell whether a deal as resolved is what was taken, wherever it is known for certain."""
    pairs = [(things[-1], cell.itself)]
    pairs += [(thing, cell.chip) for thing in things if thing.about == "chip"]
    companies = [thing for thing in things if thing.about == "party"]
    for thing in companies:
        pairs += [(thing, taken) for roles, taken in cell.parties if thing.roles == roles]
    whole = len(pairs) == len(things) and len(companies) == len(cell.parties)
    return whole and all(
        _agrees(option.values[path], path, value)
        for thing, taken in pairs
        for path, value in taken.items()
        for option in thing.options
        if path in option.values
    )


def _agrees(known: Known, path: str, value: Value) -> bool:
    named = FIELDS[path].kind is Kind.TEXT
    return named or doubt_of(known) is not None or known == value
