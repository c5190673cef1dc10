"""What the documents say is what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import warnings
from itertools import takewhile
from pathlib import Path

import pytest

from earmark.law.rulebook import shipped

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXIT_CODES = {"ALLOW": 0, "DENY": 1, "REVIEW": 4}

BLOCKS = [
    block.replace("\\\n", " ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    if "$ earmark " in block
]
"""Commands with what they print, as far as it is shown."""

UNTRIED = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
"""Commands that need the network, or files of the user's own."""


def run(command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command, _, target = command.partition(" > ")
    words = shlex.split(command)[1:]
    code = "from earmark.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    if target and folder:
        (folder / target).write_text(done.stdout, encoding="utf-8")
    return done


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_the_commands_of_the_readme_print_what_the_readme_shows(block: str, tmp_path: Path) -> None:
    for part in block.split("$ ")[1:]:
        command, *shown = part.rstrip().split("\n")
        done = run(command, tmp_path)
        headline = done.stdout.split("\n")[0]
        assert done.returncode == EXIT_CODES.get(headline.split(" ")[0], 0)
        assert done.stderr == "" or command.startswith("earmark batch")
        for line in filter(None, shown):
            assert line in done.stdout + done.stderr


@pytest.mark.parametrize("command", UNTRIED)
def test_a_command_that_is_not_tried_has_the_options_that_it_shows(command: str) -> None:
    words = shlex.split(command, comments=True)
    verb = list(takewhile(str.islower, words))[:3]
    told = run(shlex.join([*verb, "--help"])).stdout
    assert [word for word in words if word.startswith("--") and word not in told] == []


def test_the_readme_has_commands() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(
    "printed", ["deny presumption of denial\n3a090-2022 ", "['deny', None] missing-cell"]
)
def test_the_python_examples_of_the_readme_run(
    printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("polars")
    said = []
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        with warnings.catch_warnings(action="ignore"):
            exec(example, {})
        said.append(capsys.readouterr().out)
    assert any(one.startswith(printed) for one in said)


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
