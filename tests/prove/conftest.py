"""Small rulebooks, and the shipped one read once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from earmark.law.rulebook import Rulebook, load, shipped
from earmark.prove.world import World

RULES = Path(__file__).parents[2] / "rules"

SUBJECT = """
id = "subject"
about = "sale"
when = 'sale.destination != "US"'
finds = "subject to the EAR"
"""

REQUIRES = """
id = "{name}"
about = "sale"
given = ["subject to the EAR"]
when = 'sale.destination {where}'
requires = {{ review_policy = "presumption of denial", reason_for_control = "RS" }}
{more}
"""

_WHOLE = {
    "title": "An example",
    "says": "An example.",
    "in_force": "[{ from = 2020-01-01 }]",
}

Book = Callable[..., Rulebook]


def rule(text: str) -> str:
    """Return a rule as TOML, with what it leaves out."""
    named = {line.partition("=")[0].strip() for line in text.splitlines()}
    more = [
        f"{key} = {said if said.startswith('[') else repr(said)}"
        for key, said in _WHOLE.items()
        if key not in named
    ]
    cite = '[[rule.cites]]\nlaw = "15 CFR 1"\n'
    return "\n".join(["[[rule]]", text.strip(), *more, "", cite])


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Return a function that makes a rulebook of rules, and of one on what the EAR reach."""

    def make(*rules: str, subject: str = SUBJECT) -> Rulebook:
        head = 'control = "A control"\nauthority = "15 CFR 1"\n\n'
        file = tmp_path / "rules.toml"
        file.write_text(head + "\n".join(map(rule, (subject, *rules))), encoding="utf-8")
        return load(file)

    return make


@pytest.fixture
def requires() -> Callable[..., str]:
    """Return a function that writes a rule which requires a licence by destination."""

    def written(name: str = "china", where: str = '== "CN"', more: str = "") -> str:
        return REQUIRES.format(name=name, where=where, more=more)

    return written


@pytest.fixture(scope="package")
def ours() -> World:
    """Return the shipped rulebook, to be read once for all tests."""
    return World(shipped())


@pytest.fixture(scope="package")
def lapsed(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the shipped rulebook in which the 50 percent rule is stayed two years longer."""
    folder = tmp_path_factory.mktemp("lapsed") / "rules"
    return rewritten(folder, ("from = 2026-11-10", "from = 2028-11-10"))


def rewritten(folder: Path, *changes: tuple[str, str]) -> World:
    """Return the shipped rulebook with other words in its rules, wherever they stand."""
    shutil.copytree(RULES, folder)
    for before, after in changes:
        for file in folder.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(before, after), encoding="utf-8")
    return World(load(folder))
