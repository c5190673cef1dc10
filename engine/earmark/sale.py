"""What a sale is: who buys what, for where, on which day, as the user states it.

Nothing is looked up here. Names, places and models stay as written until they are resolved.
The fields are the options of ``earmark check``; their descriptions are its help.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from earmark.schema import ACTS

NAME_LIMIT: Final = 500
"""Longest name of a party, chip or place, in characters."""

FIRST_DAY: Final = date(2019, 1, 1)
"""The record of the law begins here; earlier sales cannot be screened."""

LAST_DAY: Final = date(2099, 12, 31)

PROCESSING: Final = (
    "tpp",
    "die_area",
    "performance_density",
    "transfer_rate",
    "memory_bandwidth",
    "data_centre",
    "nonplanar",
)
"""Fields that only a processor has, not the memory that it works with."""

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_ECCN: Final = re.compile(r"([0-9][A-Ea-e][0-9]{3})((?:\.[A-Za-z0-9]{1,4}){0,8})")
_MOST: Final = 10_000_000
_NOBODY: Final = frozenset(
    (
        *("na", "nan", "nil", "none", "null", "tba", "tbc", "tbd", "tbdtbd", "unknown"),
        *("noname", "notapplicable", "notavailable", "notknown", "blank", "confidential"),
        *("tobeannounced", "tobeconfirmed", "tobedetermined", "various", "variouscustomers"),
        *("unknowncompany", "unknowncustomer", "unknownbuyer", "unknownenduser", "unknownparty"),
        *("asabove", "ditto", "same", "sameasabove", "sameasbuyer", "sameascustomer", "seeabove"),
        *("无", "未知", "不详", "待定"),
    )
)
"""What is written where no name is known. Taken for a company it would be one on no list."""

_LONGEST_NOBODY: Final = 20
_NO_TEXT: Final = {"Cc": "a control character", "Cs": "a byte that is not UTF-8"}


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"is {str(value)[:40]!r}; text is expected")
    if len(value) > NAME_LIMIT:
        raise ValueError(f"has {len(value):,} characters; at most {NAME_LIMIT} are expected")
    for place, character in enumerate(value, 1):
        what = _NO_TEXT.get(unicodedata.category(character))
        if what:
            raise ValueError(f"has {what} (U+{ord(character):04X}) at character {place}")
    if not any(unicodedata.category(character)[0] in "LN" for character in value):
        raise ValueError(f"is {value[:40]!r}; a name with at least one letter or digit is expected")
    return value.strip()


def names_nobody(name: str) -> bool:
    """Tell whether a name only says that there is none: "N/A", "tbd"."""
    if len(name) > _LONGEST_NOBODY:
        return False
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, folded)) in _NOBODY


def _company(value: object) -> str:
    name = _name(value)
    if names_nobody(name):
        raise ValueError(f"is {name!r}, which names nobody; name the company, or state none")
    return name


def _figure(value: object) -> Decimal:
    text = str(value).strip()
    if isinstance(value, bool) or len(text) > 40 or not _DECIMAL.fullmatch(text):
        raise ValueError(f"is {text[:40]!r}; a plain decimal such as 4992 or 5.92 is expected")
    number = Decimal(text)
    if not 0 < number <= _MOST:
        raise ValueError(f"is {text}; a figure above 0 and up to {_MOST:,} is expected")
    if number != round(number, 4):
        raise ValueError(f"is {text}; at most four decimals are expected, and none is rounded")
    return number


def _eccn(value: object) -> str:
    text = str(value).strip()
    found = _ECCN.fullmatch(text)
    if found:
        return found[1].upper() + found[2].lower()
    if text.upper() != "EAR99":
        raise ValueError(f"is {text[:40]!r}; an ECCN such as 3A090.a or EAR99 is expected")
    return "EAR99"


def _count(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < 1:
        raise ValueError(f"is {text[:40]!r}; a whole number from 1 to 999,999,999 is expected")
    return int(text)


def _day(value: object) -> date:
    if isinstance(value, str):
        if not _ISO_DAY.fullmatch(value):
            raise ValueError(f"is {value[:40]!r}; a date such as 2023-11-17 is expected")
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"is {value!r}, which is not a day of the calendar") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"is {str(value)[:40]!r}; a date such as 2023-11-17 is expected")
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(f"is {value}; a day from {FIRST_DAY} to {LAST_DAY} is expected")
    return value


Name = Annotated[str, BeforeValidator(_name)]
Company = Annotated[str, BeforeValidator(_company)]
Figure = Annotated[Decimal, BeforeValidator(_figure)]
Eccn = Annotated[str, BeforeValidator(_eccn)]
Count = Annotated[int, BeforeValidator(_count)]
Day = Annotated[date, BeforeValidator(_day)]

_OWN = "Where the {} is headquartered; also its ultimate parent, unless stated."
_AT = "The address of the {}; compared with the addresses on the lists."
_PARENT = "Where the ultimate parent of the {} is headquartered."


class Sale(BaseModel):
    """One proposed transaction. Fields are the options of ``earmark check``.

    ``buyer`` is the customer; where it buys through a company of its own, that is the
    ``subsidiary``. ``tpp`` is in TPP, ``die_area`` in mm², rates and bandwidths in GB/s. A role's
    ``…_hq`` states its headquarters and, unless ``…_parent_hq`` is given, its ultimate
    parent's. Raises ``pydantic.ValidationError`` for what cannot be a sale.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    buyer: Company = Field(description="The customer.")
    chip: Name = Field(description="The chip: model name or part number.")
    destination: Name = Field(description="The country of ultimate destination.")
    on: Day = Field(default_factory=date.today, description="The day of the sale (today).")
    ship_from: Name = Field(default="US", description="The country it ships from (US).")
    kind: Literal["export", "reexport", "transfer", "cloud"] | None = Field(
        default=None, description="export, reexport, transfer or cloud (follows from the places)."
    )
    quantity: Count | None = Field(default=None, description="How many; no rule asks.")
    end_use: Literal["civil", "military", "supercomputer", "unknown"] | None = Field(
        default=None, description="civil (assumed), military, supercomputer or unknown."
    )

    subsidiary: Company | None = Field(
        default=None, description="The buyer's own company through which it buys."
    )
    intermediate_consignee: Company | None = Field(
        default=None, description="Who receives it on the way."
    )
    consignee: Company | None = Field(
        default=None, description="The ultimate consignee (the purchaser)."
    )
    end_user: Company | None = Field(default=None, description="Who will use it (the purchaser).")
    seller: Company | None = Field(default=None, description="Who sells; matters under letters.")

    buyer_hq: Name | None = Field(default=None, description=_OWN.format("buyer"))
    buyer_parent_hq: Name | None = Field(default=None, description=_PARENT.format("buyer"))
    subsidiary_hq: Name | None = Field(
        default=None, description="Where the subsidiary itself is headquartered."
    )
    subsidiary_parent_hq: Name | None = Field(
        default=None, description="Where its ultimate parent is, where that is not the buyer."
    )
    intermediate_consignee_hq: Name | None = Field(
        default=None, description=_OWN.format("intermediate consignee")
    )
    intermediate_consignee_parent_hq: Name | None = Field(
        default=None, description=_PARENT.format("intermediate consignee")
    )
    consignee_hq: Name | None = Field(default=None, description=_OWN.format("consignee"))
    consignee_parent_hq: Name | None = Field(default=None, description=_PARENT.format("consignee"))
    end_user_hq: Name | None = Field(default=None, description=_OWN.format("end user"))
    end_user_parent_hq: Name | None = Field(default=None, description=_PARENT.format("end user"))

    buyer_address: Name | None = Field(default=None, description=_AT.format("buyer"))
    subsidiary_address: Name | None = Field(default=None, description=_AT.format("subsidiary"))
    intermediate_consignee_address: Name | None = Field(
        default=None, description=_AT.format("intermediate consignee")
    )
    consignee_address: Name | None = Field(default=None, description=_AT.format("consignee"))
    end_user_address: Name | None = Field(default=None, description=_AT.format("end user"))

    tpp: Figure | None = Field(default=None, description="Total processing performance.")
    die_area: Figure | None = Field(
        default=None, description="Area of the dies on a non-planar node, in mm²."
    )
    performance_density: Figure | None = Field(
        default=None, description="TPP per mm², where the die area is not given."
    )
    transfer_rate: Figure | None = Field(
        default=None, description="Aggregate bidirectional transfer rate, in GB/s."
    )
    data_centre: bool | None = Field(
        default=None, description="Whether it is designed or marketed for data centres."
    )
    memory_bandwidth: Figure | None = Field(
        default=None, description="Total DRAM bandwidth, in GB/s."
    )
    memory_bandwidth_density: Figure | None = Field(
        default=None, description="Of a memory stack: bandwidth over its area, in GB/s/mm²."
    )
    eccn: Eccn | None = Field(
        default=None, description="The ECCN that the maker or seller gives the item."
    )
    nonplanar: bool | None = Field(
        default=None, description="Whether any logic die is on a non-planar (FinFET or later) node."
    )
    designer: Company | None = Field(default=None, description="Who designed the chip.")
    designer_hq: Name | None = Field(
        default=None, description="Where the chip's designer is headquartered."
    )

    purchase_order: bool = Field(default=False, description=f"Done: {ACTS['purchase_order']}.")
    nac_notice: bool = Field(default=False, description=f"Done: {ACTS['nac_notice']}.")
    hbm_conditions: bool = Field(default=False, description=f"Done: {ACTS['hbm_conditions']}.")
    other_exception: bool = Field(default=False, description=f"Done: {ACTS['other_exception']}.")
    uae_approved: bool = Field(default=False, description=f"So: {ACTS['uae_approved']}.")
    foundry_attestation: bool = Field(
        default=False, description=f"Done: {ACTS['foundry_attestation']}."
    )
    general_licence: bool = Field(default=False, description=f"So: {ACTS['general_licence']}.")

    @model_validator(mode="after")
    def _consistent(self) -> Sale:
        found = conflicts(self.model_dump(exclude_none=True))
        if found:
            raise ValueError("; ".join(found))
        return self

    @property
    def acts(self) -> frozenset[str]:
        """The acts that the seller states as done."""
        return frozenset(name for name in ACTS if getattr(self, name))


def conflicts(stated: Mapping[str, object]) -> list[str]:
    """Return what cannot stand together among the fields that a sale states."""
    found = []
    if "die_area" in stated and "performance_density" in stated:
        found.append(
            "die_area and performance_density were both given: each follows from the other"
        )
    found += [
        f"{field} was given although nonplanar is denied"
        for field in ("die_area", "performance_density")
        if field in stated and stated.get("nonplanar") is False
    ]
    found += [
        f"memory_bandwidth_density and {field} were both given: memory has the one, a processor "
        "the other"
        for field in PROCESSING
        if field in stated and "memory_bandwidth_density" in stated
    ]
    for role in ("subsidiary", "intermediate_consignee", "consignee", "end_user"):
        found += [
            f"{field} was given without {role}"
            for field in (f"{role}_hq", f"{role}_parent_hq", f"{role}_address")
            if field in stated and role not in stated
        ]
    return found


ANY_SALE: Final = {"buyer": "A", "chip": "A", "destination": "US"}
"""What every sale states: stands in where only the rest of one is looked at."""
