"""One file being read: its mistakes, what was left out of it and why, the days it names."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

from earmark.errors import Fault, InputFileError, Place

_MOST: Final = 20


class CellError(Exception):
    """A value in a file that cannot be read: what is wrong with it, and one hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Intake:
    """What is learnt about a file while its rows are read.

    ``called`` is how messages name it, its path unless it came from elsewhere; ``encoding`` is
    that of the user's choice; ``left_out`` counts what the file says and the
    registry has no use for, by reason; ``days`` are the days that it says it is from.
    """

    def __init__(self, path: Path, encoding: str = "", called: str = "") -> None:
        self.path, self.encoding, self.called = path, encoding, called or str(path)
        self.left_out: Counter[str] = Counter()
        self.days: set[date] = set()
        self._faults: list[Fault] = []

    def wrong(self, message: str, hint: str = "", *, line: int = 1, column: int = 1) -> None:
        """Note a mistake. Raises :class:`InputFileError` where there are too many to go on."""
        place = Place(self.called, line, column)
        self._faults.append(Fault("bad-list", message, place, hint))
        if len(self._faults) == _MOST:
            self._faults.append(Fault("bad-list", f"{self.called} was read no further"))
            self.check()

    def check(self) -> None:
        """Raise :class:`InputFileError` with every mistake found, if there is one."""
        if self._faults:
            raise InputFileError(self._faults)

    def refuse(self, message: str, hint: str = "", *, line: int = 1, column: int = 1) -> None:
        """Note a mistake that ends the reading. Raises :class:`InputFileError`."""
        self.wrong(message, hint, line=line, column=column)
        self.check()
