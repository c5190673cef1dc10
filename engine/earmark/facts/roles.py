"""Who is a party to a sale, and in which roles (15 CFR 748.5).

Where the customer buys through a company of its own, that company is the purchaser and the
buyer becomes its parent, which is no party to the transaction. Consignee and end user default
to the purchaser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from earmark.facts.parties import Match
from earmark.facts.records import Records
from earmark.sale import Sale

_OPTIONS: Final = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """One company in a sale: the options that named it, how it was written, all its roles."""

    options: tuple[str, ...]
    written: str
    roles: frozenset[str]
    match: Match

    @property
    def option(self) -> str:
        """The option by which the company is called."""
        return self.options[0]


def named_in(sale: Sale) -> dict[str, str]:
    """Return the companies that a sale names, by the option that does."""
    stated = {option: getattr(sale, option) for option in _OPTIONS}
    return {option: written for option, written in stated.items() if written is not None}


def role_holders(sale: Sale, records: Records) -> list[RoleHolder]:
    """Return the companies of a sale, each once, the purchaser first."""
    purchaser = "subsidiary" if sale.subsidiary else "buyer"
    named = [
        (purchaser, "purchaser"),
        ("intermediate_consignee", "intermediate_consignee"),
        ("consignee" if sale.consignee else purchaser, "consignee"),
        ("end_user" if sale.end_user else purchaser, "end_user"),
        *([("buyer", "parent")] if sale.subsidiary else []),
    ]
    matches = {
        option: records.find(
            written, getattr(sale, f"{option}_hq"), getattr(sale, f"{option}_address")
        )
        for option, written in named_in(sale).items()
    }
    holders: dict[str, list[tuple[str, str]]] = {}
    for option, role in named:
        if option in matches:
            certain = matches[option].certain
            identity = certain.id if certain else getattr(sale, option).casefold()
            holders.setdefault(identity, []).append((option, role))
    return [_holder(sale, found, matches) for found in holders.values()]


def _holder(sale: Sale, named: list[tuple[str, str]], matches: Mapping[str, Match]) -> RoleHolder:
    options = tuple(sorted({option for option, _ in named}, key=_OPTIONS.index))
    written: str = getattr(sale, options[0])
    roles = frozenset(role for _, role in named)
    return RoleHolder(options, written, roles, matches[options[0]])
