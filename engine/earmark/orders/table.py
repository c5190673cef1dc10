"""Rows column by column: much that is asked of cells need only be asked of each text once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from earmark.orders.rows import Row


class Table:
    """A few rows of one file, at least one."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    @cached_property
    def columns(self) -> Sequence[tuple[str, ...]]:
        """The texts of each column, from the first row to the last."""
        return list(zip(*[row.cells for row in self.rows], strict=True))

    @cached_property
    def distinct(self) -> Sequence[set[str]]:
        """The texts of each column, each once."""
        return list(map(set, self.columns))
