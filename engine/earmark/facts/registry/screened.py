"""Parties by the user's registry, together with those shipped with Earmark.

An entry of a list and a shipped party are one where the name of the entry means that party. Entries
of several lists are one party where they bear the same name and share a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple

from earmark.facts.addresses import Address, alike, read_address, same_place
from earmark.facts.lists.called import bare_address
from earmark.facts.names import Hit
from earmark.facts.parties import Listing, Match, Party, Possible, best
from earmark.facts.registry.decisions import Decision
from earmark.facts.registry.listings import ENCODED, listings
from earmark.facts.registry.reading import Listed, RegistryFile
from earmark.facts.shipped import AS_OF, Shipped, registry
from earmark.facts.spelling import read

_CODES: Final = {list_: code for code, list_ in ENCODED.items()}
_OLDER: Final = (
    "The newest copy of the Consolidated Screening List on file is of {newest}, the sale of {on}: "
    "who was listed in between was NOT screened."
)
_BEFORE: Final = (
    "The oldest copy of the Consolidated Screening List on file is of {oldest}, the sale of {on}: "
    "who had left the list by then was NOT screened."
)


class _Listed(NamedTuple):
    """An address on a list, as written and as read; ``bare`` where it lists no party with it."""

    text: str
    read: Address
    bare: bool


class UserRegistry:
    """The registry of a user, laid over the shipped parties; see :class:`Registry`."""

    def __init__(self, file: RegistryFile, shipped: Shipped) -> None:
        self._file = file
        self._shipped = shipped
        # An instance's own caches: they go when it goes.
        self.party = cache(self._party)
        self.shares = cache(file.shares)
        self._owner = cache(self._owner_of)

    def find(self, name: str, countries: frozenset[str] = frozenset(), address: str = "") -> Match:
        """Return the party that ``name`` means for certain, and those that it may mean.

        Who is at a listed address is treated as listed there; who is at the address of a listed
        party may be that party.
        """
        found = self._find(name, countries)
        if address:
            found = self._placed(name, found, address)
        for decision in self._file.decisions(name):
            found = self._decided(found, decision)
        return found

    def family(self, party: Party) -> list[Party]:
        """Return the companies of its group, itself among them, as far as they are shipped."""
        kin = self._shipped.family(party)
        return [self.party(one.id) or one for one in kin] or [party]

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened: the name of each list, its day, its size, its digest."""
        return [*self._shipped.lists(), *self._file.lists()]

    def not_screened(self, on: date) -> tuple[str, ...]:
        """Return what of the lists was not screened for a sale of that day."""
        days = self._file.list_days("EL")
        if not days:
            return self._shipped.not_screened(on)
        said = [_OLDER.format(newest=days[-1], on=on)] if days[-1] < on else []
        return (*said, *([_BEFORE.format(oldest=days[0], on=on)] if on < days[0] else []))

    @cached_property
    def has_addresses(self) -> bool:
        """Whether addresses of listed parties are on file."""
        return self._file.has_addresses

    # -- who a name is -------------------------------------------------------------------------

    def _find(self, name: str, countries: frozenset[str]) -> Match:
        shipped = self._shipped.find(name)
        hits = self._file.index.find(name, countries)
        sure = [hit for hit in hits if hit.certain]
        parties = {
            id_: self.party(id_) for id_ in dict.fromkeys(self._owner(h.owner) for h in sure)
        }
        if shipped.certain:
            parties = {shipped.certain.id: self.party(shipped.certain.id), **parties}
        if not parties:
            close = {self._owner(hit.owner): hit for hit in reversed(hits)}
            possible = [
                Possible(party, hit.alias, hit.agreed, hit.differing, hit.score)
                for id_, hit in close.items()
                if (party := self.party(id_))
            ]
            return Match(None, best([*self._enriched(shipped.possible), *possible]))
        certain, *others = [party for party in parties.values() if party]
        alias = shipped.alias or (sure[0].alias if sure else "")
        namesakes = [Possible(one, one.name, read(name).words, (), 100.0) for one in others]
        return Match(certain, tuple(namesakes), alias, tuple(self._told(sure)))

    def _enriched(self, found: Iterable[Possible]) -> Iterator[Possible]:
        for one in found:
            yield one._replace(party=self.party(one.party.id) or one.party)

    def _placed(self, name: str, found: Match, address: str) -> Match:
        """Return what a name means of a company at an address."""
        read = read_address(address)
        certain, possible = found.certain, list(found.possible)
        for key, listed in self._addresses:
            if not alike(read, listed.read):
                continue
            party = self.party(self._owner(key))
            if party is None or (certain and party.id == certain.id):
                continue
            if listed.bare and same_place(read, listed.read):
                base = certain or replace(party, name=name, aliases=(), listings=())
                certain = replace(base, listings=(*base.listings, *party.listings))
            else:
                agreed = tuple(sorted(read.numbers & listed.read.numbers))
                possible.append(Possible(party, listed.text, agreed, (), 100.0))
        return found._replace(certain=certain, possible=best(possible))

    @cached_property
    def _addresses(self) -> list[tuple[str, _Listed]]:
        return [
            (key, _Listed(text, read_address(text), bare_address(name)))
            for key, name, text in self._file.every_address()
        ]

    def _told(self, hits: Iterable[Hit]) -> Iterator[str]:
        """Yield the lists that no rule speaks of and that the party is on."""
        for hit in hits:
            for one in self._file.entries(hit.owner)[:1]:
                if one.entry.list not in ENCODED:
                    yield (
                        f"{one.entry.name} is on the {one.entry.list} list of the Consolidated "
                        "Screening List, whose law is not encoded."
                    )

    def _decided(self, found: Match, decision: Decision) -> Match:
        ids = {self._owner(key) for key in decision.parties}
        said = f"{decision.author} decided on {decision.made_at[:10]} ({decision.why})"
        note = f"{decision.name} was taken {{}} {self._called(ids)}: {said}."
        if decision.same:
            party = next(one for one in map(self.party, sorted(ids)) if one)
            return Match(party, (), party.name, (*found.notes, note.format("to be")))
        certain = found.certain if found.certain and found.certain.id not in ids else None
        possible = tuple(one for one in found.possible if one.party.id not in ids)
        return Match(
            certain,
            possible,
            found.alias if certain else "",
            (*found.notes, note.format("not to be")),
        )

    def _called(self, ids: Iterable[str]) -> str:
        return " or ".join(sorted(party.name for party in map(self.party, ids) if party))

    # -- what is on file of a party ------------------------------------------------------------

    def _owner_of(self, key: str) -> str:
        """Return the id of the party that an entry, or an id, belongs to."""
        if self._shipped.party(key):
            return key
        entry = self._file.entries(key)[0].entry
        shipped = None if entry.person else self._shipped.find(entry.name).certain
        if shipped and (not entry.countries or shipped.country in entry.countries):
            return shipped.id
        return min(self._namesakes(key), default=key)

    def _namesakes(self, key: str) -> Iterator[str]:
        """Yield the keys of the entries that are one party with this one, itself among them."""
        entry = self._file.entries(key)[0].entry
        for hit in self._file.index.find(entry.name):
            if not hit.certain:
                continue
            other = self._file.entries(hit.owner)[0].entry
            same_name = read(other.name).full == read(entry.name).full
            shared = (
                not entry.countries
                or not other.countries
                or (set(entry.countries) & set(other.countries))
            )
            if same_name and shared and other.person == entry.person:
                yield hit.owner

    def _party(self, id_: str) -> Party | None:
        shipped = self._shipped.party(id_)
        if shipped:
            return self._with_entries(shipped)
        entries = self._file.entries(id_)
        if not entries:
            return None
        keys = sorted(self._namesakes(id_)) or [id_]
        return _made(id_, [self._file.entries(key) for key in keys])

    def _with_entries(self, shipped: Party) -> Party:
        """Return a shipped party with what the lists on file add to its listings."""
        names = {shipped.name, *(entry.listed_as for entry in shipped.listings)}
        keys = {hit.owner for name in names for hit in self._file.index.find(name) if hit.certain}
        own = [self._file.entries(key) for key in sorted(keys) if self._owner(key) == shipped.id]
        added = [one for entries in own for one in listings(entries)]
        standing = [self._as_copied(one, added) for one in shipped.listings]
        have = {one.list for one in shipped.listings}
        fresh = [one for one in added if one.list not in have]
        return replace(shipped, listings=(*standing, *fresh))

    def _as_copied(self, listing: Listing, copied: Iterable[Listing]) -> Listing:
        """Return a shipped listing, in doubt from the day of a copy that no longer has it."""
        days = self._file.list_days(_CODES.get(listing.list, ""))
        later = [day for day in days if day > date.fromisoformat(AS_OF)]
        stands = any(one.list == listing.list and one.until is None for one in copied)
        if listing.until or not later or stands:
            return listing
        return listing._replace(until=later[0], latest=date.max)


def _made(id_: str, found: list[tuple[Listed, ...]]) -> Party:
    first = found[0][0].entry
    entries = [one.entry for versions in found for one in versions]
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


def open_registry(path: Path) -> UserRegistry | None:
    """Return the registry in a file, laid over the shipped parties; None for an empty file.

    Raises :class:`InputFileError` for a file that is no registry.
    """
    file = RegistryFile.open(path)
    return UserRegistry(file, registry()) if file else None
