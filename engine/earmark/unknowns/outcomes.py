"""What can come of one thing: the rules that fire together, and where they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from earmark.judges.reference import standing_findings
from earmark.law.cells import Cell, label
from earmark.law.rule import Effect
from earmark.matter import Thing
from earmark.unknowns.forks import Fired, Region
from earmark.unknowns.views import Assignment

Shared = frozenset[tuple[str, Cell]]
"""What was taken of doubts that other things hang on too."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """Rules that fire together for one thing, and every region in which they do."""

    thing: Thing
    fired: Fired
    shared: Shared
    regions: tuple[Region, ...]

    @cached_property
    def assignment(self) -> Assignment:
        """One assignment that leads here, of the first region."""
        return {key: joined(found) for key, found in self.regions[0].items()}

    @cached_property
    def findings(self) -> frozenset[str]:
        """The findings that stand in this outcome."""
        return frozenset(standing_findings(self.fired))

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of the rules."""
        return frozenset(statement.rule.id for statement in self.fired)

    @cached_property
    def keys(self) -> Mapping[str, None]:
        """The doubts that some region names, in a fixed order."""
        return dict.fromkeys(key for region in self.regions for key in region)

    @cached_property
    def warned(self) -> Fired:
        """The rules that raise a red flag."""
        return tuple(one for one in self.fired if one.warns)

    @cached_property
    def weighty(self) -> Fired:
        """The rules that a conclusion is drawn from: all but those that only find something."""
        return tuple(one for one in self.fired if one.warns or one.rule.effect is not Effect.FINDS)


def joined(cells: tuple[Cell, ...]) -> Cell:
    """Return cells that come to the same as one: the first value, and how to say all of them."""
    return cells[0] if len(cells) == 1 else Cell(cells[0].value, label(cells), parts=cells)
