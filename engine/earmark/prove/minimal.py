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
from earmark.prove.found import Broken, Change, Listed
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
        moved = _moved(world, before, after)
        by_places = world.cell(after, world.diagrams.differ(before.deny, moved.deny))
        if by_places is not None and not any(one.source for one in moves(day)):
            yield broken(world, after, by_places, "a cell changes, and no country moves")
        made = dict(_made(world, moved, after))
        changed = world.diagrams.differ(moved.deny, after.deny)
        nobody = world.cell(after, world.diagrams.but(changed, world.diagrams.any(made.values())))
        if nobody is not None:
            yield broken(world, after, nobody, "a cell changes by no rule with a boundary")
        for name, cells in made.items():
            if world.cell(after, cells) is None:
                yield Broken(says=f"the boundary of {name} changes nothing", on=day)


def changes(world: World) -> Iterator[Change]:
    """Yield the days on which some cell is answered otherwise, each with what makes it so."""
    for before, after in pairwise(world.readings):
        moved = _moved(world, before, after)
        by_rules = world.diagrams.differ(moved.deny, after.deny)
        by_places = world.cell(after, world.diagrams.differ(before.deny, moved.deny))
        rules = [
            name
            for name, cells in _made(world, moved, after)
            if world.cell(after, world.diagrams.both(by_rules, cells)) is not None
        ]
        countries = {one.country: None for one in moves(after.law.day)} if by_places else ()
        if rules or countries:
            yield Change(on=after.law.day, rules=tuple(rules), countries=tuple(countries))


def _moved(world: World, before: Reading, after: Reading) -> Reading:
    """Return how the rules of the day before read in the groups of the day."""
    return world.reader.read(Law(after.law.day, before.law.statements))


def _has_boundary(rule: Rule, day: object) -> bool:
    return any(day in (window.start, window.until) for window in rule.windows)


def _made(world: World, before: Reading, after: Reading) -> Iterator[tuple[str, Diagram]]:
    """Yield each rule with a boundary, and where it fires, or counts, other than before."""
    for rule in world.book.rules:
        if _has_boundary(rule, after.law.day):
            fires = after.anywhere(rule)
            changed = world.diagrams.differ(before.anywhere(rule), fires)
            same = _status(rule, before) == _status(rule, after)
            yield rule.id, changed if same else world.diagrams.any((changed, fires))


def _status(rule: Rule, reading: Reading) -> object:
    statements = reading.law.statements[rule.about]
    return next((one.status for one in statements if one.rule.id == rule.id), None)
