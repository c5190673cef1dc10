"""Every way to change one thing in a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from earmark.law.condition import All, Any, Compare, Condition, InGroup, Not, OneOf
from earmark.law.geography import GROUPS

LEAST: Final = Fraction(1, 10_000)
"""The smallest step that a rule, or a sale, can state in a figure."""

_OTHER: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Edit:
    """A condition with one thing changed."""

    kind: str
    what: str
    condition: Condition


def edits(condition: Condition) -> Iterator[Edit]:
    """Yield the condition with each single thing in it changed."""
    yield from _here(condition)
    yield from _inside(condition)


def _here(condition: Condition) -> Iterator[Edit]:
    match condition:
        case Compare(literal=Fraction() as literal):
            for number in _near(condition, literal):
                yield _instead("number", condition, replace(condition, literal=number))
            yield _operator(condition)
        case Compare():
            yield _operator(condition)
        case OneOf(values=values) if len(values) > 1:
            for dropped in values:
                kept = tuple(value for value in values if value != dropped)
                what = f"{dropped!r} is dropped from: {condition}"
                yield Edit("member", what, replace(condition, values=kept))
        case InGroup(group=group):
            for other in sorted(GROUPS - {group}):
                yield _instead("group", condition, replace(condition, group=other))
        case Not(of):
            yield _instead("not", condition, of)
        case All(parts) if len(parts) > 1:
            yield _instead("operator", condition, Any(parts))
        case Any(parts) if len(parts) > 1:
            yield _instead("operator", condition, All(parts))


def _inside(condition: Condition) -> Iterator[Edit]:
    match condition:
        case Not(of):
            for edit in edits(of):
                yield replace(edit, condition=Not(edit.condition))
        case All(parts) | Any(parts):
            make = type(condition)
            for index, part in enumerate(parts):
                before, after = parts[:index], parts[index + 1 :]
                if rest := (*before, *after):
                    left = make(rest) if len(rest) > 1 else rest[0]
                    yield Edit("clause", f"dropped: {part}", left)
                for edit in edits(part):
                    yield replace(edit, condition=make((*before, edit.condition, *after)))


def _near(condition: Compare, literal: Fraction) -> Iterator[Fraction]:
    """Return the figure one more and one less, and by the least that a rule can state."""
    least = LEAST
    if condition.field.power:
        # Written as 1.0001e25, with four places at most.
        least *= 10 ** (len(str(int(literal))) - 1)
    for step in (Fraction(1), least):
        yield from (number for number in (literal - step, literal + step) if number > 0)


def _operator(condition: Compare) -> Edit:
    return _instead("operator", condition, replace(condition, op=_OTHER[condition.op]))


def _instead(kind: str, old: Condition, new: Condition) -> Edit:
    return Edit(kind, f"{old}  →  {new}", new)
