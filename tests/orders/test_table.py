"""Rows column by column: nothing is lost, nothing is added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earmark.orders import Row
from earmark.orders.table import Table

WIDTHS = st.integers(1, 5)
TEXTS = st.sampled_from(["", "a", "b", " a", "A", "é"])
CELLS = WIDTHS.flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def table_of(each: list[list[str]]) -> Table:
    return Table([Row(line, cells, "") for line, cells in enumerate(each, 2)])


@given(CELLS)
def test_every_cell_stands_in_its_column_at_the_place_of_its_row(each: list[list[str]]) -> None:
    table = table_of(each)
    assert [row.line for row in table.rows] == [*range(2, len(each) + 2)]
    assert [[column[place] for column in table.columns] for place in range(len(each))] == each


@given(CELLS)
def test_each_text_of_a_column_is_told_once_and_no_other(each: list[list[str]]) -> None:
    table = table_of(each)
    assert [set(column) for column in table.columns] == table.distinct
