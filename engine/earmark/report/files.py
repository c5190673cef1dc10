"""Files that are whole or absent, whatever happens while they are written; standard output."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from earmark.errors import Fault, InputFileError
from earmark.report.stream import discard, unwritable

STDOUT: Final = "-"
"""The word that stands for standard output."""


@contextmanager
def output(path: str | Path) -> Iterator[IO[str]]:
    """Yield the text file at a path, whole or absent, or standard output for ``-``.

    Raises :class:`InputFileError` where it cannot be written, also where a pipe is closed: what
    its reader has is not the whole.
    """
    with _stdout() if str(path) == STDOUT else whole(Path(path)) as file:
        yield file


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """Yield a text file (UTF-8) that takes the place of ``path`` once all of it is written.

    A link is followed, and what is no file, as a pipe or a device, is written straight. Raises
    :class:`InputFileError` where it cannot be written; what was there before stays.
    """
    name, path = path, path.resolve()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            return
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=".", delete=False
        ) as file:
            part = Path(file.name)
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                part.chmod(0o666 & ~_umask())
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        said = f"{name} cannot be written: {error.strerror or error}"
        raise InputFileError(Fault("unwritable", said)) from None


@contextmanager
def _stdout() -> Iterator[IO[str]]:
    if sys.stdout is None:
        raise InputFileError(Fault("unwritable", "standard output is closed"))
    file = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        yield file
        file.flush()
    except OSError as error:
        discard(sys.stdout)
        raise InputFileError(unwritable(error)) from None
    finally:
        with suppress(OSError):
            file.detach()


def _umask() -> int:
    """Return which rights a new file is not given; the system tells only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
