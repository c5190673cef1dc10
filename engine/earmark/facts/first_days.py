"""Listings whose first day is on file from own knowledge, on a day close to it.

The Entity List is changed by notices that take effect some days before they are published. Where
the effective day is not on file from the notice itself, a sale on those days was judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from earmark.facts.parties import BURDENS, Party
from earmark.facts.records import Records

_CLOSE: Final = timedelta(days=7)
"""A notice is published within a few days of the one on which it takes effect."""

_OWN: Final = "own knowledge"


def on_first_days(party: Party, records: Records) -> Iterator[str]:
    """Say which entries of a party were counted on a day that rests on own knowledge."""
    for entry in party.listings:
        if entry.list not in BURDENS or _OWN not in entry.since_basis:
            continue
        until = entry.since + _CLOSE
        records.turns.add(until)
        if entry.since <= records.on < until:
            yield (
                f"{entry.listed_as} was taken as listed from {entry.since} on. That day is own "
                f"knowledge of the notice ({entry.notice}), which may have been published later."
            )
