"""The way in: the second judge starts first, and no accident looks like a verdict."""

import sys

import pytest

from earmark import cli
from earmark.judges.chaining import Chaining

DENIED = ("check", "--buyer", "Sense Time", "--chip", "H100", "--to", "CN", "--on", "2023-11-17")


def code(monkeypatch, *words):
    """Return the exit code of ``earmark`` with so many words."""
    monkeypatch.setattr(sys, "argv", ["earmark", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return left.value.code


class Watched(Chaining):
    """A second judge that keeps count of those started and closed."""

    log: list[str]

    def start(self):
        self.log.append("started")
        super().start()

    def close(self):
        self.log.append("closed")
        super().close()


@pytest.fixture
def log(monkeypatch):
    """Return the record of what happens to the second judge."""
    Watched.log = []
    monkeypatch.setattr(cli, "Chaining", Watched)
    return Watched.log


def test_a_check_starts_the_second_judge_and_closes_it(monkeypatch, capsys, log):
    assert code(monkeypatch, *DENIED) == 1
    assert "Judges: reference: deny, chaining: deny" in capsys.readouterr().out
    assert log[0] == "started"
    assert log[-1] == "closed"


def test_the_second_judge_is_closed_after_a_mistake_too(monkeypatch, capsys, log):
    assert code(monkeypatch, "check", "--nonesuch") == 2
    assert "no option '--nonesuch'" in capsys.readouterr().err
    assert log == ["started", "closed"]


def test_other_verbs_start_no_judge(monkeypatch, capsys, log):
    assert code(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("earmark ")
    assert log == []


def test_an_installation_that_is_not_whole_is_a_failure_and_no_verdict(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "earmark.cli.app", None)
    assert code(monkeypatch, "schema") == 3
    err = capsys.readouterr().err
    assert err.startswith("earmark: the installation is not whole: ")
    assert err.count("\n") == 1


def test_an_interruption_at_any_time_is_no_verdict(monkeypatch):
    def interrupted(_early):
        raise KeyboardInterrupt

    monkeypatch.setattr("earmark.cli.app.run", interrupted)
    assert code(monkeypatch, "schema") == 130
