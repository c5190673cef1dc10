"""Parties: who is on which list since when, whose company it is, and which names mean it.

A listing is in force from its first day up to, not including, its ``until`` (Supp. 4 to 15 CFR part
744). Where a list gives no day, it is in force for certain within what the copies of it show, and
possibly before or after. A name once borne goes on naming the company, so names have no dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from earmark.facts.securities import GRACE, NS_CMIC
from earmark.facts.spelling import read

if TYPE_CHECKING:
    from earmark.facts.shares import Shares

ENTITY_LIST: Final = "entity-list"
MEU_LIST: Final = "meu"
SECTION_1260H: Final = "1260h"
UAE_APPROVED: Final = "uae-supp-8"
"""Approved entities of the United Arab Emirates (Supp. 8 to 15 CFR part 740): this list frees."""

SDN_744_8: Final = "sdn-744.8"
"""The SDN List, as far as its programmes are those of 15 CFR 744.8(a)(1)."""

SDN: Final = "sdn"
DENIED_PERSONS: Final = "dpl"
UNVERIFIED: Final = "uvl"
ISN: Final = "isn"

LICENCE_LISTS: Final = (ENTITY_LIST, MEU_LIST, SDN_744_8)
"""The lists that carry a licence requirement: a party on one of them is called listed."""

BLOCKING_LISTS: Final = (SDN_744_8, SDN)
"""The SDN List, whatever the programme: whoever is on it is a blocked person."""

BURDENS: Final = (*LICENCE_LISTS, SDN, DENIED_PERSONS, UNVERIFIED, ISN)
"""The lists that bear on the sale of a chip."""

LISTS: Final = (
    *BURDENS,
    *(NS_CMIC, SECTION_1260H, UAE_APPROVED),
)
"""Every list that a party can be on."""

_MOST_POSSIBLE: Final = 5


class Listing(NamedTuple):
    """One entry on one list, in force for certain from ``since`` until ``until`` (exclusive).

    ``earliest`` and ``latest`` (exclusive) bound when it can have been in force at all, where that
    is longer. ``scope`` is what it requires a licence for, where that is not every item subject to
    the EAR. ``since_basis`` says why that day, where the tables do.

    ``subsidiaries`` tells whether it names the party with its subsidiaries. ``footnotes`` are
    pairs of footnote and first day, told and never asked for: a footnote of the Entity List makes
    more foreign items subject to the EAR (15 CFR 734.9(e)), and what ships from abroad is taken to
    be subject in any case, or asked about. That footnote 1 leaves licence exceptions open for such
    items (744.11(a)(2)(i)) would only count if no other prong reached them.

    ``policy`` is the review policy that the entry gives for an AI chip, or empty where it names
    none or none is on file.
    """

    list: str
    listed_as: str
    subsidiaries: bool
    since: date
    until: date | None
    footnotes: tuple[tuple[str, date], ...]
    policy: str
    policy_note: str
    notice: str
    source: str
    earliest: date | None = None
    latest: date | None = None
    scope: str = ""
    since_basis: str = ""

    @property
    def words(self) -> str:
        """The name as listed, with the notices of the entry where there are any."""
        return f"“{self.listed_as}” ({self.notice})" if self.notice else f"“{self.listed_as}”"

    @property
    def cited(self) -> str:
        """The notices of the entry, and the copies of the list that it was taken from."""
        return f"{self.notice} ({self.source})" if self.notice else self.source

    def is_within(self, other: Listing) -> bool:
        """Tell whether another entry of the list stands on every day on which this one may."""
        first, last = self.earliest or self.since, self.latest or self.until or date.max
        same = other.list == self.list and other.scope in ("", self.scope)
        return same and other.since <= first and last <= (other.until or date.max)

    def covers(self, on: date) -> bool | None:
        """Return whether the entry is in force on that day; ``None`` where nobody knows."""
        if self.since <= on and (self.until is None or on < self.until):
            return True
        early = on < self.since and on >= (self.earliest or self.since)
        late = self.until is not None and self.until <= on < (self.latest or self.until)
        return None if early or late else False


@dataclass(frozen=True, slots=True)
class Party:
    """A company or institution. ``parent`` is the id of its ultimate parent (maybe itself).

    ``foundry`` tells how it makes chips for others, as "fabricator" or "OSAT"; else it is empty.
    """

    id: str
    name: str
    country: str
    headquarters: str
    headquarters_source: str
    parent: str
    group: str
    status: str
    foundry: str
    note: str
    aliases: tuple[str, ...]
    listings: tuple[Listing, ...]

    @property
    def words(self) -> frozenset[str]:
        """The folded words of all its names."""
        return frozenset(word for name in (self.name, *self.aliases) for word in read(name).words)

    @property
    def turns(self) -> Iterator[date]:
        """Every day on which one of its entries, or what it means, may begin to be another."""
        for entry in self.listings:
            days = (entry.earliest, entry.since, entry.until, entry.latest)
            yield from (day for day in days if day)
            yield from (day for _, day in entry.footnotes)
            if entry.list == NS_CMIC:
                yield entry.since + GRACE

    @property
    def by_full_name(self) -> bool:
        """Whether a name means it only with the very legal form that is on file, or with none.

        A wrong match with a listed company costs a question. One with a company that nothing
        burdens would clear a stranger that bears the same word ("Apple", "Meta").
        """
        return self.status in ("seller", "approved")

    def entries(self, on: date, lists: Collection[str]) -> tuple[Listing, ...]:
        """Return its entries on some lists, in force or maybe so."""
        found = (x for x in self.listings if x.list in lists)
        return tuple(x for x in found if x.covers(on) is not False)

    def burdened(self, on: date) -> bool:
        """Return whether any list on which it is, or may be, bears on the sale of a chip."""
        return bool(self.entries(on, BURDENS))

    def listing(self, on: date, name: str = ENTITY_LIST) -> Listing | None:
        """Return its entry on the list of that name on that day: one in force, or maybe so."""
        found = [x for x in self.listings if x.list == name and x.covers(on) is not False]
        # What is certain goes before what may be, and what covers every item before what does not.
        return min(found, key=lambda x: (x.covers(on) is None, bool(x.scope)), default=None)

    def listed_since(self, on: date, name: str = ENTITY_LIST) -> date | None:
        """Return the first day of the unbroken run of entries that covers that day."""
        since: date | None = None
        entry = self.listing(on, name)
        while entry:
            since = entry.since
            runs = (x for x in self.listings if x.list == name and x.since < since)
            entry = next((x for x in runs if x.until == since), None)
        return since


class Possible(NamedTuple):
    """A party that a name may mean: the alias that is close, and in which words."""

    party: Party
    alias: str
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float


class Match(NamedTuple):
    """What a name means: one party for certain, or possibly one of several.

    ``alias`` is the name by which it is certain, and ``score`` how close (99: but for its legal
    form); there is none where a person decided so.
    """

    certain: Party | None
    possible: tuple[Possible, ...] = ()
    alias: str = ""
    notes: tuple[str, ...] = ()
    score: float = 0.0


class OnFile(NamedTuple):
    """Where a party is on file: the keys that it goes by, and every list that has or had it."""

    keys: tuple[str, ...]
    lists: tuple[str, ...]


class Registry(Protocol):
    """Who is who: parties by id and by name, the lists they are on, and who owns them."""

    def party(self, id_: str) -> Party | None:
        """Return the party of that id, if there is one."""
        ...

    def find(self, name: str, countries: frozenset[str] = frozenset(), address: str = "") -> Match:
        """Return the party that a name means for certain, and those it may mean, best first.

        ``countries`` are where the company sits and ``address`` is where it is, if that is stated.
        """
        ...

    def family(self, party: Party) -> list[Party]:
        """Return the companies of its group, itself among them."""
        ...

    def shares(self, on: date) -> Shares | None:
        """Return who owns whom, as of that day, if anything is on file."""
        ...

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened: the name of each list, its day, its size, its digest."""
        ...

    def not_screened(self, on: date) -> tuple[str, ...]:
        """Return what of the lists was not screened for a sale of that day, the gravest first."""
        ...

    @property
    def has_addresses(self) -> bool:
        """Whether addresses of listed parties are on file."""
        ...


def best(found: Iterable[Possible]) -> tuple[Possible, ...]:
    """Return the best hits, and each other that is on a list on a day on which none of them is."""
    by_party: dict[str, Possible] = {}
    for hit in sorted(found, key=lambda h: (-h.score, claim("", h.party))):
        by_party.setdefault(hit.party.id, hit)
    kept: list[Possible] = []
    standing: list[Listing] = []
    for hit in by_party.values():
        entries = [entry for entry in hit.party.listings if entry.list in BURDENS]
        told = all(any(map(entry.is_within, standing)) for entry in entries)
        if len(kept) < _MOST_POSSIBLE or not told:
            kept.append(hit)
            standing += entries
    return tuple(kept)


def claim(alias: str, party: Party) -> tuple[bool, date, str]:
    """Return by what one of several parties of a name is taken: lower goes before."""
    since = (x.since for x in party.listings if x.list in BURDENS)
    return alias != party.name, min(since, default=date.max), party.id
