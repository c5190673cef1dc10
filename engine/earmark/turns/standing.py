"""A sale under the law of one day, and what a timeline tells of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from earmark import explain, licensing
from earmark.conclusion import Answer
from earmark.facts.resolve import Matter
from earmark.law.rulebook import Law
from earmark.matter import Thing
from earmark.sale import Sale
from earmark.screening import weigh
from earmark.verdict import ExceptionHelp, Licence, Question
from earmark.weighed import Weighed

DECIDES, HELPS = "decides", "could help"


@dataclass(frozen=True, slots=True)
class Told:
    """What makes days alike: two of them that are told alike belong to one period."""

    verdict: Answer
    review_policy: str | None
    deciding: frozenset[str]
    exceptions: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True, eq=False)
class Standing:
    """A sale, what was known of its things on a day, and a law to judge them by."""

    sale: Sale
    matter: Matter
    law: Law

    def is_like(self, other: Standing) -> bool:
        """Tell whether both are the same in law and in fact, so that one judgement serves both."""
        return self.law is other.law and self.matter.things == other.matter.things

    def under(self, law: Law) -> Standing:
        """Return the same sale and facts under another law."""
        return replace(self, law=law)

    def knowing(self, thing: Thing) -> Standing:
        """Return the same sale and law, with other facts about one thing."""
        things = tuple(thing if one.key == thing.key else one for one in self.matter.things)
        return replace(self, matter=replace(self.matter, things=things))

    @cached_property
    def weighed(self) -> Weighed:
        """All sides of the sale with what each comes to."""
        return weigh(self.sale, self.matter, self.law)

    @cached_property
    def licence(self) -> Licence:
        """Whether a licence is required, and under which policy it would be judged."""
        return licensing.licence(self.weighed)

    @cached_property
    def exceptions(self) -> tuple[ExceptionHelp, ...]:
        """The exceptions that are used or could help whatever the unknowns turn out to be."""
        certain = {rule for rule, _ in self.weighed.every.everywhere}
        return tuple(one for one in licensing.exceptions(self.weighed) if one.rule in certain)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The unknowns on which the verdict hangs."""
        return explain.questions(self.weighed)

    @cached_property
    def told(self) -> Told:
        """What a timeline tells of the day."""
        return Told(
            self.weighed.verdict,
            self.licence.review_policy,
            frozenset(self.weighed.deciding),
            frozenset(one.rule for one in self.exceptions),
            frozenset(question.ask for question in self.questions),
        )

    def does(self, rule: str) -> str:
        """Return what a rule does for the answer: it decides, it could help, or (empty) neither."""
        if rule in self.weighed.deciding:
            return DECIDES
        return HELPS if any(one.rule == rule for one in self.exceptions) else ""
