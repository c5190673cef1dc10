"""The companies of sales, each resolved once for all rows in which it is the same.

Companies that have nothing to do with each other are resolved one by one. Of most nothing is known
but the name: they are resolved once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from earmark.batch.fields import COMPANY, PARTIES
from earmark.batch.parts import SOMEONE, Named, Part
from earmark.batch.stating import Cells, sale_of
from earmark.batch.timed import PLACE_TURNS, Standing, Timed, around
from earmark.facts.companies import company_thing
from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.parties import Match, Registry
from earmark.facts.places_in_doubt import with_doubts
from earmark.facts.records import Records
from earmark.facts.resolve import parties_of
from earmark.facts.roles import OPTIONS, RoleHolder, holder, roles
from earmark.matter import Doubt, Thing

_SEATS: Final = (OWN, PARENT)
_ANY: Final = OPTIONS[0]
_NOBODY: Final = Match(None)

_PLACES: Final = {option: PARTIES.index(option) for option in OPTIONS}
_roles: Final = lru_cache(roles)

_Options = tuple[str, ...]


class _Alone(NamedTuple):
    """A company by itself: the options that name it, its roles, and the cells of each option."""

    options: _Options
    roles: frozenset[str]
    cells: tuple[Cells, ...]


class _Stated(NamedTuple):
    """A company as one option of a sale names it."""

    option: str
    roles: frozenset[str]
    cells: Cells
    nobody: bool


class _Who(NamedTuple):
    """Whom a name means; ``nobody`` where nothing is on file of it, nor of any like it."""

    identity: str
    nobody: bool


class Companies:
    """Resolves the companies of sales; ``part`` numbers what can be read of each."""

    def __init__(self, registry: Registry, part: Callable[[Thing], Part]) -> None:
        self._registry = registry
        self._part = part
        self._who = Timed(self._met)
        self._known = Timed(self._company)
        self._families = Timed(self._together)

    def of(self, cells: Cells, day: date) -> Standing[tuple[Part, ...]]:
        """Return the companies of a sale, the purchaser first."""
        named = tuple([option for option, place in _PLACES.items() if cells[place] is not None])
        if "subsidiary" in named:
            return self._families.on(cells, day)
        found: dict[str, list[_Stated]] = {}
        standing: list[Standing[Any]] = []
        for option, held in _roles(named).items():
            of_it = cells[_PLACES[option] : _PLACES[option] + len(COMPANY)]
            who = self._who.on(of_it, day)
            standing.append(who)
            identity, nobody = who.value
            found.setdefault(identity, []).append(_Stated(option, held, of_it, nobody))
        each = [self._alone(those, day) for those in found.values()]
        standing += each
        first = max([one.first for one in standing])
        until = min([one.until for one in standing])
        return Standing(first, until, tuple([one.value for one in each]))

    def _alone(self, named: Sequence[_Stated], day: date) -> Standing[Part]:
        """Return a company that has nothing to do with the others of its sale."""
        if len(named) > 1:
            named = sorted(named, key=lambda one: OPTIONS.index(one.option))
        options = tuple([one.option for one in named])
        held = named[0].roles.union(*[one.roles for one in named[1:]])
        cells = tuple([one.cells for one in named])
        if not named[0].nobody:
            return self._known.on(_Alone(options, held, cells), day)
        anyone = tuple([(SOMEONE, *of_it[1:-1], None) for of_it in cells])
        like = self._known.on(_Alone(options, held, anyone), day)
        return Standing(like.first, like.until, Named(like.value, str(cells[0][0]).strip()))

    def _met(self, cells: Cells, day: date) -> Standing[_Who]:
        """Return whom a name means, by whichever option it is named."""
        name, seat, parent_seat, address = cells
        if address is None and (seat or parent_seat):
            # Where a company sits only speaks against those that its name may mean.
            alone = self._who.on((name, None, None, None), day)
            if alone.value.nobody:
                return alone
        records = Records(self._registry, day)
        sale = sale_of([_ANY + end for end in COMPANY], cells, day)
        one = holder(sale, _ANY, frozenset(), records)
        shares = self._registry.shares(day)
        nobody = one.match == _NOBODY
        if shares:
            records.turns.update(shares.turns)
            nobody = nobody and not any(map(shares.knows, shares.nodes(one.written)))
        placed = any(cell is not None for cell in cells[1:])
        turns = {*records.turns, *(PLACE_TURNS if placed else ())}
        return around(day, turns, _Who(one.identity, nobody))

    def _company(self, key: _Alone, day: date) -> Standing[Part]:
        records = Records(self._registry, day)
        fields = [option + end for option in key.options for end in COMPANY]
        sale = sale_of(fields, tuple(cell for cells in key.cells for cell in cells), day)
        match = _NOBODY
        if key.cells[0][0] != SOMEONE:
            match = holder(sale, key.options[0], frozenset(), records).match
        written = str(key.cells[0][0]).strip()
        one = RoleHolder(key.options, written, key.roles, match)
        thing = with_doubts(company_thing(sale, one, None, records), day)
        return around(day, _turns([thing], records), self._parts([thing], [written])[0])

    def _together(self, cells: Cells, day: date) -> Standing[tuple[Part, ...]]:
        """Return companies of which one is another's subsidiary."""
        records = Records(self._registry, day)
        sale = sale_of(PARTIES, cells, day)
        things = parties_of(sale, records)
        written = [getattr(sale, thing.key) for thing in things]
        return around(day, _turns(things, records), self._parts(things, written))

    def _parts(self, things: Sequence[Thing], written: Iterable[str]) -> tuple[Part, ...]:
        """Return companies; in what was taken of them their own names are left out."""
        parts = tuple(map(self._part, things))
        names = {*written, *(thing.name for thing in things)}
        either = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        for part in parts:
            part.notes = tuple(either.sub(SOMEONE, note) for note in part.thing.notes)
        return parts


def _turns(things: Iterable[Thing], records: Records) -> set[date]:
    """Return the days around which companies may be another; places turn where one is known."""
    known = (option.values[path] for one in things for option in one.options for path in _SEATS)
    placed = any(seat.among if isinstance(seat, Doubt) else seat for seat in known)
    return {*records.turns, *(PLACE_TURNS if placed else ())}
