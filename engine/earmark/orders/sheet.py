"""Rows as lines of a CSV file: nothing in them runs when a spreadsheet opens them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from earmark.errors import Fault, InputFileError
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

_LINE_END: Final = "\r\n"
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


class _End(NamedTuple):
    """What is added to a row, and how many cells of it were made plain text."""

    text: str
    neutralised: int


class Written:
    """Turns rows into lines of a CSV file."""

    def __init__(self) -> None:
        self._line = ""
        self._known: dict[tuple[str, ...], _End] = {}
        self._sheet = Sheet(self)

    @property
    def neutralised(self) -> int:
        """How many cells were made plain text."""
        return self._sheet.neutralised

    def write(self, line: str) -> None:
        """Take a line that was written."""
        self._line = line

    def lines(self, table: Table, added: Sequence[tuple[str, ...]]) -> list[str]:
        """Return rows, with what is added to each, as lines with their ends.

        Rows that need no care stand in the output as they do in the input.
        """
        suspect, known = _suspect(table), self._known.get
        texts = [
            row.raw if '"' not in row.raw and at not in suspect else self._careful(row.cells)
            for at, row in enumerate(table.rows)
        ]
        ends = [known(more) or self._end(more) for more in added]
        self._sheet.neutralised += sum(end.neutralised for end in ends)
        return [f"{text},{end.text}" for text, end in zip(texts, ends, strict=True)]

    def _end(self, added: tuple[str, ...]) -> _End:
        """Return what is added to a row as the end of a line; many rows share it."""
        before = self._sheet.neutralised
        text = self._careful(added)
        end = _End(f"{text}{_LINE_END}", self._sheet.neutralised - before)
        self._sheet.neutralised = before
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[added] = end
        return end

    def _careful(self, cells: Sequence[str]) -> str:
        self._sheet.write([cells])
        return self._line.removesuffix(_LINE_END)


def _suspect(table: Table) -> set[int]:
    """Return the places of the rows in which a cell begins as a formula may."""
    found: set[int] = set()
    for column, distinct in enumerate(table.distinct):
        begins = {cell[:1] for cell in distinct}
        bad = tuple(one for one in begins if one in _SUSPECT or one.isspace())
        if bad:
            cells = enumerate(table.columns[column])
            found.update(place for place, cell in cells if cell.startswith(bad))
    return found


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
