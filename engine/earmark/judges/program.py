"""A law and a fully known sale as plain data, for a judge in another process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any as Json

from earmark.law.condition import (
    ALWAYS,
    All,
    Any,
    Compare,
    Condition,
    InGroup,
    IsTrue,
    Not,
    OneOf,
    atoms,
)
from earmark.law.geography import members
from earmark.law.rule import Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Thing, Value
from earmark.schema import FIELDS, Kind


def program(law: Law) -> dict[str, Json]:
    """Return every rule of a day."""
    return {
        "rules": [
            _rule(statement) for statements in law.statements.values() for statement in statements
        ]
    }


def case(
    law: Law, things: Iterable[tuple[Thing, Mapping[str, Value]]], off: Iterable[str]
) -> dict[str, Json]:
    """Return one fully known sale: each thing with its facts, and the law taken as not in force."""
    known = [(thing, facts) for thing, facts in things]
    return {
        "things": [
            {
                "key": thing.key,
                "about": thing.about,
                "roles": sorted(thing.roles),
                "facts": {
                    path.partition(".")[2]: _value(_scaled(path, value))
                    for path, value in facts.items()
                },
            }
            for thing, facts in known
        ],
        "members": _members(law, [facts for _, facts in known]),
        "off": sorted(off),
    }


def _rule(statement: Statement) -> dict[str, Json]:
    rule: Rule = statement.rule
    # What is not enforced fires, but nothing may rest on it.
    silent = statement.status is Status.NOT_ENFORCED
    return {
        "id": rule.id,
        "about": rule.about,
        "roles": sorted(rule.roles),
        "given": list(rule.given),
        # An exception to nothing is none.
        "any": list(rule.lifts),
        "unless": list(rule.unless),
        "when": None if rule.when == ALWAYS else _tree(rule.when),
        "finding": f"not enforced: {rule.id}" if silent else rule.finding,
        "stratum": rule.stratum,
    }


def _tree(condition: Condition) -> dict[str, Json]:
    match condition:
        case All(parts):
            return {"all": [_tree(part) for part in parts]}
        case Any(parts):
            return {"any": [_tree(part) for part in parts]}
        case Not(of):
            return {"not": _tree(of)}
        case IsTrue(field):
            return {"is": field.path}
        case Compare(field, op, literal):
            return {"compare": [field.path, op, _value(_scaled(field.path, literal))]}
        case OneOf(field, values):
            return {"in": [field.path, list(values)]}
        case _:
            return {"group": [condition.field.path, condition.group]}


def _scaled(path: str, value: Value) -> Value:
    """Return a figure in the unit that fits 64 bits with four decimals; nothing is rounded."""
    power = FIELDS[path].power
    return value / 10**power if power and isinstance(value, Fraction) else value


def _value(value: Value) -> dict[str, Json] | None:
    match value:
        case None:
            return None
        case bool():
            return {"flag": value}
        case Fraction():
            return {"number": f"{value.numerator}/{value.denominator}"}
        case _:
            return {"text": value}


def _members(law: Law, all_facts: Iterable[Mapping[str, Value]]) -> list[list[str]]:
    groups = {
        atom.group
        for statements in law.statements.values()
        for statement in statements
        for atom in atoms(statement.rule.when)
        if isinstance(atom, InGroup)
    }
    countries = {
        value
        for facts in all_facts
        for path, value in facts.items()
        if FIELDS[path].kind is Kind.COUNTRY and isinstance(value, str)
    }
    return [
        [group, code]
        for group in sorted(groups)
        for code in sorted(countries & members(group, law.day))
    ]
