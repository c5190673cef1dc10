"""The index over all names, built at an import and kept with the registry.

It holds the name of every party ever listed and those of the shipped parties: one search answers
for both. Ships and aircraft are on file too; a company that is called like a ship is not it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from earmark.facts import shipped
from earmark.facts.lists.called import names
from earmark.facts.lists.rows import Entry
from earmark.facts.names import Named, NameIndex
from earmark.facts.registry.shapes import columns_of, read
from earmark.resources import VERSION


def build_index(database: sqlite3.Connection) -> NameIndex:
    """Return an index over the names of every entry of every snapshot, and the shipped ones."""
    return index_of(_entries(database))


def index_of(entries: Iterable[Entry]) -> NameIndex:
    """Return an index over the names of some entries, and the shipped ones."""
    return NameIndex.build((*_named(entries), *shipped.registry().names()))


def store_index(database: sqlite3.Connection, index: NameIndex) -> None:
    """Keep the index with the registry."""
    database.execute(
        "INSERT OR REPLACE INTO name_index (id, made_by, content) VALUES (1, ?, ?)",
        (_maker(), index.dump()),
    )


def stored_index(database: sqlite3.Connection) -> NameIndex | None:
    """Return the stored index, None where this very Earmark stored none that is whole."""
    found = database.execute("SELECT made_by, content FROM name_index").fetchone()
    if not found or found[0] != _maker():
        return None
    try:
        return NameIndex.load(found[1])
    except ValueError:
        return None


def newest_entry(database: sqlite3.Connection) -> int:
    """Return the number of the entry stored last: it tells whether the index covers them all."""
    found = database.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
    return int(found[0])


def _maker() -> str:
    return f"{VERSION} {shipped.digest()}"


def _entries(database: sqlite3.Connection) -> Iterator[Entry]:
    columns = columns_of(Entry, "entry")
    for values in database.execute(f"SELECT {columns} FROM entry ORDER BY id"):  # noqa: S608
        yield read(Entry, values)


def _named(entries: Iterable[Entry]) -> Iterator[Named]:
    for entry in filter(lambda entry: entry.party, entries):
        countries = frozenset(entry.countries)
        for name in names(entry):
            yield Named(name, entry.key, countries, entry.person)
