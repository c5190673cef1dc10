"""Changes that come to nothing wherever the rule fires, so that no cell has to be judged."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from earmark.law.rule import Effect, Rule, Status
from earmark.law.rulebook import Law, Statement
from mutation.barred import barred_without, never_met, says_the_same
from mutation.changes import Change
from mutation.standings import reads, statements

NO_WEIGHT: Final = "it is seen alike, and nothing hangs on it"
NO_POLICY: Final = "what is doubtful, or not enforced, sets no review policy"
NO_DENIAL: Final = "it only warns besides, and no case can deny a warning of a rule that fires"
NO_BAR: Final = "wherever the dropped finding stands, the rule is barred without it"
NO_LIFT: Final = "what it lifts never stands within its scope"
NO_SCOPE: Final = "its scope is the same wherever there is something to lift"


def comes_to_nothing(change: Change, law: Law) -> str:
    """Say why a rule that fires as before comes to nothing else; nothing where it may."""
    if not (change.old and change.new):
        return ""
    before, after = (replace(one.rule, windows=()) for one in (change.old, change.new))
    if before == after:
        return _by_status(change, before, law)
    dropped = set(before.unless) - set(after.unless)
    if dropped and _like(before, after, "unless"):
        return NO_BAR if all(barred_without(name, after, law) for name in dropped) else ""
    if _doubtful(change.old, law) and _like(before, after, "review_policy"):
        return NO_POLICY
    if before.lifts and _like(before, after, "lifts") and never_met(change.lifted, before, law):
        return NO_LIFT
    if before.lifts and _like(before, after, "when") and says_the_same(before, after, law):
        return NO_SCOPE
    return ""


def _doubtful(statement: Statement, law: Law) -> bool:
    """Tell whether a rule is no certain law, or rests on a finding that no certain law makes."""
    made_for_sure = {one.rule.finding for one in statements(law) if one.status is Status.IN_FORCE}
    return statement.status is not Status.IN_FORCE or not made_for_sure.issuperset(
        statement.rule.given
    )


def _like(before: Rule, after: Rule, but: str) -> bool:
    return replace(before, **{but: getattr(after, but)}) == after


def _by_status(change: Change, rule: Rule, law: Law) -> str:
    """Say why it does not matter how sure it is that a rule is law."""
    assert change.new
    unread = not _readers(law, rule.finding)
    if unread and rule.effect is Effect.WARNS:
        return NO_WEIGHT
    if unread and rule.effect is Effect.FINDS and change.new.status is Status.NOT_ENFORCED:
        return NO_DENIAL
    sure = Status.NOT_ENFORCED not in {one.status for one in change.statements}
    return NO_WEIGHT if sure and _weightless(law, rule) else ""


def _readers(law: Law, name: str) -> list[Statement]:
    return [one for one in statements(law) if name in reads(one)]


def _weightless(law: Law, rule: Rule) -> bool:
    """Tell whether no verdict hangs on a rule, nor whether another rule is seen."""
    waiting, weightless = [rule], {rule.id}
    while waiting:
        rule = waiting.pop()
        if rule.effect not in (Effect.FINDS, Effect.WARNS):
            return False
        for reader in _readers(law, rule.finding):
            if rule.finding in reader.rule.unless:
                return False
            if reader.rule.id not in weightless:
                weightless.add(reader.rule.id)
                waiting.append(reader.rule)
    return True
