"""How well a sale shows a difference in law.

A rule shows in a sale where it fires on one side only, or comes to something else. A country
group or a list shows where the sale is judged otherwise if that alone is taken from the other
day. An example whose verdict changes is better than one whose review policy does, that is better
than one in which only other rules fire, and among equals the shortest is best.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from earmark.facts.shipped import registry
from earmark.law_diff.connected import entry_of
from earmark.law_diff.differences import Difference
from earmark.law_diff.trace import FIRES, POLICY, VERDICT, how
from earmark.law_diff.tried import Tried
from earmark.sale import Sale
from earmark.schema import FIELDS, Kind

_RESTS: Final = 1
"""What it costs an example that its answer only rests on the rule that it is to show."""

_UNSURE: Final = 1
"""What it costs that the rule only may fire."""

QUOTED: Final = 2
"""What it is worth that the words which the rule cites name the very chip."""

_PARTIES: Final = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")


@dataclass(frozen=True)
class Shown:
    """A sale that shows a difference, and how badly."""

    tried: Tried
    badness: int

    @property
    def rank(self) -> tuple[int, int]:
        """What examples are chosen by, least first; the pool has the familiar ones first."""
        return self.badness + self.tried.cost, self.tried.number


def least(tried: Tried) -> int | None:
    """Return a bound of the first part of any rank of a sale; ``None``: it shows nothing."""
    return None if tried.change is None else tried.cost + tried.change - QUOTED


def shown(tried: Tried, difference: Difference, moved: frozenset[str]) -> Shown | None:
    """Return how a sale shows a difference, if it does; ``moved`` are all countries that moved."""
    match difference.kind:
        case "rule":
            badness = _rule_shows(tried, difference.name)
        case "list":
            badness = _list_shows(tried, difference)
        case "country":
            badness = _country_shows(tried, difference.name, moved)
    return None if badness is None else Shown(tried, badness)


def _rule_shows(tried: Tried, rule: str) -> int | None:
    was, now = tried.was, tried.now
    if was.fired.get(rule) == now.fired.get(rule):
        return None
    unsure = any(rule in side.fired and rule not in side.certain for side in (was, now))
    badness = _UNSURE * unsure - QUOTED * tried.is_quoted(rule)
    if not tried.responsible:
        return badness + FIRES
    turned = was.judged.answer.verdict != now.judged.answer.verdict
    badness += VERDICT if turned else POLICY
    if rule in tried.responsible:
        return badness
    return badness + (_RESTS if rule in was.behind | now.behind else FIRES)


def _list_shows(tried: Tried, moved: Difference) -> int | None:
    if not _names_a_party(tried.sale, frozenset(moved.says)):
        return None
    entry = frozenset(path for path in tried.moved if entry_of(moved.name) in path)
    return _caused(tried, entry) if entry else None


def _country_shows(tried: Tried, code: str, moved: frozenset[str]) -> int | None:
    if tried.places & moved != {code}:
        return None
    # A place that counts as another one changes the kind of the sale with it.
    places = frozenset(
        path for path in tried.moved if FIELDS[path].kind is Kind.COUNTRY or path == "sale.kind"
    )
    return _caused(tried, places)


def _caused(tried: Tried, moved: frozenset[str]) -> int | None:
    """Return how much of a difference some facts, or else the country groups, make alone."""
    if tried.change is None or not tried.alike:
        return None
    causes = (how(*pair) for pair in tried.mixed(moved))
    caused = min((cause for cause in causes if cause is not None), default=None)
    return None if caused is None else max(tried.change, caused)


def _names_a_party(sale: Sale, names: frozenset[str]) -> bool:
    stated = (getattr(sale, role) for role in _PARTIES)
    return any(_party(name) in names for name in stated if name)


@cache
def _party(name: str) -> str:
    """Return the name on file of the party that a name means for certain, or nothing."""
    party = registry().find(name).certain
    return party.name if party else ""
