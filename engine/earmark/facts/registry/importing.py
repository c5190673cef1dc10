"""Importing one file as a dated snapshot: whole or not at all, and once only."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from earmark.errors import Fault, UsageError
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.kinds import READERS, days_in_name, kind_of, series_of
from earmark.facts.lists.rows import Firm, Row
from earmark.facts.lists.text import opened
from earmark.facts.registry.coverage import cover
from earmark.facts.registry.file import PATIENCE, writing
from earmark.facts.registry.names import build_index, newest_entry, store_index
from earmark.facts.registry.respelling import name_firms
from earmark.facts.registry.shapes import SHAPES, TABLES, stored

_AT_ONCE: Final = 2_000
_EARLIEST: Final = date(1997, 1, 1)
"""No list of today is older: the Entity List was first published in February 1997."""

_OFFICIAL: Final = ("csl", "dates")
"""There is one of each; of the other kinds every series of files is a source of its own."""

Progress = Callable[[int], None]


def untold(_: object) -> None:
    """Do nothing: what is done beside an import where nothing is."""


class Imported(NamedTuple):
    """What an import did. ``added`` and ``gone`` compare it with the copy that it supersedes."""

    source: str
    kind: str
    as_of: date
    digest: str
    rows: int
    left_out: Mapping[str, int]
    added: int
    gone: int
    known: bool
    """Whether the very same file was there already, and nothing was done."""


class Origin(NamedTuple):
    """What is stated about a file beside its content: none of it has to be."""

    name: str = ""
    kind: str = ""
    as_of: date | None = None
    encoding: str = ""


def import_file(
    registry: Path,
    path: Path,
    origin: Origin | None = None,
    *,
    patience: float = PATIENCE,
    progress: Progress = untold,
    also: Callable[[sqlite3.Connection], None] = untold,
) -> Imported:
    """Import a file; ``also`` is done in the same change, and undone with it.

    Raises :class:`InputFileError` for a file that cannot be read as what it is, with every mistake
    in it, and for a registry that cannot be written; :class:`UsageError` where the day that it
    is from is not known. The registry is then as it was.
    """
    origin = origin or Origin()
    name = origin.name or path.name
    stated = origin.as_of or _in_name(name)
    _refuse_odd(stated)
    intake = Intake(path, origin.encoding, origin.name)
    digest = _digest(intake)
    kind = origin.kind or kind_of(intake)
    source = kind if kind in _OFFICIAL else f"{kind}/{series_of(name)}"
    with writing(registry, patience) as database:
        known = _known(database, source, digest, stated)
        if known is None:
            entries = newest_entry(database)
            snapshot = begin(database, source, kind, digest, name)
            counts = store_rows(database, snapshot, READERS[kind](intake), progress)
            intake.check()
            if not counts["rows"]:
                intake.refuse("there is nothing in it")
            as_of = stated or _day_of(intake, name)
            _refuse_odd(as_of)
            finish(database, snapshot, as_of, counts["rows"], intake.left_out)
            cover(database, snapshot, intake)
            if newest_entry(database) != entries:
                store_index(database, build_index(database))
            known = _imported(database, snapshot)
        also(database)
        return known


def _digest(intake: Intake) -> str:
    with opened(intake) as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _known(
    database: sqlite3.Connection, source: str, digest: str, as_of: date | None
) -> Imported | None:
    """Return the same file's import, if there is one. On another day it is another snapshot."""
    found = database.execute(
        "SELECT id FROM snapshot WHERE source = ? AND digest = ? AND as_of = coalesce(?, as_of)"
        " ORDER BY as_of DESC",
        (source, digest, as_of and as_of.isoformat()),
    ).fetchone()
    return _imported(database, found[0])._replace(known=True) if found else None


def begin(database: sqlite3.Connection, source: str, kind: str, digest: str, origin: str) -> int:
    """Begin a snapshot; return its number."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made = database.execute(
        "INSERT INTO snapshot (source, kind, as_of, digest, origin, rows, left_out, imported_at)"
        " VALUES (?, ?, '', ?, ?, 0, '{}', ?)",
        (source, kind, digest, origin, now),
    )
    return int(made.lastrowid or 0)


def store_rows(
    database: sqlite3.Connection, snapshot: int, rows: Iterator[Row], progress: Progress
) -> Counter[str]:
    """Store the rows of a snapshot; return how many there are."""
    counts: Counter[str] = Counter()
    while batch := list(islice(rows, _AT_ONCE)):
        by_kind: dict[type[Row], list[Row]] = {}
        for row in batch:
            by_kind.setdefault(type(row), []).append(row)
        for kind, same in by_kind.items():
            values = [stored(row) for row in same]
            database.executemany(SHAPES[kind].store, values)
            database.executemany(SHAPES[kind].link, [(snapshot, value[0]) for value in values])
        name_firms(database, [firm for firm in batch if isinstance(firm, Firm)])
        counts["rows"] += len(batch)
        progress(counts["rows"])
    return counts


def _in_name(name: str) -> date | None:
    """Return the day that a file's name carries, if it is exactly one."""
    days = days_in_name(name)
    return next(iter(days)) if len(days) == 1 else None


def plausible(as_of: date) -> bool:
    """Return whether a file can be of that day: who was listed when depends on it."""
    # Tomorrow has come already in other parts of the world.
    return _EARLIEST <= as_of <= date.today() + timedelta(days=1)


def _refuse_odd(as_of: date | None) -> None:
    if as_of and not plausible(as_of):
        said = f"the file is said to be of {as_of}; a day from {_EARLIEST} to today is expected"
        raise UsageError(Fault("bad-day", said, hint="state it with --as-of YYYY-MM-DD"))


def _day_of(intake: Intake, name: str) -> date:
    """Return the day that a file is from, by its name or else its content.

    Raises :class:`UsageError` where neither names exactly one: the day of the import is none.
    """
    days = days_in_name(name) or intake.days
    if len(days) == 1:
        return next(iter(days))
    said = ", ".join(str(day) for day in sorted(days)[:3])
    why = f"it names several: {said}" if days else "neither its name nor its content says"
    message = f"of which day {intake.called} is cannot be told: {why}"
    raise UsageError(Fault("unknown-day", message, hint="state it with --as-of YYYY-MM-DD"))


def finish(
    database: sqlite3.Connection,
    snapshot: int,
    as_of: date,
    rows: int,
    left_out: Mapping[str, int],
) -> None:
    """Give a snapshot its day, and what was counted in it."""
    said = json.dumps(dict(sorted(left_out.items())))
    database.execute(
        "UPDATE snapshot SET as_of = ?, rows = ?, left_out = ? WHERE id = ?",
        (as_of.isoformat(), rows, said, snapshot),
    )


def _imported(database: sqlite3.Connection, snapshot: int) -> Imported:
    source, kind, as_of, digest, rows, left_out = database.execute(
        "SELECT source, kind, as_of, digest, rows, left_out FROM snapshot WHERE id = ?",
        (snapshot,),
    ).fetchone()
    before = database.execute(
        "SELECT id FROM snapshot WHERE source = ? AND (as_of, id) < (?, ?)"
        " ORDER BY as_of DESC, id DESC",
        (source, as_of, snapshot),
    ).fetchone()
    added, gone = _compared(database, before[0], snapshot) if before else (0, 0)
    day = date.fromisoformat(as_of)
    return Imported(source, kind, day, digest, rows, json.loads(left_out), added, gone, known=False)


def _compared(database: sqlite3.Connection, old: int, new: int) -> tuple[int, int]:
    def only_in(one: int, other: int) -> int:
        return sum(
            database.execute(
                f"SELECT count(*) FROM {table}_in AS here WHERE snapshot = ? AND NOT EXISTS"  # noqa: S608
                f" (SELECT 1 FROM {table}_in WHERE row = here.row AND snapshot = ?)",
                (one, other),
            ).fetchone()[0]
            for table in TABLES.values()
        )

    return only_in(new, old), only_in(old, new)
