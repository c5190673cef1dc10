"""The text of a file: UTF-8 or UTF-16, or what the user says; nothing is guessed or replaced."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from typing import Final, TextIO

from earmark.errors import Fault, InputFileError
from earmark.facts.lists.intake import Intake

_SAMPLE: Final = 4096
_UTF_8: Final = "utf-8-sig"
"""UTF-8, whether or not a mark stands before it."""
_PACKED: Final = {
    b"PK\x03\x04": "a ZIP archive or a spreadsheet",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
}
_LIKELY: Final = "gbk"
_WEB: Final = ("<!doctype html", "<html")
_BY_ZEROS: Final[Mapping[tuple[bool, ...], str]] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}


@contextmanager
def opened(intake: Intake) -> Iterator[BufferedReader]:
    """Open a file as bytes. Raises :class:`InputFileError` for one that cannot be read, or once."""
    path = intake.path
    if path.exists() and not (path.is_file() or path.is_dir()):
        said = f"{intake.called} is no file that can be read twice"
        raise InputFileError(Fault("unreadable", said, hint="save it as a file first"))
    try:
        with path.open("rb") as file:
            yield file
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        said = f"{intake.called} cannot be read: {cause}"
        raise InputFileError(Fault("unreadable", said)) from None


@contextmanager
def text_of(intake: Intake) -> Iterator[TextIO]:
    """Open a file as text; a byte that does not fit its encoding is a mistake, with its line.

    Raises :class:`InputFileError` for a file that cannot be read, is empty, or is a web page.
    """
    encoding = _encoding(intake)
    with intake.path.open(encoding=encoding, newline="") as file:
        try:
            _refuse_strange(file, intake)
            yield file
        except UnicodeDecodeError:
            _undecodable(intake, encoding)


def _encoding(intake: Intake) -> str:
    """Return the encoding of a file that can be read, as stated or by its first bytes."""
    with opened(intake) as file:
        start = file.read(_SAMPLE)
    for mark, what in _PACKED.items():
        if start.startswith(mark):
            intake.refuse(f"this is {what}; a text file is expected", "unpack it, or save as CSV")
    if intake.encoding:
        return _stated(intake)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # UTF-16 without a mark: every other byte of Latin text is zero.
    return _BY_ZEROS.get(tuple(byte == 0 for byte in start[:4]), _UTF_8)


def _stated(intake: Intake) -> str:
    try:
        name = codecs.lookup(intake.encoding).name
        "".encode(name)
    except LookupError:
        intake.refuse(f"there is no encoding {intake.encoding!r}", "utf-8, utf-16, gbk …")
    return _UTF_8 if name == "utf-8" else name


def _refuse_strange(file: TextIO, intake: Intake) -> None:
    start = file.read(_SAMPLE).lstrip().casefold()
    file.seek(0)
    if not start:
        intake.refuse("the file is empty")
    if start.startswith("<") and any(mark in start for mark in _WEB):
        intake.refuse("this is a web page (HTML), no list", "fetch the file itself")


def _undecodable(intake: Intake, encoding: str) -> None:
    if encoding != _UTF_8:
        intake.refuse(f"the text is not {encoding}", "say its encoding with --encoding")
    hint = f"if it is Chinese text, try --encoding {_LIKELY}"
    if not _fits(intake, _LIKELY):
        hint = "say its encoding with --encoding"
    line = _where(intake)
    intake.refuse(f"line {line} has a byte that is not UTF-8", hint, line=line)


def _where(intake: Intake) -> int:
    with intake.path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _fits(intake: Intake, encoding: str) -> bool:
    try:
        with intake.path.open(encoding=encoding) as file:
            return all(True for _ in file)
    except UnicodeError:
        return False
