"""The days on which what is on file about parties and countries changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from earmark.facts.parties import registry
from earmark.facts.securities import GRACE, NS_CMIC
from earmark.resources import table


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


def _listing_days() -> Iterator[date]:
    for party in registry().parties.values():
        for listing in party.listings:
            yield listing.since
            if listing.until:
                yield listing.until
            if listing.list == NS_CMIC:
                yield listing.since + GRACE
