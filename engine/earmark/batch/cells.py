"""Cells: sales that the law cannot tell apart, each judged once by the reference judge."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from earmark.alternatives import Alternatives
from earmark.batch.memory import Memory, Numbers
from earmark.batch.outline import Outline, outline
from earmark.batch.parts import Part
from earmark.batch.residue import Left, Residue, residue
from earmark.batch.signature import policies
from earmark.explain import Weighed
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.schema import ACTS
from earmark.sides import Sides

_COMBINED: Final = 1 << 18
_CELLS: Final = 1 << 15

Parts = tuple[Part, ...]


class _Last(NamedTuple):
    """What matters of the law for the sale itself, and the findings that it reads."""

    number: int
    kept: tuple[Left, ...]
    read: frozenset[str]


class Cells:
    """The cells of a rulebook that were met so far, and what each comes to."""

    def __init__(self, book: Rulebook) -> None:
        self._policies = policies(book)
        self._judged = 0
        self._known: Memory[Hashable, Outline] = Memory(_CELLS)
        self._combined: Memory[tuple[int, ...], Outline] = Memory(_COMBINED)
        self._left: Memory[tuple[int, date], tuple[int, Residue]] = Memory()
        self._last: Memory[tuple[int, frozenset[str]], _Last] = Memory()
        self._sliced: Memory[tuple[int, frozenset[str]], int] = Memory()
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
        """Return the outline of the cell: what matters of each thing names it."""
        *others, itself = left
        findings = frozenset[str]().union(*(residue.findings for _, residue in others))
        last = self._of_sale(*itself, findings)
        cell = *(self._slice(*one, last.read) for one in others), last.number
        if cell not in self._known:
            self._judged += 1
            self._known[cell] = outline(_weighed(law, parts, [one for _, one in others], last))
        return self._known[cell]

    def _of_one(self, law: Law, part: Part) -> tuple[int, Residue]:
        """Return what is left of the law for one thing, and a number for it."""
        found = residue(law, part.thing, self._policies)
        name = part.thing.about, part.thing.key, found.name(found.left)
        self._left[part.facts, law.day] = numbered = self._numbers.of(name), found
        return numbered

    def _of_sale(self, number: int, left: Residue, findings: frozenset[str]) -> _Last:
        """Return what matters for the sale itself, where these findings can stand."""
        key = number, findings
        if key not in self._last:
            kept, read = left.within_reach(findings).needed(frozenset())
            self._last[key] = _Last(self._numbers.of(left.name(kept)), kept, read)
        return self._last[key]

    def _slice(self, number: int, left: Residue, read: frozenset[str]) -> int:
        """Return the number of what matters of a thing where these findings do."""
        key = number, read
        if key not in self._sliced:
            kept, _ = left.needed(read)
            self._sliced[key] = self._numbers.of(left.name(kept))
        return self._sliced[key]


def _weighed(law: Law, parts: Parts, left: Iterable[Residue], last: _Last) -> Weighed:
    """Return a sale of a cell, weighed by what matters of the law, and by no more of it."""
    things = tuple(part.thing for part in parts)
    kept: dict[str, dict[str, Statement]] = {"sale": _by_id(last.kept)}
    for thing, of_it in zip(things, left, strict=False):
        kept.setdefault(thing.about, {}).update(_by_id(of_it.needed(last.read)[0]))
    statements = {
        about: tuple(one for one in every if one.rule.id in kept.get(about, {}))
        for about, every in law.statements.items()
    }
    stated = things[-1].options[0].values
    done = frozenset(act for act in ACTS if stated[f"sale.{act}"] is True)
    return Weighed(Sides(Alternatives(law.only(statements), things)), done)


def _by_id(kept: Iterable[Left]) -> dict[str, Statement]:
    return {one.statement.rule.id: one.statement for one in kept}
