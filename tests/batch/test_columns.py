"""What a column of rows comes to is what each of its rows comes to alone."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.columns import Column, Stated
from earmark.batch.stating import Cells
from earmark.batch.timed import Standing, around
from earmark.orders import Header, Row
from earmark.orders.coded import Coded
from earmark.orders.table import Table

START = date(2024, 1, 1)
DAYS = st.integers(0, 9).map(lambda days: START + timedelta(days))
ROWS = st.lists(st.tuples(st.sampled_from("abc"), DAYS), min_size=1, max_size=12)
TURNS = {"a": [], "b": [START + timedelta(3)], "c": [START + timedelta(at) for at in range(9)]}
"""The days on which a key begins to stand for something else."""


def value(key: str, day: date) -> str:
    """Return what a key stands for on a day; the days between turns are told alike."""
    return f"{key}{sum(turn <= day for turn in TURNS[key])}" if key != "b" else "b"


def standing(key: str, day: date) -> Standing[str]:
    return around(day, TURNS[key], value(key, day))


@given(st.lists(ROWS, min_size=1, max_size=3))
def test_each_row_has_what_stands_for_its_key_on_its_day(
    blocks: list[list[tuple[str, date]]],
) -> None:
    """Whatever blocks came before, in whatever order the days come."""
    column = Column(standing)
    for rows in blocks:
        keys, days = (Coded.of(each) for each in zip(*rows, strict=True))
        found = column.on(keys, days)
        assert [*found] == [value(*row) for row in rows]
        assert sorted(found.values) == sorted({*found})


def test_what_stands_for_a_key_is_worked_out_once_for_as_long_as_it_stands() -> None:
    made: list[tuple[str, date]] = []

    def make(key: str, day: date) -> Standing[str]:
        made.append((key, day))
        return standing(key, day)

    column = Column(make)
    for _ in range(2):
        days = Coded.of([START, START + timedelta(1), START + timedelta(5)] * 2)
        column.on(Coded.of(["a", "a", "a", "a", "a", "a"]), days)
    assert len(made) == 1


def test_some_rows_of_a_column_ask_nothing_for_the_others() -> None:
    column = Column(standing)
    days = Coded.of([START]).only(Coded.of([True]).rows_with(bool))
    assert [*column.on(Coded.of(["a"]), days)] == ["a0"]
    none = Coded.of([False]).rows_with(bool)
    assert [*column.on(Coded.of(["a"]).only(none), days.only(none))] == []


def test_the_cells_of_the_fields_are_stated_and_nothing_where_there_is_no_column() -> None:
    header = Header(("destination", "chip", "tpp"), {"destination": 0, "chip": 1, "tpp": 2})
    seen: list[Cells] = []

    def make(cells: Cells, day: date) -> Standing[str]:
        seen.append(cells)
        return around(day, (), str(cells))

    stated = Stated(("chip", "data_centre", "tpp"), header, make)
    table = Table.of([Row(2, ["DE", "T4", ""], ""), Row(3, ["CN", "T4", "5"], "")])
    stated.on(table, Coded.of([START] * 2))
    assert seen == [("T4", None, None), ("T4", None, "5")]
