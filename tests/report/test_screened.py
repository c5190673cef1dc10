"""The screened file in each of its forms."""

import gc

import pytest

from earmark.batch.worker import Finished
from earmark.orders import Row
from earmark.orders.sheet import Written, end_of
from earmark.orders.table import Table
from earmark.report import screened as made
from earmark.report.screened import as_lines, screened_file

COLUMNS = ("buyer", "note", "verdict")
CELLS = (("Acme", "=1", "allow"), ("甲", "two\nlines", "deny"), ("", "x" * 70_000, "review"))


def as_columns(rows=CELLS):
    given = [Row(2, [*cells[:2]], ",".join(f'"{cell}"' for cell in cells[:2])) for cells in rows]
    return Finished(Table.of(given), [(cells[2],) for cells in rows], [])


def as_text(rows=CELLS):
    table, added, bad = as_columns(rows)
    return Finished(table, Written().lines(table, list(map(end_of, added))), bad)


@pytest.mark.parametrize(
    ("name", "lines"),
    [("a.csv", True), ("a.csv.gz", True), ("-", True), ("a.parquet", False), ("A.PARQUET", False)],
)
def test_only_parquet_takes_columns(name, lines):
    assert as_lines(name) is lines


def test_lines_stand_in_the_file_as_they_come(tmp_path):
    with screened_file(tmp_path / "out.csv", COLUMNS) as out:
        out.write(as_text())
        out.write(as_text(CELLS[:1]))
    text = (tmp_path / "out.csv").read_bytes().decode()
    assert text == "buyer,note,verdict\r\n" + "".join([*as_text().answers, as_text().answers[0]])


@pytest.mark.parametrize("group", [1, 2, 1 << 16])
def test_parquet_holds_every_row_once_however_it_is_parted(tmp_path, monkeypatch, group):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(made, "_GROUP", group)
    with screened_file(tmp_path / "out.parquet", COLUMNS) as out:
        out.write(as_columns())
        out.write(as_columns([]))
        out.write(as_columns(CELLS[:1]))
        out.end()
    table = parquet.read_table(tmp_path / "out.parquet")
    assert [tuple(row.values()) for row in table.to_pylist()] == [*CELLS, CELLS[0]]
    assert {str(one) for one in table.schema.types} == {"string"}


@pytest.mark.filterwarnings("error")
def test_a_parquet_file_that_is_not_finished_is_not_there_and_says_nothing_later(tmp_path):
    pytest.importorskip("pyarrow")

    def fail():
        with screened_file(tmp_path / "out.parquet", COLUMNS) as out:
            out.write(as_columns())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    gc.collect()
    assert list(tmp_path.iterdir()) == []
