"""A made-up company, another that it owns, and what is known of both when either buys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from earmark.case_lists import registry_of, stated_rows
from earmark.facts.resolve import resolve
from earmark.law.geography import names
from earmark.law.rulebook import Law
from earmark.matter import Applies, Doubt, Ratio, Thing
from earmark.prove.diagram import Diagram
from earmark.prove.exceptions import Exempt
from earmark.prove.known import NAMED
from earmark.prove.reading import Reader, Reading
from earmark.prove.space import Space, Taken
from earmark.sale import FIRST_DAY, Sale

OWNER: Final = "Northwind Holding"
OWNED: Final = "Merlion Compute"
HOME: Final = "SG"
"""Where the company that is owned has its seat, if nothing else is said."""

Rows = list[dict[str, Any]]


class Burden(NamedTuple):
    """What bears on a company: the list that it is on, by its code, and where its seat is.

    ``ends`` is the law by which it does not reach every company that this one owns; ``below``
    the share in percent under which that is so while the 50 percent rule is in force.
    """

    what: str
    code: str = ""
    programs: tuple[str, ...] = ()
    seat: str = "DE"
    ends: Exempt | None = None
    below: int = 50

    @property
    def listings(self) -> Rows:
        """Its entry on the list, as a case states it."""
        entry = {"list": self.code, "name": OWNER, "policy": "Presumption of denial"}
        programs = {"programs": [*self.programs]} if self.programs else {}
        return [{**entry, **programs, "from": FIRST_DAY}] if self.code else []


class Way(NamedTuple):
    """How much one company owns of the other, in percent, and whether the order names it.

    ``home`` is where the company that is owned has its seat.
    """

    percent: int
    named: bool
    home: str = HOME

    def __str__(self) -> str:
        seat = "" if self.home == HOME else f", its seat in {names()[self.home]}"
        return f"{self.percent} %, {'named in the order' if self.named else 'on file only'}{seat}"


def stakes(burden: Burden, way: Way) -> Rows:
    """Return the stake of one company in the other, as a case states it."""
    percent = str(way.percent)
    return [{"owner": OWNER, "owner_hq": burden.seat, "owned": OWNED, "percent": percent}]


def sale_to(burden: Burden, way: Way | None = None) -> dict[str, Any]:
    """Return the companies that an order names: the owner, or the one through which it buys."""
    if way and not way.named:
        return {"buyer": OWNED, "buyer_hq": way.home}
    through = {"subsidiary": OWNED, "subsidiary_hq": way.home} if way else {}
    return {"buyer": OWNER, "buyer_hq": burden.seat, **through}


@dataclass(frozen=True)
class Sold:
    """What a law says of sales to a company; ``open`` are facts about it that are not known."""

    reading: Reading
    open: tuple[str, ...]

    @cached_property
    def may_deny(self) -> Diagram:
        """The cells that are not allowed, whatever is not known."""
        return self.reading.space.diagrams.some(self.reading.may_deny, self.open)

    @cached_property
    def must_deny(self) -> Diagram:
        """The cells that are denied, whatever is not known."""
        diagrams = self.reading.space.diagrams
        return diagrams.no(diagrams.some(diagrams.no(self.reading.must_deny), self.open))


class Companies:
    """Sales to the two companies, and to a stranger, as the law of any day reads them."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._names = [name for name in space.cells if name.partition(".")[0] in space.roles]
        self._fixed: dict[tuple[Burden | None, Way | None], Taken] = {}
        self._readers: dict[frozenset[tuple[str, int]], Reader] = {}
        self._sold: dict[tuple[Reader, Law], Sold] = {}

    def sold(self, law: Law, burden: Burden | None = None, way: Way | None = None) -> Sold:
        """Return how a law reads sales to a burdened company, through its own, or to a stranger."""
        if (burden, way) not in self._fixed:
            self._fixed[burden, way] = self._known(burden, way)
        fixed = self._fixed[burden, way]
        reader = self._readers.setdefault(frozenset(fixed.items()), Reader(self._space, fixed))
        if (reader, law) not in self._sold:
            left = tuple(name for name in self._names if name not in fixed)
            self._sold[reader, law] = Sold(reader.read(law), left)
        return self._sold[reader, law]

    def _known(self, burden: Burden | None, way: Way | None) -> Taken:
        """Return the cells of what is known of the companies, on this day as on any other."""
        found: dict[str, int | None] = dict.fromkeys(self._names, 0)
        if burden:
            stated = {**sale_to(burden, way), "chip": "T4", "destination": HOME, "on": FIRST_DAY}
            # What it owns does not matter where it buys itself; one registry less is to be made.
            owned = stakes(burden, way or Way(100, named=True))
            rows = tuple(stated_rows({"listings": burden.listings, "stakes": owned}, []))
            registry = registry_of(rows, FIRST_DAY)
            for thing in resolve(Sale.model_validate(stated), registry).things:
                found.update(self._cells(thing))
        return {name: at for name, at in found.items() if at is not None}

    def _cells(self, thing: Thing) -> Iterator[tuple[str, int | None]]:
        for role in thing.roles.intersection(self._space.roles):
            if role in NAMED:
                yield NAMED[role], 1
            for path, known in thing.options[0].values.items():
                name = path.replace("party", role, 1)
                if name not in self._space.cells:
                    continue
                if isinstance(known, Doubt | Ratio | Applies):
                    yield name, None
                else:
                    yield name, self._space.number(name, known)
