"""The companies of a sale, as many rows share them."""

from __future__ import annotations

from collections.abc import Callable

from earmark.batch.memory import Numbers
from earmark.batch.parts import Named, Part


class Group:
    """Companies, the purchaser first, and a number for what rules can read of all of them."""

    __slots__ = ("called", "facts", "parts")

    def __init__(self, parts: tuple[Part, ...], facts: int) -> None:
        self.parts = parts
        self.facts = facts
        self.called = tuple(part.called for part in parts)
        """The options that name those of which nothing is known but the name."""

    def named(self, name: Callable[[str], str]) -> tuple[Part, ...]:
        """Return the companies of one sale; ``name`` tells what an option calls a company."""
        return tuple(
            Named(part, name(part.called).strip()) if part.called else part for part in self.parts
        )


def groups() -> Callable[[tuple[Part, ...]], Group]:
    """Return what makes groups, and numbers them."""
    numbers = Numbers()

    def made(parts: tuple[Part, ...]) -> Group:
        return Group(parts, numbers.of(tuple(part.facts for part in parts)))

    return made
