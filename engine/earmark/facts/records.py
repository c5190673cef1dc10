"""What is on file as of a day: the registry, seen from the day of a sale or an investment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from earmark.facts.countries import country
from earmark.facts.parties import Match, Party, Registry


@dataclass(frozen=True)
class Records:
    """A registry, and the day as of which it is asked."""

    registry: Registry
    on: date

    def find(self, name: str, seat: str | None = None, address: str | None = None) -> Match:
        """Return whom a name means, or may mean; headquarters and address are as stated, if so."""
        countries = frozenset([country(seat, self.on)] if seat else [])
        return self.registry.find(name, countries, address or "")

    def parent(self, party: Party) -> Party | None:
        """Return its ultimate parent, where one is on file (maybe itself)."""
        return self.registry.party(party.parent) if party.parent else None

    def family(self, party: Party | None) -> list[Party]:
        """Return the companies of its group, itself among them."""
        return self.registry.family(party) if party else []
