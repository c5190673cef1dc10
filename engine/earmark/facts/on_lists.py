"""Which lists a party is on, on a day: for certain, possibly, or not.

A list that gives no day leaves open whether an entry was in force then; an entry that requires a
licence for some items leaves open whether the item is one of them. Both are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from earmark.facts.parties import (
    DENIED_PERSONS,
    ENTITY_LIST,
    ISN,
    MEU_LIST,
    SDN,
    SDN_744_8,
    SECTION_1260H,
    UNVERIFIED,
    Listing,
    Party,
)
from earmark.matter import Doubt, Known


class _List(NamedTuple):
    """A list that rules ask about: the facts it gives, and what it is called."""

    id: str
    fact: str
    title: str
    entry: str = ""


_LISTS: Final = (
    _List(ENTITY_LIST, "on_entity_list", "Entity List"),
    _List(MEU_LIST, "on_meu_list", "Military End-User List"),
    _List(SDN_744_8, "on_sdn_744_8", "SDN List under a programme of 15 CFR 744.8", "sdn_entry"),
    _List(SDN, "on_other_sdn", "SDN List under another programme", "other_sdn_entry"),
    _List(DENIED_PERSONS, "on_denied_persons_list", "Denied Persons List", "denied_entry"),
    _List(UNVERIFIED, "on_unverified_list", "Unverified List", "unverified_entry"),
    _List(ISN, "on_isn_list", "list of nonproliferation sanctions", "isn_entry"),
    _List(SECTION_1260H, "on_1260h_list", "section 1260H list"),
)


def on_lists(party: Party | None, option: str, on: date) -> dict[str, Known]:
    """Return the facts which lists name a party, and the words of those entries."""
    return dict(_facts(party, option, on))


def _facts(party: Party | None, option: str, on: date) -> Iterator[tuple[str, Known]]:
    for one in _LISTS:
        entry = party.listing(on, one.id) if party else None
        path = f"party.{one.fact}"
        yield path, _named(entry, one, option, on) if entry else False
        if one.entry:
            yield f"party.{one.entry}", entry.words if entry else ""


def _named(entry: Listing, one: _List, option: str, on: date) -> Known:
    feeds = frozenset({f"party.{one.fact}"})
    if not entry.covers(on):
        ask = (
            f"Was {entry.listed_as} on the {one.title} on that day? The copies on file do not tell "
            f"({entry.cited})."
        )
        return Doubt(f"{option}.{one.fact}", ask, feeds)
    if entry.scope:
        ask = f"{entry.listed_as} is listed “{entry.scope}”. Does that reach this item?"
        return Doubt(f"{option}.{one.fact}.scope", ask, feeds)
    return True
