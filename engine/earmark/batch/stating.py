"""What rows state of one part of a sale, and the sale of which that part is so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from earmark.sale import ANY_SALE, Sale

Stated = str | bool | None
Cells = tuple[Stated, ...]
"""What a row states of one part of a sale, in the order of its fields; ``None`` for nothing."""


def sale_of(fields: Sequence[str], cells: Cells, day: date) -> Sale:
    """Return a sale of which one part is as stated."""
    stated = {name: cell for name, cell in zip(fields, cells, strict=True) if cell is not None}
    return Sale.model_validate({**ANY_SALE, **stated, "on": day})
