"""Lines of a CSV file that are rows by themselves: what they hold is read by pyarrow, at once.

Such a line has a cell for each column, and quotation marks only around cells, or doubled within
them. It means the same to any reader; all other lines are read by :mod:`earmark.orders.csv_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as arrow
from pyarrow import csv


def is_row(width: int) -> Callable[[str], bool]:
    """Return what tells whether a line, without its end, is a row of so many cells by itself."""
    commas = width - 1
    quoted = _quoted(width)

    def is_one(line: str) -> bool:
        if '"' in line:
            return quoted.fullmatch(line) is not None
        return line.count(",") == commas and line != ""

    return is_one


@lru_cache(maxsize=1)
def _quoted(width: int) -> re.Pattern[str]:
    cell = r'(?:[^",]*+|"[^"]*+(?:""[^"]*+)*+")'
    return re.compile(f"{cell}(?:,{cell}){{{width - 1}}}")


def columns_of(rows: Sequence[str], width: int) -> list[Any]:
    """Return the columns of rows as arrays of text."""
    # Behind a blank line: a mark of an encoding at the very beginning would be left out.
    text = "\n".join(("", *rows)).encode()
    names = [str(at) for at in range(width)]
    table = csv.read_csv(
        arrow.BufferReader(text),
        csv.ReadOptions(use_threads=False, block_size=len(text) + 1, column_names=names),
        csv.ParseOptions(),
        csv.ConvertOptions(
            check_utf8=False,
            column_types=dict.fromkeys(names, arrow.string()),
            strings_can_be_null=False,
        ),
    )
    return [column.combine_chunks() for column in table.columns]
