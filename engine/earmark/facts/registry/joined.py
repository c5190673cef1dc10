"""Which entries of lists and which shipped parties are one party, and all that is known of it.

An entry of a list and a shipped party are one where the name of the entry means that party. Entries
of several lists are one party where they bear the same name and share a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from earmark.facts.lists.rows import Entry
from earmark.facts.names import Hit
from earmark.facts.parties import Listing, OnFile, Party
from earmark.facts.registry.listings import ENCODED, listings
from earmark.facts.registry.reading import Listed, RegistryFile
from earmark.facts.shipped import AS_OF, Shipped
from earmark.facts.spelling import read

_KEPT: Final = 1 << 13
"""How many parties are remembered, so that the memory of a long run stays small."""

_CODES: Final = {list_: code for code, list_ in ENCODED.items()}


class Joined:
    """The parties of a registry and those shipped with Earmark, each once, by its id."""

    def __init__(self, file: RegistryFile, shipped: Shipped) -> None:
        self._file = file
        self._shipped = shipped
        # An instance's own caches: they go when it goes.
        self.party = lru_cache(_KEPT)(self._party)
        self.owner = lru_cache(_KEPT)(self._owner)
        self._keys = lru_cache(_KEPT)(self._keys_of)
        self._entries = lru_cache(_KEPT)(self._entries_of)
        self._bearers = lru_cache(_KEPT)(self._all_called)

    def certain(self, name: str, countries: frozenset[str] = frozenset()) -> dict[str, Hit]:
        """Return the parties that a name means, by id, those that bear it legal form and all first.

        Which of several shipped parties of one name is meant, the tables know.
        """
        hits = self._file.index.certain(name, countries)
        own = self._shipped.meant(hits)
        listed = [hit for hit in hits if not self._shipped.party(hit.owner)]
        sure = [*([own] if own else []), *listed]
        return self._by_party(sorted(sure, key=lambda hit: not hit.in_full))

    def close(self, name: str, countries: frozenset[str] = frozenset()) -> dict[str, Hit]:
        """Return the parties that a name may mean, by id, the closest first.

        A word says less the more entries bear it. What it says among the shipped parties it says
        still: with more on file nobody is lost.
        """
        hits = [*self._file.index.close(name, countries), *self._shipped.close(name)]
        return self._by_party(sorted(hits, key=lambda hit: -hit.score))

    def on_file(self, party: Party) -> OnFile:
        """Return the keys under which a party is on file, and the codes of its lists."""
        shipped = self._shipped.party(party.id)
        keys = [versions[0].entry.key for versions in self._entries(party.id)]
        tabled = (_CODES.get(one.list, one.list) for one in (shipped.listings if shipped else ()))
        lists = dict.fromkeys((*self.lists(party.id), *tabled))
        return OnFile((*([party.id] if shipped else []), *keys), tuple(lists))

    def lists(self, id_: str) -> tuple[str, ...]:
        """Return the codes of the lists that have, or had, a party: those on file alone."""
        found = (one.entry.list for versions in self._entries(id_) for one in versions)
        return tuple(dict.fromkeys(found))

    def _all_called(self, name: str) -> list[Hit]:
        return self._file.index.certain(name)

    def _by_party(self, hits: Iterable[Hit]) -> dict[str, Hit]:
        found: dict[str, Hit] = {}
        for hit in hits:
            found.setdefault(self.owner(hit.owner), hit)
        return found

    def _owner(self, key: str) -> str:
        """Return the id of the party that a key belongs to; one that is not on file is its own."""
        entries = self._file.entries(key)
        if self._shipped.party(key) or not entries:
            return key
        entry = entries[0].entry
        shipped = self._shipped_as(entry)
        if shipped and key in self._keys(shipped):
            return shipped.id
        return min(self._namesakes(entry), default=key)

    def _shipped_as(self, entry: Entry) -> Party | None:
        """Return the shipped party that an entry is, as far as its name and countries tell."""
        hit = None if entry.person else self._shipped.meant(self._bearers(entry.name))
        party = self._shipped.party(hit.owner) if hit else None
        elsewhere = party and entry.countries and party.country not in entry.countries
        return None if elsewhere else party

    def _keys_of(self, shipped: Party) -> frozenset[str]:
        """Return the keys of the entries that a shipped party is, found by each of its names."""
        listed = (listing.listed_as for listing in shipped.listings)
        names = {shipped.name, *shipped.aliases, *listed}
        bearers = {hit.owner for name in names for hit in self._bearers(name)}
        return frozenset(
            key
            for key in bearers
            for one in self._file.entries(key)[:1]
            if self._shipped_as(one.entry) is shipped
        )

    def _namesakes(self, entry: Entry) -> Iterator[str]:
        """Yield the keys of the entries that are one party with this one, itself among them."""
        for hit in self._bearers(entry.name):
            for other in self._file.entries(hit.owner)[:1]:
                if _is_one(entry, other.entry):
                    yield hit.owner

    def _entries_of(self, id_: str) -> list[tuple[Listed, ...]]:
        """Return the entries of a party: for each of its keys all that ever stood under it."""
        shipped = self._shipped.party(id_)
        newest = self._file.entries(id_)[:1]
        alike = (key for one in newest for key in self._namesakes(one.entry))
        keys = self._keys(shipped) if shipped else {*alike, id_}
        return [found for key in sorted(keys) if (found := self._file.entries(key))]

    def _party(self, id_: str) -> Party | None:
        shipped = self._shipped.party(id_)
        entries = self._entries(id_)
        if shipped:
            return self._with_entries(shipped, entries)
        return _made(id_, entries) if entries else None

    def _with_entries(self, shipped: Party, entries: list[tuple[Listed, ...]]) -> Party:
        """Return a shipped party with what the lists on file add to its listings."""
        added = [one for versions in entries for one in listings(versions)]
        standing = [self._as_copied(one, added) for one in shipped.listings]
        fresh = [one for one in added if not any(_tells(known, one) for known in shipped.listings)]
        return replace(shipped, listings=(*standing, *fresh))

    def _as_copied(self, listing: Listing, copied: Iterable[Listing]) -> Listing:
        """Return a shipped listing, in doubt from the day of a copy that no longer has it."""
        days = self._file.list_days(_CODES.get(listing.list, ""))
        later = [day for day in days if day > date.fromisoformat(AS_OF)]
        stands = any(one.list == listing.list and one.until is None for one in copied)
        if listing.until or not later or stands:
            return listing
        return listing._replace(until=later[0], latest=date.max)


def _tells(known: Listing, copied: Listing) -> bool:
    """Tell whether a listing is that of an entry in a copy: one that began before it ended."""
    ended = known.until
    return known.list == copied.list and (ended is None or copied.since < ended)


def _is_one(entry: Entry, other: Entry) -> bool:
    same_name = read(other.name).full == read(entry.name).full
    shared = not entry.countries or not other.countries or {*entry.countries} & {*other.countries}
    return same_name and bool(shared) and other.person == entry.person


def _made(id_: str, found: list[tuple[Listed, ...]]) -> Party:
    entries = [one.entry for versions in found for one in versions]
    first = entries[0]
    aliases = (name for entry in entries for name in (entry.name, *entry.aliases))
    return Party(
        id=id_,
        name=first.name,
        country=first.countries[0] if first.countries else "",
        headquarters="",
        headquarters_source="",
        parent="",
        group="",
        status="listed",
        foundry="",
        note="",
        aliases=tuple(dict.fromkeys(aliases)),
        listings=tuple(one for versions in found for one in listings(versions)),
    )
