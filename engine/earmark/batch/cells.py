"""Cells: sales that the law cannot tell apart, each judged once by the reference judge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from earmark.batch.bench import Bench, Case, Met
from earmark.batch.likeness import Likeness
from earmark.batch.memory import Memory, Numbers, Once
from earmark.batch.outline import Outline, Outlines, masked
from earmark.batch.parts import Part
from earmark.batch.residue import residue
from earmark.batch.signature import printed, read_by
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.matter import Thing
from earmark.unknowns.reach import Reach, heeded, reach

_CELLS: Final = 1 << 14
_ALIKE: Final = 1 << 12

Parts = tuple[Part, ...]

Step = tuple[Statement, int]
"""A statement that can still fire, and a number for what is left of it."""


class Cell:
    """A cell that was met; its outline is there once it has been judged."""

    __slots__ = ("outline",)

    outline: Outline


Ask = Callable[[Case, Cell], None]
"""Sees to it that a cell is judged, now or later."""


class Left(NamedTuple):
    """What is left of a law for one thing, by number; ``other`` stands for what is no statement."""

    number: int
    findings: frozenset[str]
    steps: tuple[Step, ...]
    other: int


class Last(NamedTuple):
    """What is left of a law for the sale itself, by number, and which findings that heeds."""

    number: int
    heeds: frozenset[str]


class Cells:
    """The cells of a rulebook that were met so far. ``ask`` has them judged; else they are here."""

    def __init__(self, book: Rulebook, ask: Ask | None = None) -> None:
        self._printed = printed(book)
        self._ask = ask or _at_once(Bench(book))
        self._met = 0
        self._known: Memory[Hashable, Cell] = Memory(_CELLS)
        self._likeness = Likeness(book, read_by(book))
        self._alike: Memory[Hashable, Left] = Memory(_ALIKE)
        self._left: Memory[tuple[int, date], Left] = Memory()
        self._last: Memory[tuple[int, frozenset[str]], Last] = Memory()
        self._heeded: Memory[tuple[int, frozenset[str]], int] = Memory()
        self._numbers = Numbers()
        self._sets = Once[frozenset[str]]()

    def __len__(self) -> int:
        """Return how many cells were met, each time they were."""
        return self._met

    def cell(self, law: Law, parts: Parts) -> Cell:
        """Return the cell of a sale: its things are the chip, the companies, the sale itself.

        What is left of the law for each thing names it, as far as that makes a difference: for the
        sale itself less is left where some findings cannot stand, and what the others bring about
        may be heeded by nothing that is left for it.
        """
        left = [self.left(law, part) for part in parts]
        *others, itself = left
        findings = self._sets[frozenset[str]().union(*(one.findings for one in others))]
        last = self._of_sale(itself, findings)
        heeded_of = (self._as_heeded(*one, last.heeds) for one in zip(others, parts, strict=False))
        name = *heeded_of, last.number
        if name not in self._known:
            self._met += 1
            cell = self._known[name] = Cell()
            numbers = (one.number for one in left)
            things = (partial(_met, law.day, part) for part in parts)
            self._ask(Case(law.day, tuple(zip(numbers, things, strict=True))), cell)
        return self._known[name]

    def outline(self, law: Law, parts: Parts) -> Outline:
        """Return what a sale comes to, where cells are judged at once."""
        return self.cell(law, parts).outline

    def left(self, law: Law, part: Part) -> Left:
        """Return what is left of a law for one thing, worked out once for all that are alike."""
        found = self._left.get((part.facts, law.day))
        if found is None:
            like = law, self._likeness.of(law, part.thing)
            found = self._alike.get(like)
            if found is None:
                found = self._alike[like] = self._of_like(law, part.thing)
            self._left[part.facts, law.day] = found
        return found

    def _of_like(self, law: Law, thing: Thing) -> Left:
        """Return what is left of the law for a thing: numbers, which take little room."""
        found = residue(law, thing, self._printed)
        steps = tuple((one.statement, self._numbers.of(one.name)) for one in found.left)
        findings = frozenset[str]()
        if thing.about != "sale":
            steps, within = _within_reach(steps, findings)
            findings = self._sets[within.findings]
        other = self._numbers.of((thing.about, thing.key, found.which, found.printed))
        return Left(self._number(steps, other), findings, steps, other)

    def _of_sale(self, left: Left, findings: frozenset[str]) -> Last:
        """Return what is left for the sale itself, where these findings can stand."""
        key = left.number, findings
        if key not in self._last:
            steps, within = _within_reach(left.steps, findings)
            self._last[key] = Last(self._of_heeded(steps, (), left.other), self._sets[within.heeds])
        return self._last[key]

    def _as_heeded(self, left: Left, part: Part, heeds: frozenset[str]) -> int:
        """Return the number of what is left for a thing, where only these findings are heeded."""
        if part.thing.doubt:
            # What tells its options apart is told of in sentences, heeded or not.
            return left.number
        key = left.number, self._sets[heeds & left.findings]
        if key not in self._heeded:
            self._heeded[key] = self._of_heeded(left.steps, heeds, left.other)
        return self._heeded[key]

    def _number(self, steps: Sequence[Step], other: int) -> int:
        return self._numbers.of((tuple(number for _, number in steps), other))

    def _of_heeded(self, steps: Sequence[Step], heeds: Collection[str], other: int) -> int:
        """Return the number of some steps, as far as they make a difference, and what else is."""
        found = _of(steps, heeded([statement for statement, _ in steps], heeds))
        return self._number(found, other)


def _at_once(bench: Bench) -> Ask:
    outlines = Outlines()

    def ask(case: Case, cell: Cell) -> None:
        cell.outline = outlines.one(bench.judged(case))

    return ask


def _met(day: date, part: Part) -> Met:
    return Met(day, masked(part.thing))


def _within_reach(
    steps: Sequence[Step], standing: frozenset[str]
) -> tuple[tuple[Step, ...], Reach]:
    """Return what can still fire where ``standing`` findings can be there, and what that reads."""
    found = reach((statement for statement, _ in steps), standing)
    return _of(steps, found.statements), found


def _of(steps: Sequence[Step], statements: Iterable[Statement]) -> tuple[Step, ...]:
    """Return the steps of some statements."""
    meant = set(map(id, statements))
    return tuple(step for step in steps if id(step[0]) in meant)
