"""All sides of a sale weighed: what each comes to, the verdict, and the rules that carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from earmark.conclusion import DENY, REVIEW, Answer, Conclusion, conclude
from earmark.unknowns.classes import Combination
from earmark.unknowns.sides import Side, Sides


@dataclass(frozen=True)
class Weighed:
    """All sides of a sale with what each comes to."""

    every: Sides
    done: frozenset[str]
    _drawn: dict[tuple[int, ...], Conclusion] = field(default_factory=dict)
    _known: dict[Combination, Conclusion] = field(default_factory=dict)

    @cached_property
    def conclusions(self) -> Mapping[Side, Conclusion]:
        """Return the conclusion of each side."""
        return {side: self.conclude(side.outcomes) for side in self.sides}

    def conclude(self, outcomes: Combination) -> Conclusion:
        """Return what outcomes of all things come to together."""
        known = self._known.get(outcomes)
        if known is None:
            weighty = [statement for outcome in outcomes for statement in outcome.weighty]
            # Statements live as long as their law: an identity is a cheap and lasting name.
            key = tuple(map(id, weighty))
            if key not in self._drawn:
                self._drawn[key] = conclude(weighty, self.done.__contains__)
            known = self._known[outcomes] = self._drawn[key]
        return known

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return all sides, in a fixed order."""
        return self.every.all

    @cached_property
    def verdict(self) -> Answer:
        """Return what all sides agree on, or ``review``."""
        verdicts = {conclusion.verdict for conclusion in self.conclusions.values()}
        return verdicts.pop() if len(verdicts) == 1 else REVIEW

    @cached_property
    def carrying(self) -> list[Side]:
        """Return the sides whose rules carry the verdict: those that deny, if any does."""
        denying = [side for side in self.sides if self.conclusions[side].verdict == DENY]
        return denying or list(self.sides)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Return the ids of the rules that carry the verdict: those of every side, if any are."""
        each = [self.conclusions[side].deciding for side in self.carrying]
        common = set(each[0]).intersection(*each)
        kept = (name for names in each for name in names if not common or name in common)
        return tuple(dict.fromkeys(kept))
