"""The companies of sales, each resolved once for all rows in which it is the same.

Companies that have nothing to do with each other are resolved one by one. Of most nothing is known
but the name: they are resolved once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from earmark.batch.fields import COMPANY, PARTIES
from earmark.batch.group import Group, groups
from earmark.batch.memory import Memory
from earmark.batch.parts import SOMEONE, Part
from earmark.batch.stating import Cells, sale_of
from earmark.batch.timed import PLACE_TURNS, Standing, Timed, around, turns_of
from earmark.facts.companies import company_thing
from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.parties import Match, Registry
from earmark.facts.places_in_doubt import with_doubts
from earmark.facts.records import Records
from earmark.facts.resolve import parties_of
from earmark.facts.roles import OPTIONS, RoleHolder, holder, roles
from earmark.matter import Doubt, Thing

_SEATS: Final = (OWN, PARENT)
_NOBODY: Final = Match(None)

_PLACES: Final = {option: PARTIES.index(option) for option in OPTIONS}
_roles: Final = lru_cache(roles)

_Options = tuple[str, ...]

T = TypeVar("T")


class _Alone(NamedTuple):
    """A company by itself: the options that name it, its roles, and the cells of each option.

    A company of which nothing is known but its name has none here.
    """

    options: _Options
    roles: frozenset[str]
    cells: tuple[Cells, ...]


class Mention:
    """What an option of a sale states of a company: the same object wherever that is the same.

    Of a company of which nothing is known but its name, the name and the address are left out.
    """

    __slots__ = ("cells",)

    def __init__(self, cells: Cells) -> None:
        self.cells = cells


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """A company that an option of a sale names: who it is, and what is stated of it."""

    identity: str
    mention: Mention


class Together(NamedTuple):
    """Companies that have nothing to do with each other.

    ``same`` has for each option the place of the first that names the same company.
    """

    options: _Options
    mentions: tuple[Mention, ...]
    same: tuple[int, ...]


class _Who(NamedTuple):
    """Whom a name means; ``nobody`` where nothing is on file of it, nor of any like it."""

    identity: str
    nobody: bool


class Companies:
    """Resolves the companies of sales; ``part`` numbers what can be read of each."""

    def __init__(
        self, registry: Registry, part: Callable[[Thing, tuple[str, ...], str], Part]
    ) -> None:
        self._registry = registry
        self._part = part
        self._group = groups()
        self._who = Timed(self._found)
        self._known = Timed(self._company)
        self._mentions: Memory[Cells, Mention] = Memory()
        self._strangers = Timed(self._side_by_side)
        self._families = Timed(self._family)

    def on(self, cells: Cells, day: date) -> Standing[tuple[Part, ...]]:
        """Return the companies of a sale, the purchaser first."""
        first, until, group = self.group(cells, day)
        return Standing(first, until, group.named(lambda option: str(cells[_PLACES[option]])))

    def group(self, cells: Cells, day: date) -> Standing[Group]:
        """Return the companies of a sale, as all have them of which the same is known."""
        named = tuple([option for option, place in _PLACES.items() if cells[place] is not None])
        if "subsidiary" in named:
            return self.family(cells, day)
        each = [cells[place : place + len(COMPANY)] for place in map(_PLACES.__getitem__, named)]
        met = [self.met(of_it, day) for of_it in each]
        identities = [one.value.identity for one in met]
        mentions = tuple(one.value.mention for one in met)
        key = Together(named, mentions, tuple(map(identities.index, identities)))
        found = self.together(key, day)
        return _while([*met, found], found.value)

    def met(self, cells: Cells, day: date) -> Standing[Met]:
        """Return a company that one option names, by the cells of that option."""
        first, until, who = self._whom(cells, day)
        said = (None, *cells[1:-1], None) if who.nobody else cells
        mention = self._mentions.get(said)
        if mention is None:
            mention = self._mentions[said] = Mention(said)
        return Standing(first, until, Met(who.identity, mention))

    def together(self, key: Together, day: date) -> Standing[Group]:
        """Return companies of which none is another's subsidiary."""
        return self._strangers.on(key, day)

    def family(self, cells: Cells, day: date) -> Standing[Group]:
        """Return companies of which one is another's subsidiary."""
        return self._families.on(cells, day)

    def _whom(self, cells: Cells, day: date) -> Standing[_Who]:
        """Return whom a company's name means; where it sits only speaks against some of them."""
        name, seat, _, address = cells
        if address is None:
            alone = self._who.on((name, None, None), day)
            if seat is None or alone.value.nobody:
                return alone
        return self._who.on((name, seat, address), day)

    def _found(self, cells: Cells, day: date) -> Standing[_Who]:
        name, seat, address = (cell if cell is None else str(cell).strip() for cell in cells)
        records = Records(self._registry, day)
        match = records.find(str(name), seat, address)
        one = RoleHolder((), str(name), frozenset(), match)
        shares = self._registry.shares(day)
        nobody = match == _NOBODY
        if shares:
            records.turns.update(shares.turns)
            nobody = nobody and not any(map(shares.knows, shares.nodes(one.written)))
        turns = {*records.turns, *(PLACE_TURNS if seat else ())}
        return around(day, turns, _Who(one.identity, nobody))

    def _side_by_side(self, key: Together, day: date) -> Standing[Group]:
        held = _roles(key.options)
        found: dict[int, list[int]] = {}
        for place, first in enumerate(key.same):
            found.setdefault(first, []).append(place)
        each = []
        for places in found.values():
            options = tuple(key.options[at] for at in places)
            every = frozenset[str]().union(*(held[option] for option in options))
            cells = tuple(key.mentions[at].cells for at in places)
            each.append(self._known.on(_Alone(options, every, cells), day))
        return _while(each, self._group(tuple(one.value for one in each)))

    def _company(self, key: _Alone, day: date) -> Standing[Part]:
        records = Records(self._registry, day)
        first = key.cells[0][0]
        nobody = first is None
        # Another option that names it has the name that this one has, or means the same by its own.
        cells = [(SOMEONE if nobody else of_it[0] or first, *of_it[1:]) for of_it in key.cells]
        fields = [option + end for option in key.options for end in COMPANY]
        sale = sale_of(fields, tuple(cell for of_it in cells for cell in of_it), day)
        named = key.options[0]
        match = _NOBODY if nobody else holder(sale, named, frozenset(), records).match
        written = str(cells[0][0]).strip()
        one = RoleHolder(key.options, written, key.roles, match)
        thing = with_doubts(company_thing(sale, one, None, records), day)
        turns = turns_of(_seats([thing])) if nobody else _turns([thing], records)
        notes = _notes(thing, [written, thing.name])
        part = self._part(thing, notes, named if nobody else "")
        return around(day, turns, part)

    def _family(self, cells: Cells, day: date) -> Standing[Group]:
        records = Records(self._registry, day)
        sale = sale_of(PARTIES, cells, day)
        things = parties_of(sale, records)
        names = [name for thing in things for name in (getattr(sale, thing.key), thing.name)]
        parts = tuple(self._part(thing, _notes(thing, names), "") for thing in things)
        return around(day, _turns(things, records), self._group(parts))


def _while(standing: Sequence[Standing[Any]], value: T) -> Standing[T]:
    """Return a value for the days on which all of these stand."""
    first, until = max(one.first for one in standing), min(one.until for one in standing)
    return Standing(first, until, value)


def _notes(thing: Thing, names: Iterable[str]) -> tuple[str, ...]:
    """Return what was taken of a company, without the names of those of its sale."""
    return tuple(_masked(note, sorted(set(names), key=len)) for note in thing.notes)


def _masked(text: str, names: Sequence[str]) -> str:
    """Return a text without these names, of which the longest come last."""
    if not names:
        return text
    *shorter, longest = names
    return SOMEONE.join(_masked(piece, shorter) for piece in text.split(longest))


def _seats(things: Iterable[Thing]) -> set[str]:
    """Return every place where companies may sit, or their ultimate parents."""
    known = (option.values[path] for one in things for option in one.options for path in _SEATS)
    each = (one.among if isinstance(one, Doubt) else [one] for one in known if one)
    return {str(place) for places in each for place in places}


def _turns(things: Iterable[Thing], records: Records) -> set[date]:
    """Return the days around which companies may be another; places turn where one is known."""
    return {*records.turns, *(PLACE_TURNS if _seats(things) else ())}
