"""What others call the fields of an order: "Ultimate Consignee", "end user name", "ship date".

A column so called is never carried along unread: whoever wrote it meant a party, and the sale would
be judged without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "buyer": ("buyer", "customer", "client", "purchaser"),
    "subsidiary": ("subsidiary", "buying_entity"),
    "intermediate_consignee": ("intermediate_consignee", "freight_forwarder", "forwarder"),
    "consignee": ("consignee", "ultimate_consignee", "final_consignee"),
    "end_user": ("end_user", "final_user", "ultimate_user", "ultimate_end_user", "end_customer"),
}
_ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("", "_name", "_company", "_company_name"),
    "_hq": ("_hq", "_headquarters", "_seat", "_country"),
    "_parent_hq": ("_parent_hq", "_parent_headquarters", "_parent_country"),
    "_address": ("_address", "_street", "_street_address"),
}
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "destination": ("to", "destination_country", "ship_to_country", "country_of_destination"),
    "ship_from": ("ship_from_country", "country_of_export"),
    "chip": ("chip_name", "chip_model", "part_number"),
    "date": ("order_date", "sale_date", "ship_date", "shipment_date", "invoice_date"),
    "seller": ("seller_name", "exporter"),
    "end_use": ("intended_use",),
}
"""Only names for what a verdict can hang on: how many are sold is none of it."""


def _every() -> Iterator[tuple[str, str]]:
    for field, roles in _ROLES.items():
        for end, words in _ENDS.items():
            yield from ((role + word, field + end) for role in roles for word in words)
    for field, names in _OTHERS.items():
        yield from ((name, field) for name in names)


OTHER_NAMES: Final[Mapping[str, str]] = dict(_every())
"""The column of an order that each name means, all in small letters with underscores."""
