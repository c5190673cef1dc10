"""How long a command takes, and how much memory all its processes hold together.

The two are measured in runs of their own: to ask for the memory holds a process up. Linux only.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, NamedTuple

OFTEN: Final = 0.05
"""Seconds between one look at the memory and the next."""


class Run(NamedTuple):
    """What a command took in seconds of wall time, and what it wrote, errors last."""

    seconds: float
    said: str


def run(command: Sequence[str | Path], codes: Sequence[int] = (0,)) -> Run:
    """Run a command.

    Raises :class:`RuntimeError` where it ends with none of the exit codes, with what it wrote.
    """
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    took = time.perf_counter() - began
    return Run(took, _checked(command, done.returncode, done.stdout.decode(), codes))


def peak_memory(command: Sequence[str | Path], codes: Sequence[int] = (0,)) -> int:
    """Return the most memory, in bytes, that a command and its children hold at one moment.

    A page that several processes share is counted once (proportional set size, summed). Raises
    :class:`RuntimeError` like :func:`run`.
    """
    highest = 0
    with TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        while process.poll() is None:
            highest = max(highest, sum(map(_held, family(process.pid))))
            time.sleep(OFTEN)
        said.seek(0)
        _checked(command, process.returncode, said.read().decode(), codes)
    return highest


def family(process: int) -> Iterator[int]:
    """Yield a process and all that descend from it, by their ids.

    A child that still has its parent's command line is about to become another program: until then
    what it holds is its parent's, and would be counted twice.
    """
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                if _command(child) != _command(process):
                    yield from family(child)


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _held(process: int) -> int:
    """Return the proportional set size of a process in bytes, 0 where it has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _checked(command: Sequence[str | Path], code: int, said: str, codes: Sequence[int]) -> str:
    if code not in codes:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {code}:\n{said[-2000:]}")
    return said
