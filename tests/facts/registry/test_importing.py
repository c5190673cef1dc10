"""Imports: dated, whole or not at all, once only, and never at the cost of what is there."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date, timedelta

import pytest

from earmark.errors import InputFileError, UsageError
from earmark.facts.registry import importing
from earmark.facts.registry.file import reading

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 31)


def content(path):
    """Return everything in a registry but the days of the imports."""
    database = reading(path)
    if database is None:
        return None
    tables = [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def count(path, table):
    return reading(path).execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_file_becomes_a_snapshot_of_the_day_in_its_name(put, path, csl):
    done = put("us_csl_2026-07-31.csv", csl("Acme Ltd", "Beta Ltd"))
    assert (done.source, done.as_of, done.rows, done.known) == ("csl", JULY, 2, False)
    assert count(path, "entry") == 2


def test_the_same_file_twice_changes_nothing(put, path, csl):
    put("us_csl_2026-07-31.csv", csl("Acme Ltd"))
    before = content(path)
    done = put("us_csl_2026-07-31.csv", csl("Acme Ltd"))
    assert done.known
    assert done.rows == 1
    assert content(path) == before
    assert put("renamed.csv", csl("Acme Ltd")).known


def test_the_same_file_of_another_day_is_another_snapshot(put, path, csl):
    put("csl.csv", csl("Acme Ltd"), JULY)
    done = put("csl.csv", csl("Acme Ltd"), AUGUST)
    assert not done.known
    assert (count(path, "snapshot"), count(path, "entry")) == (2, 1)


def test_the_day_in_a_name_counts_for_what_was_imported_before(put, csl):
    """A list that stays as it is was looked at again: it is not stale."""
    put("csl_2026-07-31.csv", csl("Acme Ltd"))
    done = put("csl_2026-08-31.csv", csl("Acme Ltd"))
    assert (done.known, done.as_of) == (False, AUGUST)
    assert put("csl_2026-08-31.csv", csl("Acme Ltd")).known


@pytest.mark.parametrize("days", [2, 365, 30_000])
@pytest.mark.parametrize("stated", [True, False])
def test_a_file_is_not_of_a_day_to_come(put, path, csl, days, stated):
    """Such a copy would never be stale, and would hide those after it."""
    day = date.today() + timedelta(days=days)
    name, as_of = ("csl.csv", day) if stated else (f"csl_{day}.csv", None)
    with pytest.raises(UsageError, match=f"said to be of {day}; a day from 1997-01-01 to today"):
        put(name, csl("Acme Ltd"), as_of)
    assert content(path) is None


def test_a_file_may_be_of_tomorrow_which_has_come_elsewhere(put, csl):
    put("csl.csv", csl("Acme Ltd"), date.today() + timedelta(days=1))


def test_a_file_is_not_older_than_every_list(put, path, csl):
    with pytest.raises(UsageError, match="said to be of 1970-01-01"):
        put("csl.csv", csl("Acme Ltd"), date(1970, 1, 1))
    assert content(path) is None


def test_a_row_is_stored_once_however_many_snapshots_it_stands_in(put, path, csl):
    names = [f"Company {number} Ltd" for number in range(300)]
    for day in range(1, 11):
        put("csl.csv", csl(*names, f"New on day {day}"), date(2026, 1, day))
    assert count(path, "snapshot") == 10
    assert count(path, "entry") == 310
    assert count(path, "entry_in") == 3010


def test_an_import_tells_what_is_new_and_what_is_gone(put, csl):
    put("csl.csv", csl("Acme Ltd", "Beta Ltd"), JULY)
    done = put("csl.csv", csl("Beta Ltd", "Gamma Ltd", "Delta Ltd"), AUGUST)
    assert (done.added, done.gone) == (2, 1)
    between = put("csl.csv", csl("Acme Ltd"), date(2026, 8, 15))
    assert (between.added, between.gone) == (0, 1)


def test_stakes_of_another_name_are_a_source_of_their_own(put, stakes):
    assert put("ours_2026-01-01.csv", stakes("A,B,5,,,")).source == "stakes/ours"
    assert put("ours_2026-02-01.csv", stakes("A,B,6,,,")).source == "stakes/ours"
    assert put("theirs_2026-02-01.csv", stakes("A,B,6,,,")).source == "stakes/theirs"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("csl.csv", "neither its name nor its content says"),
        ("csl_2026-01-01_2026-02-01.csv", "it names several: 2026-01-01, 2026-02-01"),
    ],
)
def test_a_file_of_no_known_day_is_refused_and_the_day_asked_for(put, path, name, said, csl):
    with pytest.raises(UsageError, match="--as-of") as caught:
        put(name, csl("Acme Ltd"))
    assert said in str(caught.value)
    assert content(path) is None


def test_a_bad_row_in_the_middle_leaves_the_registry_as_it_was(put, path, csl):
    put("csl.csv", csl("Acme Ltd"), JULY)
    before = content(path)
    rows = [f"Company {number}" for number in range(5000)]
    rows[2500] = "=formula"
    with pytest.raises(InputFileError, match="2502:5: row 2502, column 'name'"):
        put("csl.csv", csl(*rows), AUGUST)
    assert content(path) == before


def test_a_file_with_a_header_only_is_refused(put, path, csl):
    with pytest.raises(InputFileError, match="there is nothing in it"):
        put("csl.csv", csl(), JULY)
    assert content(path) is None


def test_a_full_disk_leaves_the_registry_as_it_was(put, path, monkeypatch, csl):
    put("csl.csv", csl("Acme Ltd"), JULY)
    before = content(path)
    pages = path.stat().st_size // 4096
    connect = sqlite3.connect

    def small(*given, **named):
        database = connect(*given, **named)
        database.execute(f"PRAGMA max_page_count = {pages + 20}")
        return database

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(InputFileError) as caught:
        put("csl.csv", csl(*(f"Company {number}" for number in range(5000))), AUGUST)
    monkeypatch.undo()
    assert caught.value.faults[0].code == "registry-unwritable"
    assert "nothing was changed" in str(caught.value)
    assert content(path) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from earmark.facts.registry.importing import Origin, import_file
from datetime import date

def die(rows):
    if rows >= 4000:
        os.kill(os.getpid(), signal.SIGKILL)

import_file(Path(sys.argv[1]), Path(sys.argv[2]), Origin(as_of=date(2026, 8, 31)), progress=die)
"""


def test_a_process_killed_in_the_middle_leaves_the_registry_as_it_was(put, path, tmp_path, csl):
    put("csl.csv", csl("Acme Ltd"), JULY)
    before = content(path)
    file = tmp_path / "next.csv"
    file.write_text(csl(*(f"Company {number}" for number in range(9000))))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, file], check=False, timeout=60, env=os.environ
    )
    assert done.returncode == -signal.SIGKILL
    assert content(path) == before
    assert put("csl.csv", csl("Acme Ltd", "Beta Ltd"), AUGUST).rows == 2


def test_an_interrupted_import_leaves_the_registry_as_it_was(put, path, csl):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put("csl.csv", csl("Acme Ltd"), JULY, progress=stop)
    assert content(path) is None


def test_the_index_is_built_with_the_list_and_only_where_the_list_has_changed(
    put, monkeypatch, csl, stakes
):
    built = []
    build = importing.build_index
    monkeypatch.setattr(
        importing, "build_index", lambda database: built.append(1) or build(database)
    )
    put("csl.csv", csl("Acme Ltd"), JULY)
    put("csl.csv", csl("Acme Ltd"), AUGUST)
    put("stakes.csv", stakes("A,B,5,,,"), JULY)
    assert len(built) == 1


def test_a_file_that_is_not_there_is_told(path, tmp_path):
    with pytest.raises(InputFileError, match="cannot be read: No such file"):
        importing.import_file(path, tmp_path / "absent.csv")
    with pytest.raises(InputFileError, match="cannot be read: Is a directory"):
        importing.import_file(path, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputFileError, match="is no file that can be read twice"):
        importing.import_file(path, tmp_path / "pipe")
    assert content(path) is None
