"""One single thing that changed from one day to the next, and whether it makes the difference."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from earmark.law.rule import Rule
from earmark.turns.standing import Standing

Why = Literal[
    "rule begins",
    "rule ends",
    "rule changes",
    "listing changes",
    "country changes groups",
    "country counts as another",
    "file changes",
    "not attributed",
]

Take = Callable[[Standing, Standing], Standing]
"""Returns its first argument, with one thing as it is in the second."""


@dataclass(frozen=True, eq=False)
class Aspect:
    """One thing that is not as it was the day before. ``rule`` is set where it is a rule."""

    why: Why
    says: str
    before: Standing
    after: Standing
    take: Take
    rule: Rule | None = None

    def makes(self, reading: Callable[[Standing], Hashable]) -> bool:
        """Tell whether a reading that differs between the days does so because of this.

        It does if the difference goes away without this one thing, or comes with it alone.
        """
        now = reading(self.after)
        return reading(self._undone) != now or reading(self._alone) == now

    @cached_property
    def _undone(self) -> Standing:
        return self.take(self.after, self.before)

    @cached_property
    def _alone(self) -> Standing:
        return self.take(self.before, self.after)
