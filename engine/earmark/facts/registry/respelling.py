"""Bringing a registry to the nodes that names stand for now: "Acme Limited" was not "Acme Ltd"."""

from __future__ import annotations

import sqlite3
from typing import cast

from earmark.facts.lists.rows import Firm, Row, node
from earmark.facts.registry.shapes import SHAPES, TABLES, columns_of, read, read_all, stored
from earmark.facts.stakes import Stake


def respell(database: sqlite3.Connection) -> None:
    """Give what was imported by name, and what was decided about a name, the node of today."""
    database.create_function("node", 1, node, deterministic=True)
    database.execute("UPDATE decision SET called = node(name)")
    _respell(database, Stake)
    _respell(database, Firm)
    database.execute("DELETE FROM firm_name")
    firms = read_all(Firm, database.execute(f"SELECT {columns_of(Firm, 'firm')} FROM firm"))  # noqa: S608
    name_firms(database, firms)


def name_firms(database: sqlite3.Connection, firms: list[Firm]) -> None:
    """Keep which firms bear which names."""
    names = {(node(name), firm.key) for firm in firms for name in (firm.name, *firm.other_names)}
    database.executemany("INSERT OR IGNORE INTO firm_name (called, key) VALUES (?, ?)", names)


def _respell(database: sqlite3.Connection, kind: type[Row]) -> None:
    table = TABLES[kind]
    rows = database.execute(
        f"SELECT id, {columns_of(kind, table)} FROM {table} WHERE id IN (SELECT row"  # noqa: S608
        f" FROM {table}_in JOIN snapshot ON snapshot.id = snapshot WHERE kind = 'stakes')"
    ).fetchall()
    for number, *values in rows:
        old: Row = read(kind, values)
        new = _today(old)
        if new != old:
            said = stored(new)
            database.execute(SHAPES[kind].store, said)
            database.execute(
                f"INSERT OR IGNORE INTO {table}_in (snapshot, row) SELECT snapshot,"  # noqa: S608
                f" (SELECT id FROM {table} WHERE digest = ?) FROM {table}_in WHERE row = ?",
                (said[0], number),
            )
            database.execute(f"DELETE FROM {table}_in WHERE row = ?", (number,))  # noqa: S608
            database.execute(f"DELETE FROM {table} WHERE id = ?", (number,))  # noqa: S608


def _today(row: Row) -> Row:
    if isinstance(row, Stake):
        return row._replace(owner=node(row.owner), owned=node(row.owned))
    firm = cast(Firm, row)
    return firm._replace(key=node(firm.name))
