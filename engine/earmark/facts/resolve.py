"""From a sale as stated to the things that judges see: chip, parties and the sale itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from earmark.errors import Fault, UsageError
from earmark.facts.chips import resolve_chip
from earmark.facts.countries import country, country_name
from earmark.facts.headquarters import headquarters, parent_of_subsidiary
from earmark.facts.parties import Party, Possible, fact_sources, party_facts, registry
from earmark.facts.roles import RoleHolder, role_holders
from earmark.facts.spelling import GENERIC, read
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import FIRST_DAY, Sale
from earmark.schema import ACTS, FIELDS

NOT_SCREENED = (
    "Only the parties shipped with Earmark were screened ({parties} of them, as of {as_of}). "
    "The full Consolidated Screening List was NOT: a name without a match is not cleared."
)


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything a sale is judged on: its things, the sale last, and what was assumed."""

    things: tuple[Thing, ...]
    caveats: tuple[str, ...]
    lists: tuple[Mapping[str, object], ...]


def resolve(sale: Sale) -> Matter:
    """Resolve every name, place and model of a sale.

    Raises :class:`UsageError` for a place that is no country, or a kind of sale that the two
    places contradict. A name or model that is not known is no error: it is a doubt.
    """
    chip = resolve_chip(
        sale.chip,
        tpp=sale.tpp,
        die_area=sale.die_area,
        performance_density=sale.performance_density,
        transfer_rate=sale.transfer_rate,
        data_centre=sale.data_centre,
        designer=sale.designer,
        designer_country=country(sale.designer_hq, sale.on) if sale.designer_hq else None,
        nonplanar=sale.nonplanar,
    )
    parties = _parties(sale)
    itself = _sale_thing(sale)
    lists = tuple(registry().lists())
    caveats = (
        NOT_SCREENED.format(**lists[0]),
        *(note for thing in (chip, *parties, itself) for note in thing.notes),
    )
    return Matter((chip, *parties, itself), tuple(dict.fromkeys(caveats)), lists)


# -- parties ---------------------------------------------------------------------------------


def _parties(sale: Sale) -> list[Thing]:
    holders = role_holders(sale)
    parent = next((holder for holder in holders if "parent" in holder.roles), None)
    above = _facts_above(sale, parent) if parent else None
    return [_party_thing(sale, holder, parent, above) for holder in holders]


def _facts_above(sale: Sale, parent: RoleHolder) -> Known:
    party = parent.match.certain
    name = party.name if party else parent.written
    on_file = party_facts(party, parent.written, sale.on)
    return parent_of_subsidiary(headquarters(sale, parent.options, name, on_file)[0])


def _party_thing(sale: Sale, holder: RoleHolder, parent: RoleHolder | None, above: Known) -> Thing:
    notes: list[str] = []
    below = parent is not None and "purchaser" in holder.roles and holder is not parent

    def facts(party: Party | None) -> Facts:
        values = dict(party_facts(party, holder.written, sale.on))
        name = party.name if party else holder.written
        seats, doubts = headquarters(sale, holder.options, name, values, above if below else None)
        notes.extend(doubts)
        return Facts({**values, **seats}, fact_sources(party, sale.on) if party else {})

    party = holder.match.certain
    lookalikes = [] if party else _lookalikes(sale, holder, parent if below else None, notes)
    options = (*(facts(lookalike) for lookalike in lookalikes), facts(party))
    doubt = _identity(holder, lookalikes) if lookalikes else None
    if below and parent is not None:
        notes.append(
            f"{holder.written} was taken to be owned at least half by {parent.written}: "
            "the order says that the one buys for the other."
        )
    if "purchaser" in holder.roles:
        notes += _defaults(sale, holder.written)
    return Thing(
        holder.option,
        "party",
        party.name if party else holder.written,
        options,
        doubt,
        holder.roles,
        tuple(notes),
    )


def _defaults(sale: Sale, purchaser: str) -> list[str]:
    taken = [
        role
        for role, stated in (("ultimate consignee", sale.consignee), ("end user", sale.end_user))
        if stated is None
    ]
    return [f"{purchaser} was taken as {' and '.join(taken)}."] if taken else []


def _identity(holder: RoleHolder, lookalikes: list[Party]) -> Doubt:
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
        facts = party_facts(hit.party, holder.written, sale.on)
        if facts["party.on_entity_list"] is not True:
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
    others = (other for other in kin if other is not party and other.listing(on))
    return party is parent.match.certain or not any(others)


# -- the sale itself -------------------------------------------------------------------------


def _sale_thing(sale: Sale) -> Thing:
    destination, origin = country(sale.destination, sale.on), country(sale.ship_from, sale.on)
    notes = []
    if "ship_from" not in sale.model_fields_set:
        notes.append("It was taken to ship from the United States.")
    if sale.end_use is None:
        notes.append(
            "No end use was stated: civil was assumed. The seller has a duty to ask "
            "(Supp. 3 to 15 CFR part 732)."
        )
    if origin != "US" != destination:
        notes.append(
            "An item that ships from abroad was taken to be subject to the EAR, as of US origin or "
            "as a foreign direct product; de minimis content was not computed (15 CFR 734.4)."
        )
    if destination != country(sale.destination, FIRST_DAY):
        notes.append("Hong Kong counts as China under the EAR since 2020-12-23.")
    values: dict[str, Known] = {
        "sale.destination": destination,
        "sale.ship_from": origin,
        "sale.kind": _kind(sale, origin, destination),
        "sale.end_use": _end_use(sale),
        "sale.seller": _seller(sale),
        **{f"sale.{act}": act in sale.acts for act in ACTS},
    }
    return Thing("sale", "sale", "the sale", (Facts(values),), notes=tuple(notes))


def _kind(sale: Sale, origin: str, destination: str) -> str:
    follows = "transfer" if origin == destination else "export" if origin == "US" else "reexport"
    if sale.kind is None or sale.kind in (follows, "cloud"):
        return sale.kind or follows
    places = f"from {country_name(origin)} to {country_name(destination)}"
    message = f"kind is {sale.kind!r}, but {places} is a {follows}"
    raise UsageError(Fault("kind-contradicts-places", message, hint="leave the kind out"))


def _end_use(sale: Sale) -> Known:
    if sale.end_use == "unknown":
        field = FIELDS["sale.end_use"]
        return Doubt("end_use", field.ask, frozenset({field.path}))
    return sale.end_use or "civil"


def _seller(sale: Sale) -> Known:
    field = FIELDS["sale.seller"]
    if sale.seller is None:
        return Doubt("seller", field.ask, frozenset({field.path}))
    match = registry().find(sale.seller)
    if match.certain:
        return match.certain.name
    if match.possible:
        ask = f"Is the seller {sale.seller} the same as {match.possible[0].party.name}?"
        names = dict.fromkeys((*(hit.party.name for hit in match.possible), sale.seller))
        return Doubt("seller", ask, frozenset({field.path}), among=tuple(names))
    return sale.seller
