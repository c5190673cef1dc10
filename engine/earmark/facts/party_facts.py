"""The facts of a party on a day, as the tables give them, and where each comes from.

Nothing is inferred from the country of a listing. Who owns a party is another question:
``ownership.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from earmark.facts.countries import country
from earmark.facts.parties import MEU_LIST, SECTION_1260H, UAE_APPROVED, Listing, Party, registry
from earmark.facts.securities import securities
from earmark.matter import Known


def party_facts(party: Party | None, written: str, on: date) -> dict[str, Known]:
    """Return every ``party.*`` fact of the schema that is known on that day, ownership aside.

    ``written`` names a party that is not on file. Headquarters that are not known are left
    out; a text that does not apply, or a review policy that is not on file, is empty.
    """
    entry = party.listing(on) if party else None
    since = party.listed_since(on) if party else None
    relative = _listed_relative(party, on) if party and not entry else None
    return {
        "party.name": party.name if party else written,
        "party.on_entity_list": entry is not None,
        "party.entity_list_name": entry.listed_as if entry else "",
        "party.entity_list_since": since.isoformat() if since else "",
        "party.entity_list_policy": entry.policy if entry else "",
        "party.entity_list_notice": entry.notice if entry else "",
        "party.on_meu_list": bool(party and party.listing(on, MEU_LIST)),
        "party.uae_approved": bool(party and _approval(party, on)),
        **securities(party, registry().family(party) if party else (), on),
        "party.on_1260h_list": bool(party and party.listing(on, SECTION_1260H)),
        "party.group_on_entity_list": relative is not None,
        "party.listed_relative": relative.name if relative else "",
        **(dict(_headquarters(party, on)) if party else {}),
    }


def fact_sources(party: Party, on: date) -> dict[str, str]:
    """Return where the facts about a party come from, by the field that they support."""
    entry = party.listing(on)
    parent = registry().parties.get(party.parent)
    sources = {
        "party.headquarters": party.headquarters_source,
        "party.parent_headquarters": parent.headquarters_source if parent else "",
        "party.on_entity_list": _cited(entry),
        "party.entity_list_policy": entry.policy_note if entry else "",
        "party.on_meu_list": _cited(party.listing(on, MEU_LIST)),
        "party.uae_approved": _cited(_approval(party, on)),
    }
    return {field: source for field, source in sources.items() if source}


def approved_with(buyer: Party | None, party: Party | None, on: date) -> bool:
    """Tell whether a buyer's approval for the UAE covers a company that the order puts below it.

    Where the tables put that company below another ultimate parent, the order is not believed.
    """
    entry = _approval(buyer, on) if buyer else None
    if buyer is None or entry is None or not entry.subsidiaries:
        return False
    return party is None or party.parent in ("", buyer.id, buyer.parent)


def _approval(party: Party, on: date) -> Listing | None:
    """Return its own entry among the approved, or its parent's that names its subsidiaries too."""
    above = registry().parties.get(party.parent)
    from_above = above.listing(on, UAE_APPROVED) if above else None
    own = party.listing(on, UAE_APPROVED)
    return own or (from_above if from_above and from_above.subsidiaries else None)


def _cited(entry: Listing | None) -> str:
    return entry.cited if entry else ""


def _headquarters(party: Party, on: date) -> Iterator[tuple[str, str]]:
    parent = registry().parties.get(party.parent)
    if party.headquarters:
        yield "party.headquarters", country(party.headquarters, on)
    if parent and parent.headquarters:
        yield "party.parent_headquarters", country(parent.headquarters, on)


def _listed_relative(party: Party, on: date) -> Party | None:
    """Return the company of its group that is listed longest, one of known seat before others."""
    listed = [p for p in registry().family(party) if p.listing(on)]
    return min(
        listed,
        key=lambda p: (p.listed_since(on), not p.headquarters, p.id),
        default=None,
    )
