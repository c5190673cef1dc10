"""Bytes that are no text, carried through it as marks: lone surrogates, which no text holds."""

from __future__ import annotations

import codecs
import re
from typing import Final

MARKED: Final = "earmark-marked"
"""The way to decode: a byte that does not fit its encoding becomes a mark."""

_BASE: Final = 0xDC00
_MARK: Final = re.compile("[\ud800-\udfff]")
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_WITHOUT_MARK: Final = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(_BASE + byte) for byte in bad), error.end


codecs.register_error(MARKED, _mark)


def marked(text: str) -> bool:
    """Tell whether a text has bytes that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def first_mark(text: str, encoding: str) -> tuple[int, int, int]:
    """Return the first byte that is no text, and where: line and byte of it, both from 1.

    ``text`` has one. Lines are those of ``text``; a byte is counted within its line.
    """
    found = _MARK.search(text)
    assert found, "asked of a text without a mark"  # noqa: S101
    before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
    line, _, start = before.rpartition("\n")
    plain = _WITHOUT_MARK.get(encoding, encoding)
    lines = line.count("\n") + 2 if "\n" in before else 1
    return ord(found[0]) - _BASE, lines, len(start.encode(plain, "replace")) + 1


def shown(text: str) -> str:
    r"""Return a text in which bytes that are none, and NUL, are written as ``\xe9``."""
    if text.isascii() and "\0" not in text:
        return text
    return _NO_TEXT.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", text)
