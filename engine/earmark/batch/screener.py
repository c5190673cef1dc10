"""Screening of many sales: a row in, what it comes to out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from earmark.batch.cells import Ask, Cells, Parts
from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.outline import Asked, Outline
from earmark.batch.parts import fill
from earmark.batch.signature import read_by
from earmark.batch.things import Things
from earmark.facts.parties import Registry
from earmark.law.rulebook import Law, Rulebook

BETWEEN: Final = " | "
"""Parts the texts of one cell."""

ADDED: Final = (
    *("verdict", "licence", "review_policy", "rules"),
    *("reason", "questions", "warnings"),
)
"""The columns that are added to a row."""


Added = tuple[str, ...]
"""What is added to a row, column by column."""


@dataclass(frozen=True)
class Screened:
    """A sale as many share it, and the things of this one."""

    outline: Outline
    parts: Parts

    @property
    def reason(self) -> str:
        """What the deciding rule says, or the law's own default."""
        return fill(self.outline.reason, self.parts)

    @cached_property
    def questions(self) -> list[str]:
        """What to ask, with where each answer leads."""
        return [f"{self.ask(one)} ({self._answers(one)})" for one in self.outline.questions]

    @cached_property
    def warnings(self) -> list[str]:
        """The red flags."""
        return [fill(one.says, self.parts) for one in self.outline.warnings]

    def ask(self, asked: Asked) -> str:
        """Return the words of a question."""
        return asked.ask if asked.thing is None else self.parts[asked.thing].asks(asked.fact)

    def _answers(self, asked: Asked) -> str:
        """Return where each answer to a question leads."""
        return "".join(
            piece if isinstance(piece, str) else self.parts[piece.thing].answers(piece)
            for piece in asked.answers
        )

    def cells(self) -> Added:
        """Return what stands in the columns of :data:`ADDED`."""
        one = self.outline
        return one.alike or (
            *(one.verdict, one.licence, one.review_policy, " ".join(one.rules), self.reason),
            *(BETWEEN.join(self.questions), BETWEEN.join(self.warnings)),
        )


class Screener:
    """Screens sales by the reference judge, each cell once.

    ``ask`` has the cells judged, if it is given: else they are judged at once.
    """

    def __init__(self, book: Rulebook, registry: Registry, ask: Ask | None = None) -> None:
        self.things = Things(registry, read_by(book))
        self.judged = Cells(book, ask)
        self._book = book

    def law(self, day: date) -> Law:
        """Return the law of a day."""
        return self._book.on(day)

    def screen_stated(self, stated: Mapping[str, str | bool], day: date) -> Screened:
        """Return what the sale comes to that states these fields, where cells are judged at once.

        Raises :class:`UsageError` for a place that is none.
        """
        chip, parties, itself = (
            tuple(map(stated.get, fields)) for fields in (CHIP, PARTIES, ITSELF)
        )
        things = (
            self.things.chip.on(chip, day).value,
            *self.things.companies.on(parties, day).value,
            self.things.itself.on(itself, day).value,
        )
        return Screened(self.judged.outline(self.law(day), things), things)
