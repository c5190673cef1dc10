"""The rows of a CSV file: plain lines as fast as the csv module reads them, others with care.

A *record* is a line that is not blank, or several of them where a cell in quotes goes on. Every
record behind the header becomes one row or one bad row; nothing ends the reading.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from earmark.errors import Fault
from earmark.orders.csv_plain import columns_of, is_row
from earmark.orders.csv_record import (
    LONG_LINE,
    STRAY,
    TOO_MANY,
    UNCLOSED,
    Record,
    most_cells,
    record_at,
)
from earmark.orders.marks import first_mark, marked
from earmark.orders.rows import (
    FIELD_LIMIT,
    LINE_LIMIT,
    SPAN_LIMIT,
    BadRow,
    Row,
    bad_row,
)
from earmark.orders.table import Block, Table

_WIDEST: Final = 100_000
"""Columns of the widest header that is read."""

_RUN: Final = 64
"""Rows are read at once where so many lines that are rows come to one that is none by itself."""

_SAID: Final = {
    UNCLOSED: (
        f"a quotation mark is not closed within {SPAN_LIMIT} lines and {FIELD_LIMIT:,} characters",
        "close it, or double it where it is part of the text",
    ),
    STRAY: (
        "text follows a closing quotation mark",
        "double quotation marks that are part of the text",
    ),
    LONG_LINE: (
        f"the line has more than {LINE_LIMIT:,} characters; what follows these is left out here",
        "is this a CSV file?",
    ),
}
_ALWAYS: Final = "utf-8"
"""The encoding of files that have no choice of one."""

_COUNT_HINT: Final = "a cell with a comma in it needs quotation marks"


class CsvRows:
    """The records of a CSV file. ``blocks`` are its lines, in lists."""

    def __init__(self, blocks: Iterator[list[str]], encoding: str) -> None:
        self._blocks = blocks
        self._encoding = encoding
        self._lines: list[str] = []
        self._first = 1
        """The number of the first line at hand."""
        self._at = 0
        """How many of the lines at hand are done."""

    def header(self) -> Row | BadRow | None:
        """Return the first record, None where there is none."""
        while self._at < len(self._lines) or self._more():
            found = self._record(_WIDEST, ())
            if found:
                return found
        return None

    def blocks(self, columns: Sequence[str]) -> Iterator[Block]:
        """Yield the records behind the header, block by block."""
        while self._at < len(self._lines) or self._more():
            self._drop()
            raws = [line.rstrip("\r\n") for line in self._lines]
            plain = _is_plain(raws)
            whole = list(map(is_row(len(columns)), raws))
            if not plain:
                whole = [yes and _is_plain([raw]) for yes, raw in zip(whole, raws, strict=True)]
            if whole.count(False) * _RUN < len(whole):
                yield from self._in_runs(columns, raws, whole)
            else:
                yield Block.of(self._one_by_one(columns, plain=plain))

    def _more(self) -> bool:
        """Read further lines; tell whether there are any."""
        lines = next(self._blocks, None)
        if lines is None:
            return False
        self._drop()
        self._lines += lines
        return True

    def _drop(self) -> None:
        """Let go of the lines that are done."""
        self._lines = self._lines[self._at :]
        self._first += self._at
        self._at = 0

    def _in_runs(
        self, columns: Sequence[str], raws: Sequence[str], whole: Sequence[bool]
    ) -> Iterator[Block]:
        """Yield the records that begin in the lines at hand, of which most are ``whole`` rows."""
        begin, ends = self._first, [*whole, False]
        while (at := self._first + self._at - begin) < len(raws):
            if whole[at]:
                end = ends.index(False, at)
                table = Table(
                    range(begin + at, begin + end),
                    raws[at:end],
                    columns_of(raws[at:end], len(columns)),
                )
                self._at += end - at
                yield Block(table, [])
            else:
                yield Block.of(filter(None, [self._record(len(columns), columns)]))

    def _one_by_one(self, columns: Sequence[str], *, plain: bool) -> Iterator[Row | BadRow]:
        """Yield the records that begin in the lines at hand.

        Of ``plain`` lines the csv module reads those that it can.
        """
        ends = self._first + len(self._lines)
        while self._first + self._at < ends:
            if plain:
                yield from self._run(ends - self._first, len(columns))
                if self._first + self._at == ends:
                    break
            found = self._record(len(columns), columns)
            if found:
                yield found

    def _run(self, end: int, width: int) -> Iterator[Row | BadRow]:
        """Yield the records before a line, up to the first that calls for care."""
        reader = csv.reader(self._lines[self._at : end], strict=True)
        begin = self._at
        with suppress(csv.Error):
            for cells in reader:
                after = begin + reader.line_num
                raw = "".join(self._lines[self._at : after]).rstrip("\r\n")
                span = after - self._at
                if span > 1 and (
                    span > SPAN_LIMIT or len(raw) > FIELD_LIMIT or len(cells) > most_cells(width)
                ):
                    return
                number = self._first + self._at
                self._at = after
                if cells:
                    yield _counted(number, cells, raw, width)

    def _record(self, width: int, columns: Sequence[str]) -> Row | BadRow | None:
        """Return the record at the next line, None where that is blank."""
        record = record_at(self._lines, self._at, width, last=False)
        if record is None:
            last = not self._more()
            while (record := record_at(self._lines, self._at, width, last=last)) is None:
                last = not self._more()
        line = self._first + self._at
        raw = "".join(self._lines[self._at : self._at + record.lines]).rstrip("\r\n")
        self._at += record.lines
        if not raw:
            return None
        wrong = wrong_with(record, raw, columns, self._encoding)
        return bad_row(line, raw, [wrong]) if wrong else Row(line, record.cells, raw)


def _is_plain(raws: Sequence[str]) -> bool:
    """Tell whether texts are no longer than a cell may be, and hold text alone."""
    text = "".join(raws)
    return "\0" not in text and not marked(text) and max(map(len, raws)) <= FIELD_LIMIT


def wrong_with(
    record: Record, raw: str, columns: Sequence[str], encoding: str
) -> tuple[str, Fault] | None:
    """Return what makes a record unreadable, and in which column; ``columns`` may be unknown.

    ``encoding`` is empty for files of a kind that has only one.
    """
    cells = record.cells if len(record.cells) == len(columns) else ()
    if record.wrong == LONG_LINE:
        return "", _fault(LONG_LINE)
    if marked(raw):
        return _first(cells, columns, marked), _undecodable(raw, encoding)
    if "\0" in raw:
        said = f"character {raw.index(chr(0)) + 1} is NUL (U+0000), which no text holds"
        hint = "the file may be damaged, or UTF-16 without its mark"
        return _first(cells, columns, lambda cell: "\0" in cell), Fault("nul", said, hint=hint)
    if record.wrong in _SAID:
        return "", _fault(record.wrong)
    if record.wrong == TOO_MANY:
        width = f" and {len(columns):,} columns" if columns else ""
        said = f"there are more than {len(record.cells) - 1:,} cells{width}"
        return "", Fault(TOO_MANY, said, hint=_COUNT_HINT)
    if columns and not cells:
        return "", _miscounted(len(record.cells), len(columns))
    longest = max(map(len, record.cells))
    if longest > FIELD_LIMIT:
        said = f"a cell has {longest:,} characters; at most {FIELD_LIMIT:,} are read"
        return _first(cells, columns, lambda cell: len(cell) == longest), Fault("long-field", said)
    return None


def _fault(code: str) -> Fault:
    said, hint = _SAID[code]
    return Fault(code, said, hint=hint)


def _first(cells: Sequence[str], columns: Sequence[str], is_meant: Callable[[str], bool]) -> str:
    """Return the column of the first cell that is meant, if there is one."""
    return next((name for name, cell in zip(columns, cells, strict=False) if is_meant(cell)), "")


def _counted(line: int, cells: list[str], raw: str, width: int) -> Row | BadRow:
    if len(cells) == width:
        return Row(line, cells, raw)
    return bad_row(line, raw, [("", _miscounted(len(cells), width))])


def _miscounted(found: int, width: int) -> Fault:
    said = f"there are {found:,} cells and {width:,} columns"
    return Fault(TOO_MANY, said, hint=_COUNT_HINT if found > width else "is the row cut off?")


def _undecodable(raw: str, encoding: str) -> Fault:
    byte, line, at = first_mark(raw, encoding or _ALWAYS)
    where = f"byte {at:,} of the line" if line == 1 else f"byte {at:,} of its line {line}"
    called = (encoding or _ALWAYS).removesuffix("-sig").upper()
    if encoding:
        hint = f"if the file is not {called}, say what it is with --encoding, such as gbk"
    else:
        hint = f"text in Parquet is always {called}"
    return Fault("undecodable", f"{where}, 0x{byte:02X}, is not {called}", hint=hint)
