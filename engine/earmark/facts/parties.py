"""Parties: who is on which list since when, whose company it is, and which names mean it.

The tables hold what is known. A listing is in force from its first day up to, not including, its
``until`` (Supp. 4 to 15 CFR part 744). A name once borne goes on naming the company, so names have
no dates.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from earmark.facts.names import Likeness, NameIndex
from earmark.facts.securities import NS_CMIC
from earmark.facts.spelling import read, readings
from earmark.resources import table, table_digest

ENTITY_LIST: Final = "entity-list"
MEU_LIST: Final = "meu"
SECTION_1260H: Final = "1260h"
UAE_APPROVED: Final = "uae-supp-8"
"""Approved entities of the United Arab Emirates (Supp. 8 to 15 CFR part 740): this list frees."""

LICENCE_LISTS: Final = (ENTITY_LIST, MEU_LIST, "sdn-744.8")
"""The lists that carry a licence requirement: a party on one of them is called listed."""

LISTS: Final = (*LICENCE_LISTS, NS_CMIC, SECTION_1260H, UAE_APPROVED)
"""Every list that a party can be on."""

AS_OF: Final = "2026-07-31"
_MOST_POSSIBLE: Final = 5
_TEXTS: Final = ("list", "listed_as", "policy", "policy_note", "notice", "source")


class Listing(NamedTuple):
    """One entry on one list, as it stood from ``since`` until ``until`` (exclusive).

    ``subsidiaries`` tells whether it names the party with its subsidiaries. ``footnotes`` are
    pairs of footnote and first day. ``policy`` is the review policy that the entry gives for an
    AI chip, or empty where it names none or none is on file.
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

    @property
    def cited(self) -> str:
        """The notices of the entry, and the copies of the list that it was taken from."""
        return f"{self.notice} ({self.source})"

    def covers(self, on: date) -> bool:
        """Return whether the entry is in force on that day."""
        return self.since <= on and (self.until is None or on < self.until)


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
    def by_full_name(self) -> bool:
        """Whether a name means it only with the very legal form that is on file, or with none.

        A wrong match with a listed company costs a question. One with a company that nothing
        burdens would clear a stranger that bears the same word ("Apple", "Meta").
        """
        return self.status in ("seller", "approved")

    def restrictions(self, on: date) -> tuple[Listing, ...]:
        """Return its entries in force that day on lists that carry a licence requirement."""
        return tuple(x for x in self.listings if x.list in LICENCE_LISTS and x.covers(on))

    def listing(self, on: date, name: str = ENTITY_LIST) -> Listing | None:
        """Return its entry on the list of that name in force on that day."""
        return next((x for x in self.listings if x.list == name and x.covers(on)), None)

    def listed_since(self, on: date, name: str = ENTITY_LIST) -> date | None:
        """Return the first day of the unbroken run of entries that covers that day."""
        since: date | None = None
        entry = self.listing(on, name)
        while entry:
            since = entry.since
            entry = next((x for x in self.listings if x.list == name and x.until == since), None)
        return since


class Possible(NamedTuple):
    """A party that a name may mean: the alias that is close, and in which words."""

    party: Party
    alias: str
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float


class Match(NamedTuple):
    """What a name means: one party for certain (by which alias), or possibly one of several."""

    certain: Party | None
    possible: tuple[Possible, ...] = ()
    alias: str = ""


class Registry:
    """The parties shipped with Earmark, by id and by name."""

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self.parties = parties
        self._families: defaultdict[str, list[Party]] = defaultdict(list)
        for party in parties.values():
            self._families[party.group or party.id].append(party)
        names = ((n, p.id) for p in parties.values() for n in (p.name, *p.aliases))
        self._index = NameIndex(names, {p.id: p.group or p.id for p in parties.values()})

    def find(self, name: str) -> Match:
        """Return the party that ``name`` means for certain, else those it may mean, best first.

        An exact hit beats every close one. Where several parties bear the very same name, the
        one whose own name it is wins over one whose alias it is, then the one listed longest.
        """
        exact = self._exact(name)
        if exact:
            return Match(exact[1], alias=exact[0])
        texts = readings(name)
        hits = [hit for hit in map(self._exact, texts) if hit]
        if hits and len(hits) == len(texts) and len({hit[1].id for hit in hits}) == 1:
            return Match(hits[0][1], alias=hits[0][0])
        texts.append(name)
        return Match(None, self._best(like for text in texts for like in self._index.close(text)))

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened: the name of the list, its day, its size, its digest."""
        digests = "".join(table_digest(name) for name in ("parties", "aliases", "listings"))
        return [
            {
                "name": "Parties shipped with Earmark",
                "as_of": AS_OF,
                "parties": len(self.parties),
                "digest": f"sha256:{hashlib.sha256(digests.encode()).hexdigest()}",
            }
        ]

    def family(self, party: Party) -> list[Party]:
        """Return the companies of its group, itself among them."""
        return self._families[party.group or party.id]

    def _exact(self, name: str) -> tuple[str, Party] | None:
        hits = [(alias, self.parties[owner]) for alias, owner in self._index.exact(name)]
        sure = [hit for hit in hits if not hit[1].by_full_name or _same_in_full(name, hit[0])]
        return min(sure, key=lambda hit: self._claim(*hit), default=None)

    def _claim(self, alias: str, party: Party) -> tuple[bool, date, str]:
        since = (x.since for x in party.listings if x.list in LICENCE_LISTS)
        return alias != party.name, min(since, default=date.max), party.id

    def _best(self, likenesses: Iterable[Likeness]) -> tuple[Possible, ...]:
        """Return the best hits, and among them the party that is listed longest, if any is."""
        found = [Possible(self.parties[like.owner], *like[1:]) for like in likenesses]
        by_party: dict[str, Possible] = {}
        for hit in sorted(found, key=lambda h: (-h.score, self._claim("", h.party))):
            by_party.setdefault(hit.party.id, hit)
        kept = list(by_party.values())[:_MOST_POSSIBLE]
        longest = min(by_party.values(), key=lambda h: self._claim("", h.party), default=None)
        return tuple(kept if longest is None or longest in kept else [*kept, longest])


def _same_in_full(name: str, alias: str) -> bool:
    return read(name).full == read(alias).full


@cache
def registry() -> Registry:
    """Return the shipped parties, built once from the tables."""
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for row in table("aliases"):
        aliases[row["party"]].append(row["alias"])
    listings: defaultdict[str, list[Listing]] = defaultdict(list)
    for row in table("listings"):
        listings[row["party"]].append(_listing(row))
    parties = (
        Party(**row, aliases=tuple(aliases[row["id"]]), listings=tuple(listings[row["id"]]))
        for row in table("parties")
    )
    return Registry({party.id: party for party in parties})


def _listing(row: Mapping[str, str]) -> Listing:
    notes = (note.split(":") for note in row["footnotes"].split(";") if note)
    return Listing(
        **{field: row[field] for field in _TEXTS},
        subsidiaries=row["subsidiaries"] == "yes",
        since=date.fromisoformat(row["from"]),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        footnotes=tuple((note, date.fromisoformat(day)) for note, day in notes),
    )
