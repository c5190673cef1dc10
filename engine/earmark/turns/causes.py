"""Why the answer to a sale is another than the day before.

A rule that decides on one of both days only, and begins or ends just then, explains itself. For
all else every single thing that changed that day is taken back, and is put in alone: what makes
the difference either way is a cause. Where nothing does by itself, that is said: nothing is
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from earmark.explain import cited
from earmark.law.rule import Rule
from earmark.law.rulebook import Rulebook
from earmark.turns.aspect import Aspect, Why
from earmark.turns.facts import on_file
from earmark.turns.law import in_law, own_dates
from earmark.turns.standing import DECIDES, HELPS, Standing
from earmark.verdict import Cited

Does = Literal["decides", "no longer decides", "could help", "could no longer help"]

NOT_ATTRIBUTED: Final = "no single rule, listing or country makes the difference by itself"


class Change(BaseModel):
    """One reason why a period differs from the one before it.

    ``rule`` is the rule that ``does`` something which it did not do before, or one whose dates
    make a difference without that; it is absent where no rule came or went. ``why`` is the kind of
    the reason, ``says`` its words, ``citation`` the first paragraph of law that the rule cites.
    """

    model_config = ConfigDict(frozen=True)

    why: Why
    says: str
    rule: str | None = None
    title: str | None = None
    does: Does | None = None
    citation: Cited | None = None


def changes(before: Standing, after: Standing, book: Rulebook) -> tuple[Change, ...]:
    """Return why a sale is told otherwise ``after`` than on the day ``before``."""
    return tuple(dict.fromkeys(_Turn(before, after, book).changes()))


class _Turn:
    def __init__(self, before: Standing, after: Standing, book: Rulebook) -> None:
        self._before, self._after, self._book = before, after, book

    def changes(self) -> Iterator[Change]:
        moved = self._moved()
        for rule in moved:
            yield from self._of_rule(rule)
        if not moved:
            for aspect in self._making(lambda standing: standing.told):
                yield _change(aspect, aspect.rule if aspect else None)

    def _moved(self) -> list[Rule]:
        """Return the rules that do something on one of both days and not on the other."""
        named = [
            name
            for standing in (self._after, self._before)
            for name in (
                *standing.weighed.deciding,
                *(exception.rule for exception in standing.exceptions),
            )
        ]
        return [
            self._book.by_id[name]
            for name in dict.fromkeys(named)
            if self._before.does(name) != self._after.does(name)
        ]

    def _of_rule(self, rule: Rule) -> Iterator[Change]:
        does = _does(self._before.does(rule.id), self._after.does(rule.id))
        own = own_dates(rule.id, self._before, self._after)
        if own and own[0] != "rule changes":
            yield _of(rule, does, own[0], f"the rule {own[1]}")
            return
        for aspect in self._making(lambda standing: standing.does(rule.id)):
            yield _change(aspect, rule, does)

    def _making(self, reading: Callable[[Standing], Hashable]) -> Sequence[Aspect | None]:
        """Return what makes a reading differ between the days; ``None`` stands for no one thing."""
        return [aspect for aspect in self._aspects if aspect.makes(reading)] or [None]

    @cached_property
    def _aspects(self) -> list[Aspect]:
        return [*on_file(self._before, self._after), *in_law(self._before, self._after)]


def _does(was: str, now: str) -> Does:
    """Return what a rule does now, or does no longer."""
    if now == DECIDES:
        return "decides"
    if was == DECIDES:
        return "no longer decides"
    return "could help" if now == HELPS else "could no longer help"


def _change(aspect: Aspect | None, rule: Rule | None, does: Does | None = None) -> Change:
    if aspect is None:
        return _of(rule, does, "not attributed", NOT_ATTRIBUTED)
    says = aspect.says
    if aspect.rule:
        says = f"{'the rule' if aspect.rule is rule else aspect.rule.id} {says}"
    return _of(rule, does, aspect.why, says)


def _of(rule: Rule | None, does: Does | None, why: Why, says: str) -> Change:
    if rule is None:
        return Change(why=why, says=says)
    law = next(cite for cite in rule.cites if cite.law)
    (citation,) = cited([law])
    return Change(why=why, says=says, rule=rule.id, title=rule.title, does=does, citation=citation)
