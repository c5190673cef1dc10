"""Parquet: its values as they would stand in a CSV file."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest

from earmark.errors import InputFileError
from earmark.orders import Row, read
from earmark.orders.sheet import Written, end_of
from earmark.orders.table import Table

HEAD = {"buyer": ["A", "B", "C"], "chip": ["X9"] * 3, "destination": ["CN"] * 3}


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a Parquet file."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")

    def write(columns):
        path = tmp_path / "orders.csv"
        parquet.write_table(arrow.table(columns), path)
        return path

    return write


def test_values_are_text_as_in_a_csv_file(file):
    path = file(
        {
            **HEAD,
            "date": [date(2024, 5, 2), None, date(2024, 5, 3)],
            "stamp": [datetime(2024, 5, 2), datetime(2024, 5, 2, 8), None],
            "quantity": [64.0, None, 1.5],
            "tpp": [Decimal("4992.50"), Decimal("1"), None],
            "data_centre": [True, False, None],
            "note": ["a,b", 'c"d', None],
            "parts": [[1, 2], [], None],
        }
    )
    with read(path) as reader:
        rows = list(reader)
    assert [row.line for row in rows] == [2, 3, 4]
    assert [row.cells[3:] for row in rows] == [
        ["2024-05-02", "2024-05-02", "64", "4992.50", "true", "a,b", "[1, 2]"],
        ["", "2024-05-02T08:00:00", "", "1.00", "false", 'c"d', "[]"],
        ["2024-05-03", "", "1.5", "", "", "", ""],
    ]
    assert rows[0].raw.startswith("A,X9,CN,2024-05-02,2024-05-02,64,")


ODD = ["two\nlines", "two\r\nlines", "a\rb", 'a "b"', "a,b", "=1\n", " a", "", "'a", "甲"]


def test_a_row_is_one_record_where_it_is_written_as_csv_whatever_is_in_its_cells(file):
    count = len(ODD)
    columns = {name: cells[:1] * count for name, cells in HEAD.items()}
    with read(file({**columns, "note": ODD})) as reader:
        rows = list(reader)
    lines = Written().lines(Table.of(rows), [end_of(("allow",))] * count)
    back = [*csv.reader(io.StringIO("".join(lines), newline=""), strict=True)]
    assert [cells[3:] for cells in back] == [
        [f"'{cell}" if cell.startswith("=") else cell, "allow"] for cell in ODD
    ]


def test_a_cell_that_holds_no_text_sets_its_row_aside(file):
    arrow = pytest.importorskip("pyarrow")
    broken = arrow.array([b"A", b"B\xff", b"C\0"]).view(arrow.string())
    with read(file({**HEAD, "buyer": broken})) as reader:
        rows = list(reader)
    assert isinstance(rows[0], Row)
    assert [(row.line, row.column, row.code) for row in rows[1:]] == [
        (3, "buyer", "undecodable"),
        (4, "buyer", "nul"),
    ]


def test_texts_that_are_stored_once_each_are_read_as_any_others(file):
    """As pandas stores a column of categories."""
    arrow = pytest.importorskip("pyarrow")
    kept = arrow.array(["A", None, "A"]).dictionary_encode()
    with read(file({**HEAD, "note": kept})) as reader:
        assert [row.cells[3] for row in reader] == ["A", "", "A"]


def test_a_file_that_is_damaged_behind_its_beginning_is_refused_where_that_shows(file):
    count = 5_000
    names = [f"Acme {number}" for number in range(count)]
    path = file({"buyer": names, "chip": ["X9"] * count, "destination": ["CN"] * count})
    content = bytearray(path.read_bytes())
    middle = slice(4, len(content) // 2)
    content[middle] = b"\xff" * len(content[middle])
    path.write_bytes(content)
    with read(path) as reader, pytest.raises(InputFileError, match="the Parquet file is damaged: "):
        list(reader)


def test_rows_are_counted_on_from_batch_to_batch(file):
    count = 5_000
    path = file({"buyer": ["A"] * count, "chip": ["X9"] * count, "destination": ["CN"] * count})
    with read(path) as reader:
        assert [row.line for row in reader] == [*range(2, count + 2)]


def test_a_wrong_header_is_refused_as_in_a_csv_file(file):
    with pytest.raises(InputFileError, match="column 'chip' is missing"):
        read(file({"buyer": ["A"], "destination": ["CN"]}))


def _beyond(arrow):
    """Return columns of two values, of which Python or UTF-8 has the second only, and the texts."""
    far = arrow.array([2932897, 1], arrow.int32()).cast(arrow.date32())
    text = arrow.array([b"\xe9", b"ok"], arrow.binary())
    return {
        "day": (far, ["10000-01-01", "1970-01-02"]),
        "moment": (
            arrow.array([-(2**62), 0], arrow.timestamp("us")),
            ["<value out of range: -4611686018427387904>", "1970-01-01"],
        ),
        "nanoseconds": (
            arrow.array([1, 1000], arrow.time64("ns")),
            ["00:00:00.000000001", "00:00:00.000001"],
        ),
        "zone": (
            arrow.array([1, 86400], arrow.timestamp("s", "Mars/One")),
            ["1970-01-01T00:00:01+00:00", "1970-01-02"],
        ),
        "length": (arrow.array([1, 1000], arrow.duration("ns")), ["1 ns", "0:00:00.000001"]),
        "no text": (text.view(arrow.string()), [None, "ok"]),
        "no text, as a view": (
            text.cast(arrow.binary_view()).view(arrow.string_view()),
            [None, "ok"],
        ),
        "days": (arrow.ListArray.from_arrays([0, 1, 2], far), [None, '["1970-01-02"]']),
    }


NAMES = ["day", "moment", "nanoseconds", "zone", "length", "no text", "no text, as a view", "days"]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_python_has_not_costs_at_most_its_own_row(file, name):
    column, expected = _beyond(pytest.importorskip("pyarrow"))[name]
    two = {field: found[:2] for field, found in HEAD.items()}
    with read(file({**two, "note": column})) as reader:
        rows = list(reader)
    assert [row.cells[3] if isinstance(row, Row) else None for row in rows] == expected
    for row in rows:
        if not isinstance(row, Row):
            assert row.column == "note"
            assert row.code in ("unreadable-value", "undecodable")
            assert "--encoding" not in row.hint


def test_a_file_without_columns_or_with_a_name_that_is_no_text_is_refused(file):
    for columns, said in (({}, "the file is empty"), ({**HEAD, "a\0b": ["x"] * 3}, "is NUL")):
        with pytest.raises(InputFileError, match=said):
            read(file(columns))


def test_an_encoding_is_not_for_parquet(file):
    with pytest.raises(InputFileError, match="--encoding gbk is not for Parquet"):
        read(file(HEAD), encoding="gbk")
