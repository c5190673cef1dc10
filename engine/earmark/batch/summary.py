"""What a run of many orders comes to: the counts, the groups, and what was not checked.

This is what ``--json`` writes and what the report shows. Nothing in it grows with the file: the
largest groups, lines and questions are kept, and how many there are is always told.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from earmark.conclusion import Answer
from earmark.verdict import Cited, ListUsed, RulebookUsed


class Part(BaseModel):
    """A part of the summary, as Python sees it and as ``--json`` writes it."""

    model_config = ConfigDict(frozen=True)


class Count(Part):
    """How many lines were answered how; ``name`` is what they share (a country, a chip, a rule)."""

    name: str
    allow: int = 0
    deny: int = 0
    review: int = 0


class Line(Part):
    """One line of the file that was not allowed, as far as lines are kept.

    ``row`` is the line of the file on which it begins. ``buyer`` names all companies of the sale.
    ``group`` is the place of its group in the summary, from 0.
    """

    row: int
    order_id: str
    buyer: str
    chip: str
    destination: str
    on: date
    quantity: str
    verdict: Answer
    group: int = 0
    reason: str
    questions: tuple[str, ...]
    warnings: tuple[str, ...]


class RuleCited(Part):
    """A rule that decides in a group, with all its sources."""

    rule: str
    title: str
    citations: tuple[Cited, ...]


class Group(Part):
    """Lines that are answered alike, by the same rules; ``lines`` counts all of them."""

    verdict: Answer
    licence: str
    review_policy: str
    rules: tuple[RuleCited, ...]
    conditions: tuple[str, ...]
    lines: int


class Ask(Part):
    """A question that many lines may hang on: whom it is about, and where each answer leads.

    ``fact`` is the kind of question ("buyer.headquarters"), ``ask`` its words.
    """

    fact: str
    ask: str
    lines: int


class Warned(Part):
    """A red flag, and on how many lines it stands; ``says`` is the first."""

    rule: str
    title: str
    says: str
    lines: int
    citations: tuple[Cited, ...]


class Counts(Part):
    """The reconciliation: ``read`` is the sum of the others, always."""

    read: int
    allowed: int
    denied: int
    review: int
    quarantined: int


class Sampled(Part):
    """How many rows were judged again from scratch, by both judges, and what differed."""

    rows: int
    differing: int
    chaining: str


class Input(Part):
    """The file that was read."""

    name: str
    digest: str


class Summary(Part):
    """Everything that a run of many orders comes to.

    ``by_question`` counts the lines under review by the kind of question that they hang on; one
    line may hang on several. ``lines`` and ``asks`` are cut (``counts`` and the groups are not);
    ``first`` and ``last`` are the days of the first and the last sale.
    """

    input: Input
    first: date | None
    last: date | None
    counts: Counts
    by_destination: tuple[Count, ...]
    by_chip: tuple[Count, ...]
    by_rule: tuple[Count, ...]
    by_question: tuple[Count, ...]
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[Warned, ...]
    cells: int
    sampled: Sampled
    not_screened: tuple[str, ...]
    caveats: tuple[str, ...]
    unread: tuple[str, ...]
    rulebook: RulebookUsed
    lists: tuple[ListUsed, ...]
    earmark: str
