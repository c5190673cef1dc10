"""One CSV record, read with care: the same as the csv module reads, and bounded."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.orders.csv_record import Record, most_cells, record_at
from earmark.orders.rows import FIELD_LIMIT, LINE_LIMIT

PIECES = st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "a", " ", "甲"]), max_size=25)


def lines(text):
    return io.StringIO(text, newline="").readlines()


def records(text, width=100):
    """Return the records of a text, read with care."""
    found, at, page = [], 0, lines(text)
    while at < len(page):
        found.append(record_at(page, at, width, last=True))
        at += found[-1].lines
    return found


@given(text=PIECES.map("".join))
def test_what_the_csv_module_reads_is_read_the_same(text):
    try:
        rows = list(csv.reader(lines(text), strict=True))
    except csv.Error:
        assert any(record.wrong for record in records(text))
        return
    assert [record.cells for record in records(text)] == [row or [""] for row in rows]


@given(text=PIECES.map("".join), width=st.integers(1, 4))
def test_a_record_is_the_same_however_many_lines_follow(text, width):
    page = lines(text + "\n")
    for count in range(1, len(page) + 1):
        found = record_at(page[:count], 0, width, last=False)
        if found:
            assert found == record_at(page, 0, width, last=True)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ('a,"b\nc\n', Record([], 1, "unclosed-quote")),
        ('a,"b\nc,"d",e\n', Record([], 1, "unclosed-quote")),
        ('a,"b" ,c\n', Record([], 1, "stray-quote")),
        ('a,"b\nc",d\n', Record(["a", "b\nc", "d"], 2)),
        ('a,"b\r\nc"\r\n', Record(["a", "b\r\nc"], 2)),
        ('"' + "x\n" * 19 + '"\n', Record(["x\n" * 19], 20)),
        ('"' + "x\n" * 20 + '"\n', Record([], 1, "unclosed-quote")),
        (f'"{"x" * FIELD_LIMIT}"\n', Record(["x" * FIELD_LIMIT], 1)),
        (f'"{"x" * FIELD_LIMIT}\n"\n', Record([], 1, "unclosed-quote")),
        ("x" * (LINE_LIMIT + 1), Record([], 1, "long-line")),
    ],
)
def test_a_cell_in_quotes_ends_or_its_first_line_is_the_record(text, record):
    assert record_at(lines(text), 0, 5, last=True) == record


def test_a_row_of_far_too_many_cells_is_read_no_further():
    found = record_at([",".join("x" * 1_000)], 0, 3, last=True)
    assert found.wrong == "field-count"
    assert len(found.cells) == most_cells(3) + 1


def test_lines_that_are_missing_are_asked_for():
    assert record_at(['a,"b\n'], 0, 2, last=False) is None
    assert record_at(['a,"b'], 0, 2, last=True).wrong == "unclosed-quote"
