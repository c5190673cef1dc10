"""The options that state a sale, for every verb that takes one: the fields of ``earmark.Sale``."""

from __future__ import annotations

from typing import Final

from earmark.cli.options import UNCLAIMED, Options
from earmark.sale import Sale, conflicts

__all__ = ["UNCLAIMED", "declare", "flag", "stated_sale"]

_VALUES: Final = {
    **dict.fromkeys(("tpp", "die_area", "performance_density", "transfer_rate"), "FIGURE"),
    **dict.fromkeys(("memory_bandwidth", "memory_bandwidth_density"), "FIGURE"),
    "eccn": "ECCN",
    "chip": "MODEL",
    "kind": "KIND",
    "quantity": "NUMBER",
    "end_use": "USE",
}
_SALE: Final = Options(
    Sale,
    conflicts,
    flags={"destination": "--to", "ship_from": "--from"},
    places=("destination", "ship_from"),
    values=_VALUES,
)

flag = _SALE.flag
declare = _SALE.declare
stated_sale = _SALE.stated
