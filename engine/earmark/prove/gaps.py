"""Between two editions of a control no day falls through.

A control is a rule with those that replace it, and those that replace these; and so are the rules
of one file that require a licence or prohibit. A deal falls through where the control bears on it
before and after, and in between it does not and the deal is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from earmark.law.rule import Control, Effect, Rule, Status
from earmark.prove.diagram import Diagram
from earmark.prove.exceptions import GAPS
from earmark.prove.found import Broken, Listed
from earmark.prove.reading import Reading
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = "Between two editions of a control, or two of its windows, no day falls through."

_DENYING: Final = (Effect.REQUIRES, Effect.PROHIBITS)


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield the gaps, and the rules whose gap is the law's own."""
    told: set[str] = set()
    for chain in (*_editions(world.book.rules), *_controls(world.book.rules)):
        name = chain[0].id if len(chain) == 1 else chain[0].control.name
        by_law = GAPS.get(name)
        gaps = list(_gaps(world, chain))
        own = [one for one in gaps if by_law and by_law.covers(one.on, world.until(one.on))]
        gap = next((one for one in gaps if one not in own), None)
        ids = {rule.id for rule in chain}
        if gap and told.isdisjoint(ids):
            told |= ids
            yield gap
        elif by_law and own and not gap:
            yield by_law.exempt.listed(name)


def _editions(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    every = [rule for rule in rules if rule.effect is not Effect.LIFTS]
    for rule in every:
        if not rule.replaces:
            chain = [rule]
            for one in chain:
                # It grows meanwhile: several may take the place of one, each with its own.
                chain += (later for later in every if later.replaces == one.id)
            if _has_windows(chain):
                yield chain


def _controls(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    found: dict[Control, list[Rule]] = {}
    for rule in rules:
        if rule.effect in _DENYING:
            found.setdefault(rule.control, []).append(rule)
    yield from (chain for chain in found.values() if len(chain) > 1)


def _has_windows(chain: Iterable[Rule]) -> bool:
    return len([window for rule in chain for window in rule.windows]) > 1


def _gaps(world: World, chain: Sequence[Rule]) -> Iterator[Broken]:
    diagrams, readings = world.diagrams, world.readings
    bears = [one.whatever_is_law(diagrams.any(_law(one, chain))) for one in readings]
    before = _unions(world, bears)
    after = _unions(world, bears[::-1])[::-1]
    for at, reading in enumerate(readings):
        silent = diagrams.no(diagrams.any((bears[at], reading.may_deny)))
        cell = world.cell(reading, diagrams.all((before[at], after[at], silent)))
        if cell is not None:
            names = " and ".join(rule.id for rule in chain)
            yield broken(
                world, reading, cell, f"{names}: law before and after, and not on that day"
            )


def _law(reading: Reading, chain: Iterable[Rule]) -> Iterator[Diagram]:
    """Yield where rules fire that are more than codified on the day."""
    for rule in chain:
        window = rule.window(reading.law.day)
        if window and window.status is not Status.NOT_ENFORCED:
            yield reading.anywhere(rule)


def _unions(world: World, sets: Iterable[Diagram]) -> list[Diagram]:
    return list(accumulate(sets, lambda one, other: world.diagrams.any((one, other))))
