"""CSV files that leave the program: columns in order, nothing that a spreadsheet would run."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.orders import BadRow
from earmark.orders.sheet import QUARANTINE, Sheet, with_added
from earmark.report.sheet import sheet

PIPED = "from earmark.report.sheet import sheet\nwith sheet('-', ['a']) as out:\n    "


def written(*cells):
    page = io.StringIO()
    out = Sheet(page)
    out.write([cells])
    return next(csv.reader([page.getvalue()])), out.neutralised


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\tx",
        "\rx",
        " =1",
        "\u00a0=1",
        "\n=1",
        " \tx",
        "\ufeff=1",
        "\u200b@x",
        "＝1+1",
        "+65 6123 4567",
        "-A",
        "=",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_is_counted(cell):
    assert written("a", cell, "b") == (["a", f"'{cell}", "b"], 1)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "a",
        "-5",
        "+3.25",
        "-1,600.5",
        "-1e5",
        "-5%",
        " -5",
        "-",
        "5-3",
        "a=b",
        "甲",
        " a",
        "2024-05-02",
    ],
)
def test_numbers_and_plain_text_are_left_alone(cell):
    assert written(cell) == ([cell], 0)


@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_what_is_written_begins_like_no_formula_and_is_otherwise_the_same(cells):
    page = io.StringIO()
    Sheet(page).write([cells])
    (read,) = csv.reader(io.StringIO(page.getvalue(), newline=""))
    for before, after in zip(cells, read, strict=True):
        assert after in (before, f"'{before}")
        assert not after.strip().startswith(("=", "@"))


def test_a_sheet_is_whole_or_absent(tmp_path):
    path = tmp_path / "out.csv"
    with sheet(path, ["=a", "b"]) as out:
        out.write([["1", "2"]])
        assert not path.exists()
    assert path.read_bytes() == b"'=a,b\r\n1,2\r\n"
    with pytest.raises(KeyError), sheet(path, ["c"]):
        raise KeyError
    assert path.read_bytes() == b"'=a,b\r\n1,2\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_rows_set_aside_has_a_row_for_each(tmp_path):
    bad = BadRow(3, "chip", "missing-cell", "chip is empty", "the chip", "=A,,CN")
    with sheet(tmp_path / "bad.csv", QUARANTINE) as out:
        out.set_aside([bad])
    rows = [*csv.reader((tmp_path / "bad.csv").read_text("utf-8").splitlines())]
    assert rows == [
        ["line", "column", "code", "message", "hint", "raw"],
        ["3", "chip", "missing-cell", "chip is empty", "the chip", "'=A,,CN"],
    ]


def test_columns_that_are_there_already_are_not_added_again():
    assert with_added(["a"], ["verdict"]) == ("a", "verdict")
    with pytest.raises(InputFileError, match="columns already that are to be added: 'verdict'"):
        with_added(["a", "Verdict "], ["verdict", "rules"])


def run(code, stdout):
    process = subprocess.run(
        [sys.executable, "-c", code], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )
    return process.stderr.strip().splitlines()[-1]


def test_a_pipe_that_is_closed_is_told():
    reading, writing = os.pipe()
    os.close(reading)
    said = run(f"{PIPED}out.write([['x' * 1000]] * 1000)", writing)
    os.close(writing)
    assert said.endswith(
        "InputFileError: standard output cannot be written: Broken pipe [unwritable]"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("count", [1, 100_000])
def test_a_full_disk_is_told(count):
    with Path("/dev/full").open("w") as full:
        said = run(f"{PIPED}out.write([['x']] * {count})", full)
    assert said.endswith("standard output cannot be written: No space left on device [unwritable]")


def test_standard_output_takes_the_rows_as_they_are_in_utf8():
    code = f"{PIPED}out.write([['甲', '=1']])"
    process = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert process.stdout == "a\r\n甲,'=1\r\n".encode()
    assert process.stderr == b""
