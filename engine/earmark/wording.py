"""How facts are written for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pydantic import JsonValue

from earmark.alternatives import View
from earmark.judges.reference import Asked
from earmark.law.condition import atoms, decimal
from earmark.law.geography import names
from earmark.law.rule import Rule
from earmark.matter import Applies, Doubt, Ratio, Thing, Value
from earmark.schema import FIELDS, Kind
from earmark.sides import Side

UNKNOWN = "not known"


def holders(rule: Rule, about: Thing, side: Side, thing: str) -> list[Thing]:
    """Return the things of kind ``thing`` that a rule's sentence speaks of, on one side.

    For a rule about the sale, the parties are those with a finding that the rule rests on.
    """
    if about.about == thing:
        return [about]
    return [
        outcome.thing
        for outcome in side.outcomes
        if outcome.thing.about == thing and (thing != "party" or outcome.findings & set(rule.given))
    ]


def shown(path: str, thing: Thing, side: Side) -> str:
    """Return a fact as a sentence shows it; an open one by the stretch that was taken."""
    fact = _fact(path, thing, side)
    return fact if isinstance(fact, str) else _written(path, fact[0])


def facts_of(rule: Rule, about: Thing, side: Side) -> dict[str, JsonValue]:
    """Return the facts that a rule asked and that its sentence names, ready for JSON."""
    paths = [atom.field.path for atom in atoms(rule.when)]
    paths += [path for path in rule.says.paths if FIELDS[path].thing == about.about]
    return {path: _plain(path, about, side) for path in dict.fromkeys(paths)}


def sources_of(paths: Iterable[str], about: Thing, side: Side) -> dict[str, str]:
    """Return where each fact comes from, as far as a source is on file."""
    found = {}
    for path in paths:
        try:
            source = View(about, side.assignment).facts(path).sources.get(path)
        except Asked:
            continue
        if source:
            found[path] = source
    return found


def sentence(rule: Rule, about: Thing, side: Side) -> str:
    """Return what a rule says of this sale."""

    def fill(path: str) -> str:
        spoken_of = holders(rule, about, side, FIELDS[path].thing)
        return " and ".join(dict.fromkeys(shown(path, thing, side) for thing in spoken_of))

    return rule.says.fill(fill)


def _fact(path: str, thing: Thing, side: Side) -> tuple[Value] | str:
    """Return a fact's value, or the words for one that is open."""
    view = View(thing, side.assignment)
    try:
        known = view.facts(path).values[path]
        if isinstance(known, Doubt):
            cell = side.assignment.get(known.key)
            return cell.label if cell else UNKNOWN
        if isinstance(known, Ratio):
            cell = side.assignment.get(known.of.key)
            return f"{cell.label} per {decimal(known.by)} mm²" if cell else UNKNOWN
        if isinstance(known, Applies):
            cell = side.assignment.get(known.of.key)
            return (cell.value is not None,) if cell else UNKNOWN
        return (known,)
    except Asked:
        # Which variant it is does not matter; it is called as the sale called it.
        return thing.name if path == f"{thing.about}.name" else UNKNOWN


def _written(path: str, value: Value) -> str:
    if value is None:
        return "not applicable"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return decimal(value)
    return names().get(value, value) if FIELDS[path].kind is Kind.COUNTRY else value


def _plain(path: str, thing: Thing, side: Side) -> JsonValue:
    fact = _fact(path, thing, side)
    if isinstance(fact, str):
        return fact
    value = fact[0]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 4)
    return value
