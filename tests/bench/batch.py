"""Time a million orders: screened by ``earmark batch``, and what the same file costs others.

    python tests/bench/batch.py [--rows 1000000] [--long]

Everything is in one run: the file of ``order_file.py``; a registry with the full Consolidated
Screening List, where that is beside the project; ``earmark batch`` from CSV to CSV, no name of the
file seen before; DuckDB and Polars, which read the file and write it again; and the naive way, both
judges on every row, taken from a sample. Memory is that of all processes together, in a run of its
own, whose output must be the same. ``--long`` measures it at ten times the rows as well.
"""

from __future__ import annotations

import argparse
import csv
import filecmp
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duck
import order_file
from customers import SHARED
from memory import peak_memory, run

from earmark import Sale, screen
from earmark.facts.registry.importing import import_file
from earmark.facts.registry.place import VARIABLE, registry_path
from earmark.facts.registry.screened import open_registry
from earmark.judges.chaining import Chaining
from earmark.orders import Order, Row, read

CSL: Final = SHARED / "lists" / "us_csl_2026-07-31.csv"
SAMPLE: Final = 500
BATCH: Final = (sys.executable, "-c", "from earmark.cli import main; main()", "batch")
SOME_SET_ASIDE: Final = (0, 3)
"""How ``earmark batch`` ends: 3 where rows are quarantined, as in a large file some are."""


def main() -> None:
    """Print a line for each figure."""
    asked = argparse.ArgumentParser(description="Time the screening of many orders.")
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--long", action="store_true", help="also ten times the rows, for memory")
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        registry(folder)
        orders = written(folder, given.rows)
        screened = speed(orders, given.rows)
        others(orders)
        naive(orders, given.rows)
        memory(orders, given.rows)
        same = filecmp.cmp(screened, output(orders), shallow=False)
        print(f"two runs give the same bytes: {'yes' if same else 'NO'}")
        if given.long:
            memory(written(folder, 10 * given.rows), 10 * given.rows)


def registry(folder: Path) -> None:
    """Make a registry of the full list, where Earmark looks for the user's own."""
    os.environ.pop(VARIABLE, None)
    os.environ["XDG_DATA_HOME"] = str(folder)
    if CSL.is_file():
        registry_path().parent.mkdir(parents=True, exist_ok=True)
        done = import_file(registry_path(), CSL)
        print(f"registry: {done.rows:,} entries of the Consolidated Screening List")
    else:
        print("registry: none, the lists are not beside the project; only shipped parties screened")


def written(folder: Path, rows: int) -> Path:
    """Write the file of orders and return where it is."""
    path = folder / f"orders-{rows}.csv"
    broken = order_file.write(path, rows)
    print(
        f"file: {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, "
        f"{len(order_file.parties(rows)):,} names, {broken.total():,} rows broken, "
        f"{order_file.set_aside(broken):,} of them past screening"
    )
    return path


def output(orders: Path) -> Path:
    """Return where the screened rows of a file go."""
    return orders.with_name(f"screened-{orders.name}")


def batch(orders: Path) -> list[str | Path]:
    """Return the command that screens a file."""
    bad = orders.with_name(f"bad-{orders.name}")
    return [*BATCH, orders, "--out", output(orders), "--quarantine", bad]


def speed(orders: Path, rows: int) -> Path:
    """Print how fast a file is screened, and what it came to; return the screened rows."""
    done = run(batch(orders), SOME_SET_ASIDE)
    print(f"earmark batch: {done.seconds:.1f} s, {rows / done.seconds:,.0f} rows/s")
    print(*(f"  {line}" for line in done.said.splitlines()), sep="\n")
    kept = output(orders).rename(orders.with_name("first.csv"))
    with kept.open(encoding="utf-8", newline="") as file:
        verdicts = Counter(row["verdict"] for row in csv.DictReader(file))
    shares = (f"{verdict} {count / verdicts.total():.1%}" for verdict, count in verdicts.items())
    print(f"  {verdicts.total():,} rows screened: {', '.join(sorted(shares))}")
    return kept


def others(orders: Path) -> None:
    """Print what DuckDB and Polars take to read the file and to write it again."""
    out = orders.with_name("rewritten.csv")
    for engine in duck.ENGINES:
        done = duck.rewritten(engine, orders, out)
        print(f"{done.engine}, read and rewrite: {done.seconds:.1f} s for {done.rows:,} rows")
    out.unlink()


def naive(orders: Path, rows: int) -> None:
    """Print what both judges on every row would take, from rows at even distances."""
    user = open_registry(registry_path()) if registry_path().exists() else None
    sales = list(islice(every(orders, max(1, rows // SAMPLE)), SAMPLE))
    with Chaining() as chaining:
        screen(sales[0], registry=user, chaining=chaining)
        began = time.perf_counter()
        for sale in sales:
            screen(sale, registry=user, chaining=chaining)
        each = (time.perf_counter() - began) / len(sales)
    print(
        f"both judges on every row: {1 / each:,.0f} rows/s in a sample of {len(sales)}, "
        f"which makes {each * rows / 3600:.1f} hours"
    )


def every(orders: Path, step: int) -> Iterator[Sale]:
    """Yield the sale of each row at a step that can be screened."""
    with read(orders) as reader:
        for row in islice(reader, 0, None, step):
            order = reader.form.order_of(row) if isinstance(row, Row) else row
            if isinstance(order, Order):
                yield order.sale


def memory(orders: Path, rows: int) -> None:
    """Print the most memory that all processes hold together while a file is screened."""
    held = peak_memory(batch(orders), SOME_SET_ASIDE)
    print(f"memory of all processes at {rows:,} rows: {held / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
