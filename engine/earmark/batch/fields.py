"""Which fields of a sale its chip, its companies and the sale itself are read from.

Every field but the day and the quantity belongs to exactly one of them, so each can be resolved by
itself, once for all rows that state the same.
"""

from __future__ import annotations

from typing import Final

from earmark.facts.roles import OPTIONS
from earmark.sale import Sale
from earmark.schema import ACTS

UNASKED: Final = ("on", "quantity")
"""The day, which goes with all of them, and what no rule asks."""

COMPANY: Final = ("", "_hq", "_parent_hq", "_address")
"""How the fields of a company go on behind its option."""

PARTIES: Final = tuple(option + end for option in OPTIONS for end in COMPANY)
ITSELF: Final = ("destination", "ship_from", "kind", "end_use", "seller", *ACTS)
CHIP: Final = tuple(name for name in Sale.model_fields if name not in (*PARTIES, *ITSELF, *UNASKED))
