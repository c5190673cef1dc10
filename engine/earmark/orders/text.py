"""The text of a file, line by line, whatever its length: decoded, and parted at line ends only."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Final, Protocol

from earmark.errors import Fault, InputFileError, nearest
from earmark.orders.marks import MARKED
from earmark.orders.rows import LINE_LIMIT

_CHUNK: Final = 1 << 18
_MARKS: Final = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ENDS: Final = ("\n", "\r")
_OF_NO_FILE: Final = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
_USUAL: Final = ("utf-8", "utf-16", "gbk", "gb18030", "big5", "shift_jis", "euc_kr", "cp1252")


def encoding_of(start: bytes, stated: str) -> str:
    """Return the encoding of a file that starts so: as its mark says, as stated, or UTF-8.

    Raises :class:`InputFileError` for a name that means no encoding, and where the mark and the
    statement differ.
    """
    by_mark = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "")
    if not stated:
        return by_mark or "utf-8"
    try:
        name = codecs.lookup(stated).name
        "".encode(name)
        if name in _OF_NO_FILE:
            raise LookupError
    except (LookupError, UnicodeError, ValueError):
        hint = nearest(stated, _USUAL) or f"usual ones are {', '.join(_USUAL)}"
        said = f"there is no encoding {stated[:40]!r}"
        raise InputFileError(Fault("unknown-encoding", said, hint=hint)) from None
    if by_mark and not name.startswith(by_mark.removesuffix("-sig")):
        said = f"it begins with the mark of {by_mark.removesuffix('-sig').upper()}, not {stated}"
        raise InputFileError(Fault("unknown-encoding", said, hint="leave --encoding out"))
    if name in ("utf-16", "utf-32") and not by_mark:
        said = f"it does not begin with the mark of {name.upper()}"
        hint = f"say which end is first: {name}-le or {name}-be"
        raise InputFileError(Fault("unknown-encoding", said, hint=hint))
    return by_mark or name


class Bytes(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""
        ...


def texts(file: Bytes, encoding: str) -> Iterator[str]:
    """Yield the text of a file piece by piece; bytes that do not decode are marked.

    Raises :class:`InputFileError` where a decoder gives up, as those with states do.
    """
    decoder = codecs.getincrementaldecoder(encoding)(MARKED)
    piece = b"-"
    while piece:
        piece = file.read(_CHUNK)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeError as error:
            said = f"it cannot be read as {encoding}: {error}"
            raise InputFileError(Fault("undecodable", said)) from None
        yield text


def lines_of(pieces: Iterator[str]) -> Iterator[list[str]]:
    r"""Yield a text in lists of lines, each with its end: \n, \r\n or \r; the last may have none.

    Of a line longer than :data:`LINE_LIMIT` one character more is kept, and its end.
    """
    begun, pending = _Begun(), ""
    for piece in pieces:
        text = pending + piece
        # What follows tells whether this carriage return ends a line or is half of its end.
        pending = "\r" if text.endswith("\r") else ""
        lines = io.StringIO(text.removesuffix(pending), newline="").readlines()
        if lines and begun.parts and lines[0].endswith(_ENDS):
            lines[0] = begun.ended_by(lines[0])
        if lines and not lines[-1].endswith(_ENDS):
            begun.add(lines.pop())
        if lines:
            yield lines
    if begun.parts or pending:
        yield [begun.ended_by(pending)]


class _Begun:
    """A line of which only the beginning was read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._room = LINE_LIMIT + 1

    def add(self, part: str) -> None:
        """Take what follows, as long as it is not too long."""
        if self._room:
            self.parts.append(part[: self._room])
            self._room -= len(self.parts[-1])

    def ended_by(self, part: str) -> str:
        """Return the whole line, and forget it."""
        text = part.rstrip("\r\n")
        self.add(text)
        line = "".join(self.parts) + part[len(text) :]
        self.parts, self._room = [], LINE_LIMIT + 1
        return line
