"""From a cell to a deal that states it, as a worked case ready to paste into ``cases/``.

Companies are made up, with entries on lists and owners beside them. What no deal can state (a
company of a listed group, an item on a board) is left out; the answer in the case is what screening
the deal gives, so that it shows where the deal differs from the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from earmark.case_lists import registry_of, stated_rows
from earmark.errors import UsageError
from earmark.investing import screen_investment
from earmark.investment import Investment
from earmark.law.rulebook import Rulebook
from earmark.prove.found import Broken
from earmark.prove.item import item
from earmark.prove.known import NAMED
from earmark.prove.reading import Reading
from earmark.prove.space import Space, Taken
from earmark.prove.world import World
from earmark.sale import FIRST_DAY, Sale
from earmark.screening import screen

Rows = list[dict[str, Any]]

_NAMES: Final = {
    "parent": "Northwind Holding",
    "purchaser": "Acme Cloud",
    "intermediate_consignee": "Tailspin Freight",
    "consignee": "Fabrikam",
    "end_user": "Contoso Research",
    "target": "Fourth Coffee",
}
_APPROVED: Final = "Google LLC"
_OWNER: Final = "Globex Heavy Industries"
_LISTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "on_entity_list": {"list": "EL", "policy": "Presumption of denial"},
    "on_meu_list": {"list": "MEU"},
    "on_sdn_744_8": {"list": "SDN", "programs": ["RUSSIA-EO14024"]},
    "on_other_sdn": {"list": "SDN", "programs": ["CUBA"]},
    "on_denied_persons_list": {"list": "DPL"},
    "on_unverified_list": {"list": "UVL"},
    "on_isn_list": {"list": "ISN"},
    "on_ns_cmic_list": {"list": "CMIC"},
}
"""The facts that an entry on a list gives, and the entry."""

_OWNED: Final = {
    "owned_by_listed": ("on_entity_list", "50"),
    "owned_by_blocked": ("on_other_sdn", "50"),
}


def broken(world: World, reading: Reading, taken: Taken, says: str) -> Broken:
    """Return what breaks a property in a cell, with the cell as a case."""
    day, cells = reading.law.day, world.space.cells
    shown = tuple(f"{name}: {cells[name][at].label}" for name, at in taken.items() if at)
    listings: Rows = []
    stakes: Rows = []
    parties = dict(_companies(world.space, taken, listings, stakes))
    stated = {**parties, **item(world.space, taken)}
    written = case(world.book, says, stated, day, listings, stakes)
    return Broken(says=says, on=day, cell=shown, case=written)


def case(
    book: Rulebook, says: str, stated: Mapping[str, Any], day: date, listings: Rows, stakes: Rows
) -> str:
    """Return a deal as the text of a case, or nothing where what is stated is none."""
    rows = registry_of(tuple(stated_rows({"listings": listings, "stakes": stakes}, [])), FIRST_DAY)
    model = Sale if book.deal == "sale" else Investment
    ordered = {name: stated[name] for name in model.model_fields if name in stated} | {"on": day}
    try:
        deal: Any = model.model_validate(ordered)
        judge: Any = screen if book.deal == "sale" else screen_investment
        answer = judge(deal, rulebook=book, registry=rows)
    except (ValidationError, UsageError):
        return ""
    parts = {
        "name": says,
        book.deal: ordered,
        "listings": listings,
        "stakes": stakes,
        "expect": [{"verdict": answer.verdict, "deciding": [*answer.deciding]}],
    }
    return "\n".join(["[[case]]", *(f"{key} = {toml(one)}" for key, one in parts.items() if one)])


# -- the companies ---------------------------------------------------------------------------


def _companies(
    space: Space, taken: Taken, listings: Rows, stakes: Rows
) -> Iterator[tuple[str, Any]]:
    """Yield the fields that name the companies; what bears on them goes into the rows."""
    facts: dict[str, dict[str, Any]] = {role: {} for role in space.roles}
    for name, at in taken.items():
        role, _, fact = name.partition(".")
        if role in facts:
            facts[role][fact] = space.cells[name][at].value
    purchaser = facts.setdefault("purchaser", {}) if space.book.deal == "sale" else {}
    through = facts.get("parent", {}).get("named", False)
    options = {"parent": "buyer", "purchaser": "subsidiary" if through else "buyer"}
    for role, its in facts.items():
        if _is_named(role, its, purchaser):
            name = _APPROVED if its.get("uae_approved") else _NAMES[role]
            option = options.get(role, role)
            yield option, name
            yield from _seats(option, its)
            _records(name, its, listings, stakes)


def _is_named(role: str, its: Mapping[str, Any], purchaser: Mapping[str, Any]) -> bool:
    """Tell whether a sale names a company in a role: where it does not, the purchaser has it."""
    if role in NAMED:
        return bool(its["named"])
    alike = all(value == purchaser.get(name, False) for name, value in its.items())
    return role in ("purchaser", "target") or not alike


def _seats(option: str, its: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    own, above = its.get("headquarters"), its.get("parent_headquarters")
    if own or above:
        yield f"{option}_hq", own or above
    if above and (above != own or option == "subsidiary"):
        yield f"{option}_parent_hq", above


def _records(name: str, its: Mapping[str, Any], listings: Rows, stakes: Rows) -> None:
    """Put a company on its lists, and below a listed owner."""
    entries = [
        (name, _LISTS[fact]) for fact, value in its.items() if value is True and fact in _LISTS
    ]
    for fact, (on, percent) in _OWNED.items():
        if its.get(fact) is True:
            entries.append((_OWNER, _LISTS[on]))
            stakes.append({"owner": _OWNER, "owned": name, "percent": percent})
    for called, entry in entries:
        row = {"name": called, **entry, "from": FIRST_DAY}
        if row not in listings:
            listings.append(row)


# -- as text ---------------------------------------------------------------------------------


def toml(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case dict():
            return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
