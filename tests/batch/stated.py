"""Rows that state sales: what the tests of batch screening share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from earmark.batch.stating import Cells
from earmark.orders import Header, Row
from earmark.sale import Sale

Stated = Mapping[str, str]
"""What a row states: the text of each cell that is not empty, by its field."""


def header_of(*fields: str) -> Header:
    """Return the header of a file that has columns for these fields."""
    return Header(fields, {field: at for at, field in enumerate(fields)})


EVERY = header_of(*Sale.model_fields)
"""The header of a file that has a column for every field."""


def row_of(line: int, stated: Stated, header: Header = EVERY) -> Row:
    """Return a row of a file."""
    cells = [stated.get(field, "") for field in header.columns]
    return Row(line, cells, f"the text of line {line}")


def stated_by(sale: Sale) -> dict[str, str]:
    """Return what a row with this sale states."""
    said = {True: "yes", False: "no"}
    given = {name: getattr(sale, name) for name in sale.model_fields_set}
    return {
        name: said[one] if isinstance(one, bool) else str(one)
        for name, one in given.items()
        if one is not None
    }


def cells_of(sale: Sale, fields: tuple[str, ...]) -> Cells:
    """Return what a sale states of one of its parts."""
    given: dict[str, Any] = {name: getattr(sale, name) for name in sale.model_fields_set}
    texts = {name: one if isinstance(one, bool) else str(one) for name, one in given.items()}
    return tuple(map(texts.get, fields))
