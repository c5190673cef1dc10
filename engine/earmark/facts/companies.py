"""The companies of a sale as things: who each may be, and what is known of each.

A name that may mean a listed party is a doubt: it is that party, or another company. What is known
of the subsidiary that the order names hangs on who its buyer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from earmark.facts.headquarters import headquarters, parent_of_subsidiary
from earmark.facts.ownership import Company, ownership
from earmark.facts.parties import Party, Possible, registry
from earmark.facts.party_facts import approved_with, fact_sources, party_facts
from earmark.facts.roles import RoleHolder, role_holders
from earmark.facts.spelling import GENERIC, read
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import Sale


@dataclass(frozen=True, slots=True)
class _Above:
    """The buyer of a subsidiary that the order names, and which companies it may be.

    ``doubt`` tells them apart, if there are several; ``seat`` is where its ultimate parent sits.
    """

    holder: RoleHolder
    seat: Known
    companies: tuple[Company, ...]
    doubt: Doubt | None


def companies(sale: Sale) -> list[Thing]:
    """Return the companies of a sale, each once, the purchaser first."""
    holders = role_holders(sale)
    parent = next((holder for holder in holders if "parent" in holder.roles), None)
    above = _above(sale, parent) if parent else None
    return [
        _party_thing(sale, one, above if "purchaser" in one.roles and one is not parent else None)
        for one in holders
    ]


def _above(sale: Sale, buyer: RoleHolder) -> _Above:
    party = buyer.match.certain
    name = party.name if party else buyer.written
    on_file = party_facts(party, buyer.written, sale.on)
    seat = parent_of_subsidiary(headquarters(sale, buyer.options, name, on_file)[0])
    parties, doubt = _alternatives(sale, buyer, None, [])
    return _Above(buyer, seat, tuple(_company(buyer, one) for one in parties), doubt)


def _company(holder: RoleHolder, party: Party | None) -> Company:
    return Company(holder.option, party.name if party else holder.written, party)


def _alternatives(
    sale: Sale, holder: RoleHolder, above: _Above | None, notes: list[str]
) -> tuple[list[Party | None], Doubt | None]:
    """Return whom a company's name may mean, and the doubt that tells them apart, if any."""
    party = holder.match.certain
    lookalikes = [] if party else _lookalikes(sale, holder, above.holder if above else None, notes)
    return [*lookalikes, party], identity(holder, lookalikes) if lookalikes else None


def _party_thing(sale: Sale, holder: RoleHolder, above: _Above | None) -> Thing:
    """Return a company of the sale; ``above`` is set for the subsidiary that the order names."""
    notes: list[str] = []
    parties, doubt = _alternatives(sale, holder, above, notes)
    owners = above.companies if above else ()
    ways = [(party, owners) for party in parties]
    if above and above.doubt and not doubt:
        # What is known of the subsidiary hangs on who the buyer is: one question for both.
        ways, doubt = [(parties[0], (owner,)) for owner in owners], above.doubt

    def facts(party: Party | None, buyers: tuple[Company, ...]) -> Facts:
        company = _company(holder, party)
        values = party_facts(party, holder.written, sale.on)
        if len(buyers) == 1 and approved_with(buyers[0].party, party, sale.on):
            values["party.uae_approved"] = True
        seat = above.seat if above else None
        seats, doubts = headquarters(sale, holder.options, company.name, values, seat)
        notes.extend(doubts)
        owned = ownership(company, sale.on, buyers)
        sources = fact_sources(party, sale.on) if party else {}
        return Facts({**values, **seats, **owned.values}, {**sources, **owned.sources})

    options = tuple(facts(party, buyers) for party, buyers in ways)
    if above:
        notes.append(
            f"{holder.written} was taken to be owned at least half by {above.holder.written}: "
            "the order says that the one buys for the other."
        )
    if "purchaser" in holder.roles:
        notes += _defaults(sale, holder.written)
    name = _company(holder, holder.match.certain).name
    return Thing(holder.option, "party", name, options, doubt, holder.roles, tuple(notes))


def _defaults(sale: Sale, purchaser: str) -> list[str]:
    taken = [
        role
        for role, stated in (("ultimate consignee", sale.consignee), ("end user", sale.end_user))
        if stated is None
    ]
    return [f"{purchaser} was taken as {' and '.join(taken)}."] if taken else []


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
    sale: Sale, holder: RoleHolder, parent: RoleHolder | None, notes: list[str]
) -> list[Party]:
    """Return the listed parties that the name may mean.

    A subsidiary bears its parent's name. Where that is all that agrees, it says whose company
    it is, not which; that is an assumption, and is printed.
    """
    found = []
    for hit in holder.match.possible:
        if not hit.party.restrictions(sale.on):
            continue
        if (
            parent
            and _alone_of_its_group(hit.party, parent, sale.on)
            and _only_the_family_name_agrees(holder.written, hit, parent)
        ):
            notes.append(
                f"{holder.written} resembles the listed {hit.party.name}. It was taken to be "
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
    agreed = {*hit.agreed, *((words & listed) - GENERIC)}
    added = {word for word in words - family if not get_close_matches(word, listed, 1, 0.8)}
    return agreed <= family and bool(added)


def _alone_of_its_group(party: Party, parent: RoleHolder, on: date) -> bool:
    """Tell whether a party is the parent itself, or the only listed company of its group.

    Where several companies of a group are listed under names like its own, a new one may be
    another of them.
    """
    kin = registry().family(party)
    others = (other for other in kin if other is not party and other.restrictions(on))
    return party is parent.match.certain or not any(others)
