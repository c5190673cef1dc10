"""The things of a sale, each resolved once for all rows that state the same of it."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Final

from earmark.batch.companies import Companies
from earmark.batch.fields import CHIP, ITSELF
from earmark.batch.memory import Memory, Numbers, Once
from earmark.batch.parts import Part
from earmark.batch.signature import Paths, signature
from earmark.batch.stating import Cells, sale_of
from earmark.batch.timed import PLACE_TURNS, Standing, Timed, around, turns_of
from earmark.facts.countries import country
from earmark.facts.parties import Registry
from earmark.facts.records import Records
from earmark.facts.resolve import chip_of, itself_of
from earmark.matter import Thing

_PARTS: Final = 1 << 14


class Things:
    """Resolves the things of sales. ``paths`` are the facts that the rulebook reads."""

    def __init__(self, registry: Registry, paths: Paths) -> None:
        self._registry = registry
        self._paths = paths
        self._numbers = Numbers()
        self._parts: Memory[Hashable, Part] = Memory(_PARTS)
        self._names = Once[tuple[str, ...]]()
        self.companies = Companies(registry, self._part)
        """The companies by their cells, the purchaser first."""
        self.chip = Timed(self._chip)
        """The chip by its cells."""
        self.itself = Timed(self._itself)
        """The sale itself by its cells."""

    def _chip(self, cells: Cells, day: date) -> Standing[Part]:
        thing = chip_of(sale_of(CHIP, cells, day))
        return around(day, PLACE_TURNS, self._part(thing, thing.notes, ""))

    def _itself(self, cells: Cells, day: date) -> Standing[Part]:
        records = Records(self._registry, day)
        sale = sale_of(ITSELF, cells, day)
        thing = itself_of(sale, records)
        places = {country(text, day) for text in (sale.destination, sale.ship_from)}
        turns = {*turns_of(places), *records.turns}
        return around(day, turns, self._part(thing, thing.notes, ""))

    def _part(self, thing: Thing, notes: tuple[str, ...], called: str) -> Part:
        """Return a thing as a part of sales; the same thing is one part, whoever states it."""
        key = called, notes, self._all_of(thing)
        part = self._parts.get(key)
        if part is None:
            facts = self._numbers.of(signature(thing, self._paths))
            part = self._parts[key] = Part(thing, facts, notes, called)
        return part

    def _all_of(self, thing: Thing) -> Hashable:
        facts = [facts for one in thing.options for facts in (one.values, one.sources)]
        plain = thing.key, thing.about, thing.name, thing.doubt, thing.roles
        # Few things have other facts than all of their kind: their names are kept once.
        names = (self._names[tuple(one)] for one in facts)
        return (*plain, *names, *(tuple(one.values()) for one in facts))
