"""Time one sale: cold from the command line against a bare process, and warm from Python.

    python tests/bench/check.py

Prints medians and ratios within this run. The cold figure includes the second opinion.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

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


def wall(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    took = time.perf_counter() - began
    assert done.returncode in (0, 1, 4), done.stderr.decode()
    return took


def cold() -> None:
    check = [sys.executable, "-c", "from earmark.cli import main; main()", "check", *SALE]
    bare = [sys.executable, "-c", BARE]
    wall(check), wall(bare)
    pairs = [(wall(check), wall(bare)) for _ in range(RUNS)]
    ratio = statistics.median(one / other for one, other in pairs)
    ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(f"check, cold, both judges: {ours:.0f} ms; bare process: {theirs:.0f} ms; {ratio:.2f}×")
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
