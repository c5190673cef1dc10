"""The days on which what is on file about parties and countries changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from earmark.facts.parties import Registry
from earmark.facts.roles import named_in
from earmark.facts.shipped import registry
from earmark.resources import table
from earmark.sale import LAST_DAY, Sale


class Recounted(NamedTuple):
    """A country code that begins to count as another under the EAR, and where that is said."""

    code: str
    counts_as: str
    since: date
    source: str


@cache
def recounted() -> tuple[Recounted, ...]:
    """Return the country codes that begin to count as another on some day."""
    return tuple(
        Recounted(
            row["code"], row["counts_as"], date.fromisoformat(row["counts_from"]), row["source"]
        )
        for row in table("countries")
        if row["counts_from"]
    )


def changes() -> frozenset[date]:
    """Return every day on which a fact about a party or a place may differ from the day before."""
    return frozenset((*_listing_days(), *(one.since for one in recounted())))


def changes_on_file(sale: Sale, known: Registry | None) -> frozenset[date]:
    """Return every day on which a user's registry may tell something new of a sale's companies."""
    if known is None:
        return frozenset()
    addresses = {option: getattr(sale, f"{option}_address") or "" for option in named_in(sale)}
    return frozenset(
        day
        for option, name in named_in(sale).items()
        for day in _days_of(name, addresses[option], known)
    )


def _days_of(name: str, address: str, known: Registry) -> Iterator[date]:
    yield from _days_called(name, known, address)
    shares = known.shares(LAST_DAY)
    waiting, seen = [*shares.nodes(name)] if shares else [], set[str]()
    while shares and waiting:
        node = waiting.pop()
        seen.add(node)
        for stake in shares.above(node):
            yield from (day for day in (stake.since, stake.until) if day)
            waiting += [stake.owner] if stake.owner not in seen else []
            yield from _days_called(shares.called(stake.owner), known)


def _days_called(name: str, known: Registry, address: str = "") -> Iterator[date]:
    match = known.find(name, address=address)
    for party in (match.certain, *(hit.party for hit in match.possible)):
        if party:
            yield from party.turns


def _listing_days() -> Iterator[date]:
    for party in registry().parties.values():
        yield from party.turns
