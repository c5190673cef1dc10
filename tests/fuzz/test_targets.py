"""Whatever a file has in it, it is read or refused: no other exception, and no hang.

``EARMARK_FUZZ_SECONDS`` is what each target may take, ``EARMARK_FUZZ_SEED`` picks other changes.
A file that fails is written to the folder of the test; keep it in ``corpus``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from fuzz.targets import TARGETS, Target

SECONDS = float(os.environ.get("EARMARK_FUZZ_SECONDS", "7"))
SEED = int(os.environ.get("EARMARK_FUZZ_SEED", "0"))
HANG = 60
"""Seconds for one small file: a thousand times what it takes, on a machine with much to do."""

targets = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@contextmanager
def not_hanging() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError(f"one file took more than {HANG} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@targets
def test_every_file_that_is_kept_is_read_or_refused(target: Target) -> None:
    for path in target.files():
        with not_hanging():
            target.holds(path)


@targets
def test_every_changed_file_is_read_or_refused(target: Target, tmp_path: Path) -> None:
    end, path = time.monotonic() + SECONDS, tmp_path / "file"
    for number, content in enumerate(target.cases(SEED)):
        if time.monotonic() > end:
            print(f"{target.name}: {number:,} files")
            return
        path.write_bytes(content)
        try:
            with not_hanging():
                target.holds(path)
        except Exception as error:
            pytest.fail(f"{target.name}, seed {SEED}, file {number}, in {path}: {error!r}")
