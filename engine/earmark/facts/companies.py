"""The companies of a sale as things: who each may be, and what is known of each.

A name that may mean a listed party is a doubt: it is that party, or another company. What is known
of the subsidiary that the order names hangs on who its buyer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from earmark.facts.first_days import on_first_days
from earmark.facts.headquarters import headquarters, parent_of_subsidiary
from earmark.facts.lineage import Company, Lineage
from earmark.facts.naming.words import generic_words
from earmark.facts.ownership import ownership
from earmark.facts.parties import Party, Possible
from earmark.facts.party_facts import (
    approved_with,
    fact_sources,
    on_ended_approval,
    party_facts,
)
from earmark.facts.records import Records
from earmark.facts.roles import RoleHolder, role_holders
from earmark.facts.spelling import read
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import Sale

_OWNED_BY_THE_ORDER: Final = (
    "{} was taken to be owned at least half by {}: the order says that the one buys for the other."
)


@dataclass(frozen=True, slots=True)
class _Above:
    """The buyer of a subsidiary that the order names, and which companies it may be.

    ``doubt`` tells them apart, if there are several; ``seat`` is where its ultimate parent sits.
    """

    holder: RoleHolder
    seat: Known
    companies: tuple[Company, ...]
    doubt: Doubt | None


def companies(sale: Sale, records: Records) -> list[Thing]:
    """Return the companies of a sale, each once, the purchaser first."""
    holders = role_holders(sale, records)
    parent = next((holder for holder in holders if "parent" in holder.roles), None)
    above = _above(sale, parent, records) if parent else None
    return [
        company_thing(
            sale, one, above if "purchaser" in one.roles and one is not parent else None, records
        )
        for one in holders
    ]


def _above(sale: Sale, buyer: RoleHolder, records: Records) -> _Above:
    company = _company(buyer, buyer.match.certain)
    on_file = party_facts(company.party, buyer.written, buyer.option, records)
    parentage = Lineage(company, records).parentage
    seats, _ = headquarters(sale, buyer.options, company.name, on_file, parentage)
    parties, doubt = _alternatives(sale, buyer, None, [], records)
    companies = tuple(_company(buyer, one) for one in parties)
    return _Above(buyer, parent_of_subsidiary(seats, parentage), companies, doubt)


def _company(holder: RoleHolder, party: Party | None) -> Company:
    return Company(holder.option, party.name if party else holder.written, party)


def _alternatives(
    sale: Sale,
    holder: RoleHolder,
    above: _Above | None,
    notes: list[str],
    records: Records,
) -> tuple[list[Party | None], Doubt | None]:
    """Return whom a company's name may mean, and the doubt that tells them apart, if any."""
    party = holder.match.certain
    lookalikes = _lookalikes(sale, holder, above.holder if above else None, notes, records)
    return [*lookalikes, party], identity(holder, lookalikes) if lookalikes else None


def company_thing(sale: Sale, holder: RoleHolder, above: _Above | None, records: Records) -> Thing:
    """Return a company of the sale; ``above`` is set for the subsidiary that the order names."""
    notes: list[str] = list(holder.match.notes)
    parties, doubt = _alternatives(sale, holder, above, notes, records)
    owners = above.companies if above else ()
    ways = [(party, owners) for party in parties]
    if above and above.doubt and not doubt:
        # What is known of the subsidiary hangs on who the buyer is: one question for both.
        ways, doubt = [(parties[0], (owner,)) for owner in owners], above.doubt

    def facts(party: Party | None, buyers: tuple[Company, ...]) -> Facts:
        company = _company(holder, party)
        values = party_facts(party, holder.written, holder.option, records)
        if len(buyers) == 1 and approved_with(buyers[0].party, party, records):
            values["party.uae_approved"] = True
        lineage = Lineage(company, records, buyers)
        if above and lineage.taken_from_the_order:
            assumed.append(_OWNED_BY_THE_ORDER.format(holder.written, above.holder.written))
        seat = above.seat if above and lineage.parent_is_the_buyers else None
        parentage = lineage.parentage
        seats, doubts = headquarters(sale, holder.options, company.name, values, parentage, seat)
        owned, flags = ownership(holder.option, lineage, records)
        notes.extend((*doubts, *lineage.parent_notes, *flags))
        if party:
            notes.extend((*on_first_days(party, records), *on_ended_approval(party, records)))
        sources = fact_sources(party, records) if party else {}
        sources |= lineage.seat_sources
        return Facts({**values, **seats, **owned.values}, {**sources, **owned.sources})

    assumed: list[str] = []
    options = tuple(facts(party, buyers) for party, buyers in ways)
    notes += dict.fromkeys(assumed)
    if "purchaser" in holder.roles:
        notes += _defaults(holder)
    name = _company(holder, holder.match.certain).name
    return Thing(holder.option, "party", name, options, doubt, holder.roles, tuple(notes))


def _defaults(purchaser: RoleHolder) -> list[str]:
    """Say which roles it was given because the sale names nobody in them."""
    named = (("ultimate consignee", "consignee"), ("end user", "end_user"))
    taken = [said for said, role in named if role in purchaser.roles - {*purchaser.options}]
    return [f"{purchaser.written} was taken as {' and '.join(taken)}."] if taken else []


def identity(holder: RoleHolder, lookalikes: list[Party]) -> Doubt:
    """Return the doubt which of the listed parties a company is, or none of them."""
    names = [party.name for party in lookalikes]
    close = {hit.party.id: hit for hit in holder.match.possible}
    why = "; ".join(
        f"{party.name} is listed as “{close[party.id].alias}”, agreeing in "
        f"{', '.join(close[party.id].agreed)}, score {close[party.id].score:.0f}"
        for party in lookalikes
    )
    ask = f"Is {holder.written} the same company as {' or '.join(names)}? ({why})"
    return Doubt(f"{holder.option}.identity", ask, answers=(*names, "another company"))


def _lookalikes(
    sale: Sale,
    holder: RoleHolder,
    parent: RoleHolder | None,
    notes: list[str],
    records: Records,
) -> list[Party]:
    """Return the listed parties that the name may mean.

    A subsidiary bears its parent's name. Where that is all that agrees, it says whose company
    it is, not which; that is an assumption, and is printed.
    """
    found = []
    for hit in holder.match.possible:
        if not hit.party.burdened(sale.on):
            continue
        if (
            parent
            and _alone_of_its_group(hit.party, parent, records)
            and _only_the_family_name_agrees(holder.written, hit, parent)
        ):
            notes.append(
                f"{holder.written} resembles {hit.party.name}, which is listed. It was taken to be "
                f"another company, because the order names it as a subsidiary of "
                f"{parent.written}, with which it shares that name."
            )
        else:
            found.append(hit.party)
    return found


def _only_the_family_name_agrees(written: str, hit: Possible, parent: RoleHolder) -> bool:
    """Tell whether a name agrees with a listed one in its parent's name only, and adds to it."""
    family = set(read(parent.written).words)
    if parent.match.certain:
        family |= parent.match.certain.words
    words = set(read(written).words)
    listed = hit.party.words
    agreed = {*hit.agreed, *((words & listed) - generic_words())}
    added = {word for word in words - family if not get_close_matches(word, listed, 1, 0.8)}
    return agreed <= family and bool(added)


def _alone_of_its_group(party: Party, parent: RoleHolder, records: Records) -> bool:
    """Tell whether a party is the parent itself, or the only listed company of its group.

    Where several companies of a group are listed under names like its own, a new one may be
    another of them.
    """
    kin = records.family(party)
    others = (other for other in kin if other is not party and other.burdened(records.on))
    return party is parent.match.certain or not any(others)
