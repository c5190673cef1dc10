"""Files that are whole or absent."""

import errno
import gc
import gzip
import os
import sys
from pathlib import Path

import pytest

from earmark.errors import InputFileError
from earmark.report.files import output, whole

FULL = Path("/dev/full")


def write(path, text, error=None):
    with whole(path) as file:
        file.write(text)
        if error:
            raise error


def test_a_file_is_there_once_all_of_it_is_written(tmp_path):
    path = tmp_path / "out.csv"
    with whole(path) as file:
        file.write("甲\n")
        assert not path.exists()
    assert path.read_bytes() == "甲\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_rights_of_any_other(tmp_path):
    (tmp_path / "other").write_text("")
    write(tmp_path / "out", "x")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("error", [KeyError(), KeyboardInterrupt()])
def test_what_was_there_stays_where_writing_fails(tmp_path, error):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(type(error)):
        write(path, "new", error)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")


@full
@pytest.mark.parametrize("text", ["x", "x" * 1_000_000])
def test_a_full_disk_is_told(text):
    with pytest.raises(InputFileError, match="/dev/full cannot be written: No space left"):
        write(FULL, text)


@full
def test_nothing_is_written_to_a_file_that_failed_and_was_closed(tmp_path, monkeypatch):
    written = []

    class Full:
        name = str(tmp_path / "part")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            written.append("closed")

        def write(self, piece):
            written.append(len(piece))
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("earmark.report.files._beside", lambda _: Full())
    with (
        pytest.raises(InputFileError, match="No space left"),
        output(tmp_path / "out.csv.gz") as file,
    ):
        file.write(os.urandom(200_000).hex())
    gc.collect()
    assert written[-1] == "closed"


def test_a_failure_is_told_of_the_file_that_failed(tmp_path):
    with (
        pytest.raises(InputFileError, match="/dev/full cannot be written"),
        whole(FULL) as failing,
        whole(tmp_path / "good"),
    ):
        failing.write("x" * 1_000_000)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_that_is_not_of_a_file_stays_what_it_is(tmp_path):
    with pytest.raises(OSError, match="unplugged"):
        write(tmp_path / "out", "x", OSError(5, "unplugged"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputFileError, match="cannot be written: No such file or directory"):
        write(tmp_path / "no" / "out", "x")


def test_what_is_no_file_is_written_straight():
    device = Path("/dev/null")
    if not device.exists():
        pytest.skip("no such device")
    write(device, "x")
    assert device.is_char_device()


def test_a_link_stays_one(tmp_path):
    (tmp_path / "link").symlink_to("there")
    write(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text() == "x"


def test_links_that_lead_to_each_other_are_told(tmp_path):
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    with pytest.raises(InputFileError, match="one cannot be written: Too many levels"):
        write(tmp_path / "one", "x")
    assert (tmp_path / "one").is_symlink()


def test_a_folder_is_not_replaced_and_that_is_told_at_once(tmp_path):
    (tmp_path / "out").mkdir()
    with (
        pytest.raises(InputFileError, match="out cannot be written: Is a directory"),
        whole(tmp_path / "out"),
    ):
        pytest.fail("there is nothing to write to")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(InputFileError, match="cannot be written: File name too long"):
        write(tmp_path / ("x" * 300), "x")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no names here")
def test_a_pipe_is_written_straight():
    reading, writing = os.pipe()
    write(Path(f"/dev/fd/{writing}"), "x")
    os.close(writing)
    assert os.read(reading, 10) == b"x"
    os.close(reading)


# -- archives and standard output ------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.gz", "OUT.GZ"])
def test_an_archive_has_neither_time_nor_name_in_it(tmp_path, name):
    with output(tmp_path / name) as file:
        file.write("甲\n" * 1000)
    packed = (tmp_path / name).read_bytes()
    assert gzip.decompress(packed).decode() == "甲\n" * 1000
    assert packed[:8] == b"\x1f\x8b\x08\0\0\0\0\0"


def test_a_hyphen_is_standard_output_and_stays_open(capsysbinary):
    for word in ("one", "甲"):
        with output("-") as file:
            file.write(f"{word}\n")
    assert capsysbinary.readouterr().out == "one\n甲\n".encode()


def test_a_standard_output_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(InputFileError, match="standard output is closed"), output("-"):
        pytest.fail("there is nothing to write to")
