"""Every fact a rule may ask for: its type, its unit, and what its absence means.

A rule can name nothing that is not declared here; a template can print nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """The type of a fact."""

    NUMBER = "number"
    FLAG = "flag"
    COUNTRY = "country"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: ``thing.name``.

    ``ask`` is the question put to the user when the fact is unknown; it may name the thing
    as ``{name}``. A field without a question is always known or has a stated default.
    """

    thing: str
    name: str
    kind: Kind
    doc: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    ask: str = ""

    @property
    def path(self) -> str:
        """Return the name by which rules call the fact, such as ``chip.tpp``."""
        return f"{self.thing}.{self.name}"


KINDS_OF_SALE: Final = ("export", "reexport", "transfer", "cloud")
END_USES: Final = ("civil", "military", "supercomputer")
POLICIES: Final = (
    "policy of denial",
    "presumption of denial",
    "case by case",
    "presumption of approval",
)
"""Review policies of licence applications, strictest first."""

ACTS: Final = {
    "purchase_order": "a written purchase order is in hand",
    "nac_notice": "BIS was notified at least 25 calendar days before the shipment and did not "
    "answer that a licence is required",
}
"""What a seller can do to use a licence exception; not done until the sale says so."""

ROLES: Final = ("purchaser", "intermediate_consignee", "consignee", "end_user", "parent")
TRANSACTING: Final = frozenset(ROLES) - {"parent"}
"""The parties to a transaction (15 CFR 748.5(c)-(f)); a purchaser's parent is not one."""


_NUMBER, _FLAG, _COUNTRY = Kind.NUMBER, Kind.FLAG, Kind.COUNTRY
_CHOICE, _TEXT = Kind.CHOICE, Kind.TEXT

_CHIP: Final = (
    Field("chip", "name", _TEXT, "the model as resolved, or as the user wrote it"),
    Field("chip", "designer", _TEXT, "who designed the chip", ask="Who designed the chip {name}?"),
    Field(
        "chip",
        "designer_country",
        _COUNTRY,
        "where the designer is headquartered",
        ask="Where is the designer of {name} headquartered?",
    ),
    Field(
        "chip",
        "tpp",
        _NUMBER,
        "total processing performance: the largest dense TOPS times bit length, summed over "
        "the processing units of one integrated circuit (ECCN 3A090, technical notes)",
        unit="TPP",
        ask="What is the total processing performance (TPP) of {name}?",
    ),
    Field(
        "chip",
        "performance_density",
        _NUMBER,
        "TPP divided by the applicable die area (ECCN 3A090, technical notes); does not apply "
        "where no die is made on a non-planar node",
        unit="TPP/mm²",
        ask="What is the performance density of {name} (its TPP divided by the area in mm² of "
        "its dies made on a non-planar node)?",
    ),
    Field(
        "chip",
        "nonplanar",
        _FLAG,
        "whether any logic die is made on a non-planar (FinFET or later) node",
        ask="Is any logic die of {name} made on a non-planar node?",
    ),
    Field(
        "chip",
        "transfer_rate",
        _NUMBER,
        "aggregate bidirectional transfer rate over all inputs and outputs other than to "
        "volatile memory (ECCN 3A090 as of 2022)",
        unit="GB/s",
        ask="What is the aggregate bidirectional transfer rate of {name}, in GB/s, other than "
        "to volatile memory?",
    ),
    Field(
        "chip",
        "data_centre",
        _FLAG,
        "whether the maker designed or markets it for data centres (ECCN 3A090, note 2)",
        ask="Is {name} designed or marketed for data centres?",
    ),
)

_PARTY: Final = (
    Field("party", "name", _TEXT, "the party as resolved, or as the user wrote it"),
    Field(
        "party",
        "headquarters",
        _COUNTRY,
        "where the party itself is headquartered (the EAR does not define the word)",
        ask="Where is {name} headquartered?",
    ),
    Field(
        "party",
        "parent_headquarters",
        _COUNTRY,
        "where its ultimate parent is headquartered (the EAR does not define the words)",
        ask="Where is the ultimate parent of {name} headquartered?",
    ),
    Field("party", "on_entity_list", _FLAG, "named on the Entity List on the day of the sale"),
    Field("party", "entity_list_name", _TEXT, "the name under which it is listed"),
    Field("party", "entity_list_since", _TEXT, "the day from which it is listed"),
    Field(
        "party",
        "entity_list_policy",
        _CHOICE,
        "the licence review policy of its Entity List entry",
        choices=POLICIES,
    ),
    Field("party", "entity_list_notice", _TEXT, "the Federal Register notice of its entry"),
    Field("party", "on_ns_cmic_list", _FLAG, "named on the NS-CMIC list (securities only)"),
    Field("party", "on_1260h_list", _FLAG, "named on the section 1260H list (procurement only)"),
    Field(
        "party",
        "group_on_entity_list",
        _FLAG,
        "another company of its group is on the Entity List, though it is not itself",
    ),
    Field("party", "listed_relative", _TEXT, "the listed company of its group"),
)

_SALE: Final = (
    Field("sale", "destination", _COUNTRY, "the country of ultimate destination"),
    Field("sale", "ship_from", _COUNTRY, "the country from which the item ships"),
    Field("sale", "kind", _CHOICE, "what the sale is in law", choices=KINDS_OF_SALE),
    Field(
        "sale",
        "end_use",
        _CHOICE,
        "what the item will be used for",
        choices=END_USES,
        ask="What will the item be used for: civil, military or supercomputer?",
    ),
    Field("sale", "seller", _TEXT, "the company that sells", ask="Who sells?"),
    *(Field("sale", name, _FLAG, sentence) for name, sentence in ACTS.items()),
)

FIELDS: Final = {field.path: field for field in (*_CHIP, *_PARTY, *_SALE)}
THINGS: Final = ("chip", "party", "sale")
