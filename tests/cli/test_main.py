"""The way in: the second judge starts first, and no accident looks like a verdict."""

import errno
import sqlite3
import subprocess
import sys

import pytest
import typer

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

    def prepare(self, program):
        self.log.append("prepared")
        self.told = program
        super().prepare(program)

    def judge(self, program, cases, *patience):
        self.log.append("judged by it" if program == self.told else "judged by another")
        return super().judge(program, cases, *patience)

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


def test_the_second_judge_reads_the_law_before_it_is_asked(monkeypatch, capsys, log):
    assert code(monkeypatch, *DENIED) == 1
    assert "chaining: deny" in capsys.readouterr().out
    steps = [step for step in log if step != "started"]
    assert steps == ["prepared", "judged by it", "closed"]


@pytest.mark.parametrize("words", [DENIED, (*DENIED, "--json")])
def test_a_check_loads_no_other_verb_and_nothing_heavy(words):
    """What a cold start would wait for, and the sale does not need."""
    heavy = {"numpy", "scipy", "narwhals", "rapidfuzz", "pypinyin", "sqlite3", "rich.table"}
    needed = {"earmark.cli.app", "earmark.cli.check", "earmark.cli.common"}
    needed |= {"earmark.cli.interruption", "earmark.cli.options", "earmark.cli.sale_options"}
    # A registry of one's own would have to be opened.
    script = (
        "import os; os.environ.update(EARMARK_REGISTRY='', XDG_DATA_HOME='/nonexistent')\n"
        "import earmark.cli as cli, sys\n"
        f"sys.argv = ['earmark', *{words!r}]\n"
        "try:\n    cli.main()\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, text=True)
    loaded = set(ran.stderr.split())
    assert not loaded & heavy
    assert {name for name in loaded if name.startswith("earmark.cli.")} == needed
    assert ("rich.tree" in loaded) == ("--json" not in words)


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


@pytest.mark.parametrize(
    ("raised", "exit_code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (typer.Abort(), 130, "interrupted"),
        (SystemExit(1), 0, ""),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "cannot be written: No space left"),
        (OSError(errno.EIO, "Input/output error"), 3, "internal fault, please report it: OSError"),
        (sqlite3.DatabaseError("malformed"), 3, "the registry cannot be used: malformed (take a"),
        (RecursionError("too deep"), 3, "internal fault, please report it: RecursionError"),
        (typer.BadParameter("is odd"), 2, "invalid value: is odd"),
    ],
)
def test_whatever_ends_a_verb_has_its_exit_code(monkeypatch, capsys, raised, exit_code, said):
    """``SystemExit`` is what the library raises when the reader of a help text goes away."""

    def end(**_options):
        raise raised

    monkeypatch.setattr("earmark.cli.app.app", end)
    assert code(monkeypatch, "schema") == exit_code
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == bool(said)


def test_a_developer_sees_where_a_fault_is():
    script = (
        "import earmark.cli.check as check, earmark.cli as cli, sys\n"
        "check.screen = None\n"
        f"sys.argv = ['earmark', *{DENIED!r}]\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-X", "dev", "-c", script]
    ran = subprocess.run(command, capture_output=True, timeout=60, text=True)
    assert "Traceback" in ran.stderr
    assert "TypeError: 'NoneType' object is not callable" in ran.stderr
    assert ran.returncode == 3


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--rules", "a", "--rules", "b"], "--rules"),
        (["--registry", "a", "--registry", "b"], "--registry"),
        (["--data-centre", "--no-data-centre"], "--data-centre/--no-data-centre"),
    ],
)
def test_an_option_given_twice_is_refused_and_the_last_does_not_count(earmark, words, named):
    stated = ["--buyer", "Acme", "--chip", "T4", "--to", "SG", "--on", "2024-01-01"]
    result = earmark("check", *stated, *words)
    assert result.code == 2
    assert f"{named} was given 2 times; one is expected [repeated-option]" in result.err


def test_a_template_is_printed_and_screens_nothing(earmark):
    result = earmark("batch", "orders.csv", "--template", "--out", "out.csv")
    assert result.code == 2
    assert "--template prints to standard output" in result.err
