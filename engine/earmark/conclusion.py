"""From findings to allow or deny: the same arithmetic whichever judge made the findings.

Deny trumps allow. A requirement denies unless an exception lifts it; an exception whose acts
are still to be done lifts nothing, and is named. Where no rule requires a licence the EAR's
own default stands: no licence required.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from earmark.law.rule import Effect, Rule
from earmark.law.rulebook import Statement

Answer = Literal["allow", "deny", "review"]

ALLOW: Final = "allow"
DENY: Final = "deny"
REVIEW: Final = "review"


@dataclass(frozen=True, slots=True)
class ExceptionOpen:
    """An exception whose scope is met: what it lifts, and which acts are outstanding."""

    rule: Rule
    outstanding: tuple[str, ...]


@dataclass
class Conclusion:
    """What the rules that fired on one side come to."""

    requirements: list[Rule] = field(default_factory=list)
    lifted: dict[str, Rule] = field(default_factory=dict)
    prohibitions: list[Rule] = field(default_factory=list)
    exceptions: list[ExceptionOpen] = field(default_factory=list)

    @cached_property
    def standing(self) -> list[Rule]:
        """Requirements that nothing lifts."""
        return [rule for rule in self.requirements if rule.id not in self.lifted]

    @cached_property
    def verdict(self) -> Answer:
        """``deny`` where something stands in the way, else ``allow``."""
        return DENY if self.prohibitions or self.standing else ALLOW

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The ids of the rules that carry the verdict; none for the EAR's default."""
        if self.verdict == DENY:
            return tuple(rule.id for rule in (*self.prohibitions, *self.standing))
        return tuple(dict.fromkeys(rule.id for rule in self.lifted.values()))

    @property
    def helpful(self) -> list[ExceptionOpen]:
        """Exceptions that could lift a standing requirement once their acts are done.

        Where some other requirement would stand all the same, none is any help.
        """
        standing = {rule.id for rule in self.standing}
        within_reach = {name for open_ in self.exceptions for name in open_.rule.lifts}
        if self.prohibitions or not standing <= within_reach:
            return []
        return [open_ for open_ in self.exceptions if standing & set(open_.rule.lifts)]


def conclude(fired: Iterable[Statement], done: Callable[[str], bool]) -> Conclusion:
    """Weigh the rules that fired; ``done`` tells whether an act has been done."""
    conclusion = Conclusion()
    exceptions: list[Rule] = []
    for rule in (statement.rule for statement in fired if not statement.warns):
        if rule.effect is Effect.REQUIRES:
            conclusion.requirements.append(rule)
        elif rule.effect is Effect.PROHIBITS:
            conclusion.prohibitions.append(rule)
        elif rule.effect is Effect.LIFTS:
            exceptions.append(rule)
    required = {rule.id for rule in conclusion.requirements}
    for rule in exceptions:
        outstanding = tuple(act for act in rule.acts if not done(act))
        if outstanding:
            conclusion.exceptions.append(ExceptionOpen(rule, outstanding))
        else:
            conclusion.lifted.update((name, rule) for name in rule.lifts if name in required)
    return conclusion
