"""What the tests of frames share: one screener, the engines, and what a row must come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

from earmark.batch.desk import Desk, Sales
from earmark.batch.screener import ADDED, BETWEEN, Screener
from earmark.facts.shipped import registry
from earmark.frames import FrameScreener
from earmark.law.rulebook import shipped
from earmark.orders import Form, Row
from earmark.orders.header import header_of
from earmark.orders.table import Table

DAY = date(2024, 5, 2)
"""The day of rows without a date."""

Columns = Mapping[str, Sequence[str | None]]
"""Columns of texts."""


def _duckdb(columns: Columns) -> Any:
    table = pyarrow.table(
        {name: pyarrow.array(found, pyarrow.string()) for name, found in columns.items()}
    )
    base = duckdb.connect()
    base.register("orders", table)
    base.execute("create table kept as from orders")
    return base.table("kept")


def _polars(columns: Columns) -> Any:
    return polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.String))


MAKE: dict[str, Callable[[Columns], Any]] = {
    "polars": _polars,
    "polars, lazy": lambda columns: _polars(columns).lazy(),
    "pandas": lambda columns: pandas.DataFrame(columns, dtype="object"),
    "pyarrow": lambda columns: _polars(columns).to_arrow(),
    "duckdb": _duckdb,
}
"""How each engine makes a frame of columns of texts."""


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of any frame; what is missing is None."""
    if isinstance(frame, polars.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, pandas.DataFrame):
        found = frame.astype(object).where(frame.notna(), None).to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in found]
    return frame.to_dicts() if isinstance(frame, polars.DataFrame) else frame.to_pylist()


@pytest.fixture(scope="session")
def screener() -> FrameScreener:
    """Return a screener that remembers what other tests showed it."""
    return FrameScreener()


@pytest.fixture(scope="session")
def one_by_one() -> Callable[[Columns], list[dict[str, str | None]]]:
    """Return what says of each row by itself what is added to it."""
    known = Screener(shipped(), registry())

    def expected(columns: Columns) -> list[dict[str, str | None]]:
        header, faults = header_of([*columns], {})
        assert not faults
        desk, form = Desk(header, DAY, known), Form(header, DAY)
        found = []
        for number, row in enumerate(zip(*columns.values(), strict=True), 2):
            cells = [cell or "" for cell in row]
            (sales,) = desk.read(Table.of([Row(number, cells, "")]))
            if isinstance(sales, Sales):
                told = desk.told(sales, 0).added
                found.append({**dict(zip(ADDED, told, strict=True)), "fault": None})
                continue
            wrong = [fault for _, fault in form.faults_of(cells)]
            said = (f"{x.code}: {x.message}{f' ({x.hint})' if x.hint else ''}" for x in wrong)
            found.append({**dict.fromkeys(ADDED), "fault": BETWEEN.join(said)})
        return found

    return expected
