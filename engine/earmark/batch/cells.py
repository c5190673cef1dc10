"""Cells: sales that the law cannot tell apart, each judged once by the reference judge."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from earmark.alternatives import Alternatives
from earmark.batch.memory import Memory, Numbers
from earmark.batch.outline import Outline, masked, outline
from earmark.batch.parts import Part
from earmark.batch.residue import Residue, residue
from earmark.batch.signature import policies
from earmark.explain import Weighed
from earmark.law.rulebook import Law, Rulebook
from earmark.schema import ACTS
from earmark.sides import Sides

_COMBINED: Final = 1 << 18
_CELLS: Final = 1 << 15

Parts = tuple[Part, ...]


class Cells:
    """The cells of a rulebook that were met so far, and what each comes to."""

    def __init__(self, book: Rulebook) -> None:
        self._policies = policies(book)
        self._judged = 0
        self._known: Memory[Hashable, Outline] = Memory(_CELLS)
        self._combined: Memory[tuple[int, ...], Outline] = Memory(_COMBINED)
        self._left: Memory[tuple[int, date], tuple[int, Residue]] = Memory()
        self._last: Memory[tuple[int, frozenset[str]], int] = Memory()
        self._numbers = Numbers()

    def __len__(self) -> int:
        """Return how many cells were judged."""
        return self._judged

    def outline(self, law: Law, parts: Parts) -> Outline:
        """Return what a sale comes to: its things are the chip, the companies, the sale itself."""
        day, known = law.day, self._left
        left = [known.get((part.facts, day)) or self._of_one(law, part) for part in parts]
        key = tuple([number for number, _ in left])
        found = self._combined.get(key)
        if found is None:
            found = self._combined[key] = self._of(law, parts, left)
        return found

    def _of(self, law: Law, parts: Parts, left: Sequence[tuple[int, Residue]]) -> Outline:
        """Return the outline of the cell: what is left of the law for each thing names it."""
        *others, itself = left
        findings = frozenset[str]().union(*(residue.findings for _, residue in others))
        cell = *(number for number, _ in others), self._of_sale(*itself, findings)
        if cell not in self._known:
            self._judged += 1
            self._known[cell] = outline(_weighed(law, parts))
        return self._known[cell]

    def _of_one(self, law: Law, part: Part) -> tuple[int, Residue]:
        """Return what is left of the law for one thing, and a number for it."""
        found = residue(law, part.thing, self._policies)
        name = part.thing.about, part.thing.key, found.name
        self._left[part.facts, law.day] = numbered = self._numbers.of(name), found
        return numbered

    def _of_sale(self, number: int, left: Residue, findings: frozenset[str]) -> int:
        """Return the number of what is left for the sale itself, where these findings can stand."""
        key = number, findings
        if key not in self._last:
            self._last[key] = self._numbers.of(left.within_reach(findings).name)
        return self._last[key]


def _weighed(law: Law, parts: Parts) -> Weighed:
    things = tuple(masked(part.thing) for part in parts)
    stated = things[-1].options[0].values
    done = frozenset(act for act in ACTS if stated[f"sale.{act}"] is True)
    return Weighed(Sides(Alternatives(law, things)), done)
