"""Every mutant of a rulebook: one thing changed in one rule, or in one pair of editions.

Mutants are made of the rules as loaded, so what cannot be loaded is no mutant: a list that would
be empty, a window without a day, two windows that overlap.

Left alone is what no verdict rests on: titles, sentences, notes, citations, the reason for control,
the conditions of an application, and the words of a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from earmark.law.condition import ALWAYS
from earmark.law.rule import Effect, Rule, Status, Window
from earmark.law.rulebook import Rulebook
from earmark.schema import POLICIES
from mutation.edits import edits

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing changed. ``changed`` holds the rules as they are then."""

    kind: str
    what: str
    changed: tuple[Rule, ...]

    @property
    def rule(self) -> str:
        """The id of the rule that was changed."""
        return self.changed[-1].id

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"

    def of(self, book: Rulebook) -> Rulebook:
        """Return the rulebook with the change. The order of its rules stays valid."""
        new = {rule.id: rule for rule in self.changed}
        rules = tuple(new.get(rule.id, rule) for rule in book.rules)
        return Rulebook(rules, book.verified_through, book.digest)


def mutants(book: Rulebook) -> list[Mutant]:
    """Return every mutant of a rulebook, always in the same order."""
    return [mutant for rule in book.rules for mutant in _of_rule(rule, book)]


def _of_rule(rule: Rule, book: Rulebook) -> Iterator[Mutant]:
    # A rule without a window is never law. Taking it out of the book would fail every case that
    # names it for the name alone.
    yield Mutant("rule", "the rule is dropped", (replace(rule, windows=()),))
    yield from _conditions(rule)
    for name in ("given", "unless", "acts"):
        yield from _members(rule, name, least=0)
    for name in ("roles", "lifts"):
        yield from _members(rule, name, least=1)
    yield from _dates(rule)
    yield from _editions(rule, book)
    yield from _statuses(rule)
    yield from _policies(rule)


def _conditions(rule: Rule) -> Iterator[Mutant]:
    if rule.when == ALWAYS:
        return
    yield Mutant("clause", f"dropped: {rule.when}", (replace(rule, when=ALWAYS),))
    for edit in edits(rule.when):
        yield Mutant(edit.kind, edit.what, (replace(rule, when=edit.condition),))


def _members(rule: Rule, name: str, *, least: int) -> Iterator[Mutant]:
    members: Sequence[str] | frozenset[str] = getattr(rule, name)
    if len(members) <= least:
        return
    for dropped in sorted(members):
        kept = type(members)(member for member in members if member != dropped)
        changed = replace(rule, **{name: kept})
        yield Mutant(name, f"{dropped!r} is dropped from {name}", (changed,))


# -- days ------------------------------------------------------------------------------------


def _dates(rule: Rule) -> Iterator[Mutant]:
    for index, window in enumerate(rule.windows):
        for shift in (-_DAY, _DAY):
            start = replace(window, start=window.start + shift)
            yield from _moved(rule, index, (start,), f"from {window.start}", start.start)
            if window.until != date.max:
                until = replace(window, until=window.until + shift)
                yield from _moved(rule, index, (until,), f"until {window.until}", until.until)
    for index, (window, later) in enumerate(pairwise(rule.windows)):
        if window.until == later.start:
            for shift in (-_DAY, _DAY):
                day = window.until + shift
                both = replace(window, until=day), replace(later, start=day)
                yield from _moved(rule, index, both, f"until and from {window.until}", day)


def _moved(
    rule: Rule, index: int, new: tuple[Window, ...], old: str, day: date
) -> Iterator[Mutant]:
    windows = (*rule.windows[:index], *new, *rule.windows[index + len(new) :])
    whole = all(window.start < window.until for window in windows)
    if whole and all(one.until <= other.start for one, other in pairwise(windows)):
        yield Mutant("date", f"{old}  →  {day}", (replace(rule, windows=windows),))


def _editions(rule: Rule, book: Rulebook) -> Iterator[Mutant]:
    """Move the day on which one edition follows another, in both."""
    old = book.by_id.get(rule.replaces)
    if old is None:
        return
    *earlier, last = old.windows
    first, *later = rule.windows
    for shift in (-_DAY, _DAY):
        day = first.start + shift
        before = replace(old, windows=(*earlier, replace(last, until=day)))
        after = replace(rule, windows=(replace(first, start=day), *later))
        what = f"follows {old.id!r} on {first.start}  →  {day}"
        yield Mutant("edition", what, (before, after))


# -- status and policy -----------------------------------------------------------------------


def _statuses(rule: Rule) -> Iterator[Mutant]:
    for index, window in enumerate(rule.windows):
        for status in Status:
            if status is not window.status:
                new = replace(window, status=status, doubt="")
                windows = (*rule.windows[:index], new, *rule.windows[index + 1 :])
                what = f"status from {window.start}: {window.status.value}  →  {status.value}"
                yield Mutant("status", what, (replace(rule, windows=windows),))


def _policies(rule: Rule) -> Iterator[Mutant]:
    if rule.effect is not Effect.REQUIRES:
        return
    for policy in POLICIES:
        if policy != rule.review_policy:
            what = f"review policy: {rule.review_policy}  →  {policy}"
            yield Mutant("policy", what, (replace(rule, review_policy=policy),))
