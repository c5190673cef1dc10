"""Rows as lines: what is in them is read back, and nothing of it runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earmark.orders import Row, sheet
from earmark.orders.csv_rows import CsvRows
from earmark.orders.sheet import Plain, Sheet, Written, end_of, line_of, stands_anywhere
from earmark.orders.table import Table
from earmark.orders.text import lines_of

CELL = st.text(st.sampled_from("ab1.,\"'=-+@% \t\r\n\u200b\ufeff＝é\u2028\xa0"), max_size=4)
ADDED = st.lists(CELL, min_size=1, max_size=2).map(tuple)
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)
QUOTED = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]


class Lines(list[str]):
    """Takes lines."""

    def write(self, line: str) -> None:
        self.append(line)


def as_read(rows: list[list[str]], quoting: int, end: str = "\r\n") -> list[Row]:
    """Return rows as they are read of a file that is written so."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    names = [f"column {place}" for place in range(len(rows[0]))]
    blocks = CsvRows(lines_of(iter([text.getvalue()])), "utf-8").blocks(names)
    return [row for block in blocks for row in block.rows if isinstance(row, Row)]


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a CSV text, as the csv module reads them."""
    return [*csv.reader(io.StringIO(text, newline=""), strict=True)]


def plain(rows: list[list[str]]) -> tuple[list[list[str]], int]:
    """Return rows as a sheet writes them one by one, and how many cells it made plain text."""
    lines = Lines()
    sheet = Sheet(lines)
    sheet.write(rows)
    return cells_of("".join(lines)), sheet.neutralised


@pytest.mark.parametrize("quoting", QUOTED)
@given(rows=ROWS, more=st.lists(ADDED, min_size=6, max_size=6))
@example(rows=[["", ""]], more=[("",)] * 6)
@example(rows=[["a", "b"], ["c", "d"], ["a", "b"]], more=[("=1", "x")] * 6)
@example(rows=[["=1", "b"], ["c", "d"], ["a", "\u200b=1"]], more=[("", "")] * 6)
@example(rows=[['a"', '"'], ["a,b", "c\nd"]], more=[('"',)] * 6)
def test_what_is_written_is_read_back_with_an_apostrophe_before_what_would_run(
    quoting: int, rows: list[list[str]], more: list[tuple[str, ...]]
) -> None:
    table = Table.of(as_read(rows, quoting))
    assert [row.cells for row in table.rows] == rows
    written = Written()
    lines = written.lines(table, list(map(end_of, more[: len(rows)])))
    whole = [[*cells, *added] for cells, added in zip(rows, more, strict=False)]
    expected, neutralised = plain(whole)
    # Each line is one record, by itself and with the others.
    assert [one for line in lines for one in cells_of(line)] == expected
    assert cells_of("".join(lines)) == expected
    assert written.neutralised == neutralised
    changed = [
        (cell, told)
        for before, after in zip(whole, expected, strict=True)
        for cell, told in zip(before, after, strict=True)
        if cell != told
    ]
    assert all(told == f"'{cell}" for cell, told in changed)
    assert len(changed) == neutralised


@given(rows=ROWS)
def test_a_row_that_needs_no_care_stands_as_it_stood(rows: list[list[str]]) -> None:
    table = Table.of(as_read(rows, csv.QUOTE_MINIMAL))
    lines = Written().lines(table, [end_of(("allow",))] * len(rows))
    for row, line in zip(table.rows, lines, strict=True):
        if '"' not in row.raw and plain([row.cells])[0] == [row.cells]:
            assert line == f"{row.raw},allow\r\n"


@pytest.mark.parametrize(
    "raw", ['"a, b",,c', 'a,"b ""c""",""', ',,"a,b"', '"a, b","c, d",5', "a,b,", '"a",b', "=a,b"]
)
def test_only_a_row_that_would_be_written_otherwise_is_written_anew(
    raw: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew: list[list[str]] = []
    monkeypatch.setattr(sheet, "line_of", lambda cells: anew.append(cells) or line_of(cells))
    table = Table.of([Row(2, next(csv.reader([raw])), raw)])
    (line,) = Written().lines(table, [Plain(",allow\r\n", 0)])
    assert bool(anew) == (line != f"{raw},allow\r\n")


def test_quotation_marks_that_are_needed_no_longer_are_left_out_and_spelt_in_one_way() -> None:
    row = Row(2, ["a", 'b "c"'], '"a","b ""c"""')
    (line,) = Written().lines(Table.of([row]), [end_of(("allow",))])
    assert line == 'a,"b ""c""",allow\r\n'


def test_what_is_made_plain_text_is_counted_for_each_row() -> None:
    rows = [Row(line, ["a", "b"], "a,b") for line in range(2, 22)]
    added = [(f"={line % 7}",) for line in range(20)]
    written = Written()
    lines = written.lines(Table.of(rows), list(map(end_of, added)))
    assert lines == [f"a,b,'{one}\r\n" for (one,) in added]
    assert written.neutralised == 20


@given(rows=ROWS)
def test_lines_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    """But for what would run: the module writes anything."""
    safe = [[cell if cell.isalnum() else f"a{cell}" for cell in cells] for cells in rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(safe)
    lines = Lines()
    Sheet(lines).write(safe)
    assert "".join(lines) == text.getvalue()


def test_a_row_of_one_empty_cell_is_a_line_all_the_same() -> None:
    assert line_of([""]) == ('""', 0)
    assert line_of(["", ""]) == (",", 0)


@given(text=CELL, around=st.sampled_from([("", ""), ("", "b"), ("a", ""), ("a, ", "b")]))
def test_a_text_that_stands_anywhere_changes_nothing_but_its_own_place(
    text: str, around: tuple[str, str]
) -> None:
    before, after = around
    if stands_anywhere(text):
        whole, _ = line_of([f"{before}\x01{after}", "c"])
        assert whole.replace("\x01", text) == line_of([before + text + after, "c"]).text
