"""What only a real process shows: streams, locales, pipes, terminals, the second judge."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import which

import pytest
from rich.cells import cell_len

from earmark.resources import CASES

COMMAND = (sys.executable, "-m", "earmark")
DAY = ("--on", "2023-11-17")
ALLOWED = ("check", "--buyer", "Acme", "--buyer-hq", "DE", "--chip", "H100", "--to", "DE", *DAY)
DENIED = ("check", "--buyer", "Sense Time", "--chip", "H100", "--to", "CN", *DAY)
DOUBTFUL = ("check", "--buyer", "Acme Cloud", "--chip", "H100", "--to", "SG", *DAY)
SALES = [(ALLOWED, 0), (DENIED, 1), (DOUBTFUL, 4)]
OTHERS = (
    ("cases", str(CASES / "ai_diffusion.toml")),
    ("chips", "list"),
    ("chips", "show", "A100"),
    ("rules", "check"),
    ("rules", "list"),
    ("timeline", "--buyer", "Sense Time", "--chip", "H100", "--to", "CN"),
    ("rules", "show", "ac-headquarters"),
)
ESCAPE = b"\x1b"


# -- exit codes and streams ------------------------------------------------------------------


@pytest.mark.parametrize(("sale", "code"), SALES)
def test_a_verdict_stands_on_standard_output_and_in_the_exit_code(process, sale, code):
    ran = process(*sale)
    assert ran.returncode == code
    assert ran.stderr == b""


@pytest.mark.parametrize(("sale", "code"), SALES)
def test_both_judges_answer_in_a_real_run(process, sale, code):
    said = json.loads(process(*sale, "--json").stdout)
    verdict = {0: "allow", 1: "deny", 4: "review"}[code]
    assert said["judges"] == {"reference": verdict, "chaining": verdict}


def test_a_mistake_stands_on_standard_error_alone(process):
    ran = process("check", "--buyer", "Acme", "--chip", "H100", "--to", "Chna")
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.decode().splitlines() == [
        "earmark: --to 'Chna' is not a country: a name or an ISO 3166 code was expected "
        "(did you mean 'China'?) [unknown-country]"
    ]


def test_a_rulebook_that_is_not_there_is_a_failure_and_no_verdict(process):
    ran = process(*DENIED, "--rules", "/nonesuch")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.startswith(b"earmark: ")
    assert ran.stderr.count(b"\n") == 1


def test_the_version_is_printed(process):
    ran = process("--version")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert re.fullmatch(rb"earmark \d+\.\d+\.\d+\n", ran.stdout)


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX only")
@pytest.mark.parametrize("option", ["--buyer", "--chip", "--to", "--on", "--tpp", "--kind"])
def test_bytes_that_are_not_utf8_are_refused(process, option):
    options = {"--buyer": b"Acme", "--chip": b"H100", "--to": b"CN", option: b"A\xff\xfe"}
    ran = process("check", *(word for pair in options.items() for word in pair))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(f"earmark: {option} ".encode())
    assert ran.stderr.isascii()
    assert ran.stderr.count(b"\n") == 1


def test_an_argument_as_long_as_a_system_allows_is_refused_with_its_length(process):
    ran = process("check", "--buyer", "A" * 100_000, "--chip", "H100", "--to", "CN")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == (
        b"earmark: --buyer has 100,000 characters; at most 500 are expected [bad-option]\n"
    )


# -- plain text where the output is no terminal ----------------------------------------------


@pytest.mark.parametrize("words", [*(sale for sale, _ in SALES), *OTHERS])
def test_a_page_is_plain_text_of_80_columns_without_trailing_spaces(process, words):
    ran = process(*words, COLUMNS="200", FORCE_COLOR="1", TERM="xterm-256color")
    assert ESCAPE not in ran.stdout
    for line in ran.stdout.decode().splitlines():
        assert cell_len(line) <= 80
        assert line == line.rstrip()


LOCALES = (
    {"PYTHONIOENCODING": "ascii"},
    {"LANG": "C", "LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "nonesuch"},
)


@pytest.mark.parametrize("words", [DENIED, (*DENIED, "--json"), OTHERS[-1]])
def test_output_is_utf8_whatever_the_locale(process, words):
    usual = process(*words, PYTHONUTF8="1").stdout
    assert "“" in usual.decode("utf-8") or "’" in usual.decode("utf-8")
    for locale in LOCALES:
        ran = process(*words, **locale)
        assert ran.returncode in (0, 1), locale
        assert (ran.stdout, ran.stderr) == (usual, b""), locale


def test_a_mistake_is_told_in_any_locale(process):
    ran = process("check", "--to", "Ελλλάς", PYTHONIOENCODING="ascii")
    assert ran.returncode == 2
    assert "--to 'Ελλλάς' is not a country" in ran.stderr.decode("utf-8")


# -- readers that go away, and disks that are full -------------------------------------------


def closed_early(words, lines):
    """Run ``earmark``, read so many lines of its output, close the pipe; return code and errors."""
    ran = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(lines):
        ran.stdout.readline()
    ran.stdout.close()
    errors = ran.stderr.read()
    ran.stderr.close()
    return ran.wait(60), errors


@pytest.mark.parametrize("lines", [0, 1])
@pytest.mark.parametrize(("sale", "code"), SALES)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_reader_that_goes_away_changes_neither_exit_code_nor_errors(sale, code, form, lines):
    assert closed_early((*sale, *form), lines) == (code, b"")


@pytest.mark.parametrize("words", [*OTHERS, ("schema",), ("--help",), ("check", "--help")])
def test_a_reader_that_goes_away_is_no_failure_of_any_verb(words):
    assert closed_early(words, 0) == (0, b"")


@pytest.mark.skipif(which("bash") is None, reason="there is no bash")
def test_the_first_line_of_a_page_can_be_taken_with_the_exit_code_kept():
    script = 'set -o pipefail; "$@" | head -1'
    ran = subprocess.run(
        ["bash", "-c", script, "bash", *COMMAND, *DENIED], capture_output=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout == b"DENY  H100 for Sense Time, to China, on 2023-11-17\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [ALLOWED, (*ALLOWED, "--json"), ("schema",), ("check", "--help")])
def test_a_full_disk_is_a_failure_and_no_verdict(words):
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert ran.returncode == 3
    assert ran.stderr.decode().splitlines() == [
        "earmark: standard output cannot be written: No space left on device [unwritable]"
    ]


@pytest.mark.skipif(os.name != "posix", reason="closing a stream is the shell's on POSIX")
def test_a_closed_standard_output_is_a_failure_and_no_verdict():
    ran = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, *ALLOWED], capture_output=True, timeout=60
    )
    assert ran.returncode == 3
    assert b"standard output is closed" in ran.stderr


# -- terminals -------------------------------------------------------------------------------


def on_a_terminal(words, **environment):
    """Run ``earmark`` on a terminal of its own and return what it showed."""
    ours, theirs = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    ran = subprocess.Popen(
        [*COMMAND, *words],
        stdout=theirs,
        stderr=subprocess.STDOUT,
        env={**clean, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert ran.wait(60) in (0, 1, 4)
    return shown


def test_a_terminal_gets_colour():
    assert on_a_terminal(DENIED).startswith(b"\x1b[1;31mDENY")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_off_where_it_is_not_wanted(environment):
    shown = on_a_terminal(DENIED, **environment)
    assert ESCAPE not in shown
    assert shown.startswith(b"DENY")


@pytest.mark.parametrize("columns", ["1", "10", "40", "300"])
def test_a_terminal_of_any_width_is_served(columns):
    shown = on_a_terminal(DOUBTFUL, COLUMNS=columns, NO_COLOR="1").decode()
    assert max(map(cell_len, shown.splitlines())) <= max(int(columns), 2)
