"""Combinations of outcomes, in classes: those of one class are one to the rules about the sale.

Such rules read only findings. Combinations that give the same findings, and agree on what they
share, are therefore one class. Of each as many are kept as it takes to show every outcome in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from earmark.unknowns.outcomes import Outcome, Shared

Combination = tuple[Outcome, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Class:
    """Combinations that are one to the rules about the sale."""

    findings: frozenset[str]
    shared: Shared
    combinations: tuple[Combination, ...]


_START: Final = Class(frozenset(), frozenset(), ((),))


def seen(outcomes: Iterable[Outcome], read: frozenset[str]) -> list[Class]:
    """Return each outcome as rules see it that read these findings."""
    return [Class(one.findings & read, one.shared, ((one,),)) for one in outcomes]


def combined(lists: Iterable[Iterable[Outcome]], read: frozenset[str]) -> list[Class]:
    """Combine one outcome of each thing, folding what rules cannot tell apart.

    A class keeps combinations enough to show every outcome among its own.
    """
    classes = [_START]
    for outcomes in lists:
        folded: dict[tuple[frozenset[str], Shared], _Cover] = {}
        for one, other in product(classes, seen(outcomes, read)):
            shared = join(one.shared, other.shared)
            if shared is not None:
                key = one.findings | other.findings, shared
                ((outcome,),) = other.combinations
                folded.setdefault(key, _Cover()).add(one.combinations, outcome)
        classes = [Class(*key, tuple(cover.kept)) for key, cover in folded.items()]
    return classes


def every_one(lists: Iterable[Sequence[Class]]) -> list[Class]:
    """Return all combinations, none left out, in their classes."""
    groups: dict[tuple[frozenset[str], Shared], list[Combination]] = {}
    for parts in product(*lists):
        shared: Shared | None = frozenset()
        for part in parts:
            shared = None if shared is None else join(shared, part.shared)
        if shared is not None:
            findings = frozenset[str]().union(*(part.findings for part in parts))
            combination = tuple(part.combinations[0][0] for part in parts)
            groups.setdefault((findings, shared), []).append(combination)
    return [Class(*key, tuple(found)) for key, found in groups.items()]


def join(one: Shared, other: Shared) -> Shared | None:
    """Return what both share, or ``None`` where they contradict each other."""
    if not (one and other):
        return one or other
    joined = dict(one)
    for key, cell in other:
        if joined.setdefault(key, cell) is not cell:
            return None
    return frozenset(joined.items())


class _Cover:
    """Combinations enough to show every outcome among them."""

    def __init__(self) -> None:
        self.kept: list[Combination] = []
        self._shown: set[Outcome] = set()

    def add(self, combinations: Iterable[Combination], outcome: Outcome) -> None:
        for combination in combinations:
            longer = (*combination, outcome)
            if not self.kept or not self._shown.issuperset(longer):
                self.kept.append(longer)
                self._shown.update(longer)
