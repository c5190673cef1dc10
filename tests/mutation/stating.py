"""From facts that were taken to a sale that states them, and to the text of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from earmark.matter import Value
from earmark.sale import Sale
from earmark.schema import ACTS
from mutation.world import CHIP, COMPANY, HOME, NEW_CHIP, NEW_COMPANY, Taken, on_file

Stated = dict[str, str | bool]
"""The fields of a sale."""

Block = tuple[frozenset[str], Taken]
"""A company: the roles that it fills, and its facts."""

_NEW: Final = {
    "buyer": NEW_COMPANY,
    "subsidiary": "Northwind Cloud",
    "intermediate_consignee": "Tailspin Freight",
    "consignee": "Fabrikam",
    "end_user": "Contoso Research",
}
_CHIP_FIELDS: Final = {
    "chip.designer_country": "designer_hq",
    **{f"chip.{name}": name for name in Sale.model_fields},
}
_OWN, _PARENT = "party.headquarters", "party.parent_headquarters"


@dataclass(frozen=True)
class Cell:
    """The facts of every thing of a sale, as far as some law asks for them."""

    day: date
    chip: Taken
    parties: tuple[Block, ...]
    sale: Taken

    @property
    def stated(self) -> Stated:
        """The sale in which things are so, field by field."""
        days = [
            date.fromisoformat(str(facts["party.on"]))
            for _, facts in self.parties
            if COMPANY in facts
        ]
        return {
            **_parties(self.parties),
            **_chip(self.chip),
            **_sale(self.sale),
            "on": max([self.day, *days]).isoformat(),
        }


def _chip(taken: Taken) -> Stated:
    stated: Stated = {"chip": str(taken.get(CHIP, NEW_CHIP))}
    if taken.get("chip.performance_density", 0) is None:
        stated["nonplanar"] = False
    for path, field in _CHIP_FIELDS.items():
        value = taken.get(path)
        implied = field == "nonplanar" and taken.get("chip.performance_density") is not None
        if path != "chip.chip" and value not in (None, "") and not implied:
            stated[field] = _written(value)
    return stated


def _written(value: Value) -> str | bool:
    return f"{float(value):.4f}".rstrip("0").rstrip(".") if isinstance(value, Fraction) else value


def _parties(blocks: Sequence[Block]) -> Stated:
    below = any("parent" in roles for roles, _ in blocks)
    purchaser = "subsidiary" if below else "buyer"
    stated: Stated = {}
    for roles, taken in blocks:
        options = [
            {"purchaser": purchaser, "parent": "buyer"}.get(role, role)
            for role in _ORDER
            if role in roles and not ("purchaser" in roles and role in ("consignee", "end_user"))
        ]
        name = str(taken.get(COMPANY, NEW_COMPANY))
        for option in options:
            stated[option] = _NEW[options[0]] if name == NEW_COMPANY else name
        stated.update(_seats(options[0], taken))
    return dict(sorted(stated.items(), key=lambda item: list(Sale.model_fields).index(item[0])))


_ORDER: Final = ("parent", "purchaser", "intermediate_consignee", "consignee", "end_user")


def _seats(option: str, taken: Taken) -> Stated:
    known = on_file(taken) if COMPANY in taken else {}
    taken = taken if COMPANY in taken else {_OWN: HOME}
    own = None if _OWN in known else taken.get(_OWN)
    parent = None if _PARENT in known else taken.get(_PARENT)
    stated: Stated = {}
    if own is not None:
        stated[f"{option}_hq"] = str(own)
    if parent is not None and (parent != own or _OWN in known):
        stated[f"{option}_parent_hq"] = str(parent)
    return stated


def _sale(taken: Taken) -> Stated:
    stated: Stated = {"destination": str(taken.get("sale.destination", HOME))}
    origin, kind = taken.get("sale.ship_from", "US"), taken.get("sale.kind")
    if origin != "US":
        stated["ship_from"] = str(origin)
    if kind == "cloud":
        stated["kind"] = kind
    if taken.get("sale.end_use", "civil") != "civil":
        stated["end_use"] = str(taken["sale.end_use"])
    if "sale.seller" in taken:
        stated["seller"] = str(taken["sale.seller"])
    stated.update({act: True for act in ACTS if taken.get(f"sale.{act}") is True})
    return stated


def toml(stated: Mapping[str, object]) -> str:
    """Return fields as an inline table."""
    return "{ " + ", ".join(f"{name} = {_toml(value)}" for name, value in stated.items()) + " }"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{value}"'
    return f"[{', '.join(map(_toml, value))}]"  # type: ignore[arg-type, union-attr]
