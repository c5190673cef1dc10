"""Time what others need to read a file and to write it again: DuckDB and Polars, two threads each.

    python tests/bench/duck.py ORDERS.csv

CSV to CSV, all columns as text, nothing checked, nothing screened. Rows that have too few cells
are left out by DuckDB and filled up by Polars.
"""

from __future__ import annotations

import os
import sys
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from memory import run

THREADS: Final = 2


class Rewritten(NamedTuple):
    """Seconds of wall time to read a file and write it again, and how many rows were written."""

    engine: str
    seconds: float
    rows: int


def rewritten(engine: str, path: Path, out: Path) -> Rewritten:
    """Let an engine rewrite a file, in a process of its own; its start is not in the time.

    Raises :class:`RuntimeError` where it cannot.
    """
    seconds, rows = run(command(engine, path, out)).said.split()[-2:]
    return Rewritten(f"{engine} {version(engine)}", float(seconds), int(rows))


def command(engine: str, path: Path, out: Path) -> list[str | Path]:
    """Return the command by which an engine rewrites a file; it prints seconds and rows."""
    return [sys.executable, __file__, engine, path, out]


def duckdb(path: Path, out: Path) -> tuple[float, int]:
    """Rewrite a file with DuckDB; return seconds and rows."""
    import duckdb

    base = duckdb.connect(config={"threads": THREADS})
    began = time.perf_counter()
    source = f"""read_csv('{path}', header = true, all_varchar = true, ignore_errors = true,
        delim = ',', quote = '"', escape = '"')"""
    rows = base.execute(f"COPY (FROM {source}) TO '{out}' (FORMAT csv, HEADER)").fetchall()
    return time.perf_counter() - began, rows[0][0]


def polars(path: Path, out: Path) -> tuple[float, int]:
    """Rewrite a file with Polars; return seconds and rows."""
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars

    began = time.perf_counter()
    frame = polars.read_csv(path, infer_schema=False, truncate_ragged_lines=True)
    frame.write_csv(out)
    return time.perf_counter() - began, frame.height


ENGINES: Final = {"duckdb": duckdb, "polars": polars}


def main() -> None:
    with TemporaryDirectory() as folder:
        for engine in ENGINES:
            name, seconds, rows = rewritten(engine, Path(sys.argv[1]), Path(folder, "out.csv"))
            print(f"{name}: {rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} rows/s")


if __name__ == "__main__":
    if sys.argv[1] in ENGINES:
        print(*ENGINES[sys.argv[1]](*map(Path, sys.argv[2:])))
    else:
        main()
