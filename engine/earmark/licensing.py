"""What licence a sale takes: the requirements, what else bars it, and the exceptions to it."""

from __future__ import annotations

from earmark.conclusion import DENY, REVIEW
from earmark.explain import cited
from earmark.law.rule import Rule
from earmark.schema import ACTS, strictest
from earmark.unknowns.sides import Side
from earmark.verdict import ExceptionHelp, Licence, Requirement
from earmark.weighed import Weighed
from earmark.wording import holders, sentence, shown


def licence(weighed: Weighed) -> Licence:
    """Return the requirements of all sides that carry the verdict, strictest policy first."""
    everywhere = {rule for rule, _ in weighed.every.everywhere}
    requirements: dict[str, Requirement] = {}
    for side in weighed.carrying:
        conclusion = weighed.conclusions[side]
        for rule in conclusion.requirements:
            if rule.id not in requirements:
                lifted = conclusion.lifted.get(rule.id)
                certain = rule.id in everywhere
                requirements[rule.id] = _requirement(rule, side, certain=certain, lifted=lifted)
    firm = [one for one in requirements.values() if one.certain]
    prohibited = _barred(weighed) if weighed.verdict == DENY else []
    if weighed.verdict == DENY and not prohibited:
        # Every side denies, though by another requirement.
        firm = firm or list(requirements.values())
    policy = strictest(one.review_policy for one in firm)
    ordered = sorted(
        requirements.values(), key=lambda one: (not one.certain, one.review_policy != policy)
    )
    depends = weighed.verdict == REVIEW or (bool(ordered) and not firm)
    return Licence(
        required=None if depends else weighed.verdict == DENY and bool(firm),
        review_policy=policy or None,
        requirements=tuple(ordered),
        prohibited_by=tuple(prohibited),
    )


def _barred(weighed: Weighed) -> list[str]:
    """Return the prohibitions of every side."""
    each = (weighed.conclusions[side].prohibitions for side in weighed.carrying)
    return sorted(set.intersection(*({rule.id for rule in rules} for rules in each)))


def _requirement(rule: Rule, side: Side, *, certain: bool, lifted: Rule | None) -> Requirement:
    return Requirement(
        rule=rule.id,
        review_policy=strictest(_policies(rule, side)),
        reason_for_control=rule.reason_for_control,
        conditions=rule.conditions,
        certain=certain,
        lifted_by=lifted.id if lifted else None,
    )


def _policies(rule: Rule, side: Side) -> list[str]:
    if not rule.review_policy.startswith("{"):
        return [rule.review_policy]
    path = rule.review_policy[1:-1]
    about = next(thing for statement, thing in side.firings if statement.rule is rule)
    spoken_of = holders(rule, about, side, path.partition(".")[0])
    return [shown(path, thing, side.assignment) or "not on file" for thing in spoken_of]


def exceptions(weighed: Weighed) -> tuple[ExceptionHelp, ...]:
    """Return the exceptions that lift a requirement, and those that could once acts are done.

    One could only if it would on every side that denies.
    """
    found: dict[str, ExceptionHelp] = {}
    helpful = set.intersection(
        *({one.rule.id for one in weighed.conclusions[side].helpful} for side in weighed.carrying)
    )
    for side in weighed.carrying:
        conclusion = weighed.conclusions[side]
        for rule in conclusion.lifted.values():
            found.setdefault(rule.id, _help(rule, side, (), used=True))
        for open_ in (one for one in conclusion.helpful if one.rule.id in helpful):
            takes = tuple(ACTS[act] for act in open_.outstanding)
            found.setdefault(open_.rule.id, _help(open_.rule, side, takes, used=False))
    return tuple(found.values())


def _help(rule: Rule, side: Side, takes: tuple[str, ...], *, used: bool) -> ExceptionHelp:
    about = next(thing for statement, thing in side.firings if statement.rule is rule)
    return ExceptionHelp(
        rule=rule.id,
        title=rule.title,
        says=sentence(rule, about, side),
        takes=takes,
        used=used,
        citations=cited(rule.cites),
    )
