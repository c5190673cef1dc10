"""From a sale as stated to the things that judges see: chip, parties and the sale itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from earmark.errors import Fault, UsageError
from earmark.facts.chip_given import Given
from earmark.facts.chips import chips, resolve_chip
from earmark.facts.companies import companies
from earmark.facts.countries import country, country_name, unsure_groups
from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.parties import Registry
from earmark.facts.places_in_doubt import with_doubts
from earmark.facts.records import Records
from earmark.facts.roles import named_in
from earmark.facts.shipped import registry
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import FIRST_DAY, Sale
from earmark.schema import ACTS, FIELDS, with_article

_SELLER, _FOUNDRY = "sale.seller", "sale.seller_is_foundry"
_PRESUMED_SINCE = date(2025, 1, 16)

ADDRESSES = "No address was stated for {}: none was compared with those on the lists."
NO_ADDRESSES = "Addresses were not screened: none on the lists are on file."


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything a sale is judged on: its things, the sale last, and what was assumed.

    ``not_screened`` tells which lists were not asked about its parties.
    """

    things: tuple[Thing, ...]
    not_screened: tuple[str, ...]
    caveats: tuple[str, ...]
    lists: tuple[Mapping[str, object], ...]


def resolve(sale: Sale, known: Registry | None = None) -> Matter:
    """Resolve every name, place and model of a sale.

    ``known`` is the registry of parties, the shipped one where none is given.

    Raises :class:`UsageError` for a place that is no country, or a kind of sale that the two
    places contradict. A name or model that is not known is no error: it is a doubt.
    """
    records = Records(known or registry(), sale.on)
    chip, parties, itself = chip_of(sale), parties_of(sale, records), itself_of(sale, records)
    lists = tuple(records.registry.lists())
    caveats = (
        *(note for thing in (chip, *parties, itself) for note in thing.notes),
        *_on_places((*parties, itself), sale.on),
        *_on_foundries(sale, chip, itself),
        _on_addresses(sale, records),
    )
    not_screened = records.registry.not_screened(sale.on)
    said = tuple(dict.fromkeys(caveat for caveat in caveats if caveat))
    return Matter((chip, *parties, itself), not_screened, said, lists)


def chip_of(sale: Sale) -> Thing:
    """Return the chip of a sale."""
    return resolve_chip(sale.chip, _given(sale))


def parties_of(sale: Sale, records: Records) -> list[Thing]:
    """Return the companies of a sale, the purchaser first."""
    return [with_doubts(party, sale.on) for party in companies(sale, records)]


def itself_of(sale: Sale, records: Records) -> Thing:
    """Return what is known of a sale besides its chip and its companies.

    Raises :class:`UsageError` as :func:`resolve` does.
    """
    return with_doubts(_sale_thing(sale, records), sale.on)


def _on_addresses(sale: Sale, records: Records) -> str:
    """Say which addresses were not compared with those on the lists."""
    if not records.registry.has_addresses:
        return NO_ADDRESSES
    named = named_in(sale).items()
    missing = [name for option, name in named if not getattr(sale, f"{option}_address")]
    return ADDRESSES.format(", ".join(dict.fromkeys(missing))) if missing else ""


def _on_places(things: Iterable[Thing], on: date) -> Iterator[str]:
    """Say which of the places that count are in a country group with low confidence only."""
    for thing in things:
        for option in thing.options:
            for path in ("sale.destination", OWN, PARENT):
                known = option.values.get(path)
                if isinstance(known, str):
                    yield from unsure_groups(known, on)


def _on_foundries(sale: Sale, chip: Thing, itself: Thing) -> Iterator[str]:
    """Say that the seller was taken for no foundry, of logic that is not on file as a product."""
    values = itself.options[0].values
    tabled = {one.name for one in chips()}
    logic = (one.values for one in chip.options if one.values["chip.tpp"] is not None)
    new = any(one["chip.name"] not in tabled for one in logic)
    exported = values["sale.destination"] != "US" and sale.kind != "cloud"
    if new and exported and values[_FOUNDRY] is False and sale.on >= _PRESUMED_SINCE:
        yield (
            f"{sale.seller or 'The seller, who was not named,'} was taken neither to make nor to "
            "package chips for others. One who does must presume advanced logic to be ECCN 3A090.a "
            "(Note 1 to 3A090.a)."
        )


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


def _sale_thing(sale: Sale, records: Records) -> Thing:
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
        **_seller(sale, records),
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


def _seller(sale: Sale, records: Records) -> dict[str, Known]:
    """Return who sells, and whether that is a foundry; where no one is named, it is none.

    Only sellers that the law tells apart are worth a doubt. Whether a company that resembles a
    foundry is one is asked on its own: a plant of TSMC is a foundry and yet another company.
    """
    if sale.seller is None:
        asked = Doubt("seller", FIELDS[_SELLER].ask, frozenset({_SELLER}))
        return {_SELLER: asked, _FOUNDRY: False}
    match = records.find(sale.seller)
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
