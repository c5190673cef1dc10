"""What the documents say is what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from earmark.law.rulebook import shipped

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXIT_CODES = {"ALLOW": 0, "DENY": 1, "REVIEW": 4}

COMMANDS = [
    command.replace("\\\n", " ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for command in re.findall(r"^\$ (earmark (?:.*\\\n)*.*)$", block, re.MULTILINE)
]

UNTRIED = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
"""Commands that need the network, or files of the user's own."""


def run(command: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)[1:]
    code = "from earmark.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_prints_what_the_readme_shows(command: str) -> None:
    done = run(command)
    assert done.stderr == ""
    headline = done.stdout.split("\n")[0]
    assert done.returncode == EXIT_CODES.get(headline.split()[0], 0)
    after = README.replace("\\\n", " ").split(command, 1)[1].split("```", 1)[0].strip()
    for line in filter(None, after.split("\n")):
        assert line in done.stdout


@pytest.mark.parametrize("command", UNTRIED)
def test_a_command_that_is_not_tried_has_the_options_that_it_shows(command: str) -> None:
    words = shlex.split(command, comments=True)
    verb = list(takewhile(str.islower, words))[:3]
    told = run(shlex.join([*verb, "--help"])).stdout
    assert [word for word in words if word.startswith("--") and word not in told] == []


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 4


def test_the_python_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(example, {})
    assert capsys.readouterr().out.startswith("deny presumption of denial\n3a090-2022 ")


def test_the_readme_names_every_rule_file_and_the_day_of_the_check() -> None:
    book = shipped()
    for file in {rule.control.file for rule in book.rules}:
        assert f"(rules/{file})" in README
    assert f"checked through {book.verified_through}" in README


def test_the_readme_names_every_verb() -> None:
    said = run("earmark --help").stdout
    verbs = re.findall(r"^  ([a-z]+)  ", said, re.MULTILINE)
    assert set(verbs) >= {"check", "rules", "chips", "cases", "schema"}
    for verb in verbs:
        assert f"`{verb}" in README
