"""Time one sale: cold from the command line against a bare process, and warm from Python.

    python tests/bench/check.py

Prints medians and ratios within this run, of time and of processor time (that of the second judge
included), which other work on the machine disturbs less. The package is compiled first, as pip
leaves it. The cold figure includes the second opinion.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import earmark

RUNS = 15
LETTERS = date(2026, 6, 1)
"""A day on which the letters of April 2025 ask for bandwidths and a designer besides."""

BARE = """
import typer, rich.console, pydantic
import durable.lang
class Model(pydantic.BaseModel):
    number: int
"""
SALE = [
    *("--buyer", "SenseTime Group Inc.", "--subsidiary", "SenseTime International Pte. Ltd."),
    *("--chip", "H800", "--to", "SG", "--on", "2023-11-17"),
]
HEAVY = ("numpy", "scipy", "narwhals", "rapidfuzz")


def spent(command: list[str]) -> tuple[float, float]:
    """Return the time and the processor time of a process and its own, in seconds."""
    before, began = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    took, after = time.perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    assert done.returncode in (0, 1, 4), done.stderr.decode()
    busy = after.ru_utime + after.ru_stime
    return took, busy - before.ru_utime - before.ru_stime


def cold() -> None:
    compileall.compile_dir(Path(earmark.__file__).parent, quiet=1)
    check = [sys.executable, "-c", "from earmark.cli import main; main()", "check", *SALE]
    bare = [sys.executable, "-c", BARE]
    spent(check), spent(bare)
    runs = [(spent(check), spent(bare)) for _ in range(RUNS)]
    for at, what in enumerate(("time", "processor time")):
        pairs = [(ours[at], theirs[at]) for ours, theirs in runs]
        ratio = statistics.median(one / other for one, other in pairs)
        ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        print(
            f"check, cold, both judges, {what}: {ours:.0f} ms; bare: {theirs:.0f} ms; {ratio:.2f}×"
        )
    code = f"import sys; sys.argv = ['earmark', 'check', *{SALE!r}]\n"
    code += "from earmark.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"heavy modules loaded by it: {done.stderr.strip()}")


def median(call: Callable[[], object], runs: int = 200) -> float:
    call()
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def warm() -> None:
    from earmark import Sale, screen

    day = date(2024, 5, 2)
    known = Sale(buyer="Acme", buyer_hq="DE", chip="H100 PCIe", destination="DE", on=day)
    denied = Sale(buyer="SenseTime Group Inc.", chip="H800 SXM5", destination="SG", on=day)
    unknown = Sale(buyer="Acme", chip="X9000 Ultra", destination="DE", on=day)
    print(f"fully known, allowed: {median(lambda: screen(known)):.2f} ms")
    print(f"fully known, denied:  {median(lambda: screen(denied)):.2f} ms")
    print(f"unknown chip and headquarters: {median(lambda: screen(unknown), 50):.1f} ms")
    today = unknown.model_copy(update={"on": LETTERS})
    print(f"the same under the letters of 2025: {median(lambda: screen(today), 50):.1f} ms")


if __name__ == "__main__":
    cold()
    warm()
