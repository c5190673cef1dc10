"""Rows judged again from scratch, by both judges: a fault in the short cuts would show here."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from math import exp, floor, log
from typing import Final, NamedTuple

from earmark.batch.screener import BETWEEN, Added
from earmark.batch.telling import Told
from earmark.facts.parties import Registry
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import Rulebook
from earmark.orders import Form, Header, Order, Row
from earmark.orders.table import Table
from earmark.screening import screen
from earmark.second_opinion import unheard
from earmark.verdict import Verdict

SIZE: Final = 64
"""How many rows of a file are judged again."""


class Sampled(NamedTuple):
    """What came of it: the rows, those that differ and how, and why a second judge was silent."""

    rows: int
    differing: tuple[str, ...]
    silent: str


class Sample:
    """A random sample of the rows offered, each as likely as any other; the seed is fixed."""

    def __init__(self, header: Header, on: date, book: Rulebook, registry: Registry) -> None:
        self._form = Form(header, on)
        self._book = book
        self._registry = registry
        self._random = random.Random(0)  # noqa: S311 - nothing secret is drawn
        self._drawn: list[tuple[int, Sequence[str], Added]] = []
        self._offered = 0
        self._largest = 1.0
        self._next = 0
        """The place of the next row to be drawn, among all that are offered."""

    def offer(self, table: Table, told: Sequence[Told]) -> None:
        """Maybe draw some of these rows, with what each came to."""
        while self._next - self._offered < len(table):
            at = self._next - self._offered
            line, cells, _ = table.row(at)
            drawn = line, cells, told[at].added
            if len(self._drawn) < SIZE:
                self._drawn.append(drawn)
            else:
                self._drawn[self._random.randrange(SIZE)] = drawn
            self._next += 1 + self._skipped()
        self._offered += len(table)

    def _skipped(self) -> int:
        """Return how many rows come before the next that is drawn (Li's algorithm L)."""
        if len(self._drawn) < SIZE:
            return 0
        self._largest *= exp(log(1 - self._random.random()) / SIZE)
        return floor(log(1 - self._random.random()) / log(1 - self._largest))

    def judged_again(self) -> Sampled:
        """Return what comes of judging the sample from scratch."""
        differing, silent = [], ""
        with Chaining() as chaining:
            for line, cells, added in sorted(self._drawn):
                order = self._form.order_of(Row(line, list(cells), ""))
                if not isinstance(order, Order):
                    differing.append(f"line {line}: {order.message}")
                    continue
                verdict = screen(
                    order.sale, rulebook=self._book, registry=self._registry, chaining=chaining
                )
                again = _columns(verdict)
                short = _told(added)
                if again != short or "differences" in verdict.judges:
                    differing.append(f"line {line}: {_difference(short, again)}")
                silent = unheard(verdict.judges) or silent
        return Sampled(len(self._drawn), tuple(differing), silent)


def _told(added: Added) -> tuple[str, ...]:
    verdict, _, policy, rules, _, questions, _ = added
    return verdict, policy, rules, questions


def _columns(verdict: Verdict) -> tuple[str, ...]:
    """Return what of the columns a verdict from scratch tells too."""
    questions = (
        f"{one.ask} ({'; '.join(f'{side.answer}: {side.verdict}' for side in one.if_)})"
        for one in verdict.questions
    )
    policy = verdict.licence.review_policy or ""
    return verdict.verdict, policy, " ".join(verdict.deciding), BETWEEN.join(questions)


def _difference(short: tuple[str, ...], again: tuple[str, ...]) -> str:
    told = next(((one, two) for one, two in zip(short, again, strict=True) if one != two), None)
    return f"{told[0]!r} became {told[1]!r}" if told else "the two judges disagree"
