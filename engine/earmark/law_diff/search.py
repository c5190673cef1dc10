"""One example sale for each difference in law: a sale that is judged otherwise because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import JsonValue

from earmark.law_diff.connected import connected
from earmark.law_diff.differences import (
    Difference,
    differences,
    moved_groups,
    standing,
    tells_apart,
)
from earmark.law_diff.pool import pool
from earmark.law_diff.showing import QUOTED, Shown, least, shown
from earmark.law_diff.stating import told
from earmark.law_diff.tried import Tried, try_sale
from earmark.resources import VERSION
from earmark.sale import FIRST_DAY, LAST_DAY
from earmark.standpoints import Answered, Part, Standpoint, StandpointNamed, caveats

_NAMES: Final = 2
"""So many parties of a list are tried as buyers."""

_TRIES: Final = 3
"""So many days are tried for a difference between rulebooks."""


class Example(Part):
    """A sale that shows differences in law: what it states, and what it comes to on both sides.

    ``also`` names other rules that differ and on which one of its answers rests.
    """

    sale: dict[str, JsonValue]
    before_on: date
    before: Answered
    after_on: date
    after: Answered
    differences: tuple[Difference, ...]
    also: tuple[str, ...]


class LawDiff(Part):
    """What differs in law between two standpoints: ``found`` is ``shown`` plus ``not_shown``."""

    before: StandpointNamed
    after: StandpointNamed
    found: int
    shown: int
    not_shown: int
    examples: tuple[Example, ...]
    without_example: tuple[Difference, ...]
    caveats: tuple[str, ...]
    earmark: str = VERSION


def diff_law(before: Standpoint, after: Standpoint) -> LawDiff:
    """Return what differs in law between two standpoints, with an example for each difference.

    Both have a day, or neither has: then some of the days are looked at on which the rules
    differ, today first.
    """
    found = differences(before, after)
    chosen: dict[Difference, Shown] = {}
    tries: Counter[Difference] = Counter()
    for old, new in _days(before, after):
        wanted = [
            one
            for one in found
            if one not in chosen and tries[one] < _TRIES and _differs(one, old, new)
        ]
        tries.update(wanted)
        if wanted:
            chosen |= _Search(old, new, wanted).chosen()
    examples = tuple(_examples(chosen, found))
    return LawDiff(
        before=before.named,
        after=after.named,
        found=len(found),
        shown=len(chosen),
        not_shown=len(found) - len(chosen),
        examples=examples,
        without_example=tuple(one for one in found if one not in chosen),
        caveats=caveats(before, after, max((one.after_on for one in examples), default=FIRST_DAY)),
    )


def _days(before: Standpoint, after: Standpoint) -> Iterator[tuple[Standpoint, Standpoint]]:
    """Yield both standpoints with the days on which examples are looked for."""
    if before.day and after.day:
        yield before, after
        return
    changes = {FIRST_DAY, *before.book.boundaries, *after.book.boundaries}
    later_first = sorted((day for day in changes if FIRST_DAY <= day <= LAST_DAY), reverse=True)
    for day in dict.fromkeys((date.today(), *later_first)):
        yield replace(before, day=day), replace(after, day=day)


def _differs(difference: Difference, before: Standpoint, after: Standpoint) -> bool:
    if difference.kind != "rule":
        return True
    was, now = (standing(one.book, one.day).get(difference.name) for one in (before, after))
    return difference.decisive and tells_apart(was, now)


def _examples(chosen: Mapping[Difference, Shown], found: Sequence[Difference]) -> Iterator[Example]:
    """Yield the examples, each once with all that it shows, the plainest first."""
    by_sale: dict[Tried, list[Difference]] = {}
    for difference, one in sorted(chosen.items(), key=lambda item: item[1].rank):
        by_sale.setdefault(one.tried, []).append(difference)
    rules = [one.name for one in found if one.kind == "rule"]
    for tried, its_differences in by_sale.items():
        its_own = {one.name for one in its_differences}
        yield Example(
            sale=tried.sale.model_dump(mode="json", include=set(told(tried.sale))),
            before_on=tried.before.place(tried.sale).on,
            before=tried.was.judged.answer,
            after_on=tried.after.place(tried.sale).on,
            after=tried.now.judged.answer,
            differences=tuple(its_differences),
            also=tuple(rule for rule in rules if rule not in its_own and tried.rests_on(rule)),
        )


# -- the search ------------------------------------------------------------------------------


class _Search:
    """Sales of a pool as examples of differences between two standpoints that have a day."""

    def __init__(self, before: Standpoint, after: Standpoint, wanted: Sequence[Difference]) -> None:
        self._wanted = wanted
        self._moved = frozenset(one.name for one in wanted if one.kind == "country")
        places = sorted(self._moved)
        lists = [one for one in wanted if one.kind == "list"]
        groups = moved_groups(before.law.day, after.law.day)
        rules = connected((*before.book.rules, *after.book.rules), wanted, groups)
        sales = pool(before, after, rules, places, list(_telling_parties(lists)))
        tried = (try_sale(number, sale, before, after) for number, sale in enumerate(sales))
        self._tried = sorted((one for one in tried if one), key=lambda one: one.cost)

    def chosen(self) -> dict[Difference, Shown]:
        """Return the examples, as few as may be without one that shows a difference less well."""
        best = {one: found for one in self._wanted if (found := self._best(one))}
        chosen: dict[Difference, Shown] = {}
        for difference, found in sorted(best.items(), key=lambda item: item[1].rank):
            others = (shown(one.tried, difference, self._moved) for one in list(chosen.values()))
            as_good = (one for one in others if one and one.badness <= found.badness)
            chosen[difference] = next(as_good, found)
        return chosen

    def _best(self, difference: Difference) -> Shown | None:
        best: Shown | None = None
        for tried in self._tried:
            if best and best.rank[0] <= tried.cost - QUOTED:
                break
            bound = least(tried)
            if bound is None or (best and best.rank[0] <= bound):
                continue
            found = shown(tried, difference, self._moved)
            if found and (best is None or found.rank < best.rank):
                best = found
        return best


def _telling_parties(lists: Sequence[Difference]) -> Iterator[str]:
    """Yield some parties of each list, those first that moved on no other list."""
    moved = Counter(name for one in lists for name in one.says)
    for one in lists:
        yield from sorted(one.says, key=lambda name: (moved[name], len(name)))[:_NAMES]
