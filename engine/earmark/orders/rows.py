"""What a file of orders comes to: rows that can be read, and rows that are set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from earmark.errors import Fault
from earmark.orders.marks import shown

FIELD_LIMIT: Final = 65_536
"""Longest cell that is read, in characters."""

LINE_LIMIT: Final = 1024 * 1024
"""Longest line that is kept, in characters; of a longer one the beginning is set aside."""

SPAN_LIMIT: Final = 20
"""Lines that a cell in quotes may span."""


class Row(NamedTuple):
    """A row as it stands in the file.

    ``line`` is the one on which it begins, 1 being the first of the file; ``cells`` are in the
    order of the columns; ``raw`` is its text without the line end.
    """

    line: int
    cells: list[str]
    raw: str


class BadRow(NamedTuple):
    """A row that is set aside: a row of the quarantine file.

    ``column`` is named as in the file, and empty where the whole row is meant. ``code`` is stable
    and, like ``hint``, that of the first mistake; ``message`` tells all of them. In ``raw`` bytes
    that are no text stand as ``\\xe9``.
    """

    line: int
    column: str
    code: str
    message: str
    hint: str
    raw: str


def bad_row(line: int, raw: str, faults: Sequence[tuple[str, Fault]]) -> BadRow:
    """Return a row set aside for its faults, each with the column in which it stands."""
    column, first = faults[0]
    said = "; ".join(fault.message for _, fault in faults)
    return BadRow(line, column, first.code, said, first.hint, shown(raw.rstrip("\r\n")))
