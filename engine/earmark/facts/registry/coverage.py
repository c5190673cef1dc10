"""Which lists a copy has, and whether it can be whole.

A copy that is cut off between two rows looks like one from which everybody else was removed. No
list has ever lost half of its entries from one copy to the next.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from earmark.facts.lists.intake import Intake

_TELLING: Final = 100
"""Entries from which on losing half of them tells of a cut."""


def count(database: sqlite3.Connection, snapshot: int) -> None:
    """Count the entries of each list in a copy."""
    database.execute(
        "INSERT INTO coverage SELECT ?1, list, count(*) FROM entry_in JOIN entry ON id = row"
        " WHERE snapshot = ?1 GROUP BY list",
        (snapshot,),
    )


def cover(database: sqlite3.Connection, snapshot: int, intake: Intake) -> None:
    """Count the entries of each list in a copy.

    Raises :class:`InputFileError` where it has less than half of a list of the copy before it.
    """
    count(database, snapshot)
    for code, entries in database.execute(
        "SELECT list, entries FROM coverage WHERE snapshot = ? ORDER BY list", (snapshot,)
    ).fetchall():
        before = _before(database, snapshot, code)
        if before >= _TELLING and entries < before / 2:
            said = f"it has {entries:,} entries of the list {code}, the copy before it {before:,}"
            intake.wrong(said, "is the file cut off?")
    intake.check()


def _before(database: sqlite3.Connection, snapshot: int, code: str) -> int:
    found = database.execute(
        "SELECT entries FROM coverage JOIN snapshot ON snapshot.id = coverage.snapshot"
        " WHERE list = ? AND snapshot.id <> ?"
        " AND as_of <= (SELECT as_of FROM snapshot WHERE id = ?)"
        " ORDER BY as_of DESC, snapshot.id DESC",
        (code, snapshot, snapshot),
    ).fetchone()
    return int(found[0]) if found else 0
