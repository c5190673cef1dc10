"""What every page about a sale has: which sale, sections, and at the foot what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import JsonValue
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from earmark.facts.countries import country_name
from earmark.facts.not_screened import BEGINNINGS
from earmark.report.text import plain
from earmark.screening import DEFAULT
from earmark.verdict import ListUsed, RulebookUsed

COLOURS: Final = {"allow": "bold green", "deny": "bold red", "review": "bold yellow"}
"""The style of each verdict."""


def transaction(sale: Mapping[str, JsonValue]) -> str:
    """Return what is sold to whom for where, in one line."""
    quantity = f"{sale['quantity']} × " if "quantity" in sale else ""
    through = f" through {sale['subsidiary']}" if "subsidiary" in sale else ""
    way = f"to {country_name(str(sale['destination']))}"
    if sale["ship_from"] != "US":
        way = f"from {country_name(str(sale['ship_from']))} {way}"
    return f"{quantity}{sale['chip']} for {sale['buyer']}{through}, {way}"


def told_apart(caveats: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the caveats that no one may overlook, and the others.

    They come first: what is wrong with the second opinion, what was not screened, and what the
    rulebook was not checked for. The EAR's default is no caveat on a page; it stands with the
    licence.
    """
    starts = (*BEGINNINGS, "This rulebook")
    every = list(caveats)
    urgent = 1 + max((i for i, text in enumerate(every) if text.startswith(starts)), default=-1)
    return every[:urgent], [text for text in every[urgent:] if text != DEFAULT]


def section(title: str, parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
    """Yield a heading and its parts, two columns in; nothing where there is no part."""
    listed = list(parts)
    if listed:
        yield Text()
        yield Text(title, style="bold")
        for part in listed:
            yield Padding(part, (0, 0, 0, 2), expand=False)


def footer(
    judges: Mapping[str, str], rulebook: RulebookUsed, lists: Iterable[ListUsed]
) -> RenderableType:
    """Return who judged, by which rules, and which lists were screened."""
    heard = ", ".join(f"{name}: {said}" for name, said in judges.items())
    screened = "; ".join(
        f"{used.name}, {used.parties} parties, as of {used.as_of}" for used in lists
    )
    through = rulebook.verified_through or "not stated"
    return Group(
        Text(),
        plain(f"Judges: {heard}", "dim"),
        plain(f"Rulebook {rulebook.digest[:19]}, checked through {through}", "dim"),
        plain(f"Lists: {screened}", "dim"),
    )
