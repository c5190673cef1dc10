"""Change the engine, one thing at a time, and count the changes that a test catches."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
NEEDED = ("rules", "seeds", "cases", "tests", "README.md", "pyproject.toml")
ENOUGH = 0.9
SURVIVED, UNTESTED = 0, 33


def copied(folder: Path) -> None:
    """Copy the tree; the sources must be in a folder that mutmut knows."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "engine", folder / "src", ignore=ignore)
    for name in NEEDED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=ignore)
        else:
            shutil.copy(path, folder / name)


def results(folder: Path) -> dict[str, int | None]:
    """Return how the tests of each change ended, by its name."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def report(found: dict[str, int | None]) -> float:
    """Print what was caught and what was not; return the share caught."""
    missed = [name for name, code in found.items() if code in (SURVIVED, UNTESTED, None)]
    every, not_caught = (
        Counter(name.partition(".x")[0] for name in names) for names in (found, missed)
    )
    for module, count in sorted(every.items()):
        print(f"{module}: {count - not_caught[module]} of {count} caught")
    print("\n".join(missed))
    share = 1 - len(missed) / len(found)
    print(f"{share:.1%} of {len(found):,} changes caught")
    return share


def main() -> int:
    """Return 0 where enough changes are caught."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        copied(folder)
        mutmut = Path(sys.executable).with_name("mutmut")
        subprocess.run([str(mutmut), "run"], cwd=folder, check=False)
        return int(report(results(folder)) < ENOUGH)


if __name__ == "__main__":
    raise SystemExit(main())
