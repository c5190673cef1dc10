"""What the cells of frames come to: each judged once, and numbered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from earmark.batch.cells import Cells
from earmark.batch.outline import Outline
from earmark.frames.seen import Seen
from earmark.frames.shelf import Shelf
from earmark.law.rulebook import Law


class Answer(NamedTuple):
    """What a sale comes to, and how many companies it has."""

    outline: Outline
    companies: int


class Answers:
    """All answers that were given so far, by their numbers, from 1."""

    def __init__(self, judged: Cells, shelves: Sequence[Shelf]) -> None:
        self._judged = judged
        self._shelves = shelves
        self._found: list[Answer] = []
        self._numbers: dict[int, int] = {}
        self.seen = Seen()
        """Law and facts of all parts, and the numbers of the answers."""

    def __getitem__(self, number: int) -> Answer:
        """Return an answer."""
        return self._found[number - 1]

    def number(self, law: Law, key: tuple[int, ...]) -> int:
        """Judge sales of which ``key`` has law and facts; return the number of the answer."""
        each = [shelf.alike[one] for shelf, one in zip(self._shelves, key[1:], strict=True)]
        outline = self._judged.outline(law, tuple(part for parts in each for part in parts))
        number = self._numbers.setdefault(id(outline), len(self._found) + 1)
        if number > len(self._found):
            self._found.append(Answer(outline, len(each[1])))
        return number
