"""A registry of a few rows, kept in memory: for worked cases, and for trying things out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from earmark.facts.lists.rows import Entry, Row
from earmark.facts.names import NameIndex
from earmark.facts.registry.coverage import count
from earmark.facts.registry.file import bring_up_to_date
from earmark.facts.registry.importing import begin, finish, store_rows, untold
from earmark.facts.registry.names import index_of
from earmark.facts.registry.reading import RegistryFile
from earmark.facts.registry.screened import UserRegistry
from earmark.facts.shipped import registry

_HERE = Path(":memory:")


def in_memory(rows: Iterable[Row], as_of: date) -> UserRegistry:
    """Return a registry of these rows, all from copies of that day, laid over the shipped one."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault("csl" if isinstance(row, Entry) else "stakes", []).append(row)
    database = sqlite3.connect(_HERE, isolation_level=None)
    bring_up_to_date(database, _HERE)
    for kind, same in by_kind.items():
        _keep(database, kind, same, as_of)
    file = RegistryFile(database, _HERE)
    file.index = _index(tuple(by_kind.get("csl", ())))
    return UserRegistry(file, registry())


@lru_cache(maxsize=64)
def _index(entries: tuple[Entry, ...]) -> NameIndex:
    """Return an index over names: it takes longest, and stakes make no difference to it."""
    return index_of(entries)


def _keep(database: sqlite3.Connection, kind: str, rows: Sequence[Row], as_of: date) -> None:
    snapshot = begin(database, kind, kind, "", "stated")
    store_rows(database, snapshot, iter(rows), untold)
    nothing_left_out: Mapping[str, int] = {}
    finish(database, snapshot, as_of, len(rows), nothing_left_out)
    count(database, snapshot)
