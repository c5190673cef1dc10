"""How fast orders are read: rows a second on one core, and the memory that it takes.

Run it with ``python tests/bench/orders.py``. The files have eight columns and a fixed seed.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from earmark.orders import read

ROWS = 400_000
HEAD = "order_id,date,buyer,chip,destination,quantity,seller,end_use\r\n"
KINDS = {
    "plain": "Acme Trading {} Ltd",
    "every name in quotes": '"Acme Trading {} Co., Ltd"',
    "every name Chinese": "深圳市{}科技有限公司",
    "one name in fifty of two lines": "Acme Trading {} Ltd",
}


def rows(kind: str) -> Iterator[str]:
    """Yield the lines of a file."""
    chance = random.Random(5)
    for number in range(ROWS):
        name = KINDS[kind].format(chance.randrange(30_000))
        if "two lines" in kind and number % 50 == 0:
            name = f'"{name[:4]}\n{name[4:]}"'
        day = f"202{chance.randrange(3, 6)}-{chance.randrange(1, 13):02}-17"
        chip = chance.choice(("H800 SXM5", "A100", "H20", "MI308X"))
        place = chance.choice(("CN", "SG", "DE", "Germany"))
        yield f"PO-{number},{day},{name},{chip},{place},{number % 99 + 1},NVIDIA,civil\r\n"


def measured(path: Path, *, judge: bool) -> float:
    """Return how many rows a second of processor time are read, and judged if asked."""
    begun = time.process_time()
    count = 0
    with read(path) as reader:
        for block in reader.blocks():
            count += len(block)
            if judge:
                reader.form.faulty(block.table)
    assert count == ROWS
    return count / (time.process_time() - begun)


def main() -> None:
    """Print a line for each kind of file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "orders.csv")
        for kind in KINDS:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.write(HEAD)
                file.writelines(rows(kind))
            read_only, judged = (measured(path, judge=judge) for judge in (False, True))
            print(f"{kind}: {read_only:,.0f} rows/s read, {judged:,.0f} rows/s read and judged")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
