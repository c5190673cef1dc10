"""The facts of a party on a day, as far as it is on file, and where each comes from.

Nothing is inferred from the country of a listing. Who stands above a party is another question:
``lineage.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from earmark.facts.countries import country
from earmark.facts.on_lists import on_lists
from earmark.facts.parties import MEU_LIST, UAE_APPROVED, Listing, Party
from earmark.facts.records import Records
from earmark.facts.securities import securities
from earmark.matter import Known


def party_facts(
    party: Party | None, written: str, option: str, records: Records
) -> dict[str, Known]:
    """Return every ``party.*`` fact of the schema that is known on that day, but for its owners.

    ``written`` names a party that is not on file, ``option`` the role that a doubt is asked for.
    Headquarters that are not known are left out; a text that does not apply, or a review policy
    that is not on file, is empty.
    """
    on = records.on
    entry = party.listing(on) if party else None
    since = party.listed_since(on) if party else None
    relative = _listed_relative(party, records) if party and not entry else None
    return {
        "party.name": party.name if party else written,
        "party.entity_list_name": entry.listed_as if entry else "",
        "party.entity_list_since": _since(entry, since),
        "party.entity_list_policy": entry.policy if entry else "",
        "party.entity_list_notice": entry.notice if entry else "",
        **on_lists(party, option, on),
        "party.uae_approved": bool(party and _approval(party, records)),
        **securities(party, records.family(party), on),
        "party.group_on_entity_list": relative is not None,
        "party.listed_relative": relative.name if relative else "",
        **(_headquarters(party, on) if party else {}),
    }


def fact_sources(party: Party, records: Records) -> dict[str, str]:
    """Return where the facts about a party come from, by the field that they support."""
    on = records.on
    entry = party.listing(on)
    sources = {
        "party.headquarters": party.headquarters_source,
        "party.on_entity_list": _cited(entry),
        "party.entity_list_policy": entry.policy_note if entry else "",
        "party.on_meu_list": _cited(party.listing(on, MEU_LIST)),
        "party.uae_approved": _cited(_approval(party, records)),
    }
    return {field: source for field, source in sources.items() if source}


def approved_with(buyer: Party | None, party: Party | None, records: Records) -> bool:
    """Tell whether a buyer's approval for the UAE covers a company that the order puts below it.

    Where the tables put that company below another ultimate parent, the order is not believed.
    """
    entry = _approval(buyer, records) if buyer else None
    if buyer is None or entry is None or not entry.subsidiaries:
        return False
    return party is None or party.parent in ("", buyer.id, buyer.parent)


def on_ended_approval(party: Party, records: Records) -> Iterator[str]:
    """Say that an approval for the UAE is over by what is on file, whatever a sale states of it."""
    for entry in party.listings:
        if entry.list == UAE_APPROVED and entry.until and entry.until <= records.on:
            last = entry.until - timedelta(days=1)
            yield (
                f"The approval of {party.name} for the United Arab Emirates ended after {last} "
                f"({entry.cited}), unless BIS has said otherwise: a statement that it is approved "
                "must rest on that."
            )


def _approval(party: Party, records: Records) -> Listing | None:
    """Return its own entry among the approved, or its parent's that names its subsidiaries too."""
    above = records.parent(party)
    from_above = above.listing(records.on, UAE_APPROVED) if above else None
    own = party.listing(records.on, UAE_APPROVED)
    return own or (from_above if from_above and from_above.subsidiaries else None)


def _cited(entry: Listing | None) -> str:
    return entry.cited if entry else ""


def _headquarters(party: Party, on: date) -> dict[str, Known]:
    return {"party.headquarters": country(party.headquarters, on)} if party.headquarters else {}


def _since(entry: Listing | None, since: date | None) -> str:
    if entry is None or since is None:
        return ""
    return since.isoformat() if entry.earliest is None else f"{since.isoformat()} or before"


def _listed_relative(party: Party, records: Records) -> Party | None:
    """Return the company of its group that is listed longest, one of known seat before others."""
    on = records.on
    listed = [p for p in records.family(party) if p.listing(on)]
    return min(
        listed,
        key=lambda p: (p.listed_since(on), not p.headquarters, p.id),
        default=None,
    )
