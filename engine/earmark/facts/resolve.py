"""From a sale as stated to the things that judges see: chip, parties and the sale itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from earmark.errors import Fault, UsageError
from earmark.facts.chip_given import Given
from earmark.facts.chips import resolve_chip
from earmark.facts.companies import companies
from earmark.facts.countries import country, country_name, unsure_groups
from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.parties import registry
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import FIRST_DAY, Sale
from earmark.schema import ACTS, FIELDS, with_article

_SELLER, _FOUNDRY = "sale.seller", "sale.seller_is_foundry"

NOT_SCREENED = (
    "Only the parties shipped with Earmark were screened ({parties} of them, as of {as_of}). "
    "The full Consolidated Screening List was NOT: a name without a match is not cleared."
)


ADDRESSES = "Addresses, and the Unverified List, were not screened."


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
    chip = resolve_chip(sale.chip, _given(sale))
    parties = companies(sale)
    itself = _sale_thing(sale)
    lists = tuple(registry().lists())
    caveats = (
        NOT_SCREENED.format(**lists[0]),
        *(note for thing in (chip, *parties, itself) for note in thing.notes),
        *_on_places((*parties, itself), sale.on),
        ADDRESSES,
    )
    return Matter((chip, *parties, itself), tuple(dict.fromkeys(caveats)), lists)


def _on_places(things: Iterable[Thing], on: date) -> Iterator[str]:
    """Say which of the places that count are in a country group with low confidence only."""
    for thing in things:
        for option in thing.options:
            for path in ("sale.destination", OWN, PARENT):
                known = option.values.get(path)
                if isinstance(known, str):
                    yield from unsure_groups(known, on)


def _given(sale: Sale) -> Given:
    """Return what the sale states about the chip."""
    return Given(
        tpp=sale.tpp,
        die_area=sale.die_area,
        performance_density=sale.performance_density,
        transfer_rate=sale.transfer_rate,
        memory_bandwidth=sale.memory_bandwidth,
        memory_bandwidth_density=sale.memory_bandwidth_density,
        data_centre=sale.data_centre,
        nonplanar=sale.nonplanar,
        designer=sale.designer,
        designer_country=country(sale.designer_hq, sale.on) if sale.designer_hq else None,
        eccn=sale.eccn,
    )


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
        **_seller(sale),
        **{f"sale.{act}": act in sale.acts for act in ACTS},
    }
    return Thing("sale", "sale", "the sale", (Facts(values),), notes=tuple(notes))


def _kind(sale: Sale, origin: str, destination: str) -> str:
    follows = "transfer" if origin == destination else "export" if origin == "US" else "reexport"
    if sale.kind is None or sale.kind in (follows, "cloud"):
        return sale.kind or follows
    places = f"from {country_name(origin)} to {country_name(destination)}"
    message = f"kind is {sale.kind!r}, but {places} is {with_article(follows)}"
    raise UsageError(Fault("kind-contradicts-places", message, hint="leave the kind out"))


def _end_use(sale: Sale) -> Known:
    if sale.end_use == "unknown":
        field = FIELDS["sale.end_use"]
        return Doubt("end_use", field.ask, frozenset({field.path}))
    return sale.end_use or "civil"


def _seller(sale: Sale) -> dict[str, Known]:
    """Return who sells, and whether that is a foundry; where no one is named, it is none.

    Only sellers that the law tells apart are worth a doubt. Whether a company that resembles a
    foundry is one is asked on its own: a plant of TSMC is a foundry and yet another company.
    """
    if sale.seller is None:
        asked = Doubt("seller", FIELDS[_SELLER].ask, frozenset({_SELLER}))
        return {_SELLER: asked, _FOUNDRY: False}
    match = registry().find(sale.seller)
    if match.certain:
        return {_SELLER: match.certain.name, _FOUNDRY: bool(match.certain.foundry)}
    like = [hit.party for hit in match.possible if hit.party.status == "seller"]
    foundries = [hit.party.name for hit in match.possible if hit.party.foundry]
    seller: Known = sale.seller
    foundry: Known = False
    if like:
        names = dict.fromkeys((*(party.name for party in like), sale.seller))
        ask = f"Is the seller {sale.seller} the same as {like[0].name}?"
        seller = Doubt("seller", ask, frozenset({_SELLER}), among=tuple(names))
    if foundries:
        ask = (
            f"Does the seller {sale.seller} make or package chips for others, as "
            f"{' or '.join(foundries)} does? If so, name that company as the seller."
        )
        foundry = Doubt("seller_is_foundry", ask, frozenset({_FOUNDRY}))
    return {_SELLER: seller, _FOUNDRY: foundry}
