"""The tables of the registry, as the steps that lead to them.

A step is never changed once released: a registry written by an older version takes those that it
has not taken yet. Each row of a source is stored once, under a digest of all it says, and linked
to the snapshots that it stands in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from earmark.facts.registry.respelling import respell

APPLICATION: Final = 0x4541524D
"""What tells the file from other SQLite files: "EARM"."""

_FIRST: Final = """
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,       -- csl, dates, or kind/series: what later copies supersede
    kind TEXT NOT NULL,
    as_of TEXT NOT NULL,
    digest TEXT NOT NULL,       -- of the file, byte for byte
    origin TEXT NOT NULL,       -- the file's name or address
    rows INTEGER NOT NULL,
    left_out TEXT NOT NULL,     -- JSON: reason to count
    imported_at TEXT NOT NULL,
    UNIQUE (source, digest, as_of)
);
CREATE TABLE coverage (
    snapshot INTEGER NOT NULL REFERENCES snapshot, list TEXT NOT NULL, entries INTEGER NOT NULL,
    PRIMARY KEY (snapshot, list)
) WITHOUT ROWID;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    list TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    aliases TEXT NOT NULL, countries TEXT NOT NULL, addresses TEXT NOT NULL,
    programs TEXT NOT NULL, notices TEXT NOT NULL, footnotes TEXT NOT NULL,
    "start" TEXT, "end" TEXT,
    requirement TEXT NOT NULL, policy TEXT NOT NULL, remarks TEXT NOT NULL, url TEXT NOT NULL
);
CREATE INDEX entry_key ON entry (key);
CREATE TABLE entry_in (
    snapshot INTEGER NOT NULL REFERENCES snapshot, row INTEGER NOT NULL REFERENCES entry,
    PRIMARY KEY (row, snapshot)
) WITHOUT ROWID;

CREATE TABLE dating (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL, name TEXT NOT NULL, since TEXT, said TEXT NOT NULL, addresses TEXT NOT NULL
);
CREATE INDEX dating_key ON dating (key);
CREATE TABLE dating_in (
    snapshot INTEGER NOT NULL REFERENCES snapshot, row INTEGER NOT NULL REFERENCES dating,
    PRIMARY KEY (row, snapshot)
) WITHOUT ROWID;

CREATE TABLE stake (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    owner TEXT NOT NULL, owned TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
    kind TEXT NOT NULL, since TEXT, until TEXT, source TEXT NOT NULL
);
CREATE INDEX stake_owner ON stake (owner);
CREATE INDEX stake_owned ON stake (owned);
CREATE TABLE stake_in (
    snapshot INTEGER NOT NULL REFERENCES snapshot, row INTEGER NOT NULL REFERENCES stake,
    PRIMARY KEY (row, snapshot)
) WITHOUT ROWID;

CREATE TABLE firm (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL, name TEXT NOT NULL, headquarters TEXT NOT NULL,
    incorporated TEXT NOT NULL, other_names TEXT NOT NULL, source TEXT NOT NULL
);
CREATE INDEX firm_key ON firm (key);
CREATE TABLE firm_in (
    snapshot INTEGER NOT NULL REFERENCES snapshot, row INTEGER NOT NULL REFERENCES firm,
    PRIMARY KEY (row, snapshot)
) WITHOUT ROWID;
CREATE TABLE firm_name (
    called TEXT NOT NULL,       -- the node that the name is
    key TEXT NOT NULL,
    PRIMARY KEY (called, key)
) WITHOUT ROWID;
CREATE INDEX firm_name_key ON firm_name (key);

CREATE TABLE declaration (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL, level TEXT NOT NULL, parent TEXT NOT NULL, reason TEXT NOT NULL,
    since TEXT, until TEXT, source TEXT NOT NULL
);
CREATE INDEX declaration_key ON declaration (key);
CREATE TABLE declaration_in (
    snapshot INTEGER NOT NULL REFERENCES snapshot, row INTEGER NOT NULL REFERENCES declaration,
    PRIMARY KEY (row, snapshot)
) WITHOUT ROWID;

CREATE TABLE name_index (
    id INTEGER PRIMARY KEY CHECK (id = 1), made_by TEXT NOT NULL, content BLOB NOT NULL
);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, called TEXT NOT NULL, party TEXT NOT NULL, same INTEGER NOT NULL,
    why TEXT NOT NULL, author TEXT NOT NULL, made_at TEXT NOT NULL,
    revoked_why TEXT, revoked_by TEXT, revoked_at TEXT
);
CREATE INDEX decision_called ON decision (called);
"""

_SECOND: Final = """
CREATE TABLE fetched (
    address TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL
) WITHOUT ROWID;
"""

STEPS: Final[tuple[str | Callable[[sqlite3.Connection], None], ...]] = (_FIRST, _SECOND, respell)
"""What each version adds; the version of a registry is how many it has taken."""
