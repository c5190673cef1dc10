"""Every deny and every review has a deciding rule, every allow is the default or an exception.

A rule that denies must ask something: one that denies whatever the deal is rests on nothing. And
what the diagrams say of a cell must be what the reference judge says: one cell is judged for each
rule that stands in the way, for each exception that is used, and for the default.
"""

from __future__ import annotations

from collections.abc import Iterator

from earmark.conclusion import ALLOW, DENY, Answer
from earmark.prove.diagram import Diagram
from earmark.prove.found import Broken
from earmark.prove.reading import Reading
from earmark.prove.space import Taken
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = (
    "Every deny and every review has a deciding rule that rests on a fact; every allow is the "
    "named default or an exception."
)


def check(world: World) -> Iterator[Broken]:
    """Yield what breaks the property."""
    seen: set[tuple[str, Diagram, Diagram]] = set()
    for reading in world.readings:
        for rule, answer, cells in _claims(reading):
            claim = rule, cells, reading.feasible
            if claim not in seen:
                seen.add(claim)
                cell = world.cell(reading, cells)
                if cell is not None:
                    yield from _confirmed(world, reading, rule, answer, cell)
                    yield from _resting(world, reading, rule, cells, cell)


def _claims(reading: Reading) -> Iterator[tuple[str, Answer, Diagram]]:
    """Yield what decides, with the cells in which it is said to."""
    diagrams = reading.space.diagrams
    for rule, cells in reading.standing.items():
        yield rule, DENY, cells
    for rule, cells in reading.lifting.items():
        yield rule, ALLOW, diagrams.but(cells, reading.deny)
    unused = diagrams.no(diagrams.any((reading.deny, *reading.lifting.values())))
    yield "", ALLOW, unused


def _confirmed(
    world: World, reading: Reading, rule: str, answer: Answer, cell: Taken
) -> Iterator[Broken]:
    """Yield a cell of which the reference judge says something else."""
    judged = world.judge(reading.law, cell)
    named = rule in judged.deciding if rule else not judged.deciding
    if judged.verdict != answer or not named:
        said = f"the reference judge says {judged.verdict} by {', '.join(judged.deciding) or '-'}"
        yield broken(world, reading, cell, f"{said}, not {answer} by {rule or 'the default'}")


def _resting(
    world: World, reading: Reading, rule: str, cells: Diagram, cell: Taken
) -> Iterator[Broken]:
    """Yield a cell in which a rule stands in the way as it does in every other."""
    if rule in reading.standing:
        elsewhere = world.diagrams.no(reading.whatever_is_law(cells))
        if world.cell(reading, elsewhere) is None:
            said = f"{rule} stands in the way of every deal: it rests on no fact"
            yield broken(world, reading, cell, said)
