"""Change the engine, one thing at a time, and count the changes that a test catches.

``python tests/engine_mutation [MODULE ...]``, such as ``law/cells``; all of them by default.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from changes import Change, changed
from trial import ends_well

ROOT = Path(__file__).parents[2]
NEEDED = ("engine", "rules", "seeds", "cases", "tests", "README.md", "pyproject.toml")
MUTATED = ("law/*.py", "judges/*.py", "screening.py", "verdict.py", "conclusion.py")
SLOW = ("rules_readme", "agreement", "agreement_on_cells", "chaining", "chaining_worker")
"""Tests that take seconds, each time: they catch changes of what they mirror only."""
WITHIN = {"chaining_rules": "chaining_worker", "chaining_terms": "chaining_worker"}
"""Parts of a module: its tests are theirs too."""
EQUIVALENT = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
ANYWHERE = re.compile(
    r"""\bcast\((None|"[^"]*"), |\bstrict=(None|False)\b|\bzip\(.*, \)|"UTF-8"|"""
    r"""\b(encoding|required)=None"""
)
"""Matches a change that is one in spelling only, wherever it stands; the page says why."""
ENOUGH = 0.9


def copied(folder: Path) -> None:
    """Copy the tree: what is changed is the copy."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in NEEDED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=ignore)
        else:
            shutil.copy(path, folder / name)


def modules(engine: Path, asked: list[str]) -> Iterator[Path]:
    """Yield the files to change."""
    for pattern in [f"{name}.py" for name in asked] or MUTATED:
        yield from sorted(path for path in engine.glob(pattern) if path.stem != "__init__")


def tests(room: Path, module: str) -> list[list[str]]:
    """Return the files of tests that are to catch it: those that mirror it, then their room's."""
    mirror, whole = room / f"test_{module}.py", room / f"test_{WITHIN.get(module)}.py"
    others = {whole}
    if not whole.exists() and room.name != "tests":
        others = {*room.glob("test_*.py")} - {room / f"test_{name}.py" for name in SLOW}
    steps = ([mirror], sorted(others - {mirror}))
    return [some for step in steps if (some := [str(path) for path in step if path.exists()])]


def tried(folder: Path, module: Path) -> tuple[int, list[Change]]:
    """Return how many changes of a module were tried, and which were not caught."""
    engine, source = folder / "engine", module.read_text(encoding="utf-8")
    room = folder / "tests" / module.relative_to(engine / "earmark").parent
    known = tests(room, module.stem)
    text, changes = changed(module.relative_to(engine), source)
    module.write_text(text, encoding="utf-8")
    began = time.monotonic()
    if not all(ends_well(folder, "", some) for some in known):
        raise SystemExit(f"{module.stem}: its tests fail though nothing is changed")
    patience = 5 + 5 * (time.monotonic() - began)
    missed = [
        one for one in changes if all(ends_well(folder, one.name, some, patience) for some in known)
    ]
    module.write_text(source, encoding="utf-8")
    return len(changes), missed


def report(module: str, count: int, missed: list[Change], seconds: float) -> bool:
    """Print what was caught, what was not and what need not be; tell whether it is enough."""
    real = [one for one in missed if not _is_equivalent(one.line)]
    caught, alike = count - len(missed), len(missed) - len(real)
    print(f"{module}: {caught} of {count} caught, {alike} equivalent, {seconds:.0f} s")
    for one in real:
        print(f"  {one.function}: {one.line}", flush=True)
    return caught >= ENOUGH * (count - alike)


def _is_equivalent(line: str) -> bool:
    return f"`{line}`" in EQUIVALENT or bool(ANYWHERE.search(line))


def main() -> int:
    """Return 0 where enough changes of every module are caught."""
    enough = True
    with TemporaryDirectory() as name:
        folder = Path(name)
        copied(folder)
        os.chdir(folder)  # where mutmut looks for its settings
        for module in modules(folder / "engine" / "earmark", sys.argv[1:]):
            began = time.monotonic()
            count, missed = tried(folder, module)
            enough &= report(module.stem, count, missed, time.monotonic() - began)
    return int(not enough)


if __name__ == "__main__":
    raise SystemExit(main())
