"""A file of orders, read row by row: nothing in it is lost, and nothing in it ends the reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Final

from earmark.errors import Fault, InputFileError
from earmark.orders.content import Source
from earmark.orders.csv_rows import CsvRows
from earmark.orders.form import Form, Order
from earmark.orders.header import REQUIRED, header_of
from earmark.orders.parquet_rows import ParquetRows
from earmark.orders.rows import BadRow, Row
from earmark.orders.table import Block, joined
from earmark.orders.text import encoding_of, lines_of, texts

_NONE: Final[Mapping[str, str]] = {}
_BLOCK: Final = 1 << 11
"""Rows that are looked at together: as many as make what is done once for all of them cheap."""

_MOST: Final = 100
"""How many bad rows of a file are told where none may be."""


class Reader:
    """The rows of one file, in its order; see :func:`read`. Iterate over it once, then close it.

    ``header`` has the columns as they stand in the file; ``form`` says what a row states.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        mapping: Mapping[str, str] = _NONE,
        encoding: str = "",
        on: date | None = None,
    ) -> None:
        self._source = Source(path)
        self.name = self._source.name
        try:
            self._rows, cells = self._opened(encoding)
            self.header, faults = header_of(cells, mapping)
            if faults:
                raise InputFileError(faults)
        except InputFileError as error:
            self.close()
            raise self._named(error) from None
        self.form = Form(self.header, on)

    def __enter__(self) -> Reader:
        """Return the reader."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Yield the rows one by one."""
        return chain.from_iterable(block.rows for block in self.blocks())

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in blocks of some thousands, the fastest way.

        Raises :class:`InputFileError` where the file cannot be read to its end.
        """
        try:
            yield from joined(self._rows.blocks(self.header.columns), _BLOCK)
        except InputFileError as error:
            raise self._named(error) from None

    def share_read(self) -> float | None:
        """Return how much of the file was read, from 0 to 1; None where its size is not known."""
        return self._source.share_read()

    @property
    def digest(self) -> str:
        """The SHA-256 digest of the file, once it was read to its end."""
        return self._source.digest

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def _opened(self, encoding: str) -> tuple[CsvRows | ParquetRows, list[str]]:
        """Return the rows behind the header, and its cells."""
        rows: CsvRows | ParquetRows
        if self._source.parquet:
            if encoding:
                said = f"--encoding {encoding} is not for Parquet, whose text is always UTF-8"
                raise InputFileError(Fault("unknown-encoding", said, hint="leave it out"))
            rows = ParquetRows(self._source)
        else:
            name = encoding_of(self._source.start, encoding)
            rows = CsvRows(lines_of(texts(self._source, name)), name)
        first = rows.header()
        if first is None:
            hint = f"the first row names the columns, at least {', '.join(REQUIRED)}"
            raise InputFileError(Fault("no-orders", "the file is empty", hint=hint))
        if isinstance(first, BadRow):
            said = f"the first row names the columns, and cannot be read: {first.message}"
            raise InputFileError(Fault("bad-header", said, hint=first.hint))
        return rows, first.cells

    def _named(self, error: InputFileError) -> InputFileError:
        """Return an error whose messages name the file."""
        return InputFileError(
            one
            if one.message.startswith(f"{self.name}: ")
            else replace(one, message=f"{self.name}: {one.message}")
            for one in error.faults
        )


def read(
    path: str | Path,
    *,
    mapping: Mapping[str, str] = _NONE,
    encoding: str = "",
    on: date | None = None,
) -> Reader:
    """Open a file of orders: CSV or Parquet, plain or in a gzip archive; ``-`` is standard input.

    ``mapping`` gives the columns of fields that are called otherwise, as
    ``{"chip": "Material Description"}``; ``encoding`` is that of a file that is neither UTF-8 nor
    marked as UTF-16; ``on`` is the day of rows without a date (today).

    Raises :class:`InputFileError` for a file that cannot be read or holds no orders, and with
    every mistake in its header.
    """
    return Reader(path, mapping=mapping, encoding=encoding, on=on)


def read_orders(
    path: Path,
    day: date | None = None,
    *,
    mapping: Mapping[str, str] = _NONE,
    encoding: str = "",
) -> list[Order]:
    """Return the orders of a file in which every row can be read; ``day`` is as ``on`` above.

    Raises :class:`InputFileError` also where a row cannot be read, with every such row.
    """
    orders: list[Order] = []
    faults: list[Fault] = []
    with read(path, mapping=mapping, encoding=encoding, on=day) as reader:
        for row in reader:
            found = reader.form.order_of(row) if isinstance(row, Row) else row
            if isinstance(found, Order):
                orders.append(found)
            elif len(faults) < _MOST:
                said = f"{path}: row {found.line}: {found.message}"
                faults.append(Fault(found.code, said, hint=found.hint))
            else:
                faults.append(Fault("bad-order", f"{path}: there are more; it was read no further"))
                break
    if not orders and not faults:
        faults.append(Fault("no-orders", f"{path}: there is no order in it"))
    if faults:
        raise InputFileError(faults)
    return orders
