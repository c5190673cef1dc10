"""Opening the registry: for reading, and for one change that happens whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from earmark.errors import Fault, InputFileError
from earmark.facts.registry.schema import APPLICATION, STEPS

PATIENCE: Final = 60.0
"""Seconds to wait for another import."""

_CACHE: Final = 1 << 17
"""KiB of pages that a change keeps in memory: indexes grow at random places."""

_FULL: Final = ("SQLITE_FULL", "SQLITE_IOERR")
_CLOSED: Final = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")


@contextmanager
def writing(path: Path, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """Yield the registry, made where there is none, for one change; an exception undoes all of it.

    Raises :class:`InputFileError` where the file is no registry, is written by a newer version,
    cannot be written, or stays busy with another import for ``patience`` seconds.
    """
    with told(path):
        _refuse_special(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            database.execute("BEGIN")
            _recognise(database, path)
            database.execute("COMMIT")
            # The mode is a change of the file: not before it is known to be ours.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute(f"PRAGMA cache_size = -{_CACHE}")
            database.execute("BEGIN IMMEDIATE")
            try:
                bring_up_to_date(database, path)
                yield database
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
        finally:
            database.close()


def reading(path: Path) -> sqlite3.Connection | None:
    """Return the registry for reading, or None where there is none yet.

    What an import changes meanwhile is not seen. Raises :class:`InputFileError`.
    """
    if not path.exists():
        return None
    with told(path):
        _refuse_special(path)
        database, version = _recognised(path)
        if 0 < version < len(STEPS):
            database.close()
            with writing(path):
                pass
            database, version = _recognised(path)
        if version == 0:
            database.close()
            return None
        return database


def _recognised(path: Path) -> tuple[sqlite3.Connection, int]:
    """Return a registry for reading, and its version."""
    database = _read_only(path)
    try:
        return database, _recognise(database, path)
    except BaseException:
        database.close()
        raise


def _refuse_special(path: Path) -> None:
    """Refuse a folder, and what may never answer: a pipe, a device."""
    if path.exists() and not path.is_file():
        raise InputFileError(_no_registry(path))


def _read_only(path: Path) -> sqlite3.Connection:
    """Open a file that stays as it is now, whatever is written meanwhile."""
    # Where no one can write, not even a lock can be: such a file does not change.
    address = path.resolve().as_uri()
    try:
        database = sqlite3.connect(
            f"{address}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None
        )
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if path.with_name(f"{path.name}-wal").exists():
            raise
        database = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
    database.execute("BEGIN")
    return database


def _recognise(database: sqlite3.Connection, path: Path) -> int:
    """Return the version of a registry, 0 for an empty file. Raises :class:`InputFileError`.

    Called in a transaction: what another process makes meanwhile must not be half seen.
    """
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == APPLICATION and version > len(STEPS):
        hint = f"it has version {version}, this Earmark knows {len(STEPS)}: update Earmark"
        said = f"{path} was written by a newer version of Earmark"
        raise InputFileError(Fault("newer-registry", said, hint=hint))
    if application != APPLICATION and (application or tables):
        raise InputFileError(_no_registry(path))
    return int(version)


def bring_up_to_date(database: sqlite3.Connection, path: Path) -> None:
    """Take the steps that a registry, or an empty file, has not taken yet."""
    # Another process may have brought it up to date while this one waited.
    version = _recognise(database, path)
    for step in STEPS[version:]:
        if callable(step):
            step(database)
            continue
        for statement in step.split(";\n"):
            if statement.strip():
                database.execute(statement)
    if version < len(STEPS):
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {len(STEPS)}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into one message: an :class:`InputFileError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise InputFileError(_fault(path, error)) from error
    except OSError as error:
        said = f"the registry {path} cannot be written: {error.strerror or error}"
        raise InputFileError(Fault("registry-unwritable", said)) from error


def _fault(path: Path, error: sqlite3.Error) -> Fault:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_NOTADB"):
        return _no_registry(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        hint = "wait for the other import, then try again"
        return Fault("registry-busy", f"another import is writing the registry {path}", hint=hint)
    if name.startswith(_CLOSED):
        said = f"the registry {path} cannot be opened: {error}"
        hint = "a change needs the right to write it, and in its folder"
        return Fault("registry-unusable", said, hint=hint)
    if name.startswith(_FULL):
        said = f"the registry {path} could not be written: {error}"
        return Fault("registry-unwritable", said, hint="nothing was changed")
    return Fault("registry-unusable", f"the registry {path} cannot be used: {error}")


def _no_registry(path: Path) -> Fault:
    return Fault("no-registry", f"{path} is no registry of Earmark", hint="name another file")
