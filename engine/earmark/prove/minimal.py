"""No cell changes without a rule that has a boundary on that day, no boundary changes nothing.

Countries move between groups on days of their own: what they change is told apart, by reading the
rules of the day before in the groups of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from earmark.law.geography import moves
from earmark.law.rule import Rule
from earmark.law.rulebook import Law
from earmark.prove.diagram import Diagram
from earmark.prove.found import Broken, Listed
from earmark.prove.reading import Reading
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = (
    "Between two neighbouring epochs every cell that changes is changed by a rule with a boundary "
    "on that day, or by a country that moves; and no boundary changes nothing."
)


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield changes that nothing makes, and boundaries that change nothing."""
    for before, after in pairwise(world.readings):
        day = after.law.day
        moved = world.reader.read(Law(day, before.law.statements))
        by_places = world.cell(after, world.diagrams.differ(before.deny, moved.deny))
        if by_places is not None and not any(one.source for one in moves(day)):
            yield broken(world, after, by_places, "a cell changes, and no country moves")
        rules = [rule for rule in world.book.rules if _has_boundary(rule, day)]
        made = {rule.id: _made(world, rule, moved, after) for rule in rules}
        changed = world.diagrams.differ(moved.deny, after.deny)
        nobody = world.cell(after, world.diagrams.but(changed, world.diagrams.any(made.values())))
        if nobody is not None:
            yield broken(world, after, nobody, "a cell changes by no rule with a boundary")
        for name, cells in made.items():
            if world.cell(after, cells) is None:
                yield Broken(says=f"the boundary of {name} changes nothing", on=day)


def _has_boundary(rule: Rule, day: object) -> bool:
    return any(day in (window.start, window.until) for window in rule.windows)


def _made(world: World, rule: Rule, before: Reading, after: Reading) -> Diagram:
    """Return the cells in which a rule fires, or counts, other than before."""
    fires = after.anywhere(rule)
    changed = world.diagrams.differ(before.anywhere(rule), fires)
    ends = {reading: _status(rule, reading) for reading in (before, after)}
    return changed if ends[before] == ends[after] else world.diagrams.any((changed, fires))


def _status(rule: Rule, reading: Reading) -> object:
    statements = reading.law.statements[rule.about]
    return next((one.status for one in statements if one.rule.id == rule.id), None)
