"""Places of which nobody can say, on a day, whether they are in a country group.

Such a place has two alternatives: itself, which counts as a member, and itself outside the group,
under a code of its own (``rules/reference/country_doubts.csv``). So a judge sees a known place
either way. That second code is equal to no other: a rule that names the country itself is met by
the first alternative alone, and the verdict is then a review at worst.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from earmark.facts.countries import country_name
from earmark.facts.headquarters import OWN, PARENT
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.resources import table

_PATHS: Final = ("sale.destination", OWN, PARENT)
_FEEDS: Final = frozenset(_PATHS)
"""One doubt serves all of them: a place is in the group, or is not, wherever it stands."""


def with_doubts(thing: Thing, on: date) -> Thing:
    """Return a party or a sale with each place that is in doubt on that day as a doubt."""
    rows = {row["country"]: row for row in table("country_doubts") if _covers(row, on)}

    def settled(known: Known) -> Known:
        match known:
            case str(code) if code in rows:
                return _doubt(rows[code])
            case Doubt(among=codes) if codes:
                apart = (rows[code]["code"] for code in codes if code in rows)
                return replace(known, among=(*codes, *apart))
            case _:
                return known

    def option(facts: Facts) -> Facts:
        places = {path: settled(facts.values[path]) for path in _PATHS if path in facts.values}
        return Facts({**facts.values, **places}, facts.sources)

    return replace(thing, options=tuple(map(option, thing.options))) if rows else thing


def turns() -> Iterator[tuple[date, frozenset[str]]]:
    """Yield every day on which it begins to be in doubt, or known, where a place belongs.

    With the day comes the place, under each of its codes.
    """
    for row in table("country_doubts"):
        codes = frozenset((row["country"], row["code"]))
        yield from ((date.fromisoformat(row[end]), codes) for end in ("from", "until") if row[end])


def _covers(row: Mapping[str, str], on: date) -> bool:
    return (row["from"] or "0000") <= on.isoformat() < (row["until"] or "9999")


def _doubt(row: Mapping[str, str]) -> Doubt:
    name, group = country_name(row["country"]), f"Country Group {row['group']}"
    ask = f"Is {name} in {group} on that day? On file: {row['source']}."
    key = f"law: {name} in {group}"
    return Doubt(key, ask, _FEEDS, among=(row["country"], row["code"]))
