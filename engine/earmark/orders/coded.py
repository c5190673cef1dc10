"""Columns of which each value stands once, and codes say which row has which.

What is asked of a column is asked of each of its values, and not of each row.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Generic, TypeVar

import pyarrow as arrow
from pyarrow import compute

Codes = Any
"""An array of whole numbers of 64 bits, as pyarrow holds it."""

T = TypeVar("T")
U = TypeVar("U", bound=Hashable)


class Coded(Sequence[T], Generic[T]):
    """A column: ``codes`` has for each row the place of its value among ``values``.

    Among the values may be some that no row has.
    """

    def __init__(self, codes: Codes, values: Sequence[T]) -> None:
        self.codes = codes
        self.values = values

    @classmethod
    def of(cls, each: Iterable[U]) -> Coded[U]:
        """Return the column of a value for each row."""
        numbers: dict[U, int] = {}
        codes = whole([numbers.setdefault(value, len(numbers)) for value in each])
        return Coded(codes, list(numbers))

    @cached_property
    def places(self) -> list[int]:
        """The codes as a list."""
        places: list[int] = self.codes.to_pylist()
        return places

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.codes)

    def __getitem__(self, at: Any) -> Any:
        """Return the value of a row."""
        return self.values[self.places[at]]

    def __iter__(self) -> Iterator[T]:
        """Yield the value of each row."""
        return map(self.values.__getitem__, self.places)

    def map(self, work: Callable[[T], U]) -> Coded[U]:
        """Return what ``work`` makes of each value; what comes out equal is one value again."""
        made = Coded.of(map(work, self.values))
        return Coded(made.codes.take(self.codes), made.values)

    def only(self, kept: Any) -> Coded[T]:
        """Return the column of some of the rows: an array says of each row whether it is kept."""
        return Coded(self.codes.filter(kept), self.values)

    def rows_with(self, is_meant: Callable[[T], object]) -> Any:
        """Return an array that says of each row whether its value is meant."""
        return truths([bool(is_meant(one)) for one in self.values]).take(self.codes)

    def counts(self) -> list[tuple[T, int]]:
        """Return each value that a row has, and how many rows have it."""
        counted = self.codes.value_counts()
        places, often = (counted.field(at).to_pylist() for at in range(2))
        return [(self.values[at], many) for at, many in zip(places, often, strict=True)]


def whole(numbers: Iterable[int]) -> Codes:
    """Return whole numbers as an array.

    They go through a buffer: of Python's numbers ``pyarrow`` takes half a second to find out that
    they are not of pandas, where that is installed.
    """
    packed = array("q", numbers)
    buffers = [None, arrow.py_buffer(packed)]
    return arrow.Array.from_buffers(arrow.int64(), len(packed), buffers)


def written(each: Iterable[str]) -> Any:
    """Return texts as an array."""
    packed = [text.encode() for text in each]
    ends = array("i", accumulate(map(len, packed), initial=0))
    buffers = [None, arrow.py_buffer(ends), arrow.py_buffer(b"".join(packed))]
    return arrow.Array.from_buffers(arrow.string(), len(packed), buffers)


def moved(codes: Codes, by: int, times: int = 1) -> Codes:
    """Return each number so many times, and this number added."""
    return compute.add(compute.multiply(codes, whole([times])[0]), whole([by])[0])


def truths(each: Iterable[bool]) -> Any:
    """Return truths as an array."""
    return whole(each).cast(arrow.bool_())


def texts(column: Any) -> Coded[str]:
    """Return an array of texts as a column."""
    found = column.dictionary_encode()
    return Coded(found.indices.cast(arrow.int64()), found.dictionary.to_pylist())


def together(first: Coded[Any], *others: Coded[Any]) -> Coded[tuple[Any, ...]]:
    """Return several columns as one: its values are those that stand together in a row."""
    codes = first.codes
    values: list[tuple[Any, ...]] = [(value,) for value in first.values]
    if not others:
        codes, places = _met(codes)
        values = [values[place] for place in places]
    for column in others:
        size = len(column.values)
        codes, places = _met(compute.add(moved(codes, 0, times=size), column.codes))
        values = [(*values[pair // size], column.values[pair % size]) for pair in places]
    return Coded(codes, values)


def _met(numbers: Codes) -> tuple[Codes, list[int]]:
    """Return for each row the place of its number, and the numbers in these places."""
    found = numbers.dictionary_encode()
    return found.indices.cast(arrow.int64()), found.dictionary.to_pylist()
