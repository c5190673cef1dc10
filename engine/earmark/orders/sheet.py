"""Rows as lines of a CSV file: nothing in them runs when a spreadsheet opens them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import ne
from typing import Final, NamedTuple, Protocol

from earmark.errors import Fault, InputFileError
from earmark.orders.coded import truths
from earmark.orders.rows import BadRow
from earmark.orders.table import Table

QUARANTINE: Final = BadRow._fields
"""The columns of a file of rows that were set aside."""

_BEGINS: Final = "=+@＝＋－＠\t\r-"
_INVISIBLE: Final = "\u200b\ufeff"
_FORMULA: Final = re.compile(rf"[\s{_INVISIBLE}]*[{_BEGINS}]")
_NUMBER: Final = re.compile(r" *[+-]?(?:[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?%?)? *")
_SUSPECT: Final = frozenset(_BEGINS + _INVISIBLE)
"""What a cell begins with that may be a formula, space aside. A set: most cells are let through."""

_QUOTE: Final = '"'
_QUOTED: Final = re.compile('[",\r\n]')
"""Found in a cell that stands in quotation marks."""

_SUSPECTS: Final = rf"[\s{_INVISIBLE}{_BEGINS}]"
_SUSPICIOUS: Final = re.compile(f",{_SUSPECTS}")
"""Matches where a cell of plain rows begins as a formula may, if a comma stands before each."""

_BARE: Final = rf'(?!{_SUSPECTS}|")[^",]*+'
_NEEDED: Final = rf'"(?!{_SUSPECTS}|")[^",]*+(?:,|"")(?:[^"]|"")*+"'
_CELL: Final = rf"(?:{_BARE}|{_NEEDED})"
_AS_IT_IS: Final = re.compile(f"{_CELL}(?:,{_CELL})*+")
"""A row as it would be written: no formula, and quotation marks where they must be."""

_LINE_END: Final = "\r\n"


class Lines(Protocol):
    """Takes the lines of a file, one at a time."""

    def write(self, line: str, /) -> object:
        """Take a line."""
        ...


class Plain(NamedTuple):
    """Cells as they stand in a line, and how many of them were made plain text."""

    text: str
    neutralised: int


class Sheet:
    """A CSV file being written. ``neutralised`` counts the cells that were made plain text."""

    def __init__(self, file: Lines) -> None:
        self.neutralised = 0
        self._file = file

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows; a cell that a spreadsheet would run gets an apostrophe before it."""
        for cells in rows:
            text, neutralised = line_of(cells)
            self._file.write(text + _LINE_END)
            self.neutralised += neutralised

    def set_aside(self, rows: Iterable[BadRow]) -> None:
        """Write rows of the quarantine file."""
        self.write((str(row.line), *row[1:]) for row in rows)


class Written:
    """Turns rows into lines of a CSV file."""

    def __init__(self) -> None:
        self.neutralised = 0
        """How many cells were made plain text."""

    def lines(self, table: Table, ends: Sequence[Plain]) -> list[str]:
        """Return rows as lines with their ends.

        Rows that need no care stand in the output as they do in the input.
        """
        texts = table.raws
        care = _needing_care(texts)
        if any(care):
            written = list(map(line_of, table.only(truths(care)).cells))
            self.neutralised += sum(line.neutralised for line in written)
            careful = iter(written)
            texts = [
                next(careful).text if yes else raw for yes, raw in zip(care, texts, strict=True)
            ]
        self.neutralised += sum(end.neutralised for end in ends)
        return [text + end.text for text, end in zip(texts, ends, strict=True)]


def end_of(added: Sequence[str]) -> Plain:
    """Return what is added to rows as the end of their lines."""
    text, neutralised = line_of(added)
    return Plain(f",{text}{_LINE_END}", neutralised)


def line_of(cells: Sequence[str]) -> Plain:
    """Return a row as a line without its end; quotation marks stand where they must."""
    plain = [_plain(cell) if cell[:1] in _SUSPECT or cell[:1].isspace() else cell for cell in cells]
    quoted = (f'"{doubled(cell)}"' if in_quotes(cell) else cell for cell in plain)
    # A line without anything would be no row.
    neutralised = sum(map(ne, plain, cells))
    return Plain(",".join(quoted) or _QUOTE * 2, neutralised)


def in_quotes(cell: str) -> bool:
    """Tell whether a cell stands in quotation marks."""
    return _QUOTED.search(cell) is not None


def doubled(text: str) -> str:
    """Return a text as it stands within quotation marks."""
    return text.replace(_QUOTE, _QUOTE * 2)


def stands_anywhere(text: str) -> bool:
    """Tell whether a text can stand in any cell, or at its beginning, as it is."""
    begin = text[:1]
    return not (begin in _SUSPECT or begin.isspace() or _QUOTED.search(text) or not text)


def _plain(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _needing_care(rows: Sequence[str]) -> list[bool]:
    """Return of each row whether it cannot stand in the output as it does in the input."""
    others = (row for row in rows if _QUOTE not in row)
    if _SUSPICIOUS.search("," + ",".join(others)):
        return [_AS_IT_IS.fullmatch(row) is None for row in rows]
    return [_QUOTE in row and _AS_IT_IS.fullmatch(row) is None for row in rows]


def with_added(columns: Sequence[str], added: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a file and those added to them.

    Raises :class:`InputFileError` where the file has one of these already.
    """
    there = {name.strip().casefold() for name in columns}
    taken = [name for name in added if name in there]
    if taken:
        shown = ", ".join(map(repr, taken))
        said = f"the orders have columns already that are to be added: {shown}"
        hint = "is this the output of an earlier run? rename or remove them"
        raise InputFileError(Fault("columns-taken", said, hint=hint))
    return (*columns, *added)
