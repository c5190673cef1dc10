"""From the sides of a sale to the verdict that people and machines read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from earmark.conclusion import ALLOW, DENY, REVIEW, Answer
from earmark.law.cells import Cell, label
from earmark.law.rule import Citation, Rule
from earmark.law.rulebook import Statement
from earmark.matter import Thing
from earmark.schema import DEALS, THINGS
from earmark.unknowns.sides import Side
from earmark.unknowns.splitting import Splitting
from earmark.verdict import (
    About,
    AnswerSide,
    Cited,
    Finding,
    Question,
    Warned,
)
from earmark.weighed import Weighed
from earmark.wording import facts_of, sentence, shown, sources_of


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


# -- warnings -----------------------------------------------------------------------------------


def warnings(weighed: Weighed) -> tuple[Warned, ...]:
    """Return the red flags of every side."""
    return tuple(
        Warned(
            rule=rule.id,
            says=sentence(rule, thing, side),
            citations=cited(rule.cites),
            certain=(rule.id, thing.key) in weighed.every.everywhere,
        )
        for rule, thing, side in red_flags(weighed)
    )


def red_flags(weighed: Weighed) -> Iterator[tuple[Rule, Thing, Side]]:
    """Yield each red flag once: the rule, the thing it is about, a side on which it is raised."""
    seen: set[tuple[str, str]] = set()
    for side in weighed.sides:
        for outcome in side.outcomes:
            for statement in outcome.warned:
                key = statement.rule.id, outcome.thing.key
                if key not in seen:
                    seen.add(key)
                    yield statement.rule, outcome.thing, side


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
    split = Splitting(weighed.every, lambda outcomes: weighed.conclude(outcomes).verdict).keys()
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
