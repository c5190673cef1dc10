"""Whom a name means by the user's registry, together with the parties shipped with Earmark."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from earmark.facts.addresses import read_address, same_place
from earmark.facts.names import Hit
from earmark.facts.not_screened import BEFORE, OLDER, SHORT
from earmark.facts.parties import Match, OnFile, Party, Possible, best
from earmark.facts.registry.decisions import Decision
from earmark.facts.registry.joined import Joined
from earmark.facts.registry.listings import ENCODED
from earmark.facts.registry.places import Places
from earmark.facts.registry.reading import RegistryFile
from earmark.facts.shares import Shares
from earmark.facts.shipped import Shipped, registry

_NAMES: Final = 1 << 13
_DAYS: Final = 1 << 10
"""How many answers are remembered, so that the memory of a long run stays small."""

_UNENCODED: Final = (
    "{party}{like} is on the {lists} list of the Consolidated Screening List, whose law is not "
    "encoded."
)


class UserRegistry:
    """The registry of a user, laid over the shipped parties; see :class:`Registry`."""

    def __init__(self, file: RegistryFile, shipped: Shipped) -> None:
        self._file = file
        self._shipped = shipped
        self._parties = Joined(file, shipped)
        # An instance's own caches: they go when it goes.
        self._find = lru_cache(_NAMES)(self._found)
        self._graph = lru_cache(_DAYS)(file.shares)

    def find(self, name: str, countries: frozenset[str] = frozenset(), address: str = "") -> Match:
        """Return the party that ``name`` means for certain, and those that it may mean.

        Who is at a listed address is treated as listed there; who is at the address of a listed
        party may be that party. What was decided about the name goes before all of it.
        """
        return self._find(name, countries, address)

    def bearers(self, name: str) -> Match:
        """Return the same of a name by what is on file alone, whatever was decided about it."""
        return self._named(name, frozenset(), frozenset())

    def shares(self, on: date) -> Shares | None:
        """Return who owns whom, as of that day, if anything is on file of owners."""
        return self._graph(on) if self._file.has_owners else None

    def party(self, id_: str) -> Party | None:
        """Return the party of that id, if there is one."""
        return self._parties.party(id_)

    def family(self, party: Party) -> list[Party]:
        """Return the companies of its group, itself among them, as far as they are shipped."""
        kin = self._shipped.family(party)
        return [self.party(one.id) or one for one in kin] or [party]

    def on_file(self, party: Party) -> OnFile:
        """Return under which keys and on which lists a party is."""
        return self._parties.on_file(party)

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened: the name of each list, its day, its size, its digest."""
        return [*self._lists]

    def not_screened(self, on: date) -> tuple[str, ...]:
        """Return what of the lists was not screened for a sale of that day."""
        days = self._file.list_days("EL")
        if not days:
            return self._shipped.not_screened(on)
        entries, shipped = self._entries, self._shipped.on_entity_list
        said = {
            SHORT.format(entries=entries, shipped=shipped): entries < shipped,
            OLDER.format(newest=days[-1], on=on): days[-1] < on,
            BEFORE.format(oldest=days[0], on=on): on < days[0],
        }
        return tuple(text for text, so in said.items() if so)

    @cached_property
    def _entries(self) -> int:
        """How many entries of the Entity List its newest copy has."""
        return self._file.size("EL")

    @cached_property
    def _lists(self) -> list[dict[str, object]]:
        return [*self._shipped.lists(), *self._file.lists()]

    @cached_property
    def has_addresses(self) -> bool:
        """Whether addresses of listed parties are on file."""
        return self._file.has_addresses

    def _found(self, name: str, countries: frozenset[str], address: str) -> Match:
        decisions = self._file.decisions(name)
        ruled_out = frozenset(id_ for one in decisions if not one.same for id_ in self._ids(one))
        found = self._named(name, countries, ruled_out)
        for one in decisions:
            found = self._taken(one, found) if one.same else found
        if address:
            found = self._placed(name, found, address, ruled_out)
        return found._replace(notes=(*found.notes, *map(self._decided, decisions)))

    def _named(self, name: str, countries: frozenset[str], ruled_out: frozenset[str]) -> Match:
        """Return what a name means, were it not for the parties that a person ruled out."""
        sure = list(self._possible(self._parties.certain(name, countries), ruled_out))
        if not sure:
            close = self._possible(self._parties.close(name, countries), ruled_out)
            possible = best(close)
            return Match(
                None, possible, notes=tuple(self._told(possible, f", which {name} resembles,"))
            )
        first, *namesakes = sure
        notes = tuple(self._told(sure, ""))
        return Match(first.party, tuple(namesakes), first.alias, notes, first.score)

    def _possible(self, hits: dict[str, Hit], ruled_out: Container[str]) -> Iterator[Possible]:
        for id_, hit in hits.items():
            party = None if id_ in ruled_out else self.party(id_)
            if party:
                yield Possible(party, hit.alias, hit.agreed, hit.differing, hit.score)

    def _told(self, found: Iterable[Possible], like: str) -> Iterator[str]:
        """Yield the lists that no rule speaks of and that the parties are on."""
        for hit in found:
            lists = [code for code in self._parties.lists(hit.party.id) if code not in ENCODED]
            if lists:
                yield _UNENCODED.format(party=hit.party.name, like=like, lists=", ".join(lists))

    # -- addresses -----------------------------------------------------------------------------

    @cached_property
    def _places(self) -> Places:
        return Places(self._file.every_address())

    def _placed(self, name: str, found: Match, address: str, ruled_out: Container[str]) -> Match:
        """Return what a name means of a company at an address."""
        here = read_address(address)
        certain, possible = found.certain, list(found.possible)
        for place in self._places.near(here):
            party = self.party(self._parties.owner(place.key))
            if party is None or party.id in ruled_out or (certain and party.id == certain.id):
                continue
            if place.bare and same_place(here, place.read):
                base = certain or replace(party, name=name, aliases=(), listings=())
                certain = replace(base, listings=(*base.listings, *party.listings))
            else:
                agreed = tuple(sorted(here.numbers & place.read.numbers))
                possible.append(Possible(party, place.text, agreed, (), 100.0))
        return found._replace(certain=certain, possible=best(possible))

    # -- decisions -----------------------------------------------------------------------------

    def _ids(self, decision: Decision) -> set[str]:
        return {self._parties.owner(key) for key in decision.parties}

    def _taken(self, decision: Decision, found: Match) -> Match:
        """Return the party that a person says a name is, as long as it is on file."""
        known = (party for id_ in sorted(self._ids(decision)) if (party := self.party(id_)))
        party = next(known, None)
        return Match(party, notes=found.notes) if party else found

    def _decided(self, decision: Decision) -> str:
        """Return a decision in words."""
        known = filter(None, map(self.party, self._ids(decision)))
        names = " or ".join(sorted({party.name for party in known}))
        said = f"{decision.author} decided on {decision.made_at[:10]} ({decision.why})"
        if not names:
            gone = ", ".join(decision.parties)
            return f"{said} about {decision.name} and {gone}, which is on file no more: not used."
        taken = "to be" if decision.same else "not to be"
        return f"{decision.name} was taken {taken} {names}: {said}."


def laid_over(file: RegistryFile | None) -> UserRegistry | Shipped:
    """Return the registry in a file, laid over the shipped parties; those alone without one."""
    return UserRegistry(file, registry()) if file else registry()


def open_registry(path: Path) -> UserRegistry | None:
    """Return the registry in a file, laid over the shipped parties; None for an empty file.

    Raises :class:`InputFileError` for a file that is no registry.
    """
    file = RegistryFile.open(path)
    return UserRegistry(file, registry()) if file else None
