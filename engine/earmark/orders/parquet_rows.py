"""The rows of a Parquet file, their values as text. Needs pyarrow, an optional extra."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from tempfile import TemporaryFile
from typing import IO, Any, Final, NoReturn

from earmark.orders.content import Source
from earmark.orders.csv_record import Record
from earmark.orders.csv_rows import wrong_with
from earmark.orders.marks import MARKED
from earmark.orders.rows import BadRow, Block, Row, bad_row

_BATCH: Final = 2048
_PIECE: Final = 1 << 20
_FIRST: Final = 2
"""The line of the first row, as in a CSV file whose header is one line."""


class ParquetRows:
    """The rows of a Parquet file.

    Raises :class:`InputFileError` where pyarrow is not installed, or the file is damaged.
    """

    def __init__(self, source: Source) -> None:
        try:
            arrow: Any = import_module("pyarrow")
            parquet: Any = import_module("pyarrow.parquet")
        except ImportError:
            hint = "pip install pyarrow, or save it as CSV"
            source.refuse("no-parquet", "reading Parquet needs pyarrow, which is missing", hint)
        self._source, self._arrow = source, arrow
        self._errors = (arrow.ArrowException, OSError, ValueError)
        try:
            self._file = parquet.ParquetFile(_seekable(source))
            self.columns: list[str] = list(self._file.schema_arrow.names)
        except self._errors as error:
            self._refuse(error)

    def blocks(self, columns: Sequence[str]) -> Iterator[Block]:
        """Yield the rows, block by block; they are counted as if a header stood before them."""
        line = _FIRST
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH):
                values = [[text_of(one) for one in self._plain(column)] for column in batch.columns]
                rows = enumerate(zip(*values, strict=True), line)
                yield [_row(number, list(cells), columns) for number, cells in rows]
                line += batch.num_rows
        except self._errors as error:
            self._refuse(error)

    def _plain(self, column: Any) -> list[Any]:
        """Return the values of a column; text as bytes, for it may be none."""
        types = self._arrow.types
        if types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if types.is_string(column.type) or types.is_large_string(column.type):
            column = column.cast(self._arrow.large_binary())
        return list(column.to_pylist())

    def _refuse(self, error: Exception) -> NoReturn:
        said = (str(error) or "it is not whole").splitlines()[0]
        self._source.refuse("unreadable", f"the Parquet file is damaged: {said}")


def _seekable(source: Source) -> IO[bytes]:
    """Return a copy of the file in which one can go back: its table of contents is at the end."""
    file = TemporaryFile()  # noqa: SIM115 - nobody sees it, and it goes with its reader
    while piece := source.read(_PIECE):
        file.write(piece)
    file.seek(0)
    return file


def _row(line: int, cells: list[str], columns: Sequence[str]) -> Row | BadRow:
    raw = io.StringIO()
    # Only what ends lines here is put in quotation marks where it stands in a cell.
    csv.writer(raw, lineterminator="\r\n").writerow(cells)
    text = raw.getvalue().removesuffix("\r\n")
    wrong = wrong_with(Record(cells, 1), text, columns, "utf-8")
    return bad_row(line, text, [wrong]) if wrong else Row(line, cells, text)


def text_of(value: object) -> str:
    """Return a value as it would stand in a CSV file; no figure is rounded."""
    if isinstance(value, bytes):
        return value.decode("utf-8", MARKED)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # A column of counts with a gap in it is stored as floats by many programs.
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time.min else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
