"""Two ways to run the command line: in this process for speed, in one of its own for truth."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from earmark.cli.app import run

COMMAND = (sys.executable, "-m", "earmark")


@dataclass(frozen=True)
class Result:
    """What a run of ``earmark`` left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard error: one per mistake."""
        return self.err.splitlines()

    @property
    def words(self) -> str:
        """Standard output without its line breaks."""
        return " ".join(self.out.split())


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard() -> None:
    """Run programs as a terminal does: what runs in the background hands down that it is deaf."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def earmark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Return a function that runs ``earmark`` in this process, without the second judge."""

    def call(*words: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["earmark", *words])
        capsys.readouterr()
        code = run(None)
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def process() -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Return a function that runs ``earmark`` in a process of its own."""

    def call(*words: str | bytes, **environment: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [*COMMAND, *words],
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return call
