"""Ctrl-C, remembered: whatever is being imported when it comes may turn it into another error."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final

INTERRUPTED: Final = 130
"""What shells report for a program that was stopped by Ctrl-C."""

_received: list[int] = []


def remember() -> None:
    """Remember Ctrl-C from now on. Where whoever called ignores it, it stays ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def came() -> bool:
    """Tell whether Ctrl-C has come."""
    return bool(_received)


def _interrupt(number: int, _: FrameType | None) -> None:
    _received.append(number)
    raise KeyboardInterrupt
