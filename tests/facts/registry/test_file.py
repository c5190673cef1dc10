"""The file: whole changes only, older versions welcome, strangers and newer ones refused."""

import os
import sqlite3
import threading

import pytest

from earmark.errors import InputFileError
from earmark.facts.registry.file import reading, writing
from earmark.facts.registry.schema import APPLICATION, STEPS

FIRST_VERSION = f"""{STEPS[0]}
INSERT INTO snapshot VALUES (1, 'stakes/s', 'stakes', '2026-01-01', '', 's', 2, '{{}}', '');
INSERT INTO stake VALUES (1, x'01', 'top limited', 'acme limited', 6, 6, 'share', NULL, NULL, '');
INSERT INTO stake VALUES (2, x'02', 'top ltd', 'acme limited', 6, 6, 'share', NULL, NULL, '');
INSERT INTO stake_in VALUES (1, 1), (1, 2);
INSERT INTO firm VALUES (1, x'01', 'acme limited', 'Acme Limited', '', '', '[]', '');
INSERT INTO firm_in VALUES (1, 1);
INSERT INTO firm_name VALUES ('acme limited', 'acme limited');
INSERT INTO decision VALUES (1, 'Acme Limited', 'acme limited', '["EL:1"]', 0, 'seen', 'me',
    '2026-01-01', NULL, NULL, NULL);
"""


def version(path):
    database = sqlite3.connect(path)
    try:
        return database.execute("PRAGMA user_version").fetchone()[0]
    finally:
        database.close()


def make(path, application, number, script=""):
    path.parent.mkdir(exist_ok=True)
    database = sqlite3.connect(path)
    database.executescript(f"{script}; PRAGMA application_id = {application};")
    database.execute(f"PRAGMA user_version = {number}")
    database.close()


def message(call, *given):
    with pytest.raises(InputFileError) as caught:
        call(*given)
    (fault,) = caught.value.faults
    return fault


def write(path):
    with writing(path):
        pass


def test_a_registry_is_made_where_there_is_none(path):
    assert reading(path) is None
    write(path)
    assert version(path) == len(STEPS)
    assert reading(path) is not None


def test_an_exception_undoes_all_of_a_change(path):
    write(path)

    def fail():
        with writing(path) as database:
            database.execute("INSERT INTO fetched VALUES ('a', 'b', 'c')")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert reading(path).execute("SELECT count(*) FROM fetched").fetchone() == (0,)


def test_a_change_that_fails_at_first_leaves_what_counts_as_no_registry(path):
    def fail():
        with writing(path):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert reading(path) is None
    write(path)
    assert version(path) == len(STEPS)


def test_a_registry_of_an_older_version_is_brought_up_to_date_with_all_it_holds(path):
    make(path, APPLICATION, 1, FIRST_VERSION)
    database = reading(path)
    assert version(path) == len(STEPS)
    assert database.execute("SELECT name FROM decision").fetchall() == [("Acme Limited",)]
    assert database.execute("SELECT count(*) FROM fetched").fetchone() == (0,)


def test_an_older_version_s_names_are_found_however_their_legal_form_is_spelt(path):
    make(path, APPLICATION, 1, FIRST_VERSION)
    database = reading(path)
    stakes = "SELECT owner, owned, count(*) FROM stake JOIN stake_in ON row = id"
    assert database.execute(stakes).fetchall() == [("top ltd", "acme ltd", 1)]
    assert database.execute("SELECT key FROM firm").fetchall() == [("acme ltd",)]
    named = database.execute("SELECT called, key FROM firm_name").fetchall()
    assert named == [("acme ltd", "acme ltd")]
    assert database.execute("SELECT called FROM decision").fetchall() == [("acme ltd",)]


@pytest.mark.parametrize("call", [reading, write])
def test_a_registry_of_a_newer_version_is_refused(path, call):
    make(path, APPLICATION, len(STEPS) + 1)
    fault = message(call, path)
    assert fault.code == "newer-registry"
    assert "was written by a newer version of Earmark" in fault.message
    assert "update Earmark" in fault.hint


@pytest.mark.parametrize("call", [reading, write])
def test_another_sqlite_file_is_refused_and_left_alone(path, call):
    make(path, 0, 0, "CREATE TABLE books (title)")
    before = path.read_bytes()
    assert message(call, path).code == "no-registry"
    assert path.read_bytes() == before


@pytest.mark.parametrize("call", [reading, write])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, call):
    path.parent.mkdir()
    path.write_text("name,alt_names\n" * 1000)
    before = path.read_bytes()
    assert message(call, path).code == "no-registry"
    assert path.read_bytes() == before


@pytest.mark.parametrize("call", [reading, write])
def test_a_folder_is_refused(path, call):
    path.mkdir(parents=True)
    assert message(call, path).code == "no-registry"


@pytest.mark.parametrize("call", [reading, write])
def test_a_pipe_is_refused_and_not_waited_for(path, call):
    path.parent.mkdir()
    os.mkfifo(path)
    assert message(call, path).code == "no-registry"


def test_a_registry_that_may_not_be_written_is_told_with_what_it_takes(path, monkeypatch):
    write(path)
    connect = sqlite3.connect

    def closed(at, **named):
        return connect(f"{at.as_uri()}?mode=ro", uri=True, **named)

    def change(path):
        with writing(path) as database:
            database.execute("INSERT INTO fetched VALUES ('a', 'b', 'c')")

    monkeypatch.setattr(sqlite3, "connect", closed)
    fault = message(change, path)
    assert fault.code == "registry-unusable"
    assert "cannot be opened: attempt to write a readonly database" in fault.message
    assert "the right to write" in fault.hint


def test_a_place_where_nothing_can_be_made_is_told(path):
    path.parent.mkdir()
    blocked = path.parent / "file"
    blocked.write_text("")
    fault = message(write, blocked / "registry.sqlite")
    assert fault.code == "registry-unwritable"


def test_a_second_writer_waits_and_then_says_that_the_registry_is_busy(path):
    with writing(path):
        fault = message(writing(path, 0.0).__enter__)
    assert fault.code == "registry-busy"
    assert "another import is writing" in fault.message
    write(path)


def test_a_second_writer_that_waits_long_enough_comes_after_the_first(path):
    write(path)
    order = []

    def second():
        with writing(path):
            order.append("second")

    with writing(path) as database:
        other = threading.Thread(target=second)
        other.start()
        database.execute("INSERT INTO fetched VALUES ('a', 'b', 'c')")
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_many_that_make_the_registry_at_once_all_get_their_turn(path):
    faults = []

    def one(number):
        try:
            with writing(path) as database:
                database.execute("INSERT INTO fetched VALUES (?, '', '')", (str(number),))
        except InputFileError as error:
            faults.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert reading(path).execute("SELECT count(*) FROM fetched").fetchone() == (8,)


def test_a_reader_goes_on_with_what_stood_when_it_began(path):
    write(path)
    before = reading(path)
    with writing(path) as database:
        database.execute("INSERT INTO fetched VALUES ('a', 'b', 'c')")
        during = reading(path)
    for reader in (before, during):
        assert reader.execute("SELECT count(*) FROM fetched").fetchone() == (0,)
    assert reading(path).execute("SELECT count(*) FROM fetched").fetchone() == (1,)


def test_where_not_even_a_lock_can_be_made_the_file_is_read_as_it_is(path, monkeypatch):
    write(path)
    connect = sqlite3.connect

    def forbidden(address, *given, **named):
        if "mode=ro" in str(address):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, *given, **named)

    monkeypatch.setattr(sqlite3, "connect", forbidden)
    assert reading(path).execute("SELECT count(*) FROM snapshot").fetchone() == (0,)


def test_a_reader_cannot_write(path):
    write(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading(path).execute("DELETE FROM decision")
