"""The doubts about one thing, and the cells of each that a law can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from earmark.law.cells import Cell, cells
from earmark.law.rulebook import Law
from earmark.matter import Doubt, Ratio, Thing, doubt_of

YES_NO: Final = (Cell(True, "yes"), Cell(False, "no"))
"""The cells of a doubt about law."""


class Doubts(dict[str, Doubt]):
    """Everything that is doubtful about a thing, by the keys of the doubts.

    ``common`` gives the cells of doubts that other things of its sale have too.
    """

    def __init__(self, law: Law, thing: Thing, common: Mapping[str, tuple[Cell, ...]]) -> None:
        super().__init__(doubts_of(thing))
        self._law = law
        self._thing = thing
        self._cells = dict(common)

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Return the cells of a doubt, by its key; the same objects at every call."""
        if key not in self and key not in self._cells:
            return YES_NO
        if key not in self._cells:
            self._cells[key] = cells(self._law, self[key], scales([self._thing], key))
        return self._cells[key]


def scales(things: Iterable[Thing], key: str) -> Mapping[str, Fraction]:
    """Return the facts that are ratios of a doubt, each with its divisor (mm²)."""
    return {
        path: known.by
        for thing in things
        for option in thing.options
        for path, known in option.values.items()
        if isinstance(known, Ratio) and known.of.key == key
    }


def doubts_of(thing: Thing) -> dict[str, Doubt]:
    """Return everything that is doubtful about a thing, by the keys of the doubts."""
    found = {thing.doubt.key: thing.doubt} if thing.doubt else {}
    for option in thing.options:
        for known in option.values.values():
            doubt = doubt_of(known)
            if doubt:
                found[doubt.key] = doubt
    return found
