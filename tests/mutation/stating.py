"""From facts that were taken to a deal that states them, and to the text of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from earmark.investment import Investment
from earmark.matter import Value
from earmark.sale import PROCESSING, Sale
from earmark.schema import ACTS
from mutation.tables import (
    BELOW,
    CHIP,
    COMPANY,
    DAY,
    HOME,
    NEW_CHIP,
    NEW_COMPANY,
    NEW_SUBSIDIARY,
    SORT,
    on_file,
)
from mutation.world import Taken

Stated = dict[str, str | bool]
"""The fields of a deal."""

Block = tuple[frozenset[str], Taken]
"""A company: the roles that it fills, and its facts."""

_NEW: Final = {
    "buyer": NEW_COMPANY,
    "subsidiary": NEW_SUBSIDIARY,
    "intermediate_consignee": "Tailspin Freight",
    "consignee": "Fabrikam",
    "end_user": "Contoso Research",
    "target": "Fourth Coffee",
}
"""What a company in no table is called, by the option that names it."""

_ORDER: Final = ("parent", "purchaser", "intermediate_consignee", "consignee", "end_user", "target")
_OWN, _PARENT = "party.headquarters", "party.parent_headquarters"
_DENSITY: Final = "chip.performance_density"
_BY_OTHER_NAME: Final = {"us_person": "investor_us_person"}
_ONLY_AI: Final = ("ai_use", "training_operations", "biological_data")


@dataclass(frozen=True)
class Cell:
    """The facts of every thing of a deal, as far as some law asks for them."""

    day: date
    chip: Taken
    parties: tuple[Block, ...]
    itself: Taken
    deal: str

    @property
    def stated(self) -> Stated:
        """The deal in which things are so, field by field."""
        days = [date.fromisoformat(str(taken[DAY])) for _, taken in self.parties if DAY in taken]
        day = max([self.day, *days]).isoformat()
        parties = _parties(self.parties, self.deal)
        if self.deal == "investment":
            return {"investor": "Acme Fund", **parties, **_investment(self.itself), "on": day}
        return {**parties, **_chip(self.chip), **_sale(self.itself), "on": day}


def asked(stated: Stated, deal: str) -> Sale | Investment:
    """Return the deal that fields state. Raises ``pydantic.ValidationError``."""
    return (Sale if deal == "sale" else Investment).model_validate(stated)


# -- the chip --------------------------------------------------------------------------------


def _chip(taken: Taken) -> Stated:
    stated: Stated = {"chip": str(taken.get(CHIP, NEW_CHIP))}
    memory = taken.get(SORT) == "memory"
    fields = ("designer", "eccn", *(("memory_bandwidth_density",) if memory else PROCESSING))
    for field in fields:
        value = taken.get(f"chip.{field}")
        if value not in (None, ""):
            stated[field] = _written(value)
    if "chip.designer_country" in taken:
        stated["designer_hq"] = str(taken["chip.designer_country"])
    if _DENSITY in stated:
        stated.pop("nonplanar", None)
    elif taken.get(_DENSITY, 0) is None and not memory:
        stated["nonplanar"] = False
    return stated


def _written(value: Value) -> str | bool:
    if not isinstance(value, Fraction):
        return value if isinstance(value, bool) else str(value)
    return str(value) if value.denominator == 1 else f"{float(value):.4f}".rstrip("0")


# -- the companies ---------------------------------------------------------------------------


def _parties(blocks: Sequence[Block], deal: str) -> Stated:
    fields = list((Sale if deal == "sale" else Investment).model_fields)
    buys_through = any("parent" in roles for roles, _ in blocks)
    stated: Stated = {}
    for roles, taken in blocks:
        options = _options(roles, buys_through=buys_through)
        name = str(taken.get(COMPANY, NEW_COMPANY))
        for option in options:
            stated[option] = _NEW[options[0]] if name == NEW_COMPANY else name
        stated.update(_seats(options[0], taken, deal))
    return dict(sorted(stated.items(), key=lambda item: fields.index(item[0])))


def _options(roles: frozenset[str], *, buys_through: bool) -> list[str]:
    """Return the options that name a company; a purchaser also receives and uses by default."""
    by_default = {"consignee", "end_user"} if "purchaser" in roles else set()
    names = {"purchaser": "subsidiary" if buys_through else "buyer", "parent": "buyer"}
    left = [role for role in _ORDER if role in roles - by_default]
    return [names.get(role, role) for role in left]


def _seats(option: str, taken: Taken, deal: str) -> Stated:
    if COMPANY not in taken:
        return {f"{option}_hq": HOME}
    if BELOW in taken:
        # Its parent's seat is its buyer's.
        return {f"{option}_hq": str(taken[_OWN])} if _OWN in taken else {}
    known = on_file(str(taken[COMPANY]), str(taken[DAY]), deal)
    own = None if _OWN in known else taken.get(_OWN)
    parent = None if _PARENT in known else taken.get(_PARENT)
    stated: Stated = {}
    if own is not None:
        stated[f"{option}_hq"] = str(own)
    if parent is not None and (parent != own or _OWN in known):
        stated[f"{option}_parent_hq"] = str(parent)
    return stated


# -- the deal itself -------------------------------------------------------------------------


def _sale(taken: Taken) -> Stated:
    stated: Stated = {"destination": str(taken.get("sale.destination", HOME))}
    if taken.get("sale.ship_from", "US") != "US":
        stated["ship_from"] = str(taken["sale.ship_from"])
    if taken.get("sale.kind") == "cloud":
        stated["kind"] = "cloud"
    if taken.get("sale.end_use", "civil") != "civil":
        stated["end_use"] = str(taken["sale.end_use"])
    if "sale.seller" in taken:
        stated["seller"] = str(taken["sale.seller"])
    stated.update({act: True for act in ACTS if taken.get(f"sale.{act}") is True})
    return stated


def _investment(taken: Taken) -> Stated:
    """Return what an investment states; what only concerns AI or funds is not said of others."""
    stated: Stated = {}
    for path, value in taken.items():
        name = path.partition(".")[2]
        if name != "investor" and value not in (None, ""):
            stated[_BY_OTHER_NAME.get(name, name)] = _written(value)
    if stated.get("activity", "ai") != "ai":
        stated = {name: value for name, value in stated.items() if name not in _ONLY_AI}
    if stated.get("instrument", "fund") != "fund":
        stated.pop("fund_limits", None)
    if stated.get("other_exception") is False:
        del stated["other_exception"]
    return stated


# -- as text ---------------------------------------------------------------------------------


def toml(stated: Mapping[str, object]) -> str:
    """Return fields as an inline table."""
    return "{ " + ", ".join(f"{name} = {_toml(value)}" for name, value in stated.items()) + " }"


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if _is_day(value):
            return value
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(_toml, value))}]"
    raise AssertionError(f"a case states no {type(value).__name__}")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
