"""From where sales are compared, what they come to there, and which rules make the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from earmark.conclusion import Answer
from earmark.explain import cited
from earmark.facts.parties import Registry
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Rulebook
from earmark.licensing import licence
from earmark.sale import Sale
from earmark.screening import unchecked, weigh
from earmark.verdict import Cited, RulebookUsed
from earmark.weighed import Weighed

ONE_JUDGE: Final = "The reference judged alone; earmark check asks the second judge too."
"""What every comparison says of itself."""

When = Literal["before", "after", "both"]


class Part(BaseModel):
    """A part of a comparison, as Python sees it and as ``--json`` prints it."""

    model_config = ConfigDict(frozen=True)


class StandpointNamed(Part):
    """From where orders are judged: a rulebook, and a day (``None``: each order on its own)."""

    name: str
    on: date | None
    rulebook: RulebookUsed


class Answered(Part):
    """What a sale comes to: its verdict, and the review policy of what is required."""

    verdict: Answer
    review_policy: str | None


@dataclass(frozen=True)
class Standpoint:
    """A standpoint that judges: a rulebook, and the day on which it judges every sale.

    ``registry`` says who is who; without one only the shipped parties are screened.
    """

    name: str
    book: Rulebook
    day: date | None = None
    registry: Registry | None = None

    def __post_init__(self) -> None:
        """Refuse a rulebook that judges no sales: it would allow whatever comes."""
        self.book.about("sale")

    @property
    def named(self) -> StandpointNamed:
        """Return what is said of it."""
        used = RulebookUsed(digest=self.book.digest, verified_through=self.book.verified_through)
        return StandpointNamed(name=self.name, on=self.day, rulebook=used)

    @property
    def law(self) -> Law:
        """Return the law of its day; without a day there is none that holds for every sale."""
        if self.day is None:
            raise ValueError("a standpoint without a day has no law of its own")
        return self.book.on(self.day)

    def place(self, sale: Sale) -> Sale:
        """Return the sale on the day of this standpoint."""
        return sale if self.day is None else sale.model_copy(update={"on": self.day})

    def weigh(self, sale: Sale) -> Weighed:
        """Return what the sale comes to here. Raises :class:`UsageError` where it is no sale."""
        placed = self.place(sale)
        return weigh(placed, resolve(placed, self.registry), self.book.on(placed.on))


Required = tuple[str, str, str | None, bool]
"""A requirement: its rule and review policy, what lifts it, and whether it is certain."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sale comes to, and the rules by which it does."""

    answer: Answered
    deciding: tuple[str, ...]
    required: frozenset[Required]


def judged(weighed: Weighed) -> Judged:
    """Return what a sale comes to."""
    found = licence(weighed)
    required = ((r.rule, r.review_policy, r.lifted_by, r.certain) for r in found.requirements)
    answer = Answered(verdict=weighed.verdict, review_policy=found.review_policy)
    return Judged(answer, weighed.deciding, frozenset(required))


def responsible(before: Judged, after: Judged) -> Mapping[str, When]:
    """Return the rules by which two answers differ, and where each of them decides.

    They are those that decide on one side only; where the verdict is the same, those that
    require a licence, or require it otherwise, on one side only. Where the same rules decide on
    both sides (one of them may be unconfirmed law on one) it is those.
    """
    if before.answer == after.answer:
        return {}
    if before.answer.verdict != after.answer.verdict:
        old, new = set(before.deciding), set(after.deciding)
        if old != new:
            old, new = old - new, new - old
    else:
        changed = before.required ^ after.required
        old, new = ({one[0] for one in side.required & changed} for side in (before, after))
    found: dict[str, When] = dict.fromkeys(old & new, "both")
    found |= dict.fromkeys(old - new, "before")
    found |= dict.fromkeys(new - old, "after")
    return {rule: found[rule] for rule in sorted(found)}


def caveats(before: Standpoint, after: Standpoint, last_day: date) -> tuple[str, ...]:
    """Return what was not checked; ``last_day`` is the latest on which a sale was judged."""
    not_checked = (
        said
        for standpoint in (before, after)
        for said in unchecked(standpoint.day or last_day, standpoint.book)
    )
    known = after.registry or registry()
    not_screened = known.not_screened(last_day)
    return tuple(dict.fromkeys((*not_screened, *not_checked, ONE_JUDGE)))


def law_cited(rule: Rule) -> Cited:
    """Return the first paragraph of law that a rule cites; every rule cites one."""
    return next(one for one in cited(rule.cites) if one.law)
