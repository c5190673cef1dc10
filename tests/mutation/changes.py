"""What a mutant changes on one day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from earmark.judges.reference import Knowledge, holds
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.sale import FIRST_DAY, LAST_DAY
from mutation.mutants import Mutant


@dataclass(frozen=True, slots=True)
class Change:
    """One rule on one day, before and after; ``None`` where it is no law that day."""

    old: Statement | None
    new: Statement | None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The rule as it was and as it is, on a day on which it is law."""
        return tuple(statement for statement in (self.old, self.new) if statement)

    @property
    def rule(self) -> Rule:
        """The rule, as it was if it was."""
        return self.statements[0].rule

    @property
    def comes_to_something_else(self) -> bool:
        """Tell whether the rule differs in what it comes to where it fires."""
        return len({weight(statement) for statement in self.statements}) > 1

    @property
    def by_status(self) -> bool:
        """Tell whether it is as what law the rule stands, and not what it says, that differs."""
        return len({(one.status, one.doubt) for one in self.statements}) > 1

    @property
    def by_policy(self) -> bool:
        """Tell whether the review policy differs."""
        return len({one.rule.review_policy for one in self.statements}) > 1

    @property
    def lifted(self) -> frozenset[str]:
        """The requirements that the rule lifts in one version and not in the other."""
        found = [frozenset(statement.rule.lifts) for statement in self.statements]
        return found[0] ^ found[-1]

    def may_matter(self, law: Law, known: Knowledge) -> bool:
        """Tell whether the facts leave room for a difference. Raises ``Asked``."""
        old, *new = [statement.rule.when for statement in self.statements]
        if new and new[0] != old:
            return holds(old, law, known) != holds(new[0], law, known)
        return holds(old, law, known)

    def matters(
        self, law: Law, known: Knowledge, findings: Collection[str], roles: frozenset[str]
    ) -> bool:
        """Tell whether the rule comes to something else here. Raises ``Asked``."""
        fires = [
            bool(statement) and _could_fire(statement.rule, law, known, findings, roles)
            for statement in (self.old, self.new)
        ]
        return fires[0] != fires[1] or (all(fires) and self.comes_to_something_else)


def weight(statement: Statement) -> tuple[object, ...]:
    """Return what a rule comes to where it fires, as far as a mutant changes it."""
    rule = statement.rule
    return statement.status, statement.doubt, rule.review_policy, rule.lifts, rule.acts


def _lasting(rule: Rule) -> Rule:
    """Return the rule without its windows: what it says on a day on which it is law."""
    return replace(rule, windows=())


def _could_fire(
    rule: Rule, law: Law, known: Knowledge, findings: Collection[str], roles: frozenset[str]
) -> bool:
    if rule.roles and not rule.roles & roles:
        return False
    if not set(rule.given) <= set(findings) or not set(rule.unless).isdisjoint(findings):
        return False
    if rule.lifts and set(rule.lifts).isdisjoint(findings):
        return False
    return holds(rule.when, law, known)


def changes(book: Rulebook, other: Rulebook, mutant: Mutant, day: date) -> tuple[Change, ...]:
    """Return what differs on a day between two rulebooks that a mutant tells apart."""
    ids = [rule.id for rule in mutant.changed]
    both = (Change(_statement(book, name, day), _statement(other, name, day)) for name in ids)
    return tuple(change for change in both if not _same(change))


def _statement(book: Rulebook, name: str, day: date) -> Statement | None:
    rule = book.by_id[name]
    return next((one for one in book.on(day).statements[rule.about] if one.rule is rule), None)


def _same(change: Change) -> bool:
    if not (change.old and change.new):
        return not (change.old or change.new)
    return weight(change.old) == weight(change.new) and (
        _lasting(change.old.rule) == _lasting(change.new.rule)
    )


def days(book: Rulebook, other: Rulebook, mutant: Mutant) -> list[tuple[date, tuple[Change, ...]]]:
    """Return the first day of each stretch on which the two differ, with what differs."""
    starts = {FIRST_DAY, *book.boundaries, *other.boundaries}
    every = [(day, changes(book, other, mutant, day)) for day in sorted(starts)]
    return [(day, found) for day, found in every if found and FIRST_DAY <= day <= LAST_DAY]
