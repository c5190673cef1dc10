"""How fast frames are screened: Polars against its own rewriting of the file, and Spark by itself.

    python tests/bench/frames.py [--rows 1000000] [--spark-rows 5000000]

The first run resolves every name; the second has seen them. Wall time and processor time are both
printed, two threads each; Spark is left out where there is no Java.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

os.environ["POLARS_MAX_THREADS"] = "2"

import polars
from order_file import write

from earmark.frames import FrameScreener

DAY: Final = date(2026, 10, 31)
FIGURE: Final = 5
"""How many times as long as the rewriting the second run may take."""
HEAP: Final = "3g"
"""Driver and workers are one process here, which keeps what is distinct of two frames at a time."""


@contextmanager
def timed(what: str, seconds: dict[str, float]) -> Iterator[None]:
    """Print how long something took, and keep its wall time."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    seconds[what] = time.perf_counter() - wall
    print(f"{what}: {seconds[what]:.2f} s, {time.process_time() - processor:.2f} s of processor")


def on_polars(path: Path) -> bool:
    """Screen a file twice; tell whether the second run holds the figure."""
    seconds: dict[str, float] = {}
    with timed("read and written by Polars", seconds):
        frame = polars.read_csv(path, infer_schema=False, truncate_ragged_lines=True)
        frame.write_csv(path.with_suffix(".out"))
    screener = FrameScreener()
    for what in ("screened first", "screened again"):
        with timed(what, seconds):
            screened = screener.screen(frame, on=DAY)
    print(screened["verdict"].value_counts(sort=True).rows())
    times = seconds["screened again"] / seconds["read and written by Polars"]
    print(f"again: {times:.1f} times the rewriting ({FIGURE} allowed)")
    return times <= FIGURE


def on_spark(path: Path, rows: int) -> None:
    """Screen a file so often repeated that it has so many rows, with Spark on two cores."""
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    builder = builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.memory", HEAP).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    one = session.read.csv(str(path), header=True)
    times = session.range(-(-rows // one.count())).withColumnRenamed("id", "copy")
    frame, screener = one.crossJoin(times), FrameScreener()
    for what in ("first", "again"):
        with timed(f"Spark, {what}", {}):
            screened = screener.screen(frame, on=DAY)
            found = screened.groupBy("verdict").count().collect()
        print(sorted((row["count"], row["verdict"]) for row in found))
    session.stop()


def main() -> int:
    asked = argparse.ArgumentParser(description="Time the screening of frames.")
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--spark-rows", type=int, default=5_000_000)
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder, "orders.csv")
        write(path, given.rows)
        held = on_polars(path)
        if shutil.which("java") and given.spark_rows:
            on_spark(path, given.spark_rows)
        else:
            print("Spark was left out")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
