"""Files that are whole or absent, whatever happens while they are written; standard output."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from gzip import GzipFile
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, Final

from earmark.errors import Fault, InputFileError
from earmark.report.stream import discard, unwritable

STDOUT: Final = "-"
"""The word that stands for standard output."""

_GZIP: Final = ".gz"
_EFFORT: Final = 4
_BUFFER: Final = 1 << 17


@contextmanager
def output(path: str | Path) -> Iterator[IO[str]]:
    """Yield the text file at a path, whole or absent, or standard output for ``-``.

    A name that ends in ``.gz`` makes a gzip archive. Raises :class:`InputFileError` where it cannot
    be written, also where a pipe is closed: what its reader has is not the whole.
    """
    with _stdout() if str(path) == STDOUT else whole_bytes(Path(path)) as file:
        if str(path).lower().endswith(_GZIP):
            # No time and no name: the same rows give the same bytes.
            with GzipFile("", "wb", _EFFORT, file, mtime=0) as packed, _text(packed) as text:
                yield text
        else:
            with _text(file) as text:
                yield text


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """Yield a text file (UTF-8), as :func:`whole_bytes` does."""
    with whole_bytes(path) as file, _text(file) as text:
        yield text


@contextmanager
def whole_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that takes the place of ``path`` once all of it is written.

    A link is followed, and what is no file, as a pipe or a device, is written straight. Raises
    :class:`InputFileError` where it cannot be written; what was there before stays.
    """
    with _telling(path):
        is_file = path.is_file() or not path.exists()
        # Of a folder this is refused, before there is anything to lose.
        made = _beside(_followed(path)) if is_file else path.open("wb", 0)
    part = Path(made.name)
    try:
        with made, _buffered(made, partial(not_written, path)) as file:
            yield file
            file.flush()
            with _telling(path):
                if is_file:
                    os.fsync(made.fileno())
                    part.chmod(0o666 & ~_umask())
                    part.replace(_followed(path))
    except BaseException:
        if is_file:
            part.unlink(missing_ok=True)
        raise


class _Told(io.RawIOBase):
    """A file whose failures are told as its own, wherever they arise."""

    def __init__(self, file: IO[bytes], fault: Callable[[OSError], Fault]) -> None:
        self._file, self._fault = file, fault
        self._let_go = False

    def let_go(self) -> None:
        """Be done with the file: what a buffer still holds of a failed run goes nowhere."""
        self._let_go = True

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def write(self, piece: Any) -> int:
        if self._let_go:
            return len(piece)
        try:
            written = self._file.write(piece)
            self._file.flush()
        except OSError as error:
            raise InputFileError(self._fault(error)) from None
        return written


@contextmanager
def _buffered(file: IO[bytes], fault: Callable[[OSError], Fault]) -> Iterator[IO[bytes]]:
    """Yield a file to write to; :class:`InputFileError` with ``fault`` says that it failed."""
    told = _Told(file, fault)
    buffered = io.BufferedWriter(told, _BUFFER)
    try:
        yield buffered
        buffered.flush()
    finally:
        told.let_go()
        buffered.detach()


@contextmanager
def _text(file: IO[bytes] | GzipFile) -> Iterator[IO[str]]:
    """Yield a file of bytes as one of text, which leaves it open."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield text
        text.flush()
    finally:
        with suppress(InputFileError):
            text.detach()


@contextmanager
def _stdout() -> Iterator[IO[bytes]]:
    if sys.stdout is None:
        raise InputFileError(Fault("unwritable", "standard output is closed"))
    try:
        with _buffered(sys.stdout.buffer, unwritable) as file:
            yield file
    except InputFileError:
        discard(sys.stdout)
        raise


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell that a path cannot be written where that shows."""
    try:
        yield
    except OSError as error:
        raise InputFileError(not_written(path, error)) from None


def not_written(path: str | Path, error: OSError) -> Fault:
    """Return that a path cannot be written, and why."""
    return Fault("unwritable", f"{path} cannot be written: {error.strerror or error}")


def _beside(path: Path) -> IO[bytes]:
    """Return a new file in the folder of a path."""
    return NamedTemporaryFile("wb", 0, dir=path.parent, prefix=".", delete=False)


def _followed(path: Path) -> Path:
    """Return where a path leads. Raises :class:`OSError` for links that lead to each other."""
    there = Path(os.path.realpath(path))
    if there.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return there


def _umask() -> int:
    """Return which rights a new file is not given; the system tells only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
