"""A CSV file with a header: its rows by the names of their columns, each with its place."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import SEEK_END
from typing import Final, TextIO

from earmark.errors import nearest, quoted
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.text import text_of

_END: Final = 64
_LONGEST_CELL: Final = 4_000_000
_PARTED: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: ``number`` counts as spreadsheets do, the header being row 1."""

    line: int
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, without the space around it; empty where there is no such column."""
        return self.cells.get(column, "").strip()


class Sheet:
    """The rows of one CSV file."""

    def __init__(self, file: TextIO, intake: Intake) -> None:
        csv.field_size_limit(_LONGEST_CELL)
        self._intake = intake
        self._lines = csv.reader(file, strict=True)
        self.columns = tuple(name.strip() for name in self._next() or ())

    def expect(self, required: Sequence[str], also: Collection[str] | None = None) -> None:
        """Check the header: these columns, and others too unless ``also`` names the only ones.

        Raises :class:`InputFileError` with every mistake in it.
        """
        self._intake.check()
        known = {*required, *(also or ())}
        first = self.columns[0] if self.columns else ""
        if len(self.columns) == 1 and (mark := next((m for m in _PARTED if m in first), "")):
            self._intake.refuse(f"columns are parted by commas, not by {_PARTED[mark]}")
        if len(required) > 1 and not {*required}.intersection(self.columns):
            said = f"no column is one of {', '.join(required)}"
            self._intake.refuse(said, "is this another kind of file, or is its header missing?")
        for at, (name, times) in enumerate(Counter(self.columns).items(), 1):
            if times > 1:
                self._wrong_header(f"there are {times} columns {quoted(name)}", at)
            if also is not None and name not in known:
                hint = nearest(name, known) or f"columns are {', '.join(sorted(known))}"
                self._wrong_header(f"there is no column {quoted(name)}", at, hint)
        for name in required:
            if name not in self.columns:
                self._wrong_header(f"column {name!r} is missing", 1, nearest(name, self.columns))
        self._intake.check()

    def rows(self) -> Iterator[SheetRow]:
        """Yield each row that is not blank; a mistake in one does not hide those after it."""
        number = 1
        while (cells := self._next()) is not None:
            number += 1
            line = self._lines.line_num
            if len(cells) == len(self.columns):
                yield SheetRow(line, number, dict(zip(self.columns, cells, strict=True)))
            elif cells:
                said = f"row {number} has {len(cells)} cells and the header {len(self.columns)}"
                self._intake.wrong(said, "is the file cut off?", line=line)

    def wrong(self, row: SheetRow, column: str, mistake: CellError) -> None:
        """Note what is wrong with a cell."""
        said = f"row {row.number}, column {column!r}: {mistake.message}"
        at = self.columns.index(column) + 1 if column in self.columns else 1
        self._intake.wrong(said, mistake.hint, line=row.line, column=at)

    def _wrong_header(self, said: str, at: int, hint: str = "") -> None:
        self._intake.wrong(said, hint, column=at)

    def _next(self) -> list[str] | None:
        """Return the next row, or None at the end; what is no CSV ends it with a mistake."""
        try:
            return next(self._lines, None)
        except csv.Error as error:
            line = self._lines.line_num
            self._intake.wrong(f"this is not CSV: {error}", "is the file cut off?", line=line)
            return None


def refuse_cut_off(intake: Intake) -> None:
    """Refuse a file whose last cell may go on: it ends with no line break and no closing quote.

    For files that programs write, which end their last line. Raises :class:`InputFileError`.
    """
    with intake.path.open("rb") as file:
        file.seek(-min(_END, file.seek(0, SEEK_END)), SEEK_END)
        end = file.read().replace(b"\0", b"").rstrip(b" ")
    if not end.endswith((b"\n", b"\r", b'"')):
        intake.refuse("the last line does not end", "is the file cut off?")


@contextmanager
def sheet_of(intake: Intake) -> Iterator[Sheet]:
    """Open a CSV file. Raises what :func:`text_of` raises."""
    with text_of(intake) as file:
        yield Sheet(file, intake)
