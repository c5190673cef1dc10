"""Progress: on a terminal only, with the rate and the time that remains, and gone at the end."""

import io
import sys
from types import SimpleNamespace

import pytest

from earmark.report import progress


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Return a terminal in the place of standard error, which pytest puts back before a test."""
    shown = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=shown))
    return shown


@pytest.fixture
def clock(monkeypatch):
    """Return a clock of our own, to be set."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def lines(terminal):
    """Return what was shown, one line after the other."""
    return [line.removesuffix("\x1b[K") for line in terminal.getvalue().split("\r")[1:]]


def test_a_terminal_is_told_the_count_and_the_rate_on_one_line_that_goes_away(terminal, clock):
    with progress.counting("rows") as tell:
        for count in (1000, 3000):
            clock[0] += 1
            tell(count)
    assert lines(terminal) == ["1,000 rows, 1,000 a second", "3,000 rows, 1,500 a second", ""]
    assert "\n" not in terminal.getvalue()


@pytest.mark.parametrize(
    ("seconds", "share", "left"),
    [
        (10, 0.1, ", 10%, 1:30 left"),
        (10, 0.999, ", 100%, 0:00 left"),
        (10, 1.0, ", 100%, 0:00 left"),
        (60, 0.5, ", 50%, 1:00 left"),
        (3600, 0.25, ", 25%, 180:00 left"),
        (10, 0.0, ""),
        (10, None, ""),
        (0.5, 0.5, ""),
    ],
)
def test_the_time_that_remains_is_told_once_it_is_sure(terminal, clock, seconds, share, left):
    with progress.counting("rows", lambda: share) as tell:
        clock[0] += seconds
        tell(7200)
    assert lines(terminal)[0] == f"7,200 rows, {7200 / seconds:,.0f} a second{left}"


def test_the_first_line_comes_when_there_is_something_to_tell(terminal, clock):
    with progress.counting("rows", lambda: 0.5) as tell:
        tell(1)
        clock[0] += 0.125
        tell(2)
        assert terminal.getvalue() == ""
        clock[0] += 0.125
        tell(30)
    assert lines(terminal) == ["30 rows, 120 a second", ""]


def test_nothing_is_told_more_often_than_can_be_read(terminal, clock):
    with progress.counting("rows") as tell:
        for count in range(1000):
            clock[0] += 0.01
            tell(count)
    assert len(lines(terminal)) <= 51


def test_the_line_goes_away_also_where_the_task_fails(terminal, clock):
    def task():
        with progress.counting("rows") as tell:
            clock[0] += 1
            tell(10)
            raise KeyError

    with pytest.raises(KeyError):
        task()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_nothing_is_told_off_a_terminal(capsys):
    with progress.counting("rows") as tell:
        tell(1000)
    assert capsys.readouterr() == ("", "")


def test_nothing_is_told_where_standard_error_is_closed(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    with progress.counting("rows") as tell:
        tell(1000)
