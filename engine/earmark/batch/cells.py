"""Cells: sales that the law cannot tell apart, each judged once by the reference judge."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final, NamedTuple

from earmark.alternatives import Alternatives
from earmark.batch.memory import Memory, Numbers
from earmark.batch.outline import Outline, masked, outline
from earmark.batch.parts import Part
from earmark.batch.residue import residue
from earmark.batch.signature import policies
from earmark.explain import Weighed
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.reach import reach
from earmark.schema import ACTS
from earmark.sides import Sides
from earmark.ways import Ways

_COMBINED: Final = 1 << 18
_CELLS: Final = 1 << 15
_WAYS: Final = 1 << 12

Parts = tuple[Part, ...]

Step = tuple[Statement, int]
"""A statement that can still fire, and a number for what is left of it."""


class _Left(NamedTuple):
    """What is left of a law for one thing, by number; ``other`` stands for what is no statement."""

    number: int
    findings: frozenset[str]
    steps: tuple[Step, ...]
    other: int


class Cells:
    """The cells of a rulebook that were met so far, and what each comes to."""

    def __init__(self, book: Rulebook) -> None:
        self._policies = policies(book)
        self._judged = 0
        self._known: Memory[Hashable, Outline] = Memory(_CELLS)
        self._combined: Memory[tuple[int, ...], Outline] = Memory(_COMBINED)
        self._left: Memory[tuple[int, date], _Left] = Memory()
        self._last: Memory[tuple[int, frozenset[str]], int] = Memory()
        self._numbers = Numbers()
        self._ways: Memory[int, Ways] = Memory(_WAYS)

    def __len__(self) -> int:
        """Return how many cells were judged."""
        return self._judged

    def outline(self, law: Law, parts: Parts) -> Outline:
        """Return what a sale comes to: its things are the chip, the companies, the sale itself."""
        day, known = law.day, self._left
        left = [known.get((part.facts, day)) or self._of_one(law, part) for part in parts]
        key = tuple([one.number for one in left])
        found = self._combined.get(key)
        if found is None:
            found = self._combined[key] = self._of(law, parts, left)
        return found

    def _of(self, law: Law, parts: Parts, left: Sequence[_Left]) -> Outline:
        """Return the outline of the cell: what is left of the law for each thing names it."""
        *others, itself = left
        findings = frozenset[str]().union(*(one.findings for one in others))
        cell = *(one.number for one in others), self._of_sale(itself, findings)
        if cell not in self._known:
            self._judged += 1
            self._known[cell] = outline(self._weighed(law, parts, left))
        return self._known[cell]

    def _of_one(self, law: Law, part: Part) -> _Left:
        """Return what is left of the law for one thing: numbers, which take little room."""
        found = residue(law, part.thing, self._policies)
        steps = tuple((one.statement, self._numbers.of(one.name)) for one in found.left)
        findings = frozenset[str]()
        if part.thing.about != "sale":
            steps, findings = _within_reach(steps, findings)
        numbers = tuple(number for _, number in steps)
        other = self._numbers.of((part.thing.about, part.thing.key, found.which, found.printed))
        whole = _Left(self._numbers.of((numbers, other)), findings, steps, other)
        self._left[part.facts, law.day] = whole
        return whole

    def _of_sale(self, left: _Left, findings: frozenset[str]) -> int:
        """Return the number of what is left for the sale itself, where these findings can stand."""
        key = left.number, findings
        if key not in self._last:
            steps, _ = _within_reach(left.steps, findings)
            self._last[key] = self._numbers.of((tuple(number for _, number in steps), left.other))
        return self._last[key]

    def _weighed(self, law: Law, parts: Parts, left: Sequence[_Left]) -> Weighed:
        ways = [self._ways_of(law, part, one) for part, one in zip(parts, left, strict=True)]
        stated = parts[-1].thing.options[0].values
        done = frozenset(act for act in ACTS if stated[f"sale.{act}"] is True)
        return Weighed(Sides(Alternatives(law, ways)), done)

    def _ways_of(self, law: Law, part: Part, left: _Left) -> Ways:
        """Return what can come of a thing: the same for all of which the same is left."""
        ways = self._ways.get(left.number)
        if ways is None:
            ways = self._ways[left.number] = Ways(law, masked(part.thing))
        return ways


def _within_reach(
    steps: tuple[Step, ...], standing: frozenset[str]
) -> tuple[tuple[Step, ...], frozenset[str]]:
    """Return what can still fire where ``standing`` findings can be there, and all of those."""
    found = reach((statement for statement, _ in steps), standing)
    kept = set(map(id, found.statements))
    return tuple(step for step in steps if id(step[0]) in kept), found.findings
