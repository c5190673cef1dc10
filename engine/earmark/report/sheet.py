"""CSV files that leave the program: nothing in them runs when a spreadsheet opens them."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from earmark.errors import Fault, InputFileError
from earmark.orders.rows import BadRow
from earmark.report.files import output

QUARANTINE: Final = BadRow._fields
"""The columns of a file of rows that were set aside."""

_BEGINS: Final = "=+@＝＋－＠\t\r-"
_INVISIBLE: Final = "\u200b\ufeff"
_FORMULA: Final = re.compile(rf"[\s{_INVISIBLE}]*[{_BEGINS}]")
_NUMBER: Final = re.compile(r" *[+-]?(?:[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?%?)? *")
_SUSPECT: Final = frozenset(_BEGINS + _INVISIBLE) | {
    chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()
}
"""What a cell begins with that may be a formula. A set: most cells are let through by it."""


class Sheet:
    """A CSV file being written. ``neutralised`` counts the cells that were made plain text."""

    def __init__(self, file: IO[str]) -> None:
        self.neutralised = 0
        self._writer = csv.writer(file)

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows; a cell that a spreadsheet would run gets an apostrophe before it."""
        self._writer.writerows(
            [self._plain(cell) if cell[:1] in _SUSPECT else cell for cell in cells]
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


@contextmanager
def sheet(path: str | Path, columns: Sequence[str]) -> Iterator[Sheet]:
    """Yield a CSV file with these columns: whole or absent; ``-`` is standard output.

    Raises what :func:`output` raises.
    """
    with output(path) as file:
        out = Sheet(file)
        out.write([columns])
        yield out


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
