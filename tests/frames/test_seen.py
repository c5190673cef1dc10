"""What is remembered of frames: the same rows are worked out once, and again where it must be."""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw
import pytest

from earmark.frames.engine import Table
from earmark.frames.seen import Seen

BACKENDS = ("polars", "pandas", "pyarrow")


def table(backend: str, **columns: list[str] | list[int]) -> Table:
    """Return a table of names and numbers."""
    schema = {one: nw.String() if one == "name" else nw.Int64() for one in columns}
    return nw.from_dict(columns, schema, backend=backend)


class Finder:
    """Says how long names are, and keeps the names that it was asked for."""

    def __init__(self, backend: str) -> None:
        self.asked: list[list[str]] = []
        self._backend = backend

    def __call__(self, met: Table) -> Table:
        names = met["name"].to_list()
        self.asked.append(sorted(names))
        return table(self._backend, name=names, length=[len(name) for name in names])


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Return what holds the tables."""
    return str(request.param)


def found(seen: Seen, met: Table, find: Callable[[Table], Table], **more: nw.Expr) -> list[object]:
    """Return what is found, row by row, in order."""
    return sorted(seen.found("lengths", met, ["name"], find, **more).rows())


def test_only_what_is_new_is_worked_out(backend) -> None:
    seen, find = Seen(), Finder(backend)
    assert found(seen, table(backend, name=["a", "bb"]), find) == [("a", 1), ("bb", 2)]
    assert found(seen, table(backend, name=["bb", "ccc"]), find) == [("bb", 2), ("ccc", 3)]
    assert found(seen, table(backend, name=["ccc", "a"]), find) == [("a", 1), ("ccc", 3)]
    assert find.asked == [["a", "bb"], ["ccc"], []]


def test_what_does_not_hold_any_more_is_worked_out_again_and_replaced(backend) -> None:
    seen, find = Seen(), Finder(backend)
    met = table(backend, name=["a", "bb", "ccc"], at_least=[0, 0, 0])
    found(seen, met, find)
    stricter = table(backend, name=["a", "bb"], at_least=[2, 2])
    holds = nw.col("length") >= nw.col("at_least")
    for _ in range(2):
        assert found(seen, stricter, find, holds=holds) == [("a", 1), ("bb", 2)]
    assert find.asked == [["a", "bb", "ccc"], ["a"], ["a"]]
    assert found(seen, table(backend, name=["a"]), find) == [("a", 1)], "it is there once"


def test_tables_of_another_meaning_know_nothing_of_each_other(backend) -> None:
    seen, find = Seen(), Finder(backend)
    for meaning in ("one", "other"):
        seen.found(meaning, table(backend, name=["a"]), ["name"], find)
    assert find.asked == [["a"], ["a"]]
