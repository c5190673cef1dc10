"""Rows in columns: nothing is lost, nothing is added, and each stays where it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earmark.orders import BadRow, Block, Row
from earmark.orders.table import Table, joined

WIDTHS = st.integers(1, 5)
TEXTS = st.sampled_from(["", "a", "b", " a", "A", "é", "甲", "\U0001f600", "\x00"])
CELLS = WIDTHS.flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=8)
)


def rows_of(each: list[list[str]]) -> list[Row]:
    return [Row(line, cells, f"the text of {line}") for line, cells in enumerate(each, 2)]


@given(CELLS)
def test_rows_are_what_they_were(each: list[list[str]]) -> None:
    rows = rows_of(each)
    table = Table.of(iter(rows))
    assert len(table) == len(rows)
    assert table.rows == rows == [table.row(at) for at in range(len(rows))]


@given(CELLS)
def test_every_cell_stands_in_its_column_at_the_place_of_its_row(each: list[list[str]]) -> None:
    table = Table.of(rows_of(each))
    columns = [table.column(at) for at in range(len(each[0]) if each else 0)]
    assert [[column[at] for column in columns] for at in range(len(each))] == each
    assert all(sorted({*column}) == sorted(column.values) for column in columns)


@given(CELLS, st.sets(st.integers(0, 8)))
def test_without_some_rows_the_others_stay(each: list[list[str]], places: set[int]) -> None:
    rows = rows_of(each)
    left = [row for at, row in enumerate(rows) if at not in places]
    assert Table.of(rows).without(places).rows == left


def block_of(first: int, good: str) -> Block:
    """Return a block with a row for each letter: a good one for "g"."""
    return Block.of(
        Row(line, [f"cell {line}"], "") if one == "g" else BadRow(line, "", "x", "", "", "")
        for line, one in enumerate(good, first)
    )


@given(st.lists(st.text("gb", max_size=4), max_size=8), st.integers(1, 9))
def test_blocks_that_are_joined_have_the_same_rows_and_enough_of_them(
    parts: list[str], size: int
) -> None:
    first, blocks = 2, []
    for part in parts:
        blocks.append(block_of(first, part))
        first += len(part)
    found = list(joined(iter(blocks), size))
    every = [row for block in found for row in block.rows]
    assert every == [row for block in blocks for row in block.rows]
    assert [row.line for row in every] == [*range(2, first)]
    assert all(len(block) >= size for block in found[:-1])
    assert all(map(len, found))
