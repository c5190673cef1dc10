"""What a sale can state, one fact at a time: a value for each stretch that the law can tell apart.

A thing begins with nothing known. Where a judge asks for a fact, its values are opened, as far as
what is already taken leaves them possible. What stands in the tables comes as some chip or company
on file has it. What a sale states is free, save that

* a performance density applies exactly where a die is on a non-planar node,
* the combined bandwidth is the sum of the two others,
* the kind of a sale follows from its places, unless it is remote access.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Final

from earmark.facts.chips import chips
from earmark.facts.countries import country
from earmark.facts.parties import registry
from earmark.facts.resolve import resolve
from earmark.judges.reference import Asked, holds
from earmark.law.condition import Atom, Compare, OneOf
from earmark.law.geography import CODES
from earmark.law.rulebook import Law
from earmark.matter import Value, doubt_of
from earmark.sale import Sale
from earmark.schema import ACTS, FIELDS, Kind

Taken = Mapping[str, Value]
"""Values by the paths of facts and the keys of doubtful law; ``….who`` names a row of a table."""

NEW_CHIP: Final = "X9000 Ultra"
"""A chip that is in no table."""

NEW_COMPANY: Final = "Acme Compute GmbH"
"""A company that is on no list and in no registry."""

NO_NAME: Final = {
    "chip.designer": "Acme",
    "chip.eccn": "EAR99",
    "sale.seller": "Acme Distribution GmbH",
}
"""Texts that no rule names."""

HOME: Final = "DE"
"""Where a company sits of which nothing is asked."""

CHIP, COMPANY = "chip.who", "party.who"

_STEP: Final = Fraction(1, 10_000)
_MOST: Final = Fraction(10_000_000)
_FAMILIAR: Final = ("DE", "CN", "SG", "VN", "RU", "AE", "IL", "MO", "US")
"""Places that stand for those like them, most ordinary first."""

_DENSITY, _NONPLANAR = "chip.performance_density", "chip.nonplanar"
_BANDWIDTHS: Final = ("chip.memory_bandwidth", "chip.transfer_rate", "chip.combined_bandwidth")
_TO, _FROM, _KIND = "sale.destination", "sale.ship_from", "sale.kind"
_ACTS: Final = tuple(f"sale.{act}" for act in ACTS)
_SELLER: Final = ("sale.seller", "sale.seller_is_foundry")


@dataclass(frozen=True, slots=True)
class Guess:
    """What has been taken so far; asks for anything else."""

    taken: Taken

    def value(self, path: str) -> Value:
        """Return the value taken."""
        if path not in self.taken:
            raise Asked(path)
        return self.taken[path]

    def applies(self, doubt: str) -> bool:
        """Tell whether doubtful law is taken to be in force."""
        return self.value(doubt) is True


class World:
    """The values that some laws of one stretch of days, taken together, can tell apart."""

    def __init__(self, laws: Sequence[Law], dates: Sequence[date]) -> None:
        """``dates`` are the first day of the stretch, and those on which a listing changes."""
        self._law = laws[0]
        self.days = tuple(dates)
        self._asked = _asked(laws)
        self._shown = _shown(laws)
        self._opened: dict[str, list[Taken]] = {}

    def open(self, key: str, taken: Taken) -> Iterable[Taken]:
        """Return every way to go on where ``key`` is asked."""
        if key.startswith("law: "):
            return [{key: True}, {key: False}]
        if key in (_FROM, _KIND) and _TO not in taken:
            return self._alone(_TO)
        if key == _FROM or (key == _KIND and _FROM not in taken):
            return self._origins(taken)
        if key == _KIND:
            return [{key: kind} for kind in _kinds(taken)]
        if key.startswith("party.") and COMPANY not in taken:
            return self._alone(COMPANY)
        if key == _DENSITY and _NONPLANAR in taken:
            return [one for one in self._alone(key) if (one[key] is None) != taken[_NONPLANAR]]
        if key == _NONPLANAR and _DENSITY in taken:
            return [{key: taken[_DENSITY] is not None}]
        return self._alone(key)

    def fingerprint(self) -> frozenset[object]:
        """Return what there is to tell apart among places, companies and sellers."""
        keys = [path for path in self._asked if FIELDS[path].kind is Kind.COUNTRY]
        ways = {key: self._alone(key) for key in (*keys, COMPANY, _SELLER[0])}
        return frozenset((key, self._signature(way)) for key in ways for way in ways[key])

    def policies(self, taken: Taken) -> frozenset[tuple[str, Value]]:
        """Return the values from which a requirement may take its review policy."""
        return frozenset((path, taken[path]) for path in self._shown if path in taken)

    def _alone(self, key: str) -> list[Taken]:
        if key not in self._opened:
            also = _is_us if key == _TO else None
            self._opened[key] = self._apart(self._ways(key), also)
        return self._opened[key]

    def _ways(self, key: str) -> Iterable[Taken]:
        if key == COMPANY:
            return [company for day in self.days for company in _companies(day)]
        if key in tabled():
            return _chips()
        if key in _SELLER:
            return _sellers(self.days[0], tuple(self._texts(_SELLER[0])))
        if key in _BANDWIDTHS:
            return self._bandwidths()
        return [{key: value} for value in self._values(key)]

    def _values(self, key: str) -> Iterator[Value]:
        field = FIELDS[key]
        match field.kind:
            case Kind.NUMBER:
                yield from self._figures(key)
                if key == _DENSITY:
                    yield None
            case Kind.FLAG:
                yield from (False, True)
            case Kind.CHOICE:
                yield from field.choices
            case Kind.COUNTRY:
                yield from _places(self.days[0])
            case Kind.TEXT:
                yield from self._texts(key)

    def _figures(self, key: str) -> Iterator[Fraction]:
        """Return each limit, and the nearest figures beside it."""
        limits = sorted(
            atom.literal
            for atom in self._asked.get(key, ())
            if isinstance(atom, Compare) and isinstance(atom.literal, Fraction)
        )
        for shift in (Fraction(0), -_STEP, _STEP):
            yield from (limit + shift for limit in limits if 0 < limit + shift <= _MOST)
        yield Fraction(1)

    def _texts(self, key: str) -> Iterator[str]:
        yield NO_NAME.get(key, "Something Else")
        for atom in self._asked.get(key, ()):
            match atom:
                case Compare(literal=str(text)):
                    yield text
                case OneOf(values=values):
                    yield from values

    def _bandwidths(self) -> Iterator[Taken]:
        """Return memory, link and their sum: points on all sides of all limits."""
        memory, link, both = (set(self._figures(key)) for key in _BANDWIDTHS)
        memories = memory | {total - rate for total, rate in product(both, link)}
        links = link | {total - rate for total, rate in product(both, memory)}
        for one, other in product(sorted(memories), sorted(links)):
            if 0 < one <= _MOST and 0 < other <= _MOST:
                yield dict(zip(_BANDWIDTHS, (one, other, one + other), strict=True))

    def _origins(self, taken: Taken) -> list[Taken]:
        """Return places to ship from: others of each kind, and where it goes to."""
        destination = taken[_TO]
        places = sorted(_places(self.days[0]), key=lambda code: code != "US")
        others = [{_FROM: code} for code in places if code != destination]
        return [*self._apart(others, _is_us), {_FROM: destination}]

    def _apart(
        self, ways: Iterable[Taken], also: Callable[[Taken], object] | None = None
    ) -> list[Taken]:
        """Return one for each that the laws tell from all others."""
        found: dict[object, Taken] = {}
        for way in ways:
            found.setdefault((self._signature(way), also and also(way)), way)
        return list(found.values())

    def _signature(self, way: Taken) -> object:
        known = Guess(way)
        answers = tuple(
            (way[path] is None, *(holds(atom, self._law, known) for atom in atoms))
            for path, atoms in self._asked.items()
            if path in way
        )
        told = tuple(way[path] for path in (*self._shown, *_ACTS) if path in way)
        return frozenset(way), answers, told


def _asked(laws: Sequence[Law]) -> dict[str, tuple[Atom, ...]]:
    found: dict[str, dict[Atom, None]] = {}
    for law in laws:
        for path, atoms in law.asked.items():
            found.setdefault(path, {}).update(dict.fromkeys(atoms))
    return {path: tuple(atoms) for path, atoms in found.items()}


def _shown(laws: Sequence[Law]) -> tuple[str, ...]:
    """Return the facts from which a requirement takes its review policy."""
    policies = (
        statement.rule.review_policy
        for law in laws
        for statements in law.statements.values()
        for statement in statements
    )
    taken_from = (text[1:-1] for text in policies if text.startswith("{"))
    return tuple(dict.fromkeys(taken_from))


def _is_us(way: Taken) -> bool:
    return "US" in way.values()


def _kinds(taken: Taken) -> tuple[str, str]:
    if taken[_FROM] == taken[_TO]:
        return "transfer", "cloud"
    return "export" if taken[_FROM] == "US" else "reexport", "cloud"


# -- what is on file -------------------------------------------------------------------------


@cache
def _places(day: date) -> tuple[str, ...]:
    """Return the codes that places have on a day, familiar ones first."""
    codes = {country(code, day) for code in CODES}
    familiar = [code for code in _FAMILIAR if code in codes]
    return (*familiar, *sorted(codes.difference(familiar)))


def _resolved(day: date, **stated: str) -> list[Taken]:
    """Return what is known for certain of each thing of a sale."""
    sale = Sale(**{"buyer": NEW_COMPANY, "chip": NEW_CHIP, "destination": HOME, **stated}, on=day)
    return [
        {path: known for path, known in thing.options[0].values.items() if not doubt_of(known)}
        for thing in resolve(sale).things
    ]


@cache
def tabled() -> frozenset[str]:
    """Return the facts of a chip that no sale can state, so that the table has the last word."""
    known = _resolved(date(2024, 1, 1))[0]
    return frozenset(path for path in known if path.partition(".")[2] not in Sale.model_fields)


@cache
def _chips() -> tuple[Taken, ...]:
    found = []
    for name in (NEW_CHIP, *(chip.name for chip in chips())):
        known = _resolved(date(2024, 1, 1), chip=name)[0]
        found.append({CHIP: name, **{path: known[path] for path in tabled()}})
    return tuple(found)


@cache
def _companies(day: date) -> tuple[Taken, ...]:
    """Return the companies on file, and a new one, as they stand on a day."""
    names = (NEW_COMPANY, *(party.name for party in registry().parties.values()))
    return tuple(
        {COMPANY: name, "party.on": day.isoformat(), **_resolved(day, buyer=name)[1]}
        for name in names
    )


@cache
def _sellers(day: date, named: tuple[str, ...]) -> tuple[Taken, ...]:
    names = (*named, *(party.name for party in registry().parties.values()))
    known = [_resolved(day, seller=name)[-1] for name in names if name]
    return tuple({path: one[path] for path in _SELLER if path in one} for one in known)


@cache
def listing_days() -> tuple[date, ...]:
    """Return the days on which some listing begins or ends."""
    listings = [one for party in registry().parties.values() for one in party.listings]
    starts, ends = {one.since for one in listings}, {one.until for one in listings if one.until}
    return tuple(sorted(starts | ends))


def on_file(taken: Taken) -> Taken:
    """Return what the tables hold of the company that was taken."""
    day = date.fromisoformat(str(taken["party.on"]))
    return next(one for one in _companies(day) if one[COMPANY] == taken[COMPANY])
