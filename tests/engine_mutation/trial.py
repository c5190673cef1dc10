"""One trial: the tests of a module in a process of their own, with one change switched on."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import pytest

PROFILE = "mutation"
for _name in ("hypothesis.strategies", "pydantic", "rapidfuzz.process", "rich.console", "typer"):
    # What is never changed is imported once; earmark and its tests are not.
    import_module(_name)
gc.freeze()  # or each process would go through all of it, five times over, in the end


def ends_well(folder: Path, change: str, tests: list[str], patience: float | None = None) -> bool:
    """Tell whether all tests pass, within so many seconds: a change that hangs is a change."""
    process = get_context("fork").Process(target=_run, args=(folder, change, tests))
    process.start()
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode == 0


def _run(folder: Path, change: str, tests: list[str]) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.chdir(folder)
    sys.path.insert(0, str(folder / "engine"))
    os.environ |= {
        "MUTANT_UNDER_TEST": change,
        "HYPOTHESIS_PROFILE": PROFILE,
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    sys.exit(pytest.main(["-x", "--tb=no", "-p", "no:cacheprovider", *tests]))
