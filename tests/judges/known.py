"""Deals of which everything is known, at random: facts straight from the schema, no names.

Names of companies and chips reach only the combinations of facts that some company or chip has;
these reach all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle
from random import Random
from typing import Final

from earmark.judges.program import case
from earmark.judges.reference import judge, standing_findings
from earmark.law.condition import All, Any, Atom, Compare, Condition, InGroup, IsTrue, Not, OneOf
from earmark.law.geography import members, names
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.matter import Facts, Thing, Value
from earmark.schema import FIELDS, ROLES, Field, Kind

TELLING: Final = ("CN", "MO", "HK", "US", "DE", "RU", "AE", "KH", "SG", "IR")
BESIDE: Final = tuple(Fraction(shift, 30_000) for shift in (0, 0, 0, 1, -1, 3, -3))


@dataclass(frozen=True)
class Deal:
    """A deal in law: its things, the law that applies, and which doubtful law is off."""

    law: Law
    things: tuple[tuple[Thing, Mapping[str, Value]], ...]
    off: frozenset[str]

    def as_case(self) -> dict[str, object]:
        """Return the deal as the second judge is told of it."""
        off = (one.rule.id for one in self._statements() if one.doubt in self.off)
        return case(self.law, self.things, off)

    def fired(self) -> dict[tuple[str, str], Statement]:
        """Return what the reference judge fires, by rule and thing."""
        found: dict[tuple[str, str], Statement] = {}
        for thing, facts in self.things:
            standing = frozenset(standing_findings(found.values())) if thing.about in LAST else ()
            known = _Known(facts, self.off)
            judgement = judge(self.law, thing.about, known, standing, thing.roles)
            found |= {(one.rule.id, thing.key): one for one in judgement.fired}
        return found

    def _statements(self) -> Iterator[Statement]:
        for statements in self.law.statements.values():
            yield from statements


LAST: Final = ("sale", "investment")
_OTHERS: Final = {"sale": ("chip",), "investment": ()}


@dataclass(frozen=True)
class _Known:
    facts: Mapping[str, Value]
    off: frozenset[str]

    def value(self, path: str) -> Value:
        return self.facts[path]

    def applies(self, doubt: str) -> bool:
        return doubt not in self.off


def deals(book: Rulebook, law: Law, chance: Random) -> Iterator[Deal]:
    """Yield deals under a law without end, aimed at each of its rules in turn."""
    every = [one for found in law.statements.values() for one in found]
    doubts = sorted({one.doubt for one in every} - {""})
    makers: dict[str, list[Rule]] = {}
    for statement in every:
        makers.setdefault(statement.rule.finding, []).append(statement.rule)
    for aim in cycle(chance.sample(every, len(every))):
        facts, roles = _aimed_at(aim.rule, makers, law, chance)
        things = [_thing(about, about, law, chance, facts) for about in _OTHERS[book.deal]]
        for at, held in enumerate(_roles(book.deal, roles, chance)):
            things.append(_thing(f"party {at}", "party", law, chance, {} if at else facts, held))
        things.append(_thing(book.deal, book.deal, law, chance, facts))
        off = frozenset(doubt for doubt in doubts if chance.random() < 0.5)
        yield Deal(law, tuple(things), off)


def _aimed_at(
    aim: Rule, makers: Mapping[str, list[Rule]], law: Law, chance: Random
) -> tuple[dict[str, Value], set[str]]:
    """Return facts and roles with which a rule may fire: most ask more than chance brings."""
    facts: dict[str, Value] = {}
    roles: set[str] = set()
    left, against = [aim], list[Rule]()
    while left:
        rule = left.pop()
        facts = _facts_for(rule.when, law, chance, so=True) | facts
        against += [one for name in rule.unless for one in makers.get(name, ())]
        roles |= {chance.choice(sorted(rule.roles))} if rule.roles else set()
        names = [*rule.given, *([chance.choice(rule.lifts)] if rule.lifts else ())]
        left += [chance.choice(makers[name]) for name in names if name in makers]
    for rule in against:
        facts = _facts_for(rule.when, law, chance, so=False) | facts
    return facts, roles


def _roles(deal: str, wanted: set[str], chance: Random) -> list[frozenset[str]]:
    """Return the roles of each party, the first having those that are wanted."""
    if deal == "investment":
        return [frozenset({"target"})]
    parties = [wanted, *(set[str]() for _ in range(chance.choice((0, 0, 1, 2))))]
    for role in ROLES:
        if role not in {"target", *wanted} and chance.random() < 0.7:
            chance.choice(parties).add(role)
    return [frozenset(roles) for roles in parties]


def _thing(
    key: str,
    about: str,
    law: Law,
    chance: Random,
    aimed: Mapping[str, Value],
    roles: frozenset[str] = frozenset(),
) -> tuple[Thing, Mapping[str, Value]]:
    facts = {
        path: aimed[path] if path in aimed else _value(field, law, chance)
        for path, field in FIELDS.items()
        if field.thing == about
    }
    return Thing(key, about, key, (Facts(facts),), roles=roles), facts


def _facts_for(condition: Condition, law: Law, chance: Random, *, so: bool) -> dict[str, Value]:
    """Return facts with which a condition mostly holds, or does not."""
    match condition:
        case Not(of):
            return _facts_for(of, law, chance, so=not so)
        case All(parts) | Any(parts):
            if parts and isinstance(condition, All) != so:
                parts = (chance.choice(parts),)
            found: dict[str, Value] = {}
            for part in parts:
                found |= _facts_for(part, law, chance, so=so)
            return found
        case IsTrue(field):
            return {field.path: so}
        case _:
            return {condition.field.path: _answer(condition, law, chance) if so else None}


def _near(limit: Fraction, field: Field, chance: Random) -> Fraction:
    return max(limit + chance.choice(BESIDE) * 10**field.power, Fraction(0))


def _others(field: Field) -> Sequence[str]:
    return field.choices or (TELLING if field.kind is Kind.COUNTRY else ("another", "a third"))


def _answer(atom: Atom, law: Law, chance: Random) -> Value:
    """Return a value that answers a question, mostly by yes."""
    match atom:
        case Compare(field=field, literal=Fraction() as limit):
            return _near(limit, field, chance)
        case Compare(field=field, op="!=", literal=text):
            return chance.choice([one for one in _others(field) if one != text])
        case Compare(literal=text):
            return text
        case OneOf(values=values):
            return chance.choice(values)
        case InGroup(group=group):
            return chance.choice(sorted(members(group, law.day)) or ["CN"])
        case _:
            raise AssertionError


def _value(field: Field, law: Law, chance: Random) -> Value:
    """Return a value of a field: often one that some rule names, or one just beside it."""
    asked = law.asked.get(field.path, ())
    match field.kind:
        case Kind.FLAG:
            return chance.random() < 0.3
        case Kind.CHOICE:
            return chance.choice(field.choices)
        case Kind.NUMBER:
            limits = [one.literal for one in asked if isinstance(one, Compare)]
            limit = chance.choice([*limits, Fraction(0), Fraction(chance.randrange(10**6), 100)])
            return chance.choice((None, *[_near(Fraction(limit), field, chance)] * 5))
        case Kind.COUNTRY:
            groups = [one.group for one in asked if isinstance(one, InGroup)]
            some = sorted(members(chance.choice(groups), law.day)) if groups else []
            return chance.choice((*TELLING, *TELLING, *sorted(names()), *some))
        case Kind.TEXT:
            named = [text for one in asked if isinstance(one, OneOf) for text in one.values]
            named += [str(one.literal) for one in asked if isinstance(one, Compare)]
            return chance.choice((None, "another", *named))
