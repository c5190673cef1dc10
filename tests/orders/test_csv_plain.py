"""A line that is taken for a row by itself is one to the csv module, and has the same cells."""

from __future__ import annotations

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earmark.orders.csv_plain import columns_of, is_row

LINE = st.text(st.sampled_from("ab,\"' \t;甲\ufeff\x0b\x1c\u2028"), max_size=12)
CELL = st.text(st.sampled_from("ab,\"' \t甲\ufeff\x85"), max_size=5)


def cells_of(rows: list[str], width: int) -> list[tuple[str, ...]]:
    """Return the cells of rows."""
    columns = [column.to_pylist() for column in columns_of(rows, width)]
    return list(zip(*columns, strict=True))


@given(line=LINE, width=st.integers(1, 4))
@example(line='a"b,c', width=2)
@example(line='"a""b",c', width=2)
@example(line="", width=1)
@example(line='""', width=1)
@example(line="\ufeffa,b", width=2)
def test_a_row_by_itself_has_the_cells_that_the_csv_module_reads(line: str, width: int) -> None:
    if is_row(width)(line):
        (cells,) = csv.reader([line], strict=True)
        assert len(cells) == width
        assert cells_of([line], width) == [tuple(cells)]


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_the_csv_module_writes_in_one_line_is_a_row(rows: list[list[str]]) -> None:
    lines = ['"' + '","'.join(one.replace('"', '""') for one in cells) + '"' for cells in rows]
    assert all(map(is_row(3), lines))
    assert cells_of(lines, 3) == list(map(tuple, rows))


@pytest.mark.parametrize(
    "line", ["", "a", "a,b,c", '"a,b', 'a"b",c', '"a"b,c', '"a" ,c', 'a,"b', '"a""b,c']
)
def test_what_needs_care_is_no_row_by_itself(line: str) -> None:
    assert not is_row(2)(line)


def test_a_wide_row_is_one_too() -> None:
    row = ",".join(f'"{number}"' for number in range(5_000))
    assert is_row(5_000)(row)
    assert not is_row(5_001)(row)
    assert cells_of([row], 5_000) == [tuple(map(str, range(5_000)))]
