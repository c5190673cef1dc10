"""What a file is by its content, whatever its name: the bytes of a CSV file, or refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import sys
import zlib
from pathlib import Path
from select import select
from typing import Any, BinaryIO, Final, NoReturn, cast

from earmark.errors import Fault, InputFileError

STDIN: Final = "-"
"""The word that stands for standard input."""

PARQUET: Final = b"PAR1"
_GZIP: Final = b"\x1f\x8b"
_SAMPLE: Final = 4096
_SAVE: Final = "save it as CSV"
_UNPACK: Final = "unpack it"
_OTHERS: Final = (
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet (XLSX, ODS)", _SAVE),
    (b"PK\x05\x06", "an empty ZIP archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet of the older kind (XLS)", _SAVE),
    (b"%PDF", "a PDF", _SAVE),
    (b"{\\rtf", "a text document (RTF)", _SAVE),
    (b"SQLite format 3\0", "an SQLite database", _SAVE),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive", _UNPACK),
)
_PAGE: Final = re.compile(rb"\s*<(!doctype|html|\?xml|!--)", re.IGNORECASE)
_JSON: Final = re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{"\]])')


class Source:
    """A file being read: its bytes, unpacked, and how far the reading is.

    ``name`` is how messages call it. Raises :class:`InputFileError` for a file that cannot be read
    or is of a kind that holds no CSV.
    """

    def __init__(self, path: str | Path) -> None:
        # A name may have bytes that are no text; then no text can have it.
        self.name = "standard input" if str(path) == STDIN else _printed(str(path))
        self._raw, self.size = self._opened(path)
        self.bytes, self.start = self._unpacked()
        self._refuse_others()

    @property
    def parquet(self) -> bool:
        """Tell whether it is a Parquet file."""
        return self.start.startswith(PARQUET)

    def share_read(self) -> float | None:
        """Return how much of the file was read, from 0 to 1; None where its size is not known."""
        return min(1.0, self._raw.tell() / self.size) if self.size else None

    @property
    def digest(self) -> str:
        """The SHA-256 digest of the bytes read so far, packed as they are."""
        return f"sha256:{self._raw.sha256.hexdigest()}"

    def close(self) -> None:
        """Close the file."""
        if self.name != "standard input":
            self._raw.close()

    def read(self, size: int) -> bytes:
        """Return the next bytes, none at the end.

        Raises :class:`InputFileError` where they cannot be read, as of a file that is cut off.
        """
        try:
            return self.bytes.read(size)
        except EOFError:
            hint = "it is not whole; fetch it again"
            self.refuse("truncated", "the gzip archive is cut off", hint)
        except (gzip.BadGzipFile, zlib.error) as error:
            self.refuse("unreadable", f"the gzip archive is damaged: {error}")
        except OSError as error:
            self.refuse("unreadable", f"it cannot be read: {error.strerror or error}")

    def refuse(self, code: str, message: str, hint: str = "") -> NoReturn:
        """Raise :class:`InputFileError`; the message names the file."""
        raise InputFileError(Fault(code, f"{self.name}: {message}", hint=hint))

    def _opened(self, path: str | Path) -> tuple[_Digested, int]:
        try:
            if str(path) != STDIN:
                file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - close() closes it
                return _Digested(file), Path(path).stat().st_size
            if sys.stdin is not None:
                buffered: Any = sys.stdin.buffer
                return _Digested(buffered.raw), 0
            cause = "it is closed"
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or str(error)
        said = f"{self.name} cannot be read: {cause}"
        raise InputFileError(Fault("unreadable", said))

    def _unpacked(self) -> tuple[BinaryIO, bytes]:
        """Return the bytes of the file, unpacked where it is a gzip archive, and the first."""
        self.bytes = cast(BinaryIO, self._raw)
        start = self.read(_SAMPLE)
        file = cast(BinaryIO, _Rest(start, self._raw))
        if start.startswith(_GZIP):
            self.bytes = cast(BinaryIO, gzip.GzipFile(fileobj=file))
            start = self.read(_SAMPLE)
            file = cast(BinaryIO, _Rest(start, self.bytes))
            if start.startswith(_GZIP):
                self.refuse("no-csv", "this is a gzip archive within another", _UNPACK)
        return file, start

    def _refuse_others(self) -> None:
        for mark, what, hint in _OTHERS:
            if self.start.startswith(mark):
                self.refuse("no-csv", f"this is {what}, no CSV", hint)
        text = self.start.removeprefix(b"\xef\xbb\xbf")
        if _PAGE.match(text):
            self.refuse("no-csv", "this is a web page (HTML) or XML, no CSV", _SAVE)
        if _JSON.match(text):
            self.refuse("no-csv", "this is JSON, no CSV", _SAVE)


def _printed(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


class _Digested:
    """A stream whose bytes are digested as they are read."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()
        self.tell, self.close = stream.tell, stream.close

    def read(self, size: int) -> bytes:
        """Return the next bytes, fewer only at the end.

        They are asked for piece by piece. A reader that waits for all of them would not look
        between two pieces whether Ctrl-C came, and wait on.
        """
        pieces = []
        while size and (piece := self._piece(size)):
            pieces.append(piece)
            size -= len(piece)
        whole = b"".join(pieces)
        self.sha256.update(whole)
        return whole

    def _piece(self, size: int) -> bytes:
        while (piece := self._stream.read(size)) is None:
            # Some programs hand down a pipe that does not wait; nothing yet is not the end.
            select([self._stream], [], [])
        return piece


class _Rest(io.RawIOBase):
    """A stream of which the first bytes were read already."""

    def __init__(self, start: bytes, rest: BinaryIO | _Digested) -> None:
        self._start, self._stream = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        piece = piece or self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
