"""What a deal can state, one fact at a time: a value for each stretch that laws can tell apart.

A thing begins with nothing known. Where a judge asks for a fact, its values are opened, as far as
what is already taken leaves them possible. What stands in the tables comes as some chip or company
on file has it. What is stated is free, save that

* a performance density applies exactly where a die is on a non-planar node,
* the combined bandwidth is the sum of the two others,
* memory has none of a processor's facts, nor a processor those of memory,
* the kind of a sale follows from its places, unless it is remote access.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

from earmark.judges.reference import Asked, holds
from earmark.law.condition import Atom, Compare, OneOf
from earmark.law.rulebook import Law
from earmark.matter import Value
from earmark.schema import ACTS, FIELDS, Kind
from mutation.tables import (
    BELOW,
    CHIP,
    COMPANY,
    DAY,
    FREE,
    SELLER,
    SORT,
    below,
    chips,
    companies,
    memory,
    on_file,
    places,
    sellers,
    subsidiaries,
    targets,
)

Taken = Mapping[str, Value]
"""Values by the paths of facts; paths that are no facts name rows of the tables."""

NO_NAME: Final = {
    "chip.designer": "Acme",
    "chip.eccn": "1A001",
    "sale.seller": "Acme Distribution GmbH",
    "investment.investor": "Acme Fund",
}
"""Texts that no rule names."""

_STEP: Final = Fraction(1, 10_000)
_MOST: Final = Fraction(10_000_000)
_DENSITY, _NONPLANAR = "chip.performance_density", "chip.nonplanar"
_OF_MEMORY: Final = "chip.memory_bandwidth_density"
_BANDWIDTHS: Final = ("chip.memory_bandwidth", "chip.transfer_rate", "chip.combined_bandwidth")
_PARENT: Final = "party.parent_headquarters"
_STATED: Final = frozenset({"chip.designer", "chip.designer_country", "chip.eccn"})
"""Facts of a chip that do not hang on what sort of chip it is."""

_TO, _FROM, _KIND = "sale.destination", "sale.ship_from", "sale.kind"
_DONE: Final = tuple(f"sale.{act}" for act in ACTS)
_OPERATIONS: Final = 10**30


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
        """Refuse to say: doubtful law is no fact."""
        raise Asked(doubt)


class World:
    """The values that some laws of one stretch of days, taken together, can tell apart."""

    def __init__(
        self, laws: Sequence[Law], days: Sequence[date], deal: str, shown: Sequence[str] = ()
    ) -> None:
        """``days`` are the first of the stretch, and those on which what is on file changes.

        ``shown`` are facts that are told apart though no condition asks for them.
        """
        self.days = tuple(days)
        self.deal = deal
        self._law = laws[0]
        self._asked = _asked(laws)
        self._shown = tuple(shown)
        self._words = frozenset(_named(atom for atoms in self._asked.values() for atom in atoms))
        self._opened: dict[str, list[Taken]] = {}

    def open(self, key: str, taken: Taken) -> Iterable[Taken]:
        """Return every way to go on where ``key`` is asked."""
        match key.partition(".")[0]:
            case "chip":
                return self._chip(key, taken)
            case "party" if COMPANY not in taken:
                return self._alone(BELOW if BELOW in taken else COMPANY)
            case "sale":
                return self._sale(key, taken)
            case _:
                return self._alone(key)

    def _chip(self, key: str, taken: Taken) -> Iterable[Taken]:
        if key in _STATED:
            return self._alone(key)
        if key in (*FREE, _OF_MEMORY) and SORT not in taken:
            return [{SORT: "processor", _OF_MEMORY: None}, memory()]
        if key == _DENSITY and _NONPLANAR in taken:
            return [one for one in self._alone(key) if (one[key] is None) != taken[_NONPLANAR]]
        if key == _NONPLANAR and _DENSITY in taken:
            return [{key: taken[_DENSITY] is not None}]
        if key in (*FREE, _OF_MEMORY):
            return self._alone(key)
        return [one for one in self._alone(CHIP) if one[SORT] == taken.get(SORT, one[SORT])]

    def _sale(self, key: str, taken: Taken) -> Iterable[Taken]:
        if key in (_FROM, _KIND) and _TO not in taken:
            return self._alone(_TO)
        if key == _FROM or (key == _KIND and _FROM not in taken):
            return self._origins(taken[_TO])
        if key == _KIND:
            return [{key: kind} for kind in _kinds(taken)]
        return self._alone(key)

    def below(self, buyer: Taken) -> Taken:
        """Return a new company that a buyer names as its own."""
        day = date.fromisoformat(str(buyer[DAY]))
        return below(day, str(buyer[COMPANY]))

    def buyer(self, taken: Taken) -> Taken:
        """Return what is known of the buyer of a company below it."""
        if COMPANY not in taken:
            return {}
        name, day = str(taken[BELOW]), str(taken[DAY])
        known = {COMPANY: name, DAY: day, **on_file(name, day, self.deal)}
        if _PARENT in taken and _PARENT not in known:
            known[_PARENT] = taken[_PARENT]
        return known

    def fingerprint(self) -> frozenset[object]:
        """Return what there is to tell apart among places, companies and sellers."""
        things = {path.partition(".")[0] for path in self._asked}
        keys = [path for path in self._asked if FIELDS[path].kind is Kind.COUNTRY]
        keys += [COMPANY] if "party" in things else []
        keys += [path for path in SELLER if path in self._asked]
        return frozenset((key, self._signature(way)) for key in keys for way in self._alone(key))

    def policies(self, taken: Taken) -> frozenset[tuple[str, Value]]:
        """Return the values from which a requirement may take its review policy."""
        return frozenset((path, taken[path]) for path in self._shown if path in taken)

    # -- the ways of one fact ------------------------------------------------------------------

    def _alone(self, key: str) -> list[Taken]:
        if key not in self._opened:
            also = {_TO: _is_us, BELOW: self._buyer}.get(key)
            self._opened[key] = self._apart(self._ways(key), also)
        return self._opened[key]

    def _ways(self, key: str) -> Iterable[Taken]:
        if key in (COMPANY, BELOW):
            table = companies if self.deal == "sale" else targets
            table = subsidiaries if key == BELOW else table
            return [one for day in self.days for one in table(day, self._words)]
        if key == CHIP:
            return [*chips(), memory()]
        if key in SELLER:
            return sellers(self.days[0], frozenset(self._texts(SELLER[0])))
        if key in _BANDWIDTHS:
            return self._bandwidths()
        return [{key: value} for value in self._values(key)]

    def _buyer(self, way: Taken) -> object:
        return self._signature(on_file(str(way[BELOW]), str(way[DAY]), self.deal))

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
                yield from places(self.days[0])
            case Kind.TEXT:
                yield from self._texts(key)

    def _figures(self, key: str) -> Iterator[Fraction]:
        """Return each limit, and the nearest figures beside it that can be stated."""
        limits = sorted(
            atom.literal
            for atom in self._asked.get(key, ())
            if isinstance(atom, Compare) and isinstance(atom.literal, Fraction)
        )
        large = FIELDS[key].power > 0
        step, most = (1, _OPERATIONS) if large else (_STEP, _MOST)
        for shift in (0, -step, step):
            for limit in limits:
                if 0 < limit + shift <= most and (not large or (limit + shift).denominator == 1):
                    yield limit + shift
        yield Fraction(1)

    def _texts(self, key: str) -> Iterator[str]:
        yield NO_NAME.get(key, "Something Else")
        yield from _named(self._asked.get(key, ()))

    def _bandwidths(self) -> Iterator[Taken]:
        """Return memory, link and their sum: points on all sides of all limits."""
        rates, links, sums = (set(self._figures(key)) for key in _BANDWIDTHS)
        every = rates | {total - one for total, one in product(sums, links)}
        others = links | {total - one for total, one in product(sums, rates)}
        for one, other in product(sorted(every), sorted(others)):
            if 0 < one <= _MOST and 0 < other <= _MOST:
                yield dict(zip(_BANDWIDTHS, (one, other, one + other), strict=True))

    def _origins(self, destination: Value) -> list[Taken]:
        """Return places to ship from: others of each kind, and where it goes to."""
        key = f"{_FROM} to {destination}"
        if key not in self._opened:
            codes = sorted(places(self.days[0]), key=lambda code: code != "US")
            others = [{_FROM: code} for code in codes if code != destination]
            self._opened[key] = [*self._apart(others, _is_us), {_FROM: destination}]
        return self._opened[key]

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
        told = tuple(way[path] for path in (SORT, *self._shown, *_DONE) if path in way)
        return frozenset(way), answers, told


def _asked(laws: Sequence[Law]) -> dict[str, tuple[Atom, ...]]:
    found: dict[str, dict[Atom, None]] = {}
    for law in laws:
        for path, atoms in law.asked.items():
            found.setdefault(path, {}).update(dict.fromkeys(atoms))
    return {path: tuple(atoms) for path, atoms in found.items()}


def _named(atoms: Iterable[Atom]) -> Iterator[str]:
    """Yield the texts that questions name."""
    for atom in atoms:
        match atom:
            case Compare(literal=str(text)):
                yield text
            case OneOf(values=values):
                yield from values


def shown_by(laws: Iterable[Law]) -> tuple[str, ...]:
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
