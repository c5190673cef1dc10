"""What rows come to: worked out once for all in which the same texts stand, and their days."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Generic, TypeVar

from pyarrow import compute

from earmark.batch.memory import KEPT, Memory
from earmark.batch.stating import Cells
from earmark.batch.timed import Standing
from earmark.orders import Header
from earmark.orders.cells import stated
from earmark.orders.coded import Coded, moved, together, truths
from earmark.orders.table import Table

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)


class Column(Generic[K, T]):
    """Values by keys; ``make`` returns what stands for a key on a day, and how long.

    At most so many keys are remembered.
    """

    def __init__(self, make: Callable[[K, date], Standing[T]], most: int = KEPT) -> None:
        self._make = make
        self._known: Memory[K, Standing[T]] = Memory(most)

    def on(self, keys: Coded[K], days: Coded[date]) -> Coded[T]:
        """Return what stands for each key on its day. Raises what ``make`` raises.

        Each value of ``keys`` is that of a row.
        """
        known = self._known.get
        first, last = min(days.values), max(days.values)
        stands = [
            found.value
            if (found := known(key)) and found.first <= first and last < found.until
            else None
            for key in keys.values
        ]
        # Only of what is new, or turns in these days, the day of the row is asked.
        turns = truths(one is None for one in stands).take(keys.codes)
        asked = together(keys.only(turns), days.only(turns)).map(lambda pair: self._on(*pair))
        values = [asked.values[0] if one is None else one for one in stands]
        codes = moved(asked.codes, len(values))
        both = compute.replace_with_mask(keys.codes, turns, codes)
        return Coded(both, [*values, *asked.values]).map(lambda one: one)

    def _on(self, key: K, day: date) -> T:
        standing = self._known.get(key)
        if standing is None or not standing.first <= day < standing.until:
            standing = self._known[key] = self._make(key, day)
        return standing.value


class Stated(Generic[T]):
    """What rows come to by some fields of a sale, of which the header has one at least.

    ``make`` returns what stands for the cells of these fields on a day.
    """

    def __init__(
        self, fields: Sequence[str], header: Header, make: Callable[[Cells, date], Standing[T]]
    ) -> None:
        self._fields = fields
        self._columns = {field: header.fields[field] for field in fields if field in header.fields}
        self._make = make
        self._known = Column(self._made)

    def on(self, table: Table, days: Coded[date]) -> Coded[T]:
        """Return what each row comes to on its day. Raises what ``make`` raises."""
        return self._known.on(together(*map(table.column, self._columns.values())), days)

    def _made(self, texts: tuple[str, ...], day: date) -> Standing[T]:
        named = zip(self._columns, texts, strict=True)
        said = {field: stated(field, text) for field, text in named if text}
        return self._make(tuple(map(said.get, self._fields)), day)
