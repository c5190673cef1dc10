"""Files that are whole or absent."""

from pathlib import Path

import pytest

from earmark.errors import InputFileError
from earmark.report.files import whole


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


def test_a_full_disk_is_told(tmp_path):
    with pytest.raises(InputFileError, match="cannot be written: No space left"):
        write(tmp_path / "out", "x", OSError(28, "No space left on device"))
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


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(InputFileError, match="out cannot be written: Is a directory"):
        write(tmp_path / "out", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
