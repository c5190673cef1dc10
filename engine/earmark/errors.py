"""Coded errors that a person can act on.

Every error that a user can cause says what was read, what was expected, where, and the
nearest valid name. Codes are public: they do not change between releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

_SHOWN: Final = 60
"""How much of what a user wrote is repeated, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake stands: a file, a 1-based line and a 1-based column."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: a stable code, a message, its place and one hint."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint} [{self.code}]"


class EarmarkError(Exception):
    """What a user can cause and mend. Carries every fault found, not only the first."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[EarmarkError], tuple[tuple[Fault, ...]]]:
        """Return how to make it anew in another process, with all its faults."""
        return type(self), (self.faults,)


class UsageError(EarmarkError):
    """The sale as stated cannot be read: an unknown country, a figure that is no figure."""


class RuleError(EarmarkError):
    """The rulebook cannot be used; carries every mistake of every file."""


class InputFileError(EarmarkError):
    """A file could not be read, or is not what it should be."""


def nearest(word: str, names: Iterable[str]) -> str:
    """Return the hint that names the closest valid name, or an empty string."""
    by_case = {name.casefold(): name for name in names}
    close = get_close_matches(word[:200].casefold(), by_case, n=1, cutoff=0.6)
    return f"did you mean {by_case[close[0]]!r}?" if close else ""


def quoted(text: str) -> str:
    """Return what a user wrote, in quotes, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
