"""What a sale comes to, with every rule on the way there: what examples are compared by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from earmark.law.rule import Rule
from earmark.law.rulebook import Statement
from earmark.standpoints import Judged, judged
from earmark.weighed import Weighed

VERDICT, POLICY, FIRES = 0, 1, 6
"""How little it tells that two traces differ in their verdict, in their review policy, or only
in the rules that fire; counted in options that a reader of an example would rather read."""

Consequence = tuple[object, ...]
"""What follows when a rule fires: two versions of it may fire alike and come to other things."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a sale comes to; the rules that fire on any side, and with what consequences.

    ``certain`` are those that fire on every side, ``behind`` those on which the answer rests.
    """

    judged: Judged
    fired: Mapping[str, frozenset[Consequence]]
    certain: frozenset[str]
    behind: frozenset[str]


def trace(weighed: Weighed) -> Trace:
    """Return the trace of a sale."""
    statements = {one.rule.id: one for side in weighed.sides for one, _ in side.firings}
    fired: dict[str, set[Consequence]] = {}
    for side in weighed.sides:
        for statement, _ in side.firings:
            fired.setdefault(statement.rule.id, set()).add(_consequence(statement))
    found = judged(weighed)
    carrying = {*found.deciding, *(one[0] for one in found.required)}
    rules = [one.rule for one in statements.values()]
    return Trace(
        found,
        {name: frozenset(what) for name, what in fired.items()},
        frozenset(rule for rule, _ in weighed.every.everywhere),
        _supported(carrying, rules),
    )


def how(one: Trace, other: Trace) -> int | None:
    """Return in what two traces of a sale differ; ``None``: in nothing."""
    if one.judged.answer.verdict != other.judged.answer.verdict:
        return VERDICT
    if one.judged.answer != other.judged.answer:
        return POLICY
    return None if one.fired == other.fired else FIRES


def _consequence(statement: Statement) -> Consequence:
    rule = statement.rule
    required = rule.review_policy, rule.reason_for_control, rule.conditions
    stands = statement.status, statement.doubt
    return *stands, rule.finding, rule.effect, *required, rule.lifts, rule.acts


def _supported(carrying: Iterable[str], rules: Iterable[Rule]) -> frozenset[str]:
    """Return the rules that carry an answer, and those on whose findings they rest in turn."""
    by_id = {rule.id: rule for rule in rules}
    found: set[str] = set()
    to_see = [name for name in carrying if name in by_id]
    while to_see:
        name = to_see.pop()
        if name not in found:
            found.add(name)
            given = by_id[name].given
            to_see += [other for other, rule in by_id.items() if rule.finding in given]
    return frozenset(found)
