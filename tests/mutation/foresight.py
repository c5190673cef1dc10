"""What a deal will be answered, foreseen for a cell without stating it.

The same arithmetic as that of the verdict, on facts that are all taken: only doubtful law is left
open. What is foreseen decides which cells are worth screening, never what is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from earmark.conclusion import DENY, REVIEW, Conclusion, conclude
from earmark.investment_verdict import InvestmentVerdict
from earmark.law.rule import Effect, Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.schema import strictest
from earmark.verdict import Verdict
from mutation.standings import Assignment, Standing, judged
from mutation.world import Guess

_NO_ROLES: frozenset[str] = frozenset()

Answered = Verdict | InvestmentVerdict

Expected = dict[str, str | list[str]]
"""What a case expects."""

Foreseen = tuple[object, ...]
"""What a case can see of a verdict and its rules."""


def shown(verdict: Answered) -> Foreseen:
    """Return what a case can see: verdict, rules, warnings, exceptions, questions, policy."""
    return (
        verdict.verdict,
        frozenset(verdict.deciding),
        frozenset(finding.rule for finding in verdict.findings),
        frozenset(warning.rule for warning in verdict.warnings),
        _exceptional(verdict),
        frozenset(question.fact for question in verdict.questions),
        _policy_of(verdict),
    )


def _exceptional(verdict: Answered) -> frozenset[str]:
    """Return the exceptions that are named; an investment has none of its own."""
    return (
        frozenset(one.rule for one in verdict.exceptions)
        if isinstance(verdict, Verdict)
        else frozenset()
    )


def _policy_of(verdict: Answered) -> str | None:
    return verdict.licence.review_policy if isinstance(verdict, Verdict) else None


def expectation(before: Answered, after: Answered) -> Expected:
    """Return what a case has to expect so as to hold before, and not after."""
    fired, then = ({one.rule for one in verdict.findings} for verdict in (before, after))
    warned, now = ({one.rule for one in verdict.warnings} for verdict in (before, after))
    expected: Expected = {"verdict": before.verdict}
    for name in ("deciding", "questions", "exceptions"):
        stated, changed = (_names(name, verdict) for verdict in (before, after))
        if name == "deciding" or stated != changed:
            expected[name] = sorted(stated)
    lists = {"finds": fired - then, "never": then - fired, "warns": warned - now}
    expected.update({name: sorted(rules) for name, rules in lists.items() if rules})
    policy = _policy_of(before)
    if policy and policy != _policy_of(after):
        expected["policy"] = policy
    return expected


def _names(name: str, verdict: Answered) -> frozenset[str]:
    return {
        "deciding": frozenset(verdict.deciding),
        "questions": frozenset(question.fact for question in verdict.questions),
        "exceptions": _exceptional(verdict),
    }[name]


def seen(fired: Iterable[Statement]) -> frozenset[tuple[str, bool]]:
    """Return which rules are seen to fire, and which of them as a warning."""
    return frozenset((one.rule.id, warns(one)) for one in fired)


def warns(statement: Statement) -> bool:
    """Tell whether a rule is printed as a warning."""
    return statement.rule.effect is Effect.WARNS or statement.status is Status.NOT_ENFORCED


def foresee(law: Law, about: str, facts: Guess, standing: Standing) -> Foreseen:
    """Return what will be seen of the rules about the deal. Raises ``Asked`` for a fact."""
    sides: list[tuple[Assignment, list[Statement]]] = []
    for side in standing.sides:
        for assignment, fired in judged(
            law, about, facts, side.findings, _NO_ROLES, side.assignment
        ):
            sides.append((assignment, [*side.weighty, *fired]))
    weighed = [
        conclude(fired, lambda act: facts.value(f"sale.{act}") is True) for _, fired in sides
    ]
    verdicts = {one.verdict for one in weighed}
    verdict = verdicts.pop() if len(verdicts) == 1 else REVIEW
    carrying = [one for one in weighed if one.verdict == DENY] or weighed
    every = [{statement.rule.id for statement in fired} for _, fired in sides]
    return (
        verdict,
        _deciding(carrying),
        frozenset(pair for _, fired in sides for pair in seen(fired)),
        _exceptions(carrying),
        _policy(carrying, set.intersection(*every), verdict, standing),
        _asked(sides, weighed) if verdict == REVIEW else None,
    )


def _deciding(carrying: Sequence[Conclusion]) -> frozenset[str]:
    each = [frozenset(one.deciding) for one in carrying]
    return frozenset.intersection(*each) or frozenset().union(*each)


def _exceptions(carrying: Sequence[Conclusion]) -> frozenset[str]:
    helpful = [frozenset(open_.rule.id for open_ in one.helpful) for one in carrying]
    used = (rule.id for one in carrying for rule in one.lifted.values())
    return frozenset.intersection(*helpful).union(used)


def _policy(
    carrying: Sequence[Conclusion], certain: set[str], verdict: str, standing: Standing
) -> str:
    rules = {rule.id: rule for one in carrying for rule in one.requirements}
    firm = [rule for name, rule in rules.items() if name in certain]
    if verdict == DENY:
        firm = firm or list(rules.values())
    return strictest(text for rule in firm for text in _policies(rule, standing))


def _policies(rule: Rule, standing: Standing) -> list[str]:
    if not rule.review_policy.startswith("{"):
        return [rule.review_policy]
    path = rule.review_policy[1:-1]
    return [str(value) for name, value in standing.shown if name == path]


def _asked(
    sides: Sequence[tuple[Assignment, list[Statement]]], weighed: Sequence[Conclusion]
) -> frozenset[str]:
    """Return the doubts about law on which the verdict hangs."""
    found = set()
    ends = [
        (dict(assignment), one.verdict) for (assignment, _), one in zip(sides, weighed, strict=True)
    ]
    for left, said in ends:
        for right, other in ends:
            apart = {key for key in left.keys() & right.keys() if left[key] != right[key]}
            if said != other and len(apart) == 1:
                found |= apart
    return frozenset(found)
