"""What leaves the program: UTF-8 whatever the locale, and nothing that could steer a terminal."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import Final, TextIO

from earmark.errors import Fault, InputFileError

_BEYOND_ASCII: Final = re.compile(r"[^\n\x20-\x7e]")
_STEERING: Final = frozenset(("Cc", "Cf", "Cs", "Co"))
_BREAKS: Final = ("\u2028", "\u2029")


def use_utf8() -> None:
    """Make standard output and standard error speak UTF-8, also where the locale does not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def put(text: str) -> None:
    """Write on standard output, and be sure that it was written.

    A reader that goes away early (``… | head -1``) has what it wants: that is no failure.
    Raises :class:`InputFileError` where nothing can be written, as on a full disk.
    """
    if sys.stdout is None:
        raise InputFileError(Fault("unwritable", "standard output is closed"))
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        discard(sys.stdout)
        raise InputFileError(unwritable(error)) from None


def unwritable(error: OSError) -> Fault:
    """Return why standard output takes nothing more."""
    return Fault("unwritable", f"standard output cannot be written: {error.strerror}")


def complain(text: str) -> None:
    """Write one line on standard error; what could steer a terminal is shown escaped."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"earmark: {escaped(text)}\n")
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def clean(text: str) -> str:
    """Return text without control, direction and other invisible characters, lines kept."""
    return "".join(
        " " if character in _BREAKS else character
        for character in text
        if character == "\n" or unicodedata.category(character) not in _STEERING
    )


def escaped(text: str) -> str:
    r"""Return text with every invisible character, lines included, written as ``\u202e``."""
    return shown_in_json(text).replace("\n", "\\n")


def shown_in_json(document: str) -> str:
    """Return a JSON document that means the same and holds no invisible character."""
    return _BEYOND_ASCII.sub(
        lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1], document
    )


def discard(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere: it would fail once more at exit."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]
