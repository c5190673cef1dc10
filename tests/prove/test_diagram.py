"""Diagrams are sets of cells: every operation is that of the sets that they stand for."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from earmark.prove.diagram import ALL, NONE, Diagram, Diagrams

SIZES = {"a": 2, "b": 3, "c": 2}
CELLS = [dict(zip(SIZES, cell, strict=True)) for cell in product(*map(range, SIZES.values()))]

Set = frozenset[int]
SETS = st.frozensets(st.integers(0, len(CELLS) - 1))


def made(diagrams: Diagrams, cells: Set) -> Diagram:
    return diagrams.any(
        diagrams.all(diagrams.where(name, [at]) for name, at in CELLS[one].items()) for one in cells
    )


def held(diagrams: Diagrams, one: Diagram) -> Set:
    return frozenset(at for at, cell in enumerate(CELLS) if diagrams.has(one, cell))


@given(SETS, SETS)
def test_operations_are_those_of_sets(left: Set, right: Set) -> None:
    diagrams = Diagrams(SIZES)
    one, other = made(diagrams, left), made(diagrams, right)
    assert held(diagrams, one) == left
    assert diagrams.count(one) == len(left)
    assert held(diagrams, diagrams.no(one)) == frozenset(range(len(CELLS))) - left
    assert held(diagrams, diagrams.both(one, other)) == left & right
    assert held(diagrams, diagrams.any((one, other))) == left | right
    assert held(diagrams, diagrams.but(one, other)) == left - right
    assert held(diagrams, diagrams.differ(one, other)) == left ^ right


@given(SETS, SETS)
def test_equal_sets_are_one_diagram(left: Set, right: Set) -> None:
    diagrams = Diagrams(SIZES)
    assert (made(diagrams, left) == made(diagrams, right)) == (left == right)


@given(SETS, SETS)
def test_a_common_cell_is_found_where_there_is_one(left: Set, right: Set) -> None:
    diagrams = Diagrams(SIZES)
    cell = diagrams.common(made(diagrams, left), made(diagrams, right))
    assert (cell is None) == (not left & right)
    if cell is not None:
        assert cell == CELLS[min(left & right)]


@given(SETS, st.sampled_from(["a", "b", "c"]))
def test_for_some_value_of_a_variable(cells: Set, name: str) -> None:
    diagrams = Diagrams(SIZES)
    some = held(diagrams, diagrams.some(made(diagrams, cells), [name]))
    known = {tuple(v for n, v in CELLS[at].items() if n != name) for at in cells}
    assert some == {
        at
        for at, cell in enumerate(CELLS)
        if tuple(v for n, v in cell.items() if n != name) in known
    }


@given(SETS, st.sampled_from(["a", "b", "c"]))
def test_a_value_taken_and_a_cell_lost(cells: Set, name: str) -> None:
    diagrams = Diagrams(SIZES)
    one = made(diagrams, cells)
    there = {at for at, cell in enumerate(CELLS) if CELLS.index({**cell, name: 0}) in cells}
    gone = {at for at, cell in enumerate(CELLS) if CELLS.index({**cell, name: 1}) not in cells}
    assert held(diagrams, diagrams.taken(one, name, 0)) == there
    assert held(diagrams, diagrams.lost(one, name, 0, 1)) == there & gone


def test_nothing_and_everything() -> None:
    diagrams = Diagrams(SIZES)
    assert diagrams.any([]) == NONE
    assert diagrams.all([]) == ALL
    assert diagrams.count(ALL) == len(CELLS)
    assert diagrams.common(ALL, ALL) == CELLS[0]
