"""Rows as SQLite keeps them, and back: the fields of a row type are the columns of its table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar, cast, get_type_hints

from earmark.facts.lists.rows import Dating, Declaration, Entry, Firm, Row
from earmark.facts.stakes import Stake

TABLES: Final[dict[type[Row], str]] = {
    Entry: "entry",
    Dating: "dating",
    Stake: "stake",
    Firm: "firm",
    Declaration: "declaration",
}

_APART: Final = "\x1f"
"""Parts the values under a digest: no value has it, every reader makes it a space."""

_Any = TypeVar("_Any", bound=Row)


class Shape(NamedTuple):
    """How rows of a type are written: the statements that store one and link it to a snapshot."""

    store: str
    link: str


def _shape(kind: type[Row], table: str) -> Shape:
    columns = ", ".join(f'"{field}"' for field in kind._fields)
    marks = ", ".join("?" * (len(kind._fields) + 1))
    return Shape(
        f"INSERT OR IGNORE INTO {table} (digest, {columns}) VALUES ({marks})",  # noqa: S608
        f"INSERT OR IGNORE INTO {table}_in (snapshot, row)"  # noqa: S608
        f" SELECT ?, id FROM {table} WHERE digest = ?",
    )


SHAPES: Final = {kind: _shape(kind, table) for kind, table in TABLES.items()}


def stored(row: Row) -> tuple[Any, ...]:
    """Return the values of a row as they are stored, a digest of all of them first."""
    values = tuple(map(_stored, row))
    said = _APART.join("" if value is None else str(value) for value in values)
    return hashlib.blake2b(said.encode(), digest_size=16).digest(), *values


def columns_of(kind: type[Row], table: str) -> str:
    """Return the columns that :func:`read` expects, from a table under that name."""
    return ", ".join(f'{table}."{field}"' for field in kind._fields)


def read(kind: type[_Any], values: Sequence[Any]) -> _Any:
    """Return the row that stored values are."""
    loads = zip(_LOADS[kind], values, strict=True)
    return cast(_Any, kind._make(load(value) if load else value for load, value in loads))


def read_all(kind: type[_Any], rows: Iterable[Sequence[Any]]) -> list[_Any]:
    """Return the rows that stored values are."""
    return [read(kind, values) for values in rows]


def _stored(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value.isoformat()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _loads(kind: type[Row]) -> tuple[Callable[[Any], Any] | None, ...]:
    hints = get_type_hints(kind)
    by_type = {date | None: _day, tuple[str, ...]: _texts}
    return tuple(by_type.get(hints[field]) for field in kind._fields)


_LOADS: Final[dict[Any, tuple[Callable[[Any], Any] | None, ...]]] = {
    kind: _loads(kind) for kind in TABLES
}
