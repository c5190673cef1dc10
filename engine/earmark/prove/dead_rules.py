"""Every rule fires in some cell of each of its windows, and decides in one, or only informs.

A rule decides where what stands in the way of some deal is other without it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from earmark.law.rule import Effect, Rule, Status
from earmark.prove.diagram import NONE
from earmark.prove.found import Broken, Listed
from earmark.prove.reading import Reading
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = (
    "Every rule fires in some cell in each of its windows, and decides in one, or is listed as one "
    "that only informs."
)


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield the rules that are dead, and those that only inform."""
    informing = _informing(world)
    for rule in world.book.rules:
        standing = [one for one in world.readings if rule.window(one.law.day)]
        cells = ((one, world.cell(one, one.anywhere(rule))) for one in standing)
        fires = {one: cell for one, cell in cells if cell is not None}
        yield from _silent(rule, standing, fires)
        if rule.id in informing:
            yield Listed(what=rule.id, why=informing[rule.id])
        elif fires and not any(_decides(world, rule, one) for one in reversed(fires)):
            yield broken(world, *list(fires.items())[-1], f"{rule.id} decides nothing")


def _silent(rule: Rule, standing: Sequence[Reading], fires: Container[Reading]) -> Iterator[Broken]:
    for window in rule.windows:
        its = [one for one in standing if rule.window(one.law.day) == window]
        if its and not any(one in fires for one in its):
            said = f"{rule.id} never fires from {window.start}"
            yield Broken(says=said, on=its[0].law.day)


def _informing(world: World) -> dict[str, str]:
    """Return the rules that only inform, each with the reason."""
    found: dict[str, str] = {}
    for rule in world.book.rules:
        if rule.effect is Effect.WARNS:
            found[rule.id] = "they warn"
        elif all(window.status is Status.NOT_ENFORCED for window in rule.windows):
            found[rule.id] = "they are codified and not enforced"
    for rule in reversed(world.book.rules):
        readers = [one for one in world.book.rules if rule.finding in (*one.given, *one.unless)]
        if rule.effect is Effect.FINDS and all(one.id in found for one in readers):
            found[rule.id] = "what they find is printed, and read by no rule that decides"
    return found


def _decides(world: World, rule: Rule, reading: Reading) -> bool:
    without = world.reader.read(reading.law, without={rule.id})
    changed = (
        world.diagrams.differ(cells, without.standing.get(name, NONE))
        for name, cells in reading.standing.items()
    )
    return any(world.cell(reading, cells) is not None for cells in changed)
