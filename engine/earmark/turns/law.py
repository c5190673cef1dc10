"""What changes in the law between two days: rules that begin or end, countries that move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from earmark.facts.countries import country_name
from earmark.law.condition import InGroup
from earmark.law.geography import Move, moves
from earmark.law.rule import Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Doubt, Known
from earmark.turns.aspect import Aspect, Take, Why
from earmark.turns.standing import Standing

_UNSURE: Final = {Status.UNCONFIRMED: ", unconfirmed", Status.NOT_ENFORCED: ", not enforced"}


def in_law(before: Standing, after: Standing) -> Iterator[Aspect]:
    """Yield what changed in the law, as far as it can have to do with the sale."""
    if before.law is not after.law:
        yield from _groups(before, after)
        yield from _rules(before, after)


# -- rules -----------------------------------------------------------------------------------


def own_dates(rule: str, before: Standing, after: Standing) -> tuple[Why, str] | None:
    """Return what a rule's own dates do to it between two days, if they do anything."""
    old, new = _statements(before.law).get(rule), _statements(after.law).get(rule)
    day = after.law.day
    if new and not old:
        again = " again" if any(window.until <= day for window in new.rule.windows) else ""
        return "rule begins", f"begins{again}{_UNSURE.get(new.status, '')}"
    if old and not new:
        later = [window.start for window in old.rule.windows if window.start > day]
        return "rule ends", f"stops until {min(later)}" if later else "ends"
    if old and new and old.status is not new.status:
        was, now = (one.status.value.replace("_", " ") for one in (old, new))
        return "rule changes", f"was {was} and is {now}"
    if old and new and old.doubt != new.doubt:
        return "rule changes", "is unconfirmed in another respect"
    return None


def _rules(before: Standing, after: Standing) -> Iterator[Aspect]:
    """Yield the rules whose standing in law changed, of those that fire on either day."""
    fired = {
        rule
        for standing in (before, after)
        for side in standing.weighed.sides
        for rule, _ in side.rules
    }
    known = {**_statements(before.law), **_statements(after.law)}
    for name in sorted(fired):
        own = own_dates(name, before, after)
        if own:
            rule = known[name].rule
            yield Aspect(*own, before, after, _taking_rule(rule), rule)


def _taking_rule(rule: Rule) -> Take:
    return lambda of, other: of.under(_with_rule(of.law, other.law, rule.about, rule.id))


def _statements(law: Law) -> Mapping[str, Statement]:
    return {one.rule.id: one for statements in law.statements.values() for one in statements}


@cache
def _with_rule(law: Law, other: Law, about: str, name: str) -> Law:
    """Return a law in which one rule stands as it does in another."""
    kept = [one for one in law.statements[about] if one.rule.id != name]
    kept += [one for one in other.statements[about] if one.rule.id == name]
    ordered = sorted(kept, key=lambda one: (one.rule.stratum, one.rule.id))
    return Law(law.day, {**law.statements, about: tuple(ordered)})


# -- country groups --------------------------------------------------------------------------


def _groups(before: Standing, after: Standing) -> Iterator[Aspect]:
    told = [
        f"{country_name(move.country)} {'joins' if move.joins else 'leaves'} "
        f"{_group_name(move.group)} ({move.source})"
        for move in moves(after.law.day)
        if any(_asks(standing, move) for standing in (before, after))
    ]
    if told:
        says = "; ".join(told)
        yield Aspect("country changes groups", says, before, after, _taking_groups)


def _asks(standing: Standing, move: Move) -> bool:
    """Tell whether a law asks if a place of the sale, that may be the country, is in the group."""
    paths = {
        path
        for path, atoms in standing.law.asked.items()
        if any(isinstance(atom, InGroup) and atom.group == move.group for atom in atoms)
    }
    return any(
        _may_be(option.values[path], move.country)
        for thing in standing.matter.things
        for option in thing.options
        for path in paths & option.values.keys()
    )


def _may_be(known: Known, country: str) -> bool:
    if isinstance(known, Doubt):
        return not known.among or country in known.among
    return known == country


def _group_name(group: str) -> str:
    return f"Country Group {group}" if ":" in group else f"the places of 15 CFR {group}"


def _taking_groups(of: Standing, other: Standing) -> Standing:
    return of.under(_with_groups(of.law, other.law))


@cache
def _with_groups(law: Law, other: Law) -> Law:
    """Return a law with the country groups of another's day."""
    return Law(other.day, law.statements)
