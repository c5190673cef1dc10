"""What the rules still to be judged can read, from each of them on.

Two ways of judging a thing that look alike from there come to the same from there.
"""

from __future__ import annotations

from dataclasses import dataclass

from earmark.law.condition import atoms
from earmark.law.rulebook import Law
from earmark.matter import Thing, keys_of


@dataclass(frozen=True, slots=True)
class Horizon:
    """What the rules from one of them on may read: findings, and doubts by their keys."""

    findings: frozenset[str]
    doubts: frozenset[str]


def horizons(thing: Thing, law: Law) -> list[Horizon]:
    """Return the horizon of each statement of a law about a thing, in their order."""
    identity = frozenset([thing.doubt.key] if thing.doubt else [])
    found: list[Horizon] = []
    ahead = Horizon(frozenset(), identity)
    for statement in reversed(law.statements[thing.about]):
        rule = statement.rule
        paths = {atom.field.path for atom in atoms(rule.when)}
        keys = (key for path in paths for key in keys_of(thing, path))
        ahead = Horizon(
            ahead.findings.union(rule.given, rule.unless, rule.lifts),
            ahead.doubts.union(keys, [statement.doubt]),
        )
        found.append(ahead)
    return found[::-1]
