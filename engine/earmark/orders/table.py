"""Rows of a file in columns: what is asked of cells is asked of each text of a column once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

import pyarrow as arrow

from earmark.orders.coded import Coded, texts, truths, written
from earmark.orders.rows import BadRow, Row


class Table:
    """Rows of one file: their lines, their texts as they stand there, and their columns.

    Columns are arrays of text, as pyarrow holds them.
    """

    def __init__(self, lines: Sequence[int], raws: Sequence[str], columns: Sequence[Any]) -> None:
        self.lines = lines
        self.raws = raws
        self.columns = columns
        self._coded: dict[int, Coded[str]] = {}

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Table:
        """Return a table of rows that were read one by one."""
        every = list(rows)
        columns = zip(*(row.cells for row in every), strict=True)
        return cls(
            [row.line for row in every],
            [row.raw for row in every],
            list(map(written, columns)),
        )

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)

    def column(self, at: int) -> Coded[str]:
        """Return a column by its texts."""
        if at not in self._coded:
            self._coded[at] = texts(self.columns[at])
        return self._coded[at]

    @cached_property
    def cells(self) -> list[tuple[str, ...]]:
        """The cells of each row."""
        return list(zip(*(column.to_pylist() for column in self.columns), strict=True))

    def row(self, at: int) -> Row:
        """Return the row at a place."""
        cells = [column[at].as_py() for column in self.columns]
        return Row(self.lines[at], cells, self.raws[at])

    @property
    def rows(self) -> list[Row]:
        """Every row."""
        return list(map(Row, self.lines, map(list, self.cells), self.raws))

    def only(self, kept: Any) -> Table:
        """Return a table of some rows: an array of truths says of each row whether it is kept."""
        each = kept.to_pylist()
        return Table(
            list(compress(self.lines, each)),
            list(compress(self.raws, each)),
            [column.filter(kept) for column in self.columns],
        )

    def without(self, places: Collection[int]) -> Table:
        """Return the table without the rows at these places."""
        return self.only(truths(at not in places for at in range(len(self))))


class Block(NamedTuple):
    """A stretch of a file: the rows that can be read, and those that are set aside."""

    table: Table
    bad: list[BadRow]

    @classmethod
    def of(cls, rows: Iterable[Row | BadRow]) -> Block:
        """Return a block of rows that were read one by one."""
        every = list(rows)
        good = Table.of(row for row in every if isinstance(row, Row))
        return cls(good, [row for row in every if isinstance(row, BadRow)])

    @property
    def rows(self) -> list[Row | BadRow]:
        """Every row, in the order of the file."""
        return sorted((*self.table.rows, *self.bad), key=lambda row: row.line)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.table) + len(self.bad)


def joined(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    """Yield the same rows in blocks of at least ``size`` rows, and the rest in a last one."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if sum(map(len, waiting)) >= size:
            yield _one(waiting)
            waiting = []
    if any(map(len, waiting)):
        yield _one(waiting)


def _one(blocks: Sequence[Block]) -> Block:
    tables = [block.table for block in blocks if len(block.table)]
    columns = zip(*(table.columns for table in tables), strict=True)
    table = Table(
        [line for table in tables for line in table.lines],
        [raw for table in tables for raw in table.raws],
        [arrow.concat_arrays(parts) for parts in columns],
    )
    return Block(table, [row for block in blocks for row in block.bad])
