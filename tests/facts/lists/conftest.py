"""A way to write a file and read it as one of the kinds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from earmark.errors import InputFileError
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.kinds import READERS


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[list[object], Intake]]:
    """Return a function that reads a text as a file of a kind: its rows, and what was learnt."""

    def call(kind: str, content: str | bytes, encoding: str = "") -> tuple[list[object], Intake]:
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        intake = Intake(path, encoding, called="file")
        rows = list(READERS[kind](intake))
        intake.check()
        return rows, intake

    return call


@pytest.fixture
def refused(
    read: Callable[..., tuple[list[object], Intake]],
) -> Callable[..., list[str]]:
    """Return a function that gives the messages for a file that cannot be read."""

    def call(kind: str, content: str | bytes, encoding: str = "") -> list[str]:
        with pytest.raises(InputFileError) as caught:
            read(kind, content, encoding)
        return [str(fault) for fault in caught.value.faults]

    return call
