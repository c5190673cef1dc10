"""No item is in two paragraphs that exclude each other, and no requirement stands and is lifted.

Two paragraphs of one ECCN entry exclude each other (3A090.a and 3A090.b), and so do a finding and
the one that denies it ("eligible for NAC", "not eligible for NAC").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from earmark.law.rule import Rule
from earmark.prove.diagram import NONE, Diagram
from earmark.prove.exceptions import CONSISTENT
from earmark.prove.found import Broken, Listed
from earmark.prove.reading import Reading
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = (
    "No item is classified into two paragraphs that exclude each other, and no requirement both "
    "stands and is lifted."
)

_PARAGRAPH: Final = re.compile(r"(\d[A-E]\d{3})\.[a-z]")


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield what breaks the property, and which rules are listed."""
    exempt = [world.book.by_id[name] for name in CONSISTENT if name in world.book.by_id]
    told: set[tuple[str, str]] = set()
    used: dict[str, None] = {}
    for reading in world.readings:
        left_out = world.diagrams.any(reading.anywhere(rule) for rule in exempt)
        for pair in set(_excluding(reading.found)) - told:
            cells = _both(world, reading, pair)
            used |= dict.fromkeys(_contradicting(world, reading, cells, exempt))
            cell = world.cell(reading, world.diagrams.but(cells, left_out))
            if cell is not None:
                told.add(pair)
                what = "a company" if _of_companies(reading, pair) else "the item"
                yield broken(world, reading, cell, f"{what} is both {pair[0]} and {pair[1]}")
        yield from _lifted(world, reading)
    yield from (CONSISTENT[name].listed(name) for name in used)


def _both(world: World, reading: Reading, pair: tuple[str, str]) -> Diagram:
    """Return the cells in which both is found; what is found of companies: of the same one."""
    diagrams = world.diagrams
    if not _of_companies(reading, pair):
        return diagrams.all(reading.found[name] for name in pair)
    each = reading.of_role.values()
    return diagrams.any(diagrams.all(its.get(name, NONE) for name in pair) for its in each)


def _of_companies(reading: Reading, names: Iterable[str]) -> bool:
    return all(any(name in its for its in reading.of_role.values()) for name in names)


def _contradicting(
    world: World, reading: Reading, cells: Diagram, exempt: Iterable[Rule]
) -> Iterator[str]:
    """Yield the rules left out that put an item into a second paragraph in some of the cells."""
    for rule in exempt:
        both = world.diagrams.both(cells, reading.anywhere(rule))
        if world.cell(reading, both) is not None:
            yield rule.id


def _excluding(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(sorted(names), 2):
        entries = [_PARAGRAPH.fullmatch(name) for name in (one, other)]
        same = all(entries) and len({found[1] for found in entries if found}) == 1
        if same or f"not {one}" == other or f"not {other}" == one:
            yield one, other


def _lifted(world: World, reading: Reading) -> Iterator[Broken]:
    """Yield a cell in which a requirement stands although an exception to it is used."""
    by_id = world.book.by_id
    for name, used in reading.lifting.items():
        for lifted in by_id[name].lifts:
            both = world.diagrams.both(used, reading.standing.get(lifted, NONE))
            cell = world.cell(reading, both)
            if cell is not None:
                yield broken(world, reading, cell, f"{name} lifts {lifted}, which stands")
