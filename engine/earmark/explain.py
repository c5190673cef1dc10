"""From the sides of a sale to the verdict that people and machines read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from earmark.conclusion import ALLOW, DENY, REVIEW, Answer, Conclusion, conclude
from earmark.law.cells import Cell, label
from earmark.law.rule import Citation, Rule
from earmark.law.rulebook import Statement
from earmark.matter import Thing
from earmark.schema import ACTS, DEALS, THINGS, strictest
from earmark.sides import Side, Sides
from earmark.verdict import (
    About,
    AnswerSide,
    Cited,
    ExceptionHelp,
    Finding,
    Licence,
    Question,
    Requirement,
    Warned,
)
from earmark.wording import facts_of, holders, sentence, shown, sources_of


@dataclass(frozen=True)
class Weighed:
    """All sides of a sale with what each comes to."""

    every: Sides
    done: frozenset[str]
    _drawn: dict[tuple[int, ...], Conclusion] = field(default_factory=dict)
    _of_side: dict[Side, Conclusion] = field(default_factory=dict)

    @cached_property
    def conclusions(self) -> Mapping[Side, Conclusion]:
        """Return the conclusion of each side."""
        return {side: self.conclude(side) for side in self.sides}

    def conclude(self, side: Side) -> Conclusion:
        """Return what a side comes to."""
        if side not in self._of_side:
            weighty = [statement for outcome in side.outcomes for statement in outcome.weighty]
            # Statements live as long as their law: an identity is a cheap and lasting name.
            key = tuple(map(id, weighty))
            if key not in self._drawn:
                self._drawn[key] = conclude(weighty, self.done.__contains__)
            self._of_side[side] = self._drawn[key]
        return self._of_side[side]

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return all sides, in a fixed order."""
        return self.every.all

    @cached_property
    def verdict(self) -> Answer:
        """Return what all sides agree on, or ``review``."""
        verdicts = {conclusion.verdict for conclusion in self.conclusions.values()}
        return verdicts.pop() if len(verdicts) == 1 else REVIEW

    @cached_property
    def carrying(self) -> list[Side]:
        """Return the sides whose rules carry the verdict: those that deny, if any does."""
        denying = [side for side in self.sides if self.conclusions[side].verdict == DENY]
        return denying or list(self.sides)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Return the ids of the rules that carry the verdict: those of every side, if any are."""
        each = [self.conclusions[side].deciding for side in self.carrying]
        common = set(each[0]).intersection(*each)
        return _unique(name for names in each for name in names if not common or name in common)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# -- findings --------------------------------------------------------------------------------


def findings(weighed: Weighed) -> tuple[Finding, ...]:
    """Return every rule that fires on some side, marked where it does not on all."""
    everywhere = weighed.every.everywhere
    found: dict[tuple[str, str], Finding] = {}
    for side in (*weighed.carrying, *weighed.sides):
        for statement, thing in side.firings:
            key = statement.rule.id, thing.key
            if key not in found:
                found[key] = _finding(statement, thing, side, certain=key in everywhere)
    return tuple(sorted(found.values(), key=lambda finding: THINGS.index(finding.about)))


def _finding(statement: Statement, thing: Thing, side: Side, *, certain: bool) -> Finding:
    rule = statement.rule
    facts = facts_of(rule, thing, side)
    return Finding(
        rule=rule.id,
        title=rule.title,
        about=cast("About", rule.about),
        subject=_called(thing, side),
        finding=rule.finding,
        effect=rule.effect.value,
        says=sentence(rule, thing, side),
        because=_because(rule, thing, side),
        facts=facts,
        sources=sources_of(facts, thing, side),
        citations=cited(rule.cites),
        certain=certain,
        note=rule.note or None,
    )


def _called(thing: Thing, side: Side) -> str:
    if thing.doubt is None:
        return thing.name
    return shown(f"{thing.about}.name", thing, side.assignment)


def _because(rule: Rule, thing: Thing, side: Side) -> tuple[str, ...]:
    """Return the ids of the rules on whose findings this one rests."""
    return _unique(
        other.rule.id
        for other, about in side.firings
        if other.rule.finding in rule.given and (rule.about in DEALS or about is thing)
    )


def cited(cites: Sequence[Citation]) -> tuple[Cited, ...]:
    """Return citations in the form that is printed."""
    return tuple(
        Cited(seed=cite.seed, quote=cite.quote, start=cite.start, end=cite.end, gloss=cite.gloss)
        if cite.seed
        else Cited(law=cite.law, notice=cite.notice or None)
        for cite in cites
    )


# -- licence, exceptions, warnings -----------------------------------------------------------


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


def warnings(weighed: Weighed) -> tuple[Warned, ...]:
    """Return the red flags of every side."""
    found: dict[tuple[str, str], Warned] = {}
    for side in weighed.sides:
        warned = {rule.id for rule in weighed.conclusions[side].warnings}
        for statement, thing in side.firings:
            rule = statement.rule
            if rule.id in warned:
                says = sentence(rule, thing, side)
                key = rule.id, thing.key
                sure = key in weighed.every.everywhere
                warning = Warned(rule=rule.id, says=says, citations=cited(rule.cites), certain=sure)
                found.setdefault(key, warning)
    return tuple(found.values())


def not_fired(weighed: Weighed) -> dict[str, str]:
    """Return why each rule in force that day stayed silent on every side."""
    fired = {rule for side in weighed.sides for rule, _ in side.rules}
    reasons = weighed.every.silent(weighed.carrying[0])
    return {rule: f"{words}{what}" for rule, (words, what) in reasons.items() if rule not in fired}


# -- questions -------------------------------------------------------------------------------


def questions(weighed: Weighed) -> tuple[Question, ...]:
    """Return the doubts on which the verdict hangs, with the answers that lead each way.

    Those that one answer can settle come first; where several doubts hang together, an answer
    to one may leave the verdict open all the same.
    """
    if weighed.verdict != REVIEW:
        return ()
    split = weighed.every.splitting(lambda side: weighed.conclude(side).verdict)
    asked = (_question(weighed, key) for key in split)
    return tuple(sorted(asked, key=lambda one: all(side.verdict == REVIEW for side in one.if_)))


def _question(weighed: Weighed, key: str) -> Question:
    groups: dict[tuple[Answer, tuple[str, ...]], list[Cell]] = {}
    for cell in weighed.every.alternatives.cells(key):
        leads_to = _leads_to(weighed, key, cell)
        if leads_to:
            groups.setdefault(leads_to, []).append(cell)
    doubt = weighed.every.alternatives.doubts.get(key)
    law = key.removeprefix("law: ")
    sides = tuple(
        AnswerSide(answer=label(cells), verdict=verdict, rules=rules)
        for (verdict, rules), cells in groups.items()
    )
    return Question(
        fact=key,
        ask=doubt.ask if doubt else f"Does this law apply to the {weighed.every.about}? {law}",
        rules=_unique(rule for side in sides if side.verdict != ALLOW for rule in side.rules),
        if_=sides,
    )


def _leads_to(weighed: Weighed, key: str, cell: Cell) -> tuple[Answer, tuple[str, ...]] | None:
    """Return the verdict, and the rules that deny, once a doubt is answered."""
    # Many sides come to the same conclusion: each is looked at once.
    each = map(weighed.conclude, weighed.every.given(key, cell))
    conclusions = {id(conclusion): conclusion for conclusion in each}.values()
    if not conclusions:
        return None
    verdicts = {conclusion.verdict for conclusion in conclusions}
    rules = _unique(
        name
        for conclusion in conclusions
        if conclusion.verdict == DENY
        for name in conclusion.deciding
    )
    return (verdicts.pop() if len(verdicts) == 1 else REVIEW), rules
