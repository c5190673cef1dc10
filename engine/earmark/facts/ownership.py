"""Which listed party owns a company, as far as the tables and the order say.

No shares are on file yet. The order is the evidence that a buyer owns at least half of the
subsidiary that it names; of an ultimate parent it is known that it owns, not how much. Ownership
by listed parties flows down only, never to parents or sisters (15 CFR 744.11(a)(1)).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from earmark.facts.parties import Party, registry
from earmark.matter import Doubt, Facts
from earmark.schema import FIELDS, POLICIES

OWNED: Final = "party.owned_by_listed"
OWNER: Final = "party.listed_owner"
POLICY: Final = "party.owner_policy"


class Company(NamedTuple):
    """A company of a sale: the option that names it, what it is called, what is on file of it."""

    option: str
    name: str
    party: Party | None


def ownership(company: Company, on: date, buyers: Sequence[Company] = ()) -> Facts:
    """Return the facts about who owns a company.

    ``buyers`` are set for the subsidiary that the order names: all that its buyer may be, one
    where that is certain. Where not every one of them is listed, the company may be owned by
    listed parties or not.
    """
    found = [_under(company, on, buyer) for buyer in buyers] or [_on_file(company, on)]
    burdened = next((one for one in found if one.values[OWNED] is not False), found[0])
    if all(one.values[OWNED] == burdened.values[OWNED] for one in found):
        return burdened
    owner = f"{burdened.values[OWNER]} (if it is the buyer)"
    return Facts(
        {**burdened.values, OWNED: _share_unknown(company), OWNER: owner}, burdened.sources
    )


def _under(company: Company, on: date, buyer: Company) -> Facts:
    if buyer.party and buyer.party.restrictions(on):
        return _owned_by(buyer.party, on, True)
    found = _on_file(company, on)
    # Who owns the buyer, owns what it owns at least half of.
    return _on_file(buyer, on) if found.values[OWNED] is False else found


def _on_file(company: Company, on: date) -> Facts:
    party = company.party
    parent = registry().parties.get(party.parent) if party else None
    if parent and parent is not party and parent.restrictions(on):
        return _owned_by(parent, on, _share_unknown(company))
    return Facts({OWNED: False, OWNER: "", POLICY: ""})


def _owned_by(owner: Party, on: date, owned: bool | Doubt) -> Facts:
    entries = owner.restrictions(on)
    policies = {entry.policy for entry in entries}
    strictest = next((policy for policy in POLICIES if policy in policies), "")
    return Facts(
        {OWNED: owned, OWNER: owner.name, POLICY: strictest},
        {OWNER: "; ".join(entry.cited for entry in entries)},
    )


def _share_unknown(company: Company) -> Doubt:
    ask = FIELDS[OWNED].ask.format(name=company.name)
    return Doubt(f"{company.option}.owned_by_listed", ask, frozenset({OWNED}))
