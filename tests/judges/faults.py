"""What could be wrong in reading a rule, one thing at a time, and a deal that would tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from earmark.law.condition import All, Any, Condition, Not
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Statement
from earmark.prove.diagram import NONE
from earmark.prove.reading import Reader, Reading
from earmark.prove.space import Taken


def telling(reader: Reader, reading: Reading) -> Iterator[tuple[Law, Taken]]:
    """Yield each law with one fault, and a cell in which other rules fire by it than should."""
    diagrams, right, feasible = reading.space.diagrams, reading.fired, reading.feasible
    for law in faulty(reading.law):
        wrong = reader.read(law).fired
        cells = (
            diagrams.common(diagrams.differ(right.get(one, NONE), wrong.get(one, NONE)), feasible)
            for one in dict.fromkeys((*right, *wrong))
        )
        # Where there is none the rule says a thing twice.
        if cell := next(filter(None, cells), None):
            yield law, cell


def faulty(law: Law) -> Iterator[Law]:
    """Yield the law with one thing of one rule taken wrongly, for each thing of each rule."""
    for about, statements in law.statements.items():
        for at, one in enumerate(statements):
            for wrong in _misread(one):
                others = (*statements[:at], wrong, *statements[at + 1 :])
                yield Law(law.day, {**law.statements, about: others})


def _misread(one: Statement) -> Iterator[Statement]:
    rule = one.rule
    if one.doubt:
        yield replace(one, doubt="")
    for wrong in (*_dropped(rule), *(replace(rule, when=when) for when in _negated(rule.when))):
        yield replace(one, rule=wrong)


def _dropped(rule: Rule) -> Iterator[Rule]:
    for name in rule.given:
        yield replace(rule, given=tuple(one for one in rule.given if one != name))
    for name in rule.unless:
        yield replace(rule, unless=tuple(one for one in rule.unless if one != name))
    for name in rule.lifts if len(rule.lifts) > 1 else ():
        yield replace(rule, lifts=tuple(one for one in rule.lifts if one != name))
    for role in rule.roles if len(rule.roles) > 1 else ():
        yield replace(rule, roles=rule.roles - {role})


def _negated(condition: Condition) -> Iterator[Condition]:
    """Yield the condition with one of its questions answered the other way round."""
    match condition:
        case Not(of):
            yield from map(Not, _negated(of))
        case All(parts) | Any(parts):
            for at, part in enumerate(parts):
                for wrong in _negated(part):
                    yield type(condition)((*parts[:at], wrong, *parts[at + 1 :]))
        case _:
            yield Not(condition)
