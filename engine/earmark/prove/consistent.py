"""No item is in two paragraphs that exclude each other, and no requirement stands and is lifted.

Two paragraphs of one ECCN entry exclude each other (3A090.a and 3A090.b), EAR99 excludes every
ECCN, and a finding the one that denies it ("eligible for NAC", "not eligible for NAC"). A
requirement that is lifted stands all the same where a rule that rests on it stands in the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from earmark.law.rule import Rule
from earmark.prove.diagram import NONE, Diagram
from earmark.prove.exceptions import CONSISTENT
from earmark.prove.found import Broken, Listed
from earmark.prove.reading import Reading
from earmark.prove.space import Taken
from earmark.prove.stating import broken
from earmark.prove.world import World

SENTENCE = (
    "No item is classified into two paragraphs that exclude each other, and no requirement both "
    "stands and is lifted."
)

_ECCN: Final = re.compile(r"(?P<entry>\d[A-E]\d{3})(\.(?P<paragraph>[a-z])(\.\w+)*)?")
_NO_ECCN: Final = "EAR99"


def check(world: World) -> Iterator[Broken | Listed]:
    """Yield what breaks the property, and which rules are listed."""
    exempt = frozenset(name for name in CONSISTENT if name in world.book.by_id)
    told: set[object] = set()
    used: dict[str, None] = {}
    for reading in world.readings:
        by_others = world.reader.read(reading.law, without=exempt) if exempt else reading
        for pair in set(_excluding(reading.found)) - told:
            both, left = _both(reading, pair), _both(by_others, pair)
            used |= dict.fromkeys(_contradicting(world, reading, exempt, both, left))
            cell = world.cell(reading, left)
            if cell is not None:
                told.add(pair)
                what = "a company" if _of_companies(reading, pair) else "the item"
                yield broken(world, reading, cell, f"{what} is both {pair[0]} and {pair[1]}")
        for rests in set(_resting(world.book.by_id)) - told:
            cell = _standing(world, reading, rests)
            if cell is not None:
                told.add(rests)
                yield broken(world, reading, cell, str(rests))
    yield from (CONSISTENT[name].listed(name) for name in used)


# -- findings ----------------------------------------------------------------------------------


def _both(reading: Reading, pair: Iterable[str]) -> Diagram:
    """Return the cells in which both is found; what is found of companies: of the same one."""
    diagrams = reading.space.diagrams
    if not _of_companies(reading, pair):
        return diagrams.all(reading.found.get(name, NONE) for name in pair)
    each = reading.of_role.values()
    return diagrams.any(diagrams.all(its.get(name, NONE) for name in pair) for its in each)


def _of_companies(reading: Reading, names: Iterable[str]) -> bool:
    return all(any(name in its for its in reading.of_role.values()) for name in names)


def _contradicting(
    world: World, reading: Reading, exempt: Iterable[str], both: Diagram, left: Diagram
) -> Iterator[str]:
    """Yield the rules left out that contradict others in some of the cells."""
    made = world.diagrams.but(both, left)
    for name in exempt:
        its = world.diagrams.both(made, reading.anywhere(world.book.by_id[name]))
        if world.cell(reading, its) is not None:
            yield name


def _excluding(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(sorted(names), 2):
        if f"not {one}" == other or f"not {other}" == one or _apart(one, other):
            yield one, other


def _apart(one: str, other: str) -> bool:
    """Tell whether no item has both classifications; EAR99 is what no entry describes."""
    found = [_ECCN.fullmatch(name) for name in (one, other)]
    if _NO_ECCN in (one, other):
        return any(found)
    entries, paragraphs = ({match and match[name] for match in found} for name in _ECCN.groupindex)
    return len(entries) == 1 and None not in entries | paragraphs and len(paragraphs) == 2


# -- requirements ------------------------------------------------------------------------------


class _Rests(NamedTuple):
    """An exception, a requirement that it lifts, and a rule that rests on this requirement."""

    exception: str
    lifted: str
    rule: str

    def __str__(self) -> str:
        return f"{self.exception} lifts {self.lifted}, and {self.rule} rests on it and stands"


def _resting(rules: Mapping[str, Rule]) -> Iterator[_Rests]:
    for exception in rules.values():
        for lifted in exception.lifts:
            finding = rules[lifted].finding
            resting = (rule.id for rule in rules.values() if finding in rule.given)
            yield from (_Rests(exception.id, lifted, rule) for rule in resting)


def _standing(world: World, reading: Reading, rests: _Rests) -> Taken | None:
    """Return a cell in which a rule stands in the way by a requirement that is lifted, if any."""
    used = reading.lifting.get(rests.exception, NONE)
    required = reading.fired.get((rests.lifted, ""), NONE)
    stands = reading.standing.get(rests.rule, NONE)
    return world.cell(reading, world.diagrams.all((used, required, stands)))
