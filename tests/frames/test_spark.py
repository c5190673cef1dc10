"""The same call on PySpark: half a million rows, of which only what is distinct is collected."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

if shutil.which("java") is None:
    pytest.skip("there is no Java: nothing was screened on Spark", allow_module_level=True)
pytest.importorskip("pyspark", reason="pyspark is not installed: nothing was screened on Spark")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: nothing was screened on Spark")

from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

from earmark.batch.screener import ADDED
from earmark.frames import FrameScreener, placing, telling
from earmark.frames.engine import Table, here

from .conftest import DAY

ROWS = 500_000
BUYERS = ("SenseTime Group Inc.", "Huawei Technologies", "Acme Cloud", "Moonshot AI", "", "Acme #")
CHIPS = ("H800", "A100", "H20", "RTX 4090", "MI308X", "X9000 Ultra")
PLACES = ("CN", "Singapore", "DE", "MO", "Germny", "VN")
FIRST, DAYS = "2022-01-01", 1500


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Return Spark on two cores of this machine."""
    session = (
        SparkSession.builder.master("local[2]")
        .appName("earmark")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def orders(spark: SparkSession, rows: int) -> Any:
    """Return orders that Spark makes up; each is named by its number."""
    number = F.col("id")

    def one_of(words: tuple[str, ...], step: int) -> Any:
        place = (number / step).cast("int") % len(words) + 1
        return F.element_at(F.array(*map(F.lit, words)), place)

    buyer = F.when(number % 97 == 0, F.concat(F.lit("Acme "), number % 1000)).otherwise(
        one_of(BUYERS, 1)
    )
    return spark.range(rows, numPartitions=4).select(
        number.alias("order.id"),
        F.date_add(F.lit(FIRST), (number % DAYS).cast("int")).alias("Date"),
        buyer.alias("buyer"),
        one_of(CHIPS, 7).alias("chip"),
        one_of(PLACES, 43).alias("destination"),
        (number % 64 + 1).alias("quantity"),
    )


def test_half_a_million_rows_come_to_what_they_come_to_alone(
    spark, one_by_one, monkeypatch
) -> None:
    collected = []

    def counted(frame: Any) -> Table:
        found = here(frame)
        collected.append(len(found))
        return found

    monkeypatch.setattr(placing, "here", counted)
    monkeypatch.setattr(telling, "here", counted)
    frame = orders(spark, ROWS)
    screened = FrameScreener().screen(frame, on=DAY)
    assert screened.columns == [*frame.columns, *ADDED, "fault"]
    assert sum(collected) < ROWS / 50, "only what is distinct is collected"

    no_sale = (F.col("buyer") == "") | (F.col("destination") == "Germny")
    kept = screened.select("*", no_sale.alias("no_sale")).persist()
    told = kept.groupBy("no_sale", F.col("verdict").isNull(), F.col("fault").isNull()).count()
    found = {row[:3]: row[3] for row in told.collect()}
    assert found.keys() == {(False, False, True), (True, True, False)}
    assert sum(found.values()) == ROWS

    few = kept.where(F.col("`order.id`") % 1999 == 0).toArrow().to_pylist()
    stated = ("Date", "buyer", "chip", "destination", "quantity")
    texts = {name: [str(row[name]) for row in few] for name in stated}
    assert [{name: row[name] for name in (*ADDED, "fault")} for row in few] == one_by_one(texts)
