"""The screened file: the columns of the input in their order, then what was added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Protocol

import pyarrow as arrow

from earmark.batch.worker import Finished
from earmark.orders.coded import written
from earmark.orders.sheet import Sheet
from earmark.report.files import output, whole_bytes

_PARQUET: Final = ".parquet"
_GROUP: Final = 1 << 16
"""Rows of a row group."""


class Out(Protocol):
    """A file that takes screened rows; ``neutralised`` are cells of its header made plain text."""

    neutralised: int

    def write(self, finished: Finished) -> None:
        """Write rows in their order."""
        ...

    def end(self) -> None:
        """Write the last of it, behind all rows."""
        ...


def as_lines(path: str | Path) -> bool:
    """Tell whether a file of that name takes whole lines of text."""
    return not str(path).lower().endswith(_PARQUET)


@contextmanager
def screened_file(path: str | Path, columns: Sequence[str]) -> Iterator[Out]:
    """Yield the file: CSV, packed where the name ends in ``.gz``, or Parquet (``.parquet``).

    Raises what :func:`output` raises.
    """
    if as_lines(path):
        with output(path) as file:
            header = Sheet(file)
            header.write([columns])
            yield _Csv(file, header.neutralised)
    else:
        with whole_bytes(Path(path)) as made:
            parquet = _Parquet(made, columns)
            try:
                yield parquet
            finally:
                parquet.let_go()


class _Csv:
    def __init__(self, file: IO[str], neutralised: int) -> None:
        self._file = file
        self.neutralised = neutralised

    def write(self, finished: Finished) -> None:
        self._file.write("".join(line for line in finished.answers if isinstance(line, str)))

    def end(self) -> None:
        self._file.flush()


class _Parquet:
    """A Parquet file whose columns are text, as they stand in the input."""

    neutralised = 0

    def __init__(self, file: IO[bytes], columns: Sequence[str]) -> None:
        # Only here, as where they are read.
        from pyarrow.parquet import ParquetWriter

        self._schema = arrow.schema([(name, arrow.string()) for name in columns])
        self._writer = ParquetWriter(file, self._schema)
        self._tables: list[Any] = []

    def write(self, finished: Finished) -> None:
        if finished.answers:
            added = zip(*finished.answers, strict=True)
            columns = [*finished.table.columns, *map(written, added)]
            self._tables.append(arrow.Table.from_arrays(columns, schema=self._schema))
        if sum(map(len, self._tables)) >= _GROUP:
            self._flush()

    def end(self) -> None:
        self._flush()
        self._writer.close()

    def let_go(self) -> None:
        # Left open, it would write once more when it is collected, with no file to write to.
        self._writer.is_open = False

    def _flush(self) -> None:
        if self._tables:
            self._writer.write_table(arrow.concat_tables(self._tables), row_group_size=_GROUP)
        self._tables.clear()
