"""Reading the registry: who is listed and since when, who owns whom, what was decided."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple

from earmark.errors import InputFileError
from earmark.facts.lists.called import bare_address
from earmark.facts.lists.rows import Dating, Entry, node
from earmark.facts.names import NameIndex
from earmark.facts.registry.decisions import Decision, decisions_on
from earmark.facts.registry.file import reading, told, writing
from earmark.facts.registry.graph import Graph
from earmark.facts.registry.names import (
    build_index,
    newest_entry,
    store_index,
    stored_index,
)
from earmark.facts.registry.shapes import columns_of, read, read_all

_CSL: Final = "Consolidated Screening List"
_KEPT: Final = 1 << 13
"""How many entries are remembered, so that the memory of a long run stays small."""


class Listed(NamedTuple):
    """An entry, the days of the copies of its list that have it, and its date where one is known.

    ``gone`` is the day of the first copy without it, None while it stands in the newest. Entries
    that share a key share their ``datings``: which is whose is then not known.
    """

    entry: Entry
    seen: tuple[date, ...]
    gone: date | None
    datings: tuple[Dating, ...]


class Source(NamedTuple):
    """The newest copy of one source, and how many copies of it there are.

    ``lists`` counts the entries of each list in it, by the list's code.
    """

    source: str
    kind: str
    as_of: date
    digest: str
    origin: str
    rows: int
    imported_at: str
    left_out: Mapping[str, int]
    snapshots: int
    lists: Mapping[str, int]


class RegistryFile:
    """One registry, as it stood when it was opened: what is imported later is not seen."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database, self._path = database, path
        # An instance's own caches: they go when it goes.
        self.list_days = cache(self._list_days)
        self.entries = lru_cache(_KEPT)(self._entries)

    @classmethod
    def open(cls, path: Path) -> RegistryFile | None:
        """Return the registry in a file, None where there is none. Raises what reading raises."""
        database = reading(path)
        return cls(database, path) if database else None

    def __enter__(self) -> RegistryFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._database.close()
        if isinstance(error, sqlite3.Error):
            with told(self._path):
                raise error

    @cached_property
    def index(self) -> NameIndex:
        """The index over all names ever listed; owners are keys of entries."""
        return stored_index(self._database) or self._index_anew()

    def addresses(self) -> list[Listed]:
        """Return the entries that list an address and no party."""
        rows = self._database.execute(
            "SELECT DISTINCT key, name FROM entry WHERE name LIKE 'address%'"
        )
        keys = [key for key, name in rows if bare_address(name)]
        return [listed for key in keys for listed in self.entries(key)]

    def every_address(self) -> list[tuple[str, str, str]]:
        """Return every address ever listed: the key of its entry, the entry's name, the address."""
        found = self._database.execute(
            "SELECT entry.key, entry.name, value FROM entry, json_each(entry.addresses)"
            " UNION SELECT dating.key, dating.name, value"
            " FROM dating, json_each(dating.addresses)"
        )
        return [(key, name, address) for key, name, address in found]

    @property
    def has_addresses(self) -> bool:
        """Whether any address is on file."""
        found = self._database.execute(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE addresses <> '[]')"
            " OR EXISTS (SELECT 1 FROM dating WHERE addresses <> '[]')"
        ).fetchone()
        return bool(found[0])

    @cached_property
    def has_owners(self) -> bool:
        """Whether anything is on file about who owns whom."""
        tables = ("stake", "firm", "declaration")
        found = (f"EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608
        row = self._database.execute(f"SELECT {' OR '.join(found)}").fetchone()
        return bool(row[0])

    def shares(self, on: date) -> Graph:
        """Return who owns whom, by the copies of each source that tell most about that day."""
        return Graph(self._database, on)

    def decisions(self, name: str) -> list[Decision]:
        """Return the decisions about a name that stand."""
        if not self._decided or node(name) not in self._decided:
            return []
        return [one for one in decisions_on(self._database, name) if not one.revoked_at]

    @cached_property
    def _decided(self) -> frozenset[str]:
        """The names that something was decided about: of most names of a file nothing was."""
        return frozenset(name for (name,) in self._database.execute("SELECT called FROM decision"))

    def every_decision(self) -> list[Decision]:
        """Return all decisions, revoked ones too, the oldest first."""
        return decisions_on(self._database)

    def sources(self) -> list[Source]:
        """Return every source, by the newest copy of it."""
        rows = self._database.execute(
            "SELECT source, kind, as_of, digest, origin, rows, imported_at, left_out, snapshots, id"
            " FROM ("
            " SELECT *, count(*) OVER (PARTITION BY source) AS snapshots,"
            " row_number() OVER (PARTITION BY source ORDER BY as_of DESC, id DESC) AS nth"
            " FROM snapshot) WHERE nth = 1 ORDER BY source"
        )
        return [self._source(row) for row in rows]

    def lists(self) -> list[dict[str, object]]:
        """Return what was screened, as a verdict names it."""
        return [
            {
                "name": _CSL,
                "as_of": source.as_of.isoformat(),
                "parties": source.rows,
                "digest": source.digest,
            }
            for source in self.sources()
            if source.kind == "csl"
        ]

    def _source(self, row: Sequence[Any]) -> Source:
        source, kind, day, digest, origin, count, imported_at, left_out, snapshots, newest = row
        return Source(
            source=source,
            kind=kind,
            as_of=date.fromisoformat(day),
            digest=digest,
            origin=origin,
            rows=count,
            imported_at=imported_at,
            left_out=json.loads(left_out),
            snapshots=snapshots,
            lists=self._counted(newest),
        )

    def _index_anew(self) -> NameIndex:
        """Build the index, and keep it for the next time where that can be done at once."""
        index = build_index(self._database)
        with suppress(InputFileError), writing(self._path, 0.0) as database:
            if newest_entry(database) == newest_entry(self._database):
                store_index(database, index)
        return index

    def _counted(self, snapshot: int) -> dict[str, int]:
        rows = self._database.execute(
            "SELECT list, entries FROM coverage WHERE snapshot = ? ORDER BY entries DESC, list",
            (snapshot,),
        )
        return dict(rows.fetchall())

    def _list_days(self, code: str) -> tuple[date, ...]:
        """Return the days of the copies that have a list, by its code, the oldest first."""
        rows = self._database.execute(
            "SELECT DISTINCT as_of FROM snapshot JOIN coverage ON snapshot.id = coverage.snapshot"
            " WHERE list = ? ORDER BY as_of",
            (code,),
        )
        return tuple(date.fromisoformat(day) for (day,) in rows)

    def size(self, code: str) -> int:
        """Return how many entries of a list its newest copy has, by its code."""
        found = self._database.execute(
            "SELECT entries FROM snapshot JOIN coverage ON snapshot.id = coverage.snapshot"
            " WHERE list = ? ORDER BY as_of DESC, snapshot.id DESC",
            (code,),
        ).fetchone()
        return int(found[0]) if found else 0

    def _entries(self, key: str) -> tuple[Listed, ...]:
        """Return every entry that ever stood under a key, the one seen last first."""
        rows = self._database.execute(
            f"SELECT {columns_of(Entry, 'entry')}, group_concat(DISTINCT as_of) FROM entry"  # noqa: S608
            " JOIN entry_in ON row = entry.id JOIN snapshot ON snapshot.id = entry_in.snapshot"
            " WHERE key = ? GROUP BY entry.id",
            (key,),
        )
        datings = self._datings(key)
        found = [self._listed(read(Entry, row[:-1]), row[-1], datings) for row in rows]
        return tuple(sorted(found, key=lambda one: one.seen[::-1], reverse=True))

    def _listed(self, entry: Entry, days: str, datings: tuple[Dating, ...]) -> Listed:
        seen = tuple(sorted(date.fromisoformat(day) for day in days.split(",")))
        later = (day for day in self.list_days(entry.list) if day > seen[-1])
        return Listed(entry, seen, next(later, None), datings)

    def _datings(self, key: str) -> tuple[Dating, ...]:
        rows = self._database.execute(
            f"SELECT {columns_of(Dating, 'dating')} FROM dating"  # noqa: S608
            " JOIN dating_in ON row = dating.id"
            " WHERE key = ? AND snapshot ="
            " (SELECT id FROM snapshot WHERE kind = 'dates' ORDER BY as_of DESC, id DESC)"
            " ORDER BY dating.id",
            (key,),
        )
        return tuple(read_all(Dating, rows))
