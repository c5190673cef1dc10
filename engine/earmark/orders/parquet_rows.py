"""The rows of a Parquet file, their values as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any, Final, NoReturn
from zoneinfo import ZoneInfoNotFoundError

import pyarrow as arrow

from earmark.errors import Fault, quoted
from earmark.orders.content import Source
from earmark.orders.csv_record import Record
from earmark.orders.csv_rows import wrong_with
from earmark.orders.marks import MARKED
from earmark.orders.rows import BadRow, Row, bad_row
from earmark.orders.table import Block

_ERRORS: Final = (
    *(arrow.ArrowException, OSError, ValueError, OverflowError),
    # Where no library of time zones knows one.
    ZoneInfoNotFoundError,
)
_BATCH: Final = 2048
_PIECE: Final = 1 << 20
_FIRST: Final = 2
"""The line of the first row, as in a CSV file whose header is one line."""


class ParquetRows:
    """The rows of a Parquet file. Raises :class:`InputFileError` where it is damaged."""

    def __init__(self, source: Source) -> None:
        # Only here: few files are of this kind, and it takes a tenth of a second.
        from pyarrow.parquet import ParquetFile

        self._source = source
        try:
            self._file = ParquetFile(_seekable(source))
        except _ERRORS as error:
            self._refuse(error)

    def header(self) -> Row | BadRow | None:
        """Return the names of the columns as a row, None where there are none."""
        names = list(self._file.schema_arrow.names)
        return _row(1, names, ()) if names else None

    def blocks(self, columns: Sequence[str]) -> Iterator[Block]:
        """Yield the rows, block by block; they are counted as if a header stood before them."""
        line = _FIRST
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH):
                rows = zip(*map(self._texts, batch.columns), strict=True)
                yield Block.of(
                    _row(number, list(cells), columns) for number, cells in enumerate(rows, line)
                )
                line += batch.num_rows
        except _ERRORS as error:
            self._refuse(error)

    def _texts(self, column: Any) -> list[str | None]:
        """Return the values of a column as text; None for one that cannot be read."""
        types = arrow.types
        if types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if any(is_text(column.type) for is_text in (types.is_string, types.is_large_string)):
            # As bytes, for they may be no text.
            column = column.cast(arrow.large_binary())
        elif types.is_string_view(column.type):
            column = column.view(arrow.binary_view())
        try:
            return [text_of(one) for one in self._exact(column).to_pylist()]
        except _ERRORS:
            return [self._text(one) for one in column]

    def _text(self, value: Any) -> str | None:
        """Return one value as text, where not all values of its column can be taken at once."""
        types, type_ = arrow.types, value.type
        with suppress(*_ERRORS):
            return text_of(self._exact(value).as_py())
        with suppress(*_ERRORS):
            # Of a zone that is not known here the moment is known all the same.
            if types.is_timestamp(type_) and type_.tz:
                utc = value.cast(arrow.timestamp(type_.unit, "UTC"))
                return text_of(self._exact(utc).as_py())
        with suppress(*_ERRORS):
            # Days and times that Python has not, in the way that Arrow writes them.
            unit = f" {type_.unit}" if types.is_duration(type_) else ""
            return text_of(value.cast(arrow.string()).as_py()) + unit
        return None

    def _exact(self, values: Any) -> Any:
        """Return times in a unit that Python has. Raises where that would cut figures off."""
        types, type_ = arrow.types, values.type
        if types.is_timestamp(type_) and type_.unit == "ns":
            return values.cast(arrow.timestamp("us", type_.tz))
        if types.is_time64(type_) and type_.unit == "ns":
            return values.cast(arrow.time64("us"))
        if types.is_duration(type_) and type_.unit == "ns":
            return values.cast(arrow.duration("us"))
        return values

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


def _row(line: int, found: list[str | None], columns: Sequence[str]) -> Row | BadRow:
    cells = [cell or "" for cell in found]
    raw = io.StringIO()
    # Only what ends lines here is put in quotation marks where it stands in a cell.
    csv.writer(raw, lineterminator="\r\n").writerow(cells)
    text = raw.getvalue().removesuffix("\r\n")
    if None in found:
        name = columns[found.index(None)]
        said = f"{quoted(name)} has a value that cannot be read"
        return bad_row(line, text, [(name, Fault("unreadable-value", said))])
    wrong = wrong_with(Record(cells, 1), text, columns, "")
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
