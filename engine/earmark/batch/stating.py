"""What rows state of one part of a sale, and the sale of which that part is so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from earmark.sale import Sale

Stated = str | bool | None
Cells = tuple[Stated, ...]
"""What a row states of one part of a sale, in the order of its fields; ``None`` for nothing."""

_STUB: Final = {"buyer": "A", "chip": "A", "destination": "US"}
"""Stands for what the part does not read."""


def sale_of(fields: Sequence[str], cells: Cells, day: date) -> Sale:
    """Return a sale of which one part is as stated."""
    stated = {name: cell for name, cell in zip(fields, cells, strict=True) if cell is not None}
    return Sale.model_validate({**_STUB, **stated, "on": day})
