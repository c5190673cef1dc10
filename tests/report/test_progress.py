"""Progress: on a terminal only, and gone when it is done."""

import io
import sys

import pytest

from earmark.report import progress


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def ticks(monkeypatch):
    """Set a clock of our own, a second later at each look."""
    clock = iter(range(1, 100))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))


@pytest.mark.usefixtures("ticks")
def test_a_terminal_is_told_the_count_on_one_line_that_goes_away(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.counting("rows") as tell:
        tell(1000)
        tell(2000)
    assert terminal.getvalue() == "\r1,000 rows\x1b[K\r2,000 rows\x1b[K\r\x1b[K"


def test_nothing_is_told_off_a_terminal(capsys):
    with progress.counting("rows") as tell:
        tell(1000)
    assert capsys.readouterr() == ("", "")


def test_nothing_is_told_more_often_than_can_be_read(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress.time, "monotonic", lambda: 7.0)
    with progress.counting("rows") as tell:
        for count in range(1000):
            tell(count)
    assert terminal.getvalue().count("rows") == 1
