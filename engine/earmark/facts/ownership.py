"""The facts of a company about its owners: which of them are listed, or blocked, and what they own.

Two rules share one arithmetic. The 50 percent rule of BIS is about parties on lists that carry a
licence requirement (15 CFR 744.11(a)(1)); OFAC's, which it follows, is about blocked persons
(guidance of 2014-08-13). Both flow down only, never to parents or sisters. The owned company takes
the terms of its most restrictive owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from earmark.facts.fifty_percent import Certainty, ListedOwner
from earmark.facts.lineage import Lineage
from earmark.facts.parties import BLOCKING_LISTS, LICENCE_LISTS, Listing
from earmark.facts.records import Records
from earmark.matter import Doubt, Facts, Known
from earmark.schema import FIELDS, strictest

POLICY: Final = "party.owner_policy"


class OwnedBy(NamedTuple):
    """The lists whose parties count as owners under a rule, and the facts that it asks for."""

    lists: tuple[str, ...]
    owned: str
    owner: str
    path: str


LISTED: Final = OwnedBy(
    LICENCE_LISTS, "party.owned_by_listed", "party.listed_owner", "party.owner_path"
)
BLOCKED: Final = OwnedBy(
    BLOCKING_LISTS, "party.owned_by_blocked", "party.blocked_owner", "party.blocked_path"
)


def ownership(option: str, lineage: Lineage, records: Records) -> tuple[Facts, list[str]]:
    """Return the facts about who owns a company, and what is doubtful about them."""
    listed, on_listed = _owners(LISTED, option, lineage, records)
    blocked, on_blocked = _owners(BLOCKED, option, lineage, records)
    values = {**listed.values, **blocked.values}
    flags = dict.fromkeys((*on_listed, *on_blocked))
    return Facts(values, {**listed.sources, **blocked.sources}), list(flags)


def _owners(
    by: OwnedBy, option: str, lineage: Lineage, records: Records
) -> tuple[Facts, list[str]]:
    found = lineage.owned_by(by.lists)
    policy: dict[str, Known] = {POLICY: ""} if by is LISTED else {}
    if not found.owners:
        return Facts({by.owned: False, by.owner: "", by.path: "", **policy}), []
    telling = [one for one in found.owners if one.counts] or list(found.owners)
    entries = [entry for one in telling for entry in _entries(one, by, lineage, records)]
    values: dict[str, Known] = {
        by.owned: _owned(found.owned, by, option, lineage, _undated(entries, records)),
        by.owner: ", ".join(_named(one, by, lineage) for one in telling),
        by.path: "; ".join(lineage.path_from(found.path(one)) for one in telling),
        **dict.fromkeys(policy, strictest(entry.policy for entry in entries)),
    }
    cited = "; ".join(entry.cited for entry in entries)
    return Facts(values, {by.owner: cited} if cited else {}), lineage.flagged(found.flags)


def _undated(entries: Iterable[Listing], records: Records) -> str:
    """Say whose listing on the day is itself in doubt."""
    names = dict.fromkeys(entry.listed_as for entry in entries if not entry.covers(records.on))
    return f" Whether {' or '.join(names)} was listed on that day is not on file." if names else ""


def _owned(
    certainty: Certainty, by: OwnedBy, option: str, lineage: Lineage, why: str
) -> bool | Doubt:
    if certainty is Certainty.POSSIBLE:
        # Who owns the buyer, owns what the order puts below it: one question for both.
        about = lineage.only_owner(by.lists)
        name = about.name if about else lineage.called(lineage.company)
        fact = by.owned.partition(".")[2]
        ask = f"{FIELDS[by.owned].ask.format(name=name)}{why}"
        return Doubt(f"{about.option if about else option}.{fact}", ask, frozenset({by.owned}))
    return certainty is Certainty.CERTAIN


def _named(owner: ListedOwner, by: OwnedBy, lineage: Lineage) -> str:
    parties = lineage.listed(owner.party, by.lists)
    if lineage.is_doubtful_buyer(owner.party):
        return f"{' or '.join(party.name for party in parties)} (if it is the buyer)"
    name = lineage.called(owner.party)
    if all(party.name != name for party in parties) and not lineage.is_certain(owner.party):
        return f"{name} (if it is {' or '.join(party.name for party in parties)})"
    return name


def _entries(
    owner: ListedOwner, by: OwnedBy, lineage: Lineage, records: Records
) -> Iterator[Listing]:
    for party in lineage.listed(owner.party, by.lists):
        yield from party.entries(records.on, by.lists)
