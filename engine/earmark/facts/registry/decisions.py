"""What a person decided about a name: that it is a listed party, or that it is not, and why.

Nothing is deleted. A decision that no longer holds is revoked, and stays on file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from earmark.errors import Fault, UsageError
from earmark.facts.lists.rows import node
from earmark.facts.registry.file import writing

_COLUMNS: Final = "id, name, party, same, why, author, made_at, revoked_why, revoked_by, revoked_at"


class Decision(NamedTuple):
    """``parties`` are keys of entries and ids of shipped parties; times are UTC, ISO 8601."""

    id: int
    name: str
    parties: tuple[str, ...]
    same: bool
    why: str
    author: str
    made_at: str
    revoked_why: str
    revoked_by: str
    revoked_at: str


def decide(
    registry: Path, name: str, parties: Sequence[str], *, same: bool, why: str, author: str
) -> Decision:
    """Record that a name is, or is not, these parties: one company under all its keys.

    Raises :class:`UsageError` where a standing decision says otherwise.
    """
    with writing(registry) as database:
        for one in decisions_on(database, name):
            if not one.revoked_at and _contradicts(one, parties, same):
                raise UsageError(_already(one))
        made = database.execute(
            "INSERT INTO decision (name, called, party, same, why, author, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, node(name), json.dumps(list(parties)), same, why, author, _now()),
        )
        return _one(database, int(made.lastrowid or 0))


def revoke(registry: Path, number: int, *, why: str, author: str) -> Decision:
    """Revoke a decision. Raises :class:`UsageError` where none of that number stands."""
    with writing(registry) as database:
        found = [one for one in decisions_on(database) if one.id == number]
        if not found or found[0].revoked_at:
            said = f"decision {number} was revoked on {found[0].revoked_at[:10]}" if found else ""
            said = said or f"there is no decision {number}"
            raise UsageError(Fault("no-decision", said, hint="see earmark registry decisions"))
        database.execute(
            "UPDATE decision SET revoked_why = ?, revoked_by = ?, revoked_at = ? WHERE id = ?",
            (why, author, _now(), number),
        )
        return _one(database, number)


def decisions_on(database: sqlite3.Connection, name: str | None = None) -> list[Decision]:
    """Return the decisions about a name, or all of them, the oldest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE called = coalesce(?, called) ORDER BY id",  # noqa: S608
        (None if name is None else node(name),),
    )
    return [
        Decision(
            row[0], row[1], tuple(json.loads(row[2])), bool(row[3]), *(x or "" for x in row[4:])
        )
        for row in rows
    ]


def _one(database: sqlite3.Connection, number: int) -> Decision:
    return next(one for one in decisions_on(database) if one.id == number)


def _contradicts(standing: Decision, parties: Sequence[str], same: bool) -> bool:
    """Return whether both cannot hold, or both say the same."""
    if standing.same and same:
        return True
    return bool({*standing.parties} & {*parties})


def _already(standing: Decision) -> Fault:
    verb = "is" if standing.same else "is not"
    said = f"decision {standing.id} says that {standing.name!r} {verb} {standing.parties[0]}"
    return Fault("decided-already", said, hint=f"earmark registry revoke {standing.id} first")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
