"""The parties shipped with Earmark: the tables of rules/reference, read once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from earmark.facts.names import Hit, Named, NameIndex
from earmark.facts.not_screened import SHIPPED_ONLY
from earmark.facts.parties import ENTITY_LIST, Listing, Match, OnFile, Party, Possible, best, claim
from earmark.resources import table, table_digest

if TYPE_CHECKING:
    from earmark.facts.shares import Shares

AS_OF: Final = "2026-07-31"


class Shipped:
    """The parties shipped with Earmark, by id and by name; a :class:`Registry`."""

    has_addresses = False

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self.parties = parties
        self._families: defaultdict[str, list[Party]] = defaultdict(list)
        for party in parties.values():
            self._families[party.group or party.id].append(party)
        families = {party.id: party.group or party.id for party in parties.values()}
        self._index = NameIndex.build(self.names(), families)

    def names(self) -> Iterator[Named]:
        """Yield every name of every party; owners are ids."""
        for party in self.parties.values():
            for name in (party.name, *party.aliases):
                yield Named(name, party.id)

    def find(
        self,
        name: str,
        countries: frozenset[str] = frozenset(),  # noqa: ARG002
        address: str = "",  # noqa: ARG002
    ) -> Match:
        """Return the party that ``name`` means for certain, else those it may mean, best first.

        An exact hit beats every close one. Where several parties bear the very same name, the
        one whose own name it is wins over one whose alias it is, then the one listed longest.
        """
        sure = self.meant(self._index.certain(name))
        if sure:
            return Match(self.parties[sure.owner], alias=sure.alias, score=sure.score)
        return Match(None, best(map(self._possible, self.close(name))))

    def close(self, name: str) -> list[Hit]:
        """Return the shipped parties that a name may mean, best first."""
        return self._index.close(name)

    def meant(self, hits: Iterable[Hit]) -> Hit | None:
        """Return which of the certain hits of a name is the shipped party that it means, if any."""
        own = (hit for hit in hits if hit.owner in self.parties)
        return min(filter(self._is_sure, own), key=self._claim, default=None)

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened: the name of the list, its day, its size, its digest."""
        return [
            {
                "name": "Parties shipped with Earmark",
                "as_of": AS_OF,
                "parties": len(self.parties),
                "digest": digest(),
            }
        ]

    def on_file(self, party: Party) -> OnFile:
        """Return under which keys and on which lists a party is."""
        return OnFile((party.id,), tuple(dict.fromkeys(one.list for one in party.listings)))

    def party(self, id_: str) -> Party | None:
        """Return the party of that id, if there is one."""
        return self.parties.get(id_)

    @cached_property
    def on_entity_list(self) -> int:
        """How many of the shipped parties are on the Entity List, as of :data:`AS_OF`."""
        day = date.fromisoformat(AS_OF)
        return sum(party.listing(day, ENTITY_LIST) is not None for party in self.parties.values())

    def not_screened(self, on: date) -> tuple[str, ...]:  # noqa: ARG002
        """Return what of the lists was not screened for a sale of that day, the gravest first."""
        return (SHIPPED_ONLY.format(parties=len(self.parties), as_of=AS_OF),)

    def shares(self, on: date) -> Shares | None:  # noqa: ARG002
        """Return who owns whom, as of that day; the shipped tables hold no shares."""
        return None

    def family(self, party: Party) -> list[Party]:
        """Return the companies of its group, itself among them."""
        return self._families[party.group or party.id]

    def _is_sure(self, hit: Hit) -> bool:
        return hit.in_full or not self.parties[hit.owner].by_full_name

    def _claim(self, hit: Hit) -> tuple[bool, bool, date, str]:
        return not hit.in_full, *claim(hit.alias, self.parties[hit.owner])

    def _possible(self, hit: Hit) -> Possible:
        return Possible(self.parties[hit.owner], hit.alias, hit.agreed, hit.differing, hit.score)


@cache
def digest() -> str:
    """Return the digest of the tables that the parties are read from."""
    digests = "".join(table_digest(name) for name in ("parties", "aliases", "listings"))
    return f"sha256:{hashlib.sha256(digests.encode()).hexdigest()}"


@cache
def registry() -> Shipped:
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
    return Shipped({party.id: party for party in parties})


def _listing(row: Mapping[str, str]) -> Listing:
    notes = (note.split(":") for note in row["footnotes"].split(";") if note)
    return Listing(
        list=row["list"],
        listed_as=row["listed_as"],
        policy=row["policy"],
        policy_note=row["policy_note"],
        notice=row["notice"],
        source=row["source"],
        subsidiaries=row["subsidiaries"] == "yes",
        since=date.fromisoformat(row["from"]),
        since_basis=row["from_basis"],
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        footnotes=tuple((note, date.fromisoformat(day)) for note, day in notes),
    )
