"""Every fact a rule may ask for: its type, its unit, and what its absence means.

A rule can name nothing that is not declared here; a template can print nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS


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
    as ``{name}``. A field without a question is always known or has a stated default. A figure
    with a ``power`` runs to thirty digits: rules may write it as 1e25, and a judge that counts in
    64 bits is given it in units of ten to that power.
    """

    thing: str
    name: str
    kind: Kind
    doc: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    ask: str = ""
    power: int = 0

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


def strictest(policies: Iterable[str]) -> str:
    """Return the strictest review policy; one that is not on file counts as unstated, last."""
    rank: Mapping[str, int] = {policy: index for index, policy in enumerate(POLICIES)}
    return min(policies, key=lambda policy: rank.get(policy, len(rank)), default="")


ACTS: Final = {
    "purchase_order": "a written purchase order is in hand",
    "nac_notice": "BIS was notified at least 25 calendar days before the shipment and did not "
    "answer that a licence is required",
    "hbm_conditions": "the further conditions of License Exception HBM are met: where the exporter "
    "is headquartered, who buys the memory, who packages it, what comes back and what is reported "
    "(15 CFR 740.25)",
    "other_exception": "the terms of License Exception RPL (15 CFR 740.10) or, for an agency of "
    "the United States Government, GOV (740.11(b)) are met",
    "uae_approved": "the ultimate consignee and every end user is an approved entity of the United "
    "Arab Emirates: an agency of its government, or named in Supp. 8 to 15 CFR part 740",
    "foundry_attestation": "the presumption for foundries is overcome by an attestation of Note 1 "
    "to ECCN 3A090.a: by an approved designer (through 2026-12-31 an authorised one), or of the "
    "transistor count where it is packaged outside Macau and Country Group D:5 or by an approved "
    "company; or it does not reach the chip, whose logic is planar and above the 16/14 nm node",
    "general_licence": "the temporary general licence for companies that listed parties own covers "
    "the transaction (Supp. 1 to 15 CFR part 736): it goes to a place of Country Group A:5 or A:6, "
    "or the company so owned is a joint venture with one headquartered there or in the United "
    "States, and its further terms are met",
}
"""What a seller can do to use a licence exception; not done until the sale says so."""

ROLES: Final = (
    *("purchaser", "intermediate_consignee", "consignee", "end_user", "parent"),
    "target",
)
TRANSACTING: Final = frozenset(ROLES) - {"parent", "target"}
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
    Field(
        "chip",
        "assembled",
        _FLAG,
        "whether it is sold on a board, in a module or in a computer (ECCN 4A090); no where a "
        "chip is not in the table",
    ),
    Field(
        "chip",
        "eccn",
        _TEXT,
        "the ECCN that the sale states for the item, down to the paragraph that matters: 3A090.b.2 "
        "is 3A090.b, 5A002.z.3.a is 5A002.z.a; empty where none is stated",
    ),
    Field("chip", "stated_eccn", _TEXT, "the same, as the sale states it"),
    Field(
        "chip",
        "memory_bandwidth",
        _NUMBER,
        "total DRAM bandwidth (Supp. 2 to 15 CFR part 748, paragraph (dd))",
        unit="GB/s",
        ask="What is the total DRAM bandwidth of {name}, in GB/s?",
    ),
    Field(
        "chip",
        "combined_bandwidth",
        _NUMBER,
        "total DRAM bandwidth and transfer rate added up (the letters of April 2025)",
        unit="GB/s",
        ask="What do the total DRAM bandwidth and the transfer rate of {name} add up to, in GB/s?",
    ),
    Field(
        "chip",
        "memory_bandwidth_density",
        _NUMBER,
        "bandwidth of a memory stack divided by the area of its package or stack (ECCN 3A090.c); "
        "does not apply to an item whose dominant function is processing",
        unit="GB/s/mm²",
        ask="What is the memory bandwidth density of {name}, in GB/s per mm² of its package?",
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
    Field("party", "on_meu_list", _FLAG, "named on the Military End-User List on that day"),
    Field(
        "party",
        "on_sdn_744_8",
        _FLAG,
        "a Specially Designated National under a programme of 15 CFR 744.8(a)(1) on that day",
    ),
    Field("party", "sdn_entry", _TEXT, "the words of that entry, with its notices"),
    Field("party", "on_other_sdn", _FLAG, "a Specially Designated National otherwise on that day"),
    Field("party", "other_sdn_entry", _TEXT, "the words of that entry, with its notices"),
    Field("party", "on_denied_persons_list", _FLAG, "subject to a denial order on that day"),
    Field("party", "denied_entry", _TEXT, "the words of that entry, with its notices"),
    Field("party", "on_unverified_list", _FLAG, "named on the Unverified List on that day"),
    Field("party", "unverified_entry", _TEXT, "the words of that entry, with its notices"),
    Field(
        "party",
        "on_isn_list",
        _FLAG,
        "under nonproliferation sanctions of the Department of State on that day",
    ),
    Field("party", "isn_entry", _TEXT, "the words of that entry, with its notices"),
    Field(
        "party",
        "uae_approved",
        _FLAG,
        "an approved entity of the United Arab Emirates (Supp. 8 to 15 CFR part 740) on that day",
    ),
    Field(
        "party",
        "owned_by_listed",
        _FLAG,
        "owned 50 percent or more, directly or indirectly, one by one or together, by parties on "
        "the Entity List, the Military End-User List or the SDN list (15 CFR 744.8(a)(1))",
        ask="Do listed parties own 50 percent or more of {name}, directly or indirectly?",
    ),
    Field("party", "listed_owner", _TEXT, "the listed parties known to own some of it"),
    Field("party", "owner_path", _TEXT, "how they own it: stake by stake, with dates and sources"),
    Field(
        "party",
        "owner_policy",
        _CHOICE,
        "the licence review policy of its listed owner, the strictest of several",
        choices=POLICIES,
    ),
    Field(
        "party",
        "owned_by_blocked",
        _FLAG,
        "owned 50 percent or more, directly or indirectly, one by one or together, by persons on "
        "the SDN List, whatever the programme",
        ask="Do blocked persons own 50 percent or more of {name}, directly or indirectly?",
    ),
    Field("party", "blocked_owner", _TEXT, "the blocked persons known to own some of it"),
    Field("party", "blocked_path", _TEXT, "how they own it: stake by stake, with sources"),
    Field("party", "on_ns_cmic_list", _FLAG, "named on the NS-CMIC list (securities only)"),
    Field(
        "party",
        "ns_cmic_barred",
        _FLAG,
        "its traded securities may no longer be bought: it is on the NS-CMIC list, and that for 60 "
        "days or more",
    ),
    Field("party", "ns_cmic_name", _TEXT, "the name under which the NS-CMIC list has it"),
    Field("party", "ns_cmic_since", _TEXT, "the day of its NS-CMIC listing"),
    Field("party", "ns_cmic_barred_from", _TEXT, "the day 60 days after that one"),
    Field(
        "party",
        "ns_cmic_relative",
        _TEXT,
        "another company of its group that is on the NS-CMIC list, where it is not itself",
    ),
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
    Field(
        "sale",
        "seller_is_foundry",
        _FLAG,
        "whether the seller named is on file as a front-end fabricator or as a packaging and test "
        "company (OSAT) that makes chips for others",
    ),
    *(Field("sale", name, _FLAG, sentence) for name, sentence in ACTS.items()),
)

_INVESTMENT: Final = (
    Field("investment", "investor", _TEXT, "who invests, as the user wrote it"),
    Field(
        "investment",
        "us_person",
        _FLAG,
        "whether the investor is a US person: a citizen or permanent resident, an entity organised "
        "under US law with its branches abroad, or anyone in the United States (31 CFR 850.229)",
        ask="Is {name} a US person: a citizen, a permanent resident, an entity organised under US "
        "law, or anyone in the United States?",
    ),
    Field(
        "investment",
        "instrument",
        _CHOICE,
        "what the investor gets",
        choices=tuple(INSTRUMENTS),
        ask="What does {name} get? (earmark invest --help says what each word means)",
    ),
    Field(
        "investment",
        "beyond_minority_rights",
        _FLAG,
        "whether it gives rights beyond the standard protections of a minority shareholder (31 CFR "
        "850.501(a)(2))",
        ask="Does the investment give {name} rights beyond the standard protections of a minority "
        "shareholder?",
    ),
    Field(
        "investment",
        "fund_limits",
        _FLAG,
        "whether the interest in the fund is of at most $2,000,000, or comes with a binding "
        "assurance that the capital goes into no such transaction (31 CFR 850.501(a)(1)(iii))",
        ask="Is the commitment to the fund at most $2,000,000, or is there a binding assurance "
        "that it goes into no prohibited or notifiable transaction?",
    ),
    Field(
        "investment",
        "other_exception",
        _FLAG,
        "whether another exception of 31 CFR 850.501(b) to (g), or an exemption under 850.502, "
        "applies",
    ),
    Field(
        "investment",
        "activity",
        _CHOICE,
        "what the target does, or the joint venture will do",
        choices=tuple(ACTIVITIES),
        ask="What does the target of {name} do? (earmark invest --help says what each word means)",
    ),
    Field(
        "investment",
        "ai_use",
        _CHOICE,
        "what its AI systems are for",
        choices=tuple(AI_USES),
        ask="What are the target's AI systems for? (earmark invest --help says what each word "
        "means)",
    ),
    Field(
        "investment",
        "training_operations",
        _NUMBER,
        "computing power that went into training its largest AI system, in operations, integer or "
        "floating-point",
        unit="operations",
        ask="How many operations went into training the target's largest AI system?",
        power=18,
    ),
    Field(
        "investment",
        "biological_data",
        _FLAG,
        "whether that system was trained on primarily biological sequence data",
        ask="Was the target's AI system trained on primarily biological sequence data?",
    ),
)

FIELDS: Final = {field.path: field for field in (*_CHIP, *_PARTY, *_SALE, *_INVESTMENT)}
THINGS: Final = ("chip", "party", "sale", "investment")

DEALS: Final = ("sale", "investment")
"""What is judged last, on the findings about all else. A rulebook is about one of the two."""


def with_article(thing: str) -> str:
    """Return a thing with its article: "a chip", "an investment"."""
    return f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"
