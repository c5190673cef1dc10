"""How far a long task has come: one line on standard error that renews itself, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_EVERY: Final = 0.2
"""Seconds between two lines."""

_SURE: Final = 1.0
"""Seconds after which the time that remains is told."""

Tell = Callable[[int], None]


@contextmanager
def counting(what: str, share: Callable[[], float | None] = lambda: None) -> Iterator[Tell]:
    """Yield a function to call with the count so far; off a terminal it says nothing.

    ``share`` tells how much of the task is done, from 0 to 1, if that is known.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    began = told = time.monotonic()

    def tell(count: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY:
            told = now
            line = _line(count, what, now - began, share())
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _line(count: int, what: str, seconds: float, share: float | None) -> str:
    line = f"{count:,} {what}, {count / seconds:,.0f} a second"
    if not share or seconds < _SURE:
        return line
    left = round(seconds / share - seconds)
    return f"{line}, {share:.0%}, {left // 60}:{left % 60:02} left"


def _silent(_: int) -> None:
    """Say nothing."""
