"""Country codes and country groups, as rules look them up (Supp. 1 to 15 CFR part 740)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from earmark.errors import nearest
from earmark.resources import table

CODES: Final = frozenset(row["code"] for row in table("countries"))
"""Every ISO 3166-1 alpha-2 code."""


@dataclass(frozen=True, slots=True)
class _Membership:
    country: str
    start: date
    until: date

    def covers(self, day: date) -> bool:
        return self.start <= day < self.until


def _memberships() -> Mapping[str, tuple[_Membership, ...]]:
    groups: defaultdict[str, list[_Membership]] = defaultdict(list)
    for row in table("country_groups"):
        start = date.fromisoformat(row["from"]) if row["from"] else date.min
        until = date.fromisoformat(row["until"]) if row["until"] else date.max
        groups[row["group"]].append(_Membership(row["country"], start, until))
    return {name: tuple(members) for name, members in groups.items()}


def _outsiders() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["country"], row["group"]) for row in table("country_doubts")}


_MEMBERSHIPS: Final = _memberships()
_OUTSIDERS: Final = _outsiders()
"""Countries as they are outside one of their groups, by codes of their own.

They stand for the other alternative where it is in doubt whether the country is a member.
"""

GROUPS: Final = frozenset(_MEMBERSHIPS)
"""The names of the country groups that rules may ask for."""

CHANGES: Final = frozenset(
    day
    for members in _MEMBERSHIPS.values()
    for membership in members
    for day in (membership.start, membership.until)
    if day not in (date.min, date.max)
) | frozenset(
    date.fromisoformat(row[column])
    for row in table("country_doubts")
    for column in ("from", "until")
    if row[column]
)
"""Every day on which some country joins or leaves a group, or whether it is in one is open."""


@dataclass(frozen=True, slots=True)
class Move:
    """A country that joins a group on a day, or is in it no longer; ``source`` says by what."""

    country: str
    group: str
    joins: bool
    source: str


def moves(day: date) -> tuple[Move, ...]:
    """Return which countries join or leave which groups on ``day``."""
    return tuple(
        Move(row["country"], row["group"], column == "from", row["source"])
        for row in table("country_groups")
        for column in ("from", "until")
        if row[column] == day.isoformat()
    )


@cache
def members(group: str, day: date) -> frozenset[str]:
    """Return the country codes in ``group`` on ``day``."""
    found = {member.country for member in _MEMBERSHIPS[group] if member.covers(day)}
    outside = {
        code for code, (country, of) in _OUTSIDERS.items() if country in found and of != group
    }
    return frozenset(found | outside)


@cache
def names() -> Mapping[str, str]:
    """Return the English short name of each country code, also of one outside a group."""
    known = {row["code"]: row["name"] for row in table("countries")}
    outside = {
        code: f"{known[country]} outside Country Group {group}"
        for code, (country, group) in _OUTSIDERS.items()
    }
    return known | outside


def meant(word: str) -> str:
    """Return a hint at the code of the country that ``word`` may mean."""
    by_name = {name: code for code, name in names().items()}
    close = nearest(word, by_name)
    if not close:
        return 'write its ISO code, such as "CN"'
    name = next(name for name in by_name if repr(name) in close)
    return f"did you mean {by_name[name]!r}, {name}?"
