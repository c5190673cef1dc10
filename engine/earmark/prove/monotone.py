"""More performance, more bandwidth, one more burden on a company: none relaxes a verdict.

Each step is taken by itself, all else being as it is: a figure goes up to its next stretch, a
company is on one more list or owned by listed parties, a parent moves its headquarters to D:5.
What relaxes a verdict is shown as two deals, before the step and after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from earmark.law.geography import GROUPS, members, names
from earmark.prove.diagram import NONE, Diagram
from earmark.prove.exceptions import MONOTONE, NO_DENSITY, Exempt
from earmark.prove.found import Broken, Listed
from earmark.prove.known import DENSITY
from earmark.prove.reading import Reading
from earmark.prove.space import Taken
from earmark.prove.stating import broken
from earmark.prove.world import World
from earmark.schema import FIELDS, Kind

SENTENCE = (
    "More TPP, density or bandwidth, more ownership by listed parties, one more listing, or a "
    "parent headquartered in D:5 never relaxes a verdict."
)

_FREES: Final = "uae_approved"
"""The one list that a company is on to its advantage."""

_APPROVED: Final = Exempt(
    "15 CFR 742.6(a)(6)(iii)(B); Supp. 8 to 15 CFR part 740",
    "a sale to approved entities of the United Arab Emirates needs no licence: to be one relaxes "
    "the verdict",
)


class _Step(NamedTuple):
    """A fact, and the numbers of the cells that it is in before and after."""

    name: str
    before: int
    after: int


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield the steps that relax a verdict, one cell for each, and those that do so by law."""
    done: set[tuple[Diagram, _Step]] = set()
    told: set[_Step] = set()
    for reading in world.readings:
        for denied in (reading.must_deny, reading.may_deny):
            for step in set(_steps(world, reading)) - told:
                if (denied, step) not in done:
                    done.add((denied, step))
                    cell = _relaxed(world, reading, denied, step)
                    if cell is not None:
                        told.add(step)
                        yield _exempt(world, reading, step) or _broken(world, reading, step, cell)


def _relaxed(world: World, reading: Reading, denied: Diagram, step: _Step) -> Taken | None:
    """Return a cell before a step that relaxes the verdict, if there is one."""
    diagrams = world.diagrams
    lost = diagrams.lost(denied, *step)
    if lost == NONE:
        return None
    arrived = diagrams.taken(reading.feasible, step.name, step.after)
    left = diagrams.where(step.name, [step.before])
    return world.cell(reading, diagrams.all((lost, arrived, left)))


def _exempt(world: World, reading: Reading, step: _Step) -> Listed | None:
    """Return a step as it is listed, if the law itself relaxes the verdict."""
    if step.name.endswith(_FREES):
        return _APPROVED.listed(_words(world, reading, step))
    if step.name == DENSITY and NO_DENSITY in world.book.by_id:
        without = world.reader.read(reading.law, without={NO_DENSITY})
        verdicts = (without.must_deny, without.may_deny)
        if all(_relaxed(world, without, denied, step) is None for denied in verdicts):
            return MONOTONE[NO_DENSITY].listed(_words(world, reading, step))
    return None


def _broken(world: World, reading: Reading, step: _Step, cell: Taken) -> Broken:
    says = f"the verdict is relaxed by {_words(world, reading, step)}"
    before = broken(world, reading, cell, says)
    after = broken(world, reading, {**cell, step.name: step.after}, f"{says}: after it")
    cases = "\n\n".join((before.case, after.case)) if before.case and after.case else before.case
    return before.model_copy(update={"case": cases})


def _steps(world: World, reading: Reading) -> Iterator[_Step]:
    for name, cells in world.space.cells.items():
        thing, _, fact = name.partition(".")
        its = thing in world.space.roles
        field = FIELDS.get(f"party.{fact}" if its else name)
        if field and field.kind is Kind.NUMBER:
            # A density that does not apply is that of no die at all: less than any figure.
            upwards = sorted(range(len(cells)), key=lambda at: cells[at].value is not None)
            yield from (_Step(name, *pair) for pair in pairwise(upwards))
        elif field and its and field.kind is Kind.FLAG:
            yield _Step(name, 0, 1)
        elif its and fact == "parent_headquarters":
            yield from _moves(world, reading, name)


def _moves(world: World, reading: Reading, name: str) -> Iterator[_Step]:
    """Yield the moves from a place outside D:5 to one in it; a cell can have places of both.

    Macau and Hong Kong are no such places: rules name the one beside D:5, the other is China's.
    """
    inside = _inside(reading)
    alike = inside | {"MO", "HK"}
    places = list(enumerate(world.space.places[name]))
    there = [at for at, codes in places if not inside.isdisjoint(codes)]
    for at, codes in places:
        if not alike.issuperset(codes):
            yield from (_Step(name, at, to) for to in there if to != at)


def _inside(reading: Reading) -> frozenset[str]:
    return members("D:5", reading.law.day) if "D:5" in GROUPS else frozenset()


def _words(world: World, reading: Reading, step: _Step) -> str:
    cells = world.space.cells[step.name]
    before, after = cells[step.before].label, cells[step.after].label
    if step.name in world.space.places:
        codes = world.space.places[step.name][step.after]
        after = names()[next(code for code in codes if code in _inside(reading))]
    return f"{step.name}, from {before} to {after}"
