"""The rules that matter for what differs: on which it rests, and which rest on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from earmark.law.condition import Atom, Compare, InGroup, OneOf, atoms
from earmark.law.rule import Rule
from earmark.law_diff.differences import Difference

_ENTRIES: Final[Mapping[str, str]] = {
    "entity-list": "entity_list",
    "meu": "meu_list",
    "ns-cmic": "ns_cmic_list",
    "1260h": "1260h_list",
    "uae-supp-8": "uae_approved",
}


def entry_of(name: str) -> str:
    """Return what the facts about an entry on a list have in their names."""
    return _ENTRIES.get(name, "party.")


def connected(
    rules: Iterable[Rule], wanted: Collection[Difference], groups: Collection[str]
) -> frozenset[str]:
    """Return the ids of the rules that differ, of those they lead to, and of what these rest on.

    A rule of which countries or parties moved counts as one that differs; ``groups`` are the
    country groups that any country joins or leaves.
    """
    every = list(rules)
    found = {
        rule.id for rule in every if any(_touches(one, rule, frozenset(groups)) for one in wanted)
    }
    found = _closure(found, every, lambda one, other: one.finding in _read(other))
    return frozenset(_closure(found, every, lambda one, other: other.finding in one.given))


def _closure(
    found: set[str], rules: Sequence[Rule], leads_to: Callable[[Rule, Rule], bool]
) -> set[str]:
    """Return what some rules lead to, from one to the next."""
    to_see = [rule for rule in rules if rule.id in found]
    while to_see:
        rule = to_see.pop()
        new = [one for one in rules if one.id not in found and leads_to(rule, one)]
        found |= {one.id for one in new}
        to_see += new
    return found


def _read(rule: Rule) -> tuple[str, ...]:
    """Return the findings that a rule looks at; the id of a requirement is one."""
    return *rule.given, *rule.unless, *rule.lifts


def _touches(difference: Difference, rule: Rule, groups: frozenset[str]) -> bool:
    """Tell whether a rule is what differs, or asks for it."""
    match difference.kind:
        case "rule":
            return rule.id == difference.name
        case "country":
            return any(_asks_of(one, difference.name, groups) for one in atoms(rule.when))
        case "list":
            entry = entry_of(difference.name)
            return any(entry in one.field.path for one in atoms(rule.when))


def _asks_of(atom: Atom, code: str, groups: frozenset[str]) -> bool:
    """Tell whether a question about a country may have another answer for one that moved."""
    match atom:
        case InGroup(group=group):
            return group in groups
        case Compare(literal=literal):
            return literal == code
        case OneOf(values=values):
            return code in values
        case _:
            return False
