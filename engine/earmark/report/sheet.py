"""CSV files that leave the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from earmark.orders.sheet import Sheet
from earmark.report.files import output


@contextmanager
def sheet(path: str | Path, columns: Sequence[str]) -> Iterator[Sheet]:
    """Yield a CSV file with these columns: whole or absent; ``-`` is standard output.

    Raises what :func:`output` raises.
    """
    with output(path) as file:
        out = Sheet(file)
        out.write([columns])
        yield out
