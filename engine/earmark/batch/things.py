"""The things of a sale, each resolved once for all rows that state the same of it."""

from __future__ import annotations

from datetime import date

from earmark.batch.companies import Companies
from earmark.batch.fields import CHIP, ITSELF
from earmark.batch.memory import Numbers
from earmark.batch.parts import Part
from earmark.batch.signature import Paths, signature
from earmark.batch.stating import Cells, sale_of
from earmark.batch.timed import PLACE_TURNS, Standing, Timed, around
from earmark.facts.parties import Registry
from earmark.facts.records import Records
from earmark.facts.resolve import chip_of, itself_of
from earmark.matter import Thing


class Things:
    """Resolves the things of sales. ``paths`` are the facts that the rulebook reads."""

    def __init__(self, registry: Registry, paths: Paths) -> None:
        self._registry = registry
        self._paths = paths
        self._numbers = Numbers()
        companies = Companies(registry, self._part)
        self.chip = Timed(self._chip)
        """The chip by its cells."""
        self.itself = Timed(self._itself)
        """The sale itself by its cells."""
        self.parties = Timed(companies.of)
        """The companies by their cells, the purchaser first."""

    def _chip(self, cells: Cells, day: date) -> Standing[Part]:
        return around(day, PLACE_TURNS, self._part(chip_of(sale_of(CHIP, cells, day))))

    def _itself(self, cells: Cells, day: date) -> Standing[Part]:
        records = Records(self._registry, day)
        part = self._part(itself_of(sale_of(ITSELF, cells, day), records))
        return around(day, {*PLACE_TURNS, *records.turns}, part)

    def _part(self, thing: Thing) -> Part:
        return Part(thing, self._numbers.of(signature(thing, self._paths)))
