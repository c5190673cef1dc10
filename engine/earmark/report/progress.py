"""How far a long task has come: one line on standard error that renews itself, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_EVERY: Final = 0.2
"""Seconds between two lines."""


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Yield a function to call with the count so far; off a terminal it says nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    told = 0.0

    def tell(count: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY:
            told = now
            sys.stderr.write(f"\r{count:,} {what}\x1b[K")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _silent(_: int) -> None:
    """Say nothing."""
