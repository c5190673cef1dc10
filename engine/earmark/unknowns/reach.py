"""Which rules about a thing can still fire, and what they can read and bring about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from earmark.law.rule import Effect, Rule, Status
from earmark.law.rulebook import Statement

_EFFECTIVE: Final = frozenset({Effect.REQUIRES, Effect.PROHIBITS, Effect.LIFTS})


@dataclass(frozen=True)
class Reach:
    """Statements that can still fire; ``findings`` are all that can be there in the end."""

    statements: tuple[Statement, ...]
    findings: frozenset[str]

    @cached_property
    def effective(self) -> frozenset[str]:
        """The findings on which a verdict can rest by themselves."""
        return frozenset(
            one.rule.finding for one in self.statements if one.rule.effect in _EFFECTIVE
        )

    @cached_property
    def reads(self) -> frozenset[str]:
        """The findings that the rules rest on, or are set aside by."""
        rules = [one.rule for one in self.statements]
        return frozenset(name for rule in rules for name in (*rule.given, *rule.unless))

    @cached_property
    def heeds(self) -> frozenset[str]:
        """Every finding that makes a difference to the rules."""
        return self.reads.union(*(one.rule.lifts for one in self.statements))


def reach(statements: Iterable[Statement], standing: frozenset[str] = frozenset()) -> Reach:
    """Return what can still fire where ``standing`` findings can be there."""
    findings = set(standing)
    found = []
    for statement in statements:
        if _reachable(statement.rule, findings):
            found.append(statement)
            if statement.status is not Status.NOT_ENFORCED:
                # Nothing rests on what is not enforced.
                findings.add(statement.rule.finding)
    return Reach(tuple(found), frozenset(findings))


def heeded(statements: Sequence[Statement], findings: Collection[str]) -> list[Statement]:
    """Return the statements that make a difference where others heed these findings.

    They stand in the order of their strata, and so do those returned. A finding makes none where
    nothing else reads it; what requires, prohibits, lifts or warns makes one by itself.
    """
    read = set(findings)
    found = []
    for statement in reversed(statements):
        rule = statement.rule
        if statement.warns or rule.effect in _EFFECTIVE or rule.finding in read:
            found.append(statement)
            read.update(rule.given, rule.unless, rule.lifts)
    return found[::-1]


def _reachable(rule: Rule, findings: set[str]) -> bool:
    return findings.issuperset(rule.given) and not (rule.lifts and findings.isdisjoint(rule.lifts))
