"""Which case notices a mutant.

A case notices where :func:`earmark.cases.run_case` reports a difference. It is not run where it
cannot: on a day on which the two rulebooks agree, and where what is known of the deal leaves the
changed rule no room to come to anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from earmark import investing, screening
from earmark.cases import Case, run_case
from earmark.facts.parties import Registry
from earmark.facts.resolve import Matter, resolve
from earmark.facts.target import resolve_investment
from earmark.investment import Investment
from earmark.judges.reference import Asked, holds
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.matter import Thing
from earmark.sale import Sale
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.unknowns.views import View
from mutation.changes import Change, changes
from mutation.mutants import Mutant

Deal = Sale | Investment


@cache
def resolved(deal: Deal, known: Registry | None = None) -> Matter:
    """Return the facts of a deal, which no rule changes, resolved once."""
    return resolve(deal, known) if isinstance(deal, Sale) else resolve_investment(deal, known)


@contextmanager
def facts_remembered() -> Iterator[None]:
    """Let each deal be resolved once, however many laws judge it."""
    screening.resolve = investing.resolve_investment = resolved
    try:
        yield
    finally:
        screening.resolve = resolve
        investing.resolve_investment = resolve_investment


@dataclass(frozen=True)
class _Seen:
    """A thing of a deal, with the findings that may stand with it, and those that surely do."""

    thing: Thing
    possible: frozenset[str]
    certain: frozenset[str]


class Trial:
    """A case under the rulebook as it is: what fires, and which findings there can be."""

    def __init__(self, case: Case, book: Rulebook) -> None:
        self.case = case
        self.day = case.deal.on
        self._law = book.on(self.day)
        outcome = run_case(case, book)
        self.differences = outcome.differences
        self.fired = frozenset(finding.rule for finding in outcome.verdict.findings)
        lists = (names for names in case.expected.values() if isinstance(names, list))
        self.named = frozenset(name for names in lists for name in names)
        self._seen = _all_seen(case, self._law)

    def could_notice(self, change: Change) -> bool:
        """Tell whether the change may come to anything in this case."""
        return any(
            self._matters(change, seen)
            for seen in self._seen
            if seen.thing.about == change.rule.about
        )

    def _matters(self, change: Change, seen: _Seen) -> bool:
        fires = [self._may_fire(statement, seen) for statement in change.statements]
        if not any(fires):
            return False
        if len(fires) < 2 or change.comes_to_something_else:
            return True
        old, new = (statement.rule for statement in change.statements)
        known = [_known(rule, self._law, seen.thing) for rule in (old, new)]
        return (
            known[0] != known[1]
            or (None in known and old.when != new.when)
            or not set(old.given) ^ set(new.given) <= seen.certain
            or not seen.possible.isdisjoint(set(old.unless) ^ set(new.unless))
            or bool(old.roles & seen.thing.roles) != bool(new.roles & seen.thing.roles)
        )

    def _may_fire(self, statement: Statement, seen: _Seen) -> bool:
        rule = statement.rule
        return (
            (not rule.roles or bool(rule.roles & seen.thing.roles))
            and set(rule.given) <= seen.possible
            and seen.certain.isdisjoint(rule.unless)
            and (not rule.lifts or not seen.possible.isdisjoint(rule.lifts))
            and _known(rule, self._law, seen.thing) is not False
        )


def _known(rule: Rule, law: Law, thing: Thing) -> bool | None:
    """Tell whether a rule's condition holds, or ``None`` where that is open."""
    try:
        return holds(rule.when, law, View(thing, {}))
    except Asked:
        return None


def _all_seen(case: Case, law: Law) -> list[_Seen]:
    things = resolved(case.deal, case.registry).things
    found: dict[str, list[frozenset[str]]] = {thing.key: [] for thing in things}
    for side in Sides(Alternatives.of(law, things)).all:
        for outcome in side.outcomes:
            found[outcome.thing.key].append(outcome.findings)
    possible = {key: frozenset[str]().union(*each) for key, each in found.items()}
    certain = {key: frozenset.intersection(*each) for key, each in found.items()}
    # Rules about the deal read the findings of all things.
    last = things[-1].key
    possible[last] = frozenset[str]().union(*possible.values())
    certain[last] = frozenset[str]().union(*certain.values())
    return [_Seen(thing, possible[thing.key], certain[thing.key]) for thing in things]


class Trials:
    """All cases of one kind of deal, tried in the order in which they are likely to notice."""

    def __init__(self, cases: Sequence[Case], book: Rulebook) -> None:
        self.book = book
        wanted = Sale if book.deal == "sale" else Investment
        every = [Trial(case, book) for case in cases if isinstance(case.deal, wanted)]
        # A case that expects much notices much.
        self.every = sorted(every, key=lambda trial: -len(trial.case.expected))

    @property
    def failing(self) -> list[str]:
        """The names of cases that do not hold even under the rulebook as it is."""
        return [trial.case.name for trial in self.every if trial.differences]

    def catches(self, mutant: Mutant) -> Case | None:
        """Return a case that fails under the mutant, if there is one."""
        other = mutant.of(self.book)
        for trial in self._likeliest(mutant):
            found = changes(self.book, other, mutant, trial.day)
            if any(trial.could_notice(change) for change in found) and (
                run_case(trial.case, other).differences
            ):
                return trial.case
        return None

    def _likeliest(self, mutant: Mutant) -> list[Trial]:
        """Return the trials in which the rule fires, then the others; in both, first who names it.

        Trials that are alike in this keep their order.
        """
        ids = {rule.id for rule in mutant.changed}
        return sorted(self.every, key=lambda one: (not ids & one.fired, not ids & one.named))
