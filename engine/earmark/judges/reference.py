"""The reference judge: what a rulebook means, in plain Python.

A rule fires when all its ``given`` findings stand, none of its ``unless`` findings does, its
condition holds, and it is law; an exception, besides, when a requirement that it lifts stands.
Rules come in the order of their strata, so whatever a rule reads has been settled before it is
read. Nothing fires on a guess: a fact that is not known raises :class:`Asked` unless the answer
cannot matter, and the caller opens its alternatives.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from earmark.law.condition import All, Any, Atom, Compare, Condition, IsTrue, Not, OneOf
from earmark.law.geography import members
from earmark.law.rule import Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Value


class Asked(Exception):  # noqa: N818 - a question, raised
    """A judge met a fact that has alternatives left; ``key`` names the doubt."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Knowledge(Protocol):
    """What a judge may ask. Both questions raise :class:`Asked` where the answer is open."""

    def value(self, path: str) -> Value:
        """Return the value of a fact."""
        ...

    def applies(self, doubt: str) -> bool:
        """Tell whether law whose status is doubtful is in force."""
        ...


WhyNot = tuple[str, object]
"""Why a rule stayed silent: the words, and what they speak of; put together only to be read."""


@dataclass
class Judgement:
    """Which rules fired, in order, and why each other one did not."""

    fired: list[Statement] = field(default_factory=list)
    silent: dict[str, WhyNot] = field(default_factory=dict)

    def copy(self) -> Judgement:
        """Return a judgement that goes on from here."""
        return Judgement([*self.fired], {**self.silent})


OTHER_ROLE: Final[WhyNot] = ("not about a party in this role", "")

_OPERATORS: Final[Mapping[str, Callable[..., bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


Holds = Callable[[Condition, Law, Knowledge], bool]
"""Tells whether a condition holds, as :func:`holds` does; it may remember what it told before."""


def judge(
    law: Law,
    about: str,
    known: Knowledge,
    standing: Collection[str] = (),
    roles: frozenset[str] = frozenset(),
    begun: Judgement | None = None,
    ask: Holds | None = None,
) -> Judgement:
    """Apply the law's rules about one thing; ``standing`` are the findings made before.

    Where a question is open, ``begun`` holds what was judged before it; a judgement begun goes
    on with the rule that asked. ``ask`` stands in for :func:`holds`.
    """
    judgement = Judgement() if begun is None else begun
    findings = {*standing, *standing_findings(judgement.fired)}
    done = len(judgement.fired) + len(judgement.silent)
    for statement in law.statements[about][done:]:
        why_not = _why_not(statement, law, known, findings, roles, ask or holds)
        if why_not is None:
            judgement.fired.append(statement)
            findings.update(standing_findings([statement]))
        else:
            judgement.silent[statement.rule.id] = why_not
    return judgement


def standing_findings(fired: Iterable[Statement]) -> Iterator[str]:
    """Yield the findings that others may rest on: nothing rests on what is not enforced."""
    for statement in fired:
        if statement.status is not Status.NOT_ENFORCED:
            yield statement.rule.finding


def _why_not(
    statement: Statement,
    law: Law,
    known: Knowledge,
    findings: set[str],
    roles: frozenset[str],
    ask: Holds,
) -> WhyNot | None:
    rule: Rule = statement.rule
    if rule.roles and not rule.roles & roles:
        return OTHER_ROLE
    for name in rule.given:
        if name not in findings:
            return "no finding ", repr(name)
    for name in rule.unless:
        if name in findings:
            return "set aside by ", repr(name)
    if rule.lifts and findings.isdisjoint(rule.lifts):
        return "nothing to lift", ""
    if not ask(rule.when, law, known):
        return "not so: ", rule.when
    if statement.doubt and not known.applies(statement.doubt):
        return "taken as not in force: ", statement.doubt
    return None


def holds(condition: Condition, law: Law, known: Knowledge) -> bool:
    """Tell whether a condition holds; raise :class:`Asked` only if the answer depends on it."""
    match condition:
        case Not(of):
            return not holds(of, law, known)
        case All(parts):
            return _settled(parts, law, known, decisive=False)
        case Any(parts):
            return _settled(parts, law, known, decisive=True)
        case _:
            return answer(condition, law, known.value(condition.field.path))


def settled(condition: Condition, law: Law, known: Knowledge) -> bool | None:
    """Tell whether a condition holds; ``None`` where that is open."""
    try:
        return holds(condition, law, known)
    except Asked:
        return None


def _settled(parts: tuple[Condition, ...], law: Law, known: Knowledge, *, decisive: bool) -> bool:
    """Return ``decisive`` if any part has that value, even where another part is open."""
    open_: str | None = None
    for part in parts:
        try:
            if holds(part, law, known) is decisive:
                return decisive
        except Asked as asked:
            # Not the question itself: it holds on to this frame, and the frame would to it.
            open_ = open_ or asked.key
    if open_ is not None:
        raise Asked(open_)
    return not decisive


def answer(atom: Atom, law: Law, value: Value) -> bool:
    """Tell how a fact that has this value answers a question."""
    if value is None:
        # What does not apply is neither above nor below any limit.
        return False
    match atom:
        case IsTrue():
            return value is True
        case Compare(op=op, literal=literal):
            return _OPERATORS[op](value, literal)
        case OneOf(values=values):
            return value in values
        case _:
            return value in members(atom.group, law.day)
