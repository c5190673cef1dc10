"""What can be screened where it is, and what is refused."""

from __future__ import annotations

import duckdb
import polars
import pytest

from earmark.errors import UsageError
from earmark.frames.engine import Engine

from .conftest import DAY, MAKE, rows_of


@pytest.mark.parametrize("what", [None, [], {"buyer": ["Acme"]}, "orders.csv"])
def test_what_is_no_frame_is_refused(what) -> None:
    with pytest.raises(UsageError, match=r"a frame is expected, not .* Polars, pandas, PyArrow"):
        Engine(what)


def test_columns_for_the_work_have_names_that_no_column_has() -> None:
    columns = {"Earmark_chip": [], "earmark__x": []}
    assert Engine(MAKE["polars"](columns)).name("chip") == "earmark___chip"


def test_a_duckdb_relation_is_screened_in_its_own_connection(screener) -> None:
    base = duckdb.connect()
    base.execute("create table orders as select 'Acme' buyer, 'H800' chip, 'CN' destination")
    screened = screener.screen(base.sql("from orders where buyer is not null"), on=DAY)
    (row,) = rows_of(screened)
    assert row["verdict"] == "deny"
    assert base.sql("select count(*) from screened").fetchall() == [(1,)]
    assert base.sql("select count(*) from duckdb_views() where not internal").fetchall() == [(0,)]


def test_a_lazy_frame_stays_lazy_and_keeps_its_order(screener) -> None:
    columns = {"buyer": ["Acme"] * 500, "chip": ["H800", "X9"] * 250, "destination": ["CN"] * 500}
    columns["order_id"] = [f"SO-{number}" for number in range(500)]
    screened = screener.screen(MAKE["polars, lazy"](columns), on=DAY)
    assert isinstance(screened, polars.LazyFrame)
    assert [row["order_id"] for row in rows_of(screened)] == columns["order_id"]
