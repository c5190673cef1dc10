"""Who is a party to a sale, and in which roles (15 CFR 748.5).

Where the customer buys through a company of its own, that company is the purchaser and the
buyer becomes its parent, which is no party to the transaction. Consignee and end user default
to the purchaser.
"""

from __future__ import annotations

from dataclasses import dataclass

from earmark.facts.parties import Match, registry
from earmark.sale import Sale


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """One company in a sale: the option that named it, how it was written, all its roles."""

    option: str
    written: str
    roles: frozenset[str]
    match: Match


def role_holders(sale: Sale) -> list[RoleHolder]:
    """Return the companies of a sale, each once, the purchaser first."""
    purchaser = "subsidiary" if sale.subsidiary else "buyer"
    named = [
        (purchaser, "purchaser"),
        ("intermediate_consignee", "intermediate_consignee"),
        ("consignee" if sale.consignee else purchaser, "consignee"),
        ("end_user" if sale.end_user else purchaser, "end_user"),
        *([("buyer", "parent")] if sale.subsidiary else []),
    ]
    holders: dict[str, RoleHolder] = {}
    for option, role in named:
        written: str | None = getattr(sale, option)
        if written is None:
            continue
        match = registry().find(written)
        identity = match.certain.id if match.certain else written.casefold()
        held = holders.get(identity)
        roles = (held.roles if held else frozenset()) | {role}
        first = held or RoleHolder(option, written, frozenset(), match)
        holders[identity] = RoleHolder(first.option, first.written, roles, match)
    return list(holders.values())
