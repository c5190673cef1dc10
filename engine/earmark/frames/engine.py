"""The engine that holds a frame: what comes out of it, what goes into it, what is given back.

Of an eager frame only the columns that are read go through the joins; what is added is then put
beside the frame as it was. Of a lazy one all columns go along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

import narwhals as nw
from narwhals import Implementation
from narwhals.exceptions import DuplicateError

from earmark.errors import Fault, UsageError

Frame = Any
"""A narwhals frame, eager or lazy: both have what is used of them here."""

Table = nw.DataFrame[Any]
"""A frame that is here, whatever engine holds the frame that is screened."""

Columns = Mapping[str, list[Any]]
"""Columns of whole numbers and texts by their names."""

_SPARK: Final = (Implementation.PYSPARK, Implementation.PYSPARK_CONNECT)
_LAZY: Final = (Implementation.POLARS, Implementation.DUCKDB, *_SPARK)
_TIMES: Final = re.compile(r"'.*' \d+ times")
"""How narwhals tells which name several columns have."""

_SMALL: Final = 200_000
"""Tables of so many rows Spark copies to every worker; for larger ones it shuffles the frame."""


class Engine:
    """A frame where it is. Raises :class:`UsageError` for what is none, or cannot be worked on."""

    def __init__(self, native: object) -> None:
        self._frame = _narwhals(native)
        schema = self._frame.collect_schema()
        self.columns = tuple(schema.names())
        self.types = tuple(schema.dtypes())
        self.prefix = _prefix(self.columns)
        """Begins no name of a column of the frame, whatever the case."""
        self._order = f"{self.prefix}order"
        self._kind = self._frame.implementation
        self._eager = isinstance(self._frame, nw.DataFrame)
        native = self._eager or self._kind is Implementation.POLARS
        self.backend: Any = self._kind if native else Implementation.PYARROW
        """What holds tables that are here."""

    def opened(self, read: Sequence[int]) -> tuple[Frame, dict[int, str]]:
        """Return the frame to work on, and what the columns at these places are called in it."""
        names = {place: self.columns[place] for place in read}
        if self._eager:
            few = self._frame.select(*dict.fromkeys(names.values()))
            return few.with_row_index(self._order), names
        native = self._frame.to_native()
        if self._kind is Implementation.POLARS:
            native = native.with_row_index(self._order)
        if self._kind in _SPARK:
            # Spark reads "a.b" as a field of a column: its columns are renamed, and back again.
            native = native.toDF(*(f"{self.prefix}{place}" for place in range(len(self.columns))))
            names = {place: f"{self.prefix}{place}" for place in read}
        return nw.from_native(native), names

    def closed(self, frame: Frame, added: Mapping[str, nw.Expr]) -> Any:
        """Return the frame as it was given, with these columns behind its own."""
        columns = [expression.alias(name) for name, expression in added.items()]
        if self._eager:
            found = frame.select(self._order, *columns)
            if not found[self._order].is_sorted():
                found = found.sort(self._order)
            return self._frame.with_columns(*(found[name] for name in added)).to_native()
        if self._kind in _SPARK:
            own = [f"{self.prefix}{place}" for place in range(len(self.columns))]
            native = frame.select(*own, *columns).to_native()
            return native.toDF(*self.columns, *added)
        if self._kind is Implementation.POLARS:
            frame = frame.sort(self._order)
        return frame.select(*self.columns, *columns).to_native()

    def name(self, of: str) -> str:
        """Return what a column that is added for the work is called."""
        return f"{self.prefix}{of}"

    def joined(self, frame: Frame, table: Table, on: Sequence[str]) -> Frame:
        """Return the frame with a table beside it that may not have everything."""
        beside = table if self._eager else self._lazy(table)
        return frame.join(beside, how="left", on=list(on))

    def table(self, columns: Columns, texts: Sequence[str] = ()) -> Table:
        """Return a table; ``texts`` names its columns that are no numbers."""
        schema = {name: nw.String() if name in texts else nw.Int64() for name in columns}
        return nw.from_dict(columns, schema, backend=self.backend)

    def _lazy(self, table: Table) -> Frame:
        if self._kind is Implementation.POLARS:
            return table.lazy()
        native: Any = self._frame.to_native()
        if self._kind is Implementation.DUCKDB:
            # Relations of two connections cannot be joined: DuckDB finds this one by its name.
            earmark_table = table.to_native()
            found = native.query(f"{self.prefix}frame", "select * from earmark_table")
            del earmark_table
            return nw.from_native(found)
        spark: Any = table.lazy(self._kind, session=native.sparkSession).to_native()
        return nw.from_native(spark.hint("broadcast") if len(table) <= _SMALL else spark)


def here(frame: Frame) -> Table:
    """Return a frame that has few rows as a table."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def lists(table: Table) -> list[list[Any]]:
    """Return the values of a table, column by column."""
    return [table[name].to_list() for name in table.columns]


def _narwhals(native: object) -> Frame:
    try:
        frame: Frame = nw.from_native(native)
    except TypeError:
        _refuse(f"a frame is expected, not {_called(native)}")
    except DuplicateError as error:
        said = "the frame has several columns of one name: " + ", ".join(_TIMES.findall(str(error)))
        hint = "give each a name of its own"
        raise UsageError(Fault("bad-header", said, hint=hint)) from None
    kind = frame.implementation
    if isinstance(frame, nw.LazyFrame) and kind not in _LAZY:
        _refuse(f"frames of {_called(native)} cannot be screened")
    return frame


def _refuse(said: str) -> NoReturn:
    hint = "give one of Polars, pandas, PyArrow, DuckDB or PySpark"
    raise UsageError(Fault("no-frame", said, hint=hint))


def _called(native: object) -> str:
    return f"{type(native).__module__}.{type(native).__qualname__}".removeprefix("builtins.")


def _prefix(columns: Sequence[str]) -> str:
    prefix = "earmark_"
    while any(str(name).casefold().startswith(prefix) for name in columns):
        prefix += "_"
    return prefix
