"""From a row to a sale: what its cells state, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from earmark.errors import Fault, UsageError
from earmark.facts.countries import country
from earmark.facts.resolve import resolve
from earmark.orders.cells import Cells, reason, stated
from earmark.orders.header import ORDER_ID, Header
from earmark.orders.rows import BadRow, Row, bad_row
from earmark.orders.table import Table
from earmark.sale import ANY_SALE, PROCESSING, Sale, conflicts

_HOME: Final = Sale.model_fields["ship_from"].default
_DEPENDENT: Final = frozenset(("memory_bandwidth_density", *PROCESSING)) | {
    name
    for name in Sale.model_fields
    if name.endswith(("_hq", "_address")) and not name.startswith("buyer_")
}
"""Fields that may not stand with others, or not without."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sale as it stands in a file. ``row`` is the line on which it begins; the first is 1."""

    row: int
    order_id: str
    sale: Sale


class Form:
    """How the rows of one file state sales.

    ``day`` (today) is that of rows without a date.
    """

    def __init__(self, header: Header, day: date | None = None) -> None:
        self._header = header
        self._day = day or date.today()
        self._cells = [
            (at, Cells(field, header.columns[at])) for field, at in header.fields.items()
        ]
        self._fields = {field: at for field, at in header.fields.items() if field != ORDER_ID}
        self._kinds: dict[tuple[str, str, str], Fault | None] = {}
        self._may_conflict = bool(_DEPENDENT & self._fields.keys())

    def order_of(self, row: Row) -> Order | BadRow:
        """Return the order that a row states, or the row set aside with every fault in it."""
        faults = self.faults_of(row.cells)
        if faults:
            return bad_row(row.line, row.raw, faults)
        at = self._header.fields.get(ORDER_ID)
        try:
            sale = Sale.model_validate(self._stated(row.cells))
        except ValidationError as error:
            return no_order(row.line, row.raw, error)
        return Order(row.line, "" if at is None else row.cells[at].strip(), sale)

    def faulty(self, table: Table) -> set[int]:
        """Return the places of the rows of which something is wrong."""
        found: set[int] = set()
        for at, known in self._cells:
            column = table.column(at)
            wrong = known.wrong(column.values)
            if wrong:
                found.update(place for place, code in enumerate(column.places) if code in wrong)
        if self._may_conflict or "kind" in self._fields:
            rows = enumerate(table.cells)
            found.update(place for place, cells in rows if self.faults_of(cells))
        return found

    def faults_of(self, cells: Sequence[str]) -> list[tuple[str, Fault]]:
        """Return what is wrong with a row, each with its column; it costs little for a good one.

        A row without faults states a sale.
        """
        columns = self._header.columns
        found = [(columns[at], fault) for at, known in self._cells if (fault := known[cells[at]])]
        if not found and self._may_conflict:
            named = [field for field, at in self._fields.items() if cells[at]]
            planar = "nonplanar" in named and not stated(
                "nonplanar", self._cell(cells, "nonplanar")
            )
            found = [("", fault) for fault in _conflicts(frozenset(named), planar)]
        if not found and (kind := self._cell(cells, "kind")):
            fault = self._contradicted(cells, kind)
            found = [(columns[self._fields["kind"]], fault)] if fault else []
        return found

    def _stated(self, cells: Sequence[str]) -> dict[str, Any]:
        named = ((field, cells[at]) for field, at in self._fields.items())
        return {"on": self._day, **{field: stated(field, cell) for field, cell in named if cell}}

    def _cell(self, cells: Sequence[str], field: str) -> str:
        at = self._fields.get(field)
        return "" if at is None else cells[at]

    def _contradicted(self, cells: Sequence[str], kind: str) -> Fault | None:
        """Say that the places of a row make it another kind of sale than it states."""
        day = date.fromisoformat(self._cell(cells, "on") or self._day.isoformat())
        places = (self._cell(cells, "ship_from") or _HOME, self._cell(cells, "destination"))
        origin, destination = (country(place, day) for place in places)
        key = (kind, origin, destination)
        if key not in self._kinds:
            self._kinds[key] = _wrong_kind(kind, origin, destination, day)
        return self._kinds[key]


def no_order(line: int, raw: str, error: ValidationError) -> BadRow:
    """Return a row set aside because its cells, each good by itself, state no sale together."""
    return bad_row(line, raw, [("", Fault("bad-order", reason(dict(error.errors()[0]))))])


@lru_cache(maxsize=1 << 12)
def _conflicts(named: frozenset[str], planar: bool) -> tuple[Fault, ...]:
    """Return what cannot stand together among the fields of a row."""
    given = {**dict.fromkeys(named, True), **({"nonplanar": False} if planar else {})}
    return tuple(Fault("conflicting-cells", said) for said in conflicts(given))


def _wrong_kind(kind: str, origin: str, destination: str, day: date) -> Fault | None:
    """Say that a sale from one place to another is not of this kind: a chip of any make."""
    stated = {"destination": destination, "ship_from": origin, "kind": kind, "on": day}
    try:
        resolve(Sale.model_validate({**ANY_SALE, **stated}))
    except UsageError as error:
        return error.faults[0]
    return None
