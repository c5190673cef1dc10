"""What a law can tell of things: things that it answers alike are one to it.

A figure is above the limits that a law has, or it is not; a country is in its groups, or is not.
Many things with other facts are the same by that, and what is left of the law for one of them is
left for all.
"""

from __future__ import annotations

from collections.abc import Hashable

from earmark.batch.memory import Memory
from earmark.batch.signature import Paths, printed, signature
from earmark.judges.reference import answer
from earmark.law.rulebook import Law, Rulebook
from earmark.matter import Thing, Value


class Likeness:
    """Compares things by what the laws of a rulebook ask; ``paths`` are the facts that it reads."""

    def __init__(self, book: Rulebook, paths: Paths) -> None:
        self._paths = paths
        self._printed = frozenset(printed(book))
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


def _answers(law: Law, path: str, value: Value) -> Hashable:
    """Return how a value answers everything that a law asks of a fact."""
    return tuple(answer(atom, law, value) for atom in law.asked.get(path, ()))
