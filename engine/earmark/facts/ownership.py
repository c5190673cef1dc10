"""The facts of a company about its owners: which listed ones there are, and where the top sits.

Ownership by listed parties flows down only, never to parents or sisters (15 CFR 744.11(a)(1)). The
owned company takes the terms of its most restrictive owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from earmark.facts.fifty_percent import Certainty, ListedOwner
from earmark.facts.lineage import Lineage
from earmark.facts.parties import Listing
from earmark.facts.records import Records
from earmark.matter import Doubt, Facts, Known
from earmark.schema import FIELDS, POLICIES

OWNED: Final = "party.owned_by_listed"
OWNER: Final = "party.listed_owner"
POLICY: Final = "party.owner_policy"
PATH: Final = "party.owner_path"


def ownership(option: str, lineage: Lineage, records: Records) -> tuple[Facts, list[str]]:
    """Return the facts about who owns a company, and what is doubtful about them."""
    found = lineage.ownership
    if not found.owners:
        return Facts({OWNED: False, OWNER: "", POLICY: "", PATH: ""}), []
    telling = [one for one in found.owners if one.counts] or list(found.owners)
    entries = {one: list(_entries(one, lineage, records)) for one in telling}
    owners = ", ".join(_named(one, lineage) for one in telling)
    paths = "; ".join(lineage.path_from(found.path(one)) for one in telling)
    cited = "; ".join(entry.cited for some in entries.values() for entry in some)
    policy = _strictest(entry for some in entries.values() for entry in some)
    values: dict[str, Known] = {
        OWNED: _owned(found.owned, option, lineage),
        OWNER: owners,
        POLICY: policy,
        PATH: paths,
    }
    return Facts(values, {OWNER: cited} if cited else {}), lineage.flagged(found.flags)


def _owned(certainty: Certainty, option: str, lineage: Lineage) -> bool | Doubt:
    if certainty is Certainty.POSSIBLE:
        # Who owns the buyer, owns what the order puts below it: one question for both.
        about = lineage.only_owner
        name = about.name if about else lineage.called(lineage.company)
        ask = FIELDS[OWNED].ask.format(name=name)
        return Doubt(
            f"{about.option if about else option}.owned_by_listed", ask, frozenset({OWNED})
        )
    return certainty is Certainty.CERTAIN


def _named(owner: ListedOwner, lineage: Lineage) -> str:
    parties = lineage.listed(owner.party)
    if lineage.is_doubtful_buyer(owner.party):
        return f"{' or '.join(party.name for party in parties)} (if it is the buyer)"
    name = lineage.called(owner.party)
    if all(party.name != name for party in parties) and not lineage.is_certain(owner.party):
        return f"{name} (if it is {' or '.join(party.name for party in parties)})"
    return name


def _entries(owner: ListedOwner, lineage: Lineage, records: Records) -> Iterator[Listing]:
    for party in lineage.listed(owner.party):
        yield from party.restrictions(records.on)


def _strictest(entries: Iterable[Listing]) -> str:
    policies = {entry.policy for entry in entries}
    return next((policy for policy in POLICIES if policy in policies), "")
