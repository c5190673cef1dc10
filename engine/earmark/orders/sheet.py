"""Rows as lines of a CSV file: nothing in them runs when a spreadsheet opens them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from earmark.errors import Fault, InputFileError
from earmark.orders.rows import BadRow

QUARANTINE: Final = BadRow._fields
"""The columns of a file of rows that were set aside."""

_BEGINS: Final = "=+@＝＋－＠\t\r-"
_INVISIBLE: Final = "\u200b\ufeff"
_FORMULA: Final = re.compile(rf"[\s{_INVISIBLE}]*[{_BEGINS}]")
_NUMBER: Final = re.compile(r" *[+-]?(?:[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?%?)? *")
_SUSPECT: Final = frozenset(_BEGINS + _INVISIBLE)
"""What a cell begins with that may be a formula, space aside. A set: most cells are let through."""

_CARE: Final = re.compile(rf'["\r\n]|(?:^|,)[\s{_INVISIBLE}{_BEGINS}]')
"""What calls for quotation marks, or may be a formula; a single cell that is empty does too."""

_END: Final = "\r\n"
_KEPT: Final = 1 << 12


class Lines(Protocol):
    """Takes the lines of a file, one at a time."""

    def write(self, line: str, /) -> object:
        """Take a line."""
        ...


class Sheet:
    """A CSV file being written. ``neutralised`` counts the cells that were made plain text."""

    def __init__(self, file: Lines) -> None:
        self.neutralised = 0
        self._writer = csv.writer(file)

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows; a cell that a spreadsheet would run gets an apostrophe before it."""
        self._writer.writerows(
            [
                self._plain(cell) if cell[:1] in _SUSPECT or cell[:1].isspace() else cell
                for cell in cells
            ]
            for cells in rows
        )

    def set_aside(self, rows: Iterable[BadRow]) -> None:
        """Write rows of the quarantine file."""
        self.write((str(row.line), *row[1:]) for row in rows)

    def _plain(self, cell: str) -> str:
        if not _FORMULA.match(cell) or _NUMBER.fullmatch(cell):
            return cell
        self.neutralised += 1
        return f"'{cell}"


class Written:
    """Turns rows into lines of a CSV file, one by one."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._known: dict[tuple[str, ...], str] = {}
        self.write = self._lines.append
        self._sheet = Sheet(self)

    @property
    def neutralised(self) -> int:
        """How many cells were made plain text."""
        return self._sheet.neutralised

    def line(self, cells: Sequence[str], added: tuple[str, ...] = ()) -> str:
        """Return a row as a line, with its end.

        Many rows share what is ``added`` to them: its text is remembered.
        """
        before = self._plain(cells)
        if not before or not added:
            return before or self._careful((*cells, *added))
        if added not in self._known:
            counted = self._sheet.neutralised
            after = self._careful(added) if any(added) else "," * (len(added) - 1) + _END
            if self._sheet.neutralised > counted:
                # Every row with it counts.
                return f"{before[: -len(_END)]},{after}"
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[added] = after
        return f"{before[: -len(_END)]},{self._known[added]}"

    def _plain(self, cells: Sequence[str]) -> str:
        """Return a row of which no cell needs care as a line, and else nothing."""
        text = ",".join(cells)
        plain = text and not _CARE.search(text) and text.count(",") < len(cells)
        return f"{text}{_END}" if plain else ""

    def _careful(self, cells: Sequence[str]) -> str:
        self._sheet.write([cells])
        return self._lines.pop()


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
