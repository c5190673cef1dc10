"""Who is a party to a sale, and in which roles (15 CFR 748.5).

Where the customer buys through a company of its own, that company is the purchaser and the
buyer becomes its parent, which is no party to the transaction. Consignee and end user default
to the purchaser.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from earmark.facts.parties import Match
from earmark.facts.records import Records
from earmark.sale import Sale

OPTIONS: Final = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")
"""The fields of a sale that name companies."""


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

    @property
    def identity(self) -> str:
        """What it has in common with another name of the same company."""
        return self.match.certain.id if self.match.certain else self.written.casefold()


def named_in(sale: Sale) -> dict[str, str]:
    """Return the companies that a sale names, by the option that does."""
    stated = {option: getattr(sale, option) for option in OPTIONS}
    return {option: written for option, written in stated.items() if written is not None}


def roles(options: Collection[str]) -> dict[str, frozenset[str]]:
    """Return in which roles each of these options names a company, the purchaser first."""
    purchaser = "subsidiary" if "subsidiary" in options else "buyer"
    found: dict[str, set[str]] = {purchaser: {"purchaser"}}
    for role in ("intermediate_consignee", "consignee", "end_user"):
        if role in options:
            found.setdefault(role, set()).add(role)
        elif role != "intermediate_consignee":
            found[purchaser].add(role)
    if purchaser != "buyer":
        found["buyer"] = {"parent"}
    return {option: frozenset(roles) for option, roles in found.items()}


def holder(sale: Sale, option: str, roles: frozenset[str], records: Records) -> RoleHolder:
    """Return the company that an option of a sale names, by itself."""
    stated = (getattr(sale, f"{option}{end}") for end in ("", "_hq", "_address"))
    written, seat, address = stated
    return RoleHolder((option,), written, roles, records.find(written, seat, address))


def role_holders(sale: Sale, records: Records) -> list[RoleHolder]:
    """Return the companies of a sale, each once, the purchaser first."""
    named = roles(named_in(sale))
    alone = {option: holder(sale, option, held, records) for option, held in named.items()}
    found: dict[str, list[str]] = {}
    for option, one in alone.items():
        found.setdefault(one.identity, []).append(option)
    return [_merged(sale, alone, options) for options in found.values()]


def _merged(sale: Sale, alone: Mapping[str, RoleHolder], named: list[str]) -> RoleHolder:
    options = tuple(sorted(named, key=OPTIONS.index))
    held = frozenset(role for option in named for role in alone[option].roles)
    written: str = getattr(sale, options[0])
    return RoleHolder(options, written, held, alone[options[0]].match)
