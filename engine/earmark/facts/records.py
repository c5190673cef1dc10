"""What is on file as of a day: the registry, seen from the day of a sale or an investment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from earmark.facts.countries import country
from earmark.facts.parties import Match, Party, Registry

_NOWHERE: Final = frozenset[str]()
"""One for all names that are asked for without a place: many are kept."""


@dataclass(frozen=True)
class Records:
    """A registry, and the day as of which it is asked.

    ``turns`` gathers the days on which what was told may begin to be another: between two of them
    everything asked so far is answered alike.
    """

    registry: Registry
    on: date
    turns: set[date] = field(default_factory=set)

    def find(self, name: str, seat: str | None = None, address: str | None = None) -> Match:
        """Return whom a name means, or may mean; headquarters and address are as stated, if so."""
        countries = frozenset([country(seat, self.on)]) if seat else _NOWHERE
        match = self.registry.find(name, countries, address or "")
        self._met((match.certain, *(hit.party for hit in match.possible)))
        return match

    def parent(self, party: Party) -> Party | None:
        """Return its ultimate parent, where one is on file (maybe itself)."""
        parent = self.registry.party(party.parent) if party.parent else None
        self._met((parent,))
        return parent

    def family(self, party: Party | None) -> list[Party]:
        """Return the companies of its group, itself among them."""
        kin = self.registry.family(party) if party else []
        self._met(kin)
        return kin

    def _met(self, parties: Iterable[Party | None]) -> None:
        self.turns.update(day for party in parties if party for day in party.turns)
