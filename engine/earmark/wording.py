"""How facts are written for people and for machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from pydantic import JsonValue

from earmark.law.cells import amount
from earmark.law.condition import atoms, decimal
from earmark.law.geography import names
from earmark.law.rule import Rule
from earmark.matter import Applies, Doubt, Facts, Known, Ratio, Thing, Value
from earmark.schema import FIELDS, Kind
from earmark.unknowns.sides import Side
from earmark.unknowns.views import Assignment

UNKNOWN = "not known"

_TAKES_ARTICLE: Final = re.compile(
    "^(British|Central|Comoros|Czech|Dominican|Maldives|Netherlands|Philippines|Seychelles|United)"
    "|(Islands|Territories)\\b"
)
"""Names of countries that stand with "the"."""


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


def shown(path: str, thing: Thing, taken: Assignment) -> str:
    """Return a fact as a sentence shows it; an open one by the stretch that was taken."""
    fact = _fact(path, thing, taken)
    return fact if isinstance(fact, str) else _written(path, fact[0])


def facts_of(rule: Rule, about: Thing, side: Side) -> dict[str, JsonValue]:
    """Return the facts that a rule asked and that its sentence names, ready for JSON."""
    paths = [atom.field.path for atom in atoms(rule.when)]
    paths += [path for path in rule.says.paths if FIELDS[path].thing == about.about]
    return {path: _plain(path, about, side.assignment) for path in dict.fromkeys(paths)}


def sources_of(paths: Iterable[str], about: Thing, side: Side) -> dict[str, str]:
    """Return where each fact comes from, as far as a source is on file."""
    found = {}
    options = _options(about, side.assignment)
    for path in paths:
        sources = {option.sources.get(path, "") for option in options}
        if len(sources) == 1 and "" not in sources:
            found[path] = sources.pop()
    return found


def sentence(rule: Rule, about: Thing, side: Side) -> str:
    """Return what a rule says of this sale."""

    def fill(path: str) -> str:
        spoken_of = holders(rule, about, side, FIELDS[path].thing)
        said = (shown(path, thing, side.assignment) for thing in spoken_of)
        return enumerated(said)

    return rule.says.fill(fill)


def enumerated(said: Iterable[str]) -> str:
    """Return words in a row, each once: "", "A", "A and B", "A, B and C"."""
    words = list(dict.fromkeys(said))
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _fact(path: str, thing: Thing, taken: Assignment) -> tuple[Value] | str:
    """Return a fact's value, or the words for one that is open or not the same for all."""
    options = _options(thing, taken)
    said = list(dict.fromkeys(_told(option.values[path], taken) for option in options))
    if len(said) == 1:
        return said[0]
    if path == f"{thing.about}.name" and len(said) > _NAMED:
        # Which of them it is does not matter; it is called as the sale called it.
        return thing.name
    return _several(path, said)


_NAMED: Final = 2


def _options(thing: Thing, taken: Assignment) -> list[Facts]:
    """Return the options that an assignment leaves open: those that come to the same."""
    cell = taken.get(thing.doubt.key) if thing.doubt else None
    if cell is None:
        return list(thing.options)
    left = {part.value for part in cell.parts or (cell,)}
    return [option for index, option in enumerate(thing.options) if index in left]


def _told(known: Known, taken: Assignment) -> tuple[Value] | str:
    match known:
        case Doubt():
            cell = taken.get(known.key)
            return amount(cell) if cell else _bounds(known)
        case Ratio():
            cell = taken.get(known.of.key)
            return f"{amount(cell)} per {decimal(known.by)} mm²" if cell else UNKNOWN
        case Applies():
            cell = taken.get(known.of.key)
            return (cell.value is not None,) if cell else UNKNOWN
        case _:
            return (known,)


def _several(path: str, said: Sequence[tuple[Value] | str]) -> str:
    """Say what a fact is for several options: a range of figures, or each in turn."""
    figures = [one[0] for one in said if isinstance(one, tuple) and isinstance(one[0], Fraction)]
    if len(figures) == len(said):
        return f"{decimal(min(figures))} to {decimal(max(figures))}"
    if UNKNOWN in said:
        return UNKNOWN
    return " or ".join(one if isinstance(one, str) else _written(path, one[0]) for one in said)


def _bounds(doubt: Doubt) -> str:
    """Say within what a figure lies that no rule had to know."""
    low, high = (None if bound is None else decimal(bound) for bound in (doubt.low, doubt.high))
    if low and high:
        return f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else UNKNOWN


def _written(path: str, value: Value) -> str:
    if value is None:
        return "not applicable"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return decimal(value)
    return _place(value) if FIELDS[path].kind is Kind.COUNTRY else value


def _place(code: str) -> str:
    """Return what a country is called within a sentence."""
    name = names().get(code, code)
    return f"the {name}" if _TAKES_ARTICLE.search(name) else name


def _plain(path: str, thing: Thing, taken: Assignment) -> JsonValue:
    fact = _fact(path, thing, taken)
    if isinstance(fact, str):
        return fact
    value = fact[0]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else round(float(value), 4)
    return value
