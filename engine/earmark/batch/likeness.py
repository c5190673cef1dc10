"""What a law can tell of things: things that it answers alike are one to it.

A figure is above the limits that a law has, or it is not; a country is in its groups, or is not.
Many things with other facts are the same by that, and what is left of the law for one of them is
left for all.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from earmark.batch.memory import Memory
from earmark.batch.signature import Paths, policies, signature
from earmark.judges.reference import holds
from earmark.law.rulebook import Law, Rulebook
from earmark.matter import Thing, Value
from earmark.schema import ACTS

_ACTS: Final = frozenset(f"sale.{act}" for act in ACTS)


class Likeness:
    """Compares things by what the laws of a rulebook ask; ``paths`` are the facts that it reads."""

    def __init__(self, book: Rulebook, paths: Paths) -> None:
        self._paths = paths
        self._printed = _ACTS.union(policies(book))
        self._known: Memory[tuple[Law, str, Value], Hashable] = Memory()

    def of(self, law: Law, thing: Thing) -> Hashable:
        """Return what a law can tell of a thing."""

        def told(path: str, value: Value) -> Hashable:
            key = law, path, value
            if key not in self._known:
                # What is printed is told as it is.
                self._known[key] = value if path in self._printed else _answers(*key)
            return self._known[key]

        return signature(thing, self._paths, told)


@dataclass(frozen=True)
class _Said:
    """A fact that is known."""

    known: Value

    def value(self, _: str) -> Value:
        return self.known

    def applies(self, _: str) -> bool:
        return True


def _answers(law: Law, path: str, value: Value) -> Hashable:
    """Return how a value answers everything that a law asks of a fact."""
    return tuple(holds(atom, law, _Said(value)) for atom in law.asked.get(path, ()))
