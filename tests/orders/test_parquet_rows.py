"""Parquet: its values as they would stand in a CSV file."""

import sys
from datetime import date, datetime
from decimal import Decimal

import pytest

from earmark.errors import InputFileError
from earmark.orders import Row, read

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


def test_rows_are_counted_on_from_batch_to_batch(file):
    count = 5_000
    path = file({"buyer": ["A"] * count, "chip": ["X9"] * count, "destination": ["CN"] * count})
    with read(path) as reader:
        assert [row.line for row in reader] == [*range(2, count + 2)]


def test_a_wrong_header_is_refused_as_in_a_csv_file(file):
    with pytest.raises(InputFileError, match="column 'chip' is missing"):
        read(file({"buyer": ["A"], "destination": ["CN"]}))


def test_without_pyarrow_one_message_says_what_to_install(tmp_path, monkeypatch):
    path = tmp_path / "orders.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputFileError) as error:
        read(path)
    assert str(error.value) == (
        f"{path}: reading Parquet needs pyarrow, which is missing (pip install pyarrow, or save it "
        "as CSV) [no-parquet]"
    )
