"""A company that is denied because of who it is gains nothing by buying through one that it owns.

For each burden that a company can have, each share and each way in which the owner comes to light,
the companies are resolved as those of any sale are. What is then known of them is fixed, and the
law is read over every chip, destination and act: what is left open is open for some chip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from typing import Final

from earmark.facts.countries import country
from earmark.facts.headquarters import OWN, PARENT
from earmark.law.condition import atoms
from earmark.law.geography import names
from earmark.law.rulebook import Law
from earmark.prove.companies import HOME, Burden, Companies, Way, sale_to, stakes
from earmark.prove.diagram import Diagram
from earmark.prove.exceptions import TURNS, Exempt, is_silent
from earmark.prove.found import Broken, Listed
from earmark.prove.item import item
from earmark.prove.reading import Reading
from earmark.prove.space import Space, Taken
from earmark.prove.stating import case
from earmark.prove.world import World

SENTENCE = (
    "If a sale to a company is denied because of who it is, a sale of the same chip through a "
    "company that it owns (49, 50, 100 %; named in the order, or only on file) is not allowed. "
    "Tried of buyers that sit in any country, that are on one list, and both."
)

_OWNED: Final = "party.owned_by_listed"
"""What the 50 percent rule asks of a company."""

_NAMED: Final = (
    "it reaches the company that the list names, not one that this company owns, save half of it "
    "or more while the 50 percent rule is in force"
)
_BLOCKED: Final = Exempt(
    "31 CFR chapter V; OFAC FAQ 398 to 402",
    "what blocked persons own to 50 percent or more is blocked, not what they own less of",
)

LISTED: Final = (
    Burden("on the Entity List", "EL", ends=Exempt("15 CFR 744.11(a)(1); 90 FR 50857", _NAMED)),
    Burden(
        "on the Military End-User List", "MEU", ends=Exempt("15 CFR 744.21; 90 FR 50857", _NAMED)
    ),
    Burden("blocked under 15 CFR 744.8", "SDN", ("RUSSIA-EO14024",), ends=_BLOCKED),
    Burden("blocked otherwise", "SDN", ("CUBA",), ends=_BLOCKED),
    Burden(
        "denied export privileges",
        "DPL",
        ends=Exempt(
            "15 CFR 766.23", "an order reaches related persons that it names, whatever they own"
        ),
        below=101,
    ),
    Burden(
        "on the Unverified List",
        "UVL",
        ends=Exempt("15 CFR 744.15, 740.2(a)(17)", "it reaches the party that the list names"),
        below=101,
    ),
    Burden(
        "under nonproliferation sanctions",
        "ISN",
        ends=Exempt(
            "15 CFR 744.19", "whether they reach subsidiaries, each determination says: not encoded"
        ),
        below=101,
    ),
)
_SEATS: Final = tuple(path.removeprefix("party") for path in (OWN, PARENT))

WAYS: Final = tuple(Way(share, named) for named in (True, False) for share in (100, 50, 49))


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield what is open by no law of its own, and the burdens that by law end with the company."""
    trial = _Trial(world)
    seated = {seat: list(trial.broken(_seated(seat))) for seat in trial.seats}
    yield from chain.from_iterable(seated.values())
    # Where a burden is open by itself, another beside it shows no more.
    closed = [seat for seat, found in seated.items() if not found]
    for listed in LISTED:
        found = list(trial.broken(listed))
        there = (_listed_at(seat, listed) for seat in closed if seat != listed.seat)
        yield from found or _first(trial.broken(one, homes=[HOME]) for one in there)
    for burden in trial.ended:
        if burden.ends:
            yield burden.ends.listed(f"a company {burden.what}")


class _Trial:
    """Companies that buy for themselves, and through others that they own, on every day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seats = _seats(world.space)
        self.ended: list[Burden] = []
        """Burdens that by law end with the company, of those that were tried."""
        self._companies = Companies(world.space)
        # A day on which what is exempt changes need not be one on which these rules do.
        days = sorted({*world.space.days, *TURNS})
        self._laws = [
            (replace(world.book.on(day), day=day), until)
            for day, until in pairwise((*days, date.max))
        ]

    def broken(self, burden: Burden, homes: Iterable[str] = ()) -> Iterator[Broken]:
        """Yield a sale for each way that is open, of the first seat of the company that is owned.

        ``homes`` are the seats that are tried, all if none is given.
        """
        for home in dict.fromkeys(homes or (HOME, *self.seats)):
            ways = (way._replace(home=home) for way in WAYS)
            found = [one for way in ways if (one := self._open_on_some_day(burden, way))]
            yield from found
            if found:
                break

    def _open_on_some_day(self, burden: Burden, way: Way) -> Broken | None:
        for law, until in self._in_force(burden.seat, way.home):
            cell = self._open(law, burden, way)
            if cell is None:
                continue
            if not _exempt(burden, way, law, until):
                return _broken(self.world, cell, burden, way, law.day)
            if burden in LISTED and burden not in self.ended:
                self.ended.append(burden)
        return None

    def _in_force(self, *seats: str) -> Iterator[tuple[Law, date]]:
        """Yield the law of each stretch of days in which companies can have their seats."""
        for law, until in self._laws:
            if all(country(seat, law.day) == seat for seat in seats):
                yield law, until

    def _open(self, law: Law, burden: Burden, way: Way) -> Taken | None:
        """Return a cell in which a company is denied, but not its own, nor whoever buys."""
        diagrams = self.world.diagrams
        direct = self._companies.sold(law, burden)
        through = self._companies.sold(law, burden, way)
        free = through.reading.whatever_is_law(_freed(through.reading))
        denied = diagrams.any((free, through.may_deny, self._whoever_buys[law.day]))
        return self.world.cell(direct.reading, diagrams.but(direct.may_deny, denied))

    @cached_property
    def _whoever_buys(self) -> Mapping[date, Diagram]:
        """The cells that are denied to strangers, and to companies of every seat on no list."""
        return {law.day: self.world.diagrams.all(self._strangers(law)) for law, _ in self._laws}

    def _strangers(self, law: Law) -> Iterator[Diagram]:
        yield self._companies.sold(law).may_deny
        for seat in self.seats:
            if country(seat, law.day) == seat:
                yield self._companies.sold(law, _seated(seat)).may_deny


def _seats(space: Space) -> Sequence[str]:
    """Return a country for each that some rule about companies tells apart from the others."""
    places = (classes for name, classes in space.places.items() if name.endswith(_SEATS))
    return list(dict.fromkeys(codes[0] for classes in places for codes in classes))


def _seated(seat: str) -> Burden:
    return Burden(f"headquartered in {names()[seat]}", seat=seat)


def _listed_at(seat: str, listed: Burden) -> Burden:
    return listed._replace(what=f"{listed.what}, headquartered in {names()[seat]}", seat=seat)


def _first(found: Iterable[Iterable[Broken]]) -> list[Broken]:
    """Return the first of some findings that is not empty."""
    return next((one for one in map(list, found) if one), [])


def _exempt(burden: Burden, way: Way, law: Law, until: date) -> bool:
    """Tell whether it is the law's own that a burden does not reach a company so owned."""
    silent = not _fifty_percent(law) and is_silent(law.day, until) and burden.ends is not _BLOCKED
    return burden.ends is not None and (way.percent < burden.below or silent)


def _fifty_percent(law: Law) -> frozenset[str]:
    """Return the rules that reach companies which listed ones own (15 CFR 744.11(a)(1))."""
    asking = (one.rule for one in law.statements["party"])
    found = {
        rule.finding
        for rule in asking
        if any(atom.field.path == _OWNED for atom in atoms(rule.when))
    }
    return frozenset(
        one.rule.id for one in law.statements["sale"] if not found.isdisjoint(one.rule.given)
    )


def _freed(reading: Reading) -> Diagram:
    """Return the cells in which a general licence lifts what these rules require.

    Its terms are about the company that is owned (Supp. 1 to 15 CFR part 736), and that they are
    met is stated: an exception that takes no act frees no one.
    """
    rules = _fifty_percent(reading.law)
    book = reading.space.book.by_id
    return reading.space.diagrams.any(
        cells
        for name, cells in reading.lifting.items()
        if book[name].acts and not rules.isdisjoint(book[name].lifts)
    )


def _broken(world: World, cell: Taken, burden: Burden, way: Way, day: date) -> Broken:
    says = f"a company {burden.what} is denied, and not one that it owns ({way})"
    stated = {**sale_to(burden, way), **item(world.space, cell)}
    written = case(world.book, says, stated, day, burden.listings, stakes(burden, way))
    return Broken(says=says, on=day, case=written)
