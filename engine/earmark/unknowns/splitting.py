"""The doubts on which a verdict hangs: which of them tell the sides of a sale apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product, starmap

from earmark.unknowns.classes import Class, Combination, combined, every_one, join, seen
from earmark.unknowns.nearness import Pair, meet
from earmark.unknowns.outcomes import Outcome
from earmark.unknowns.sides import Sides

Verdicts = Callable[[Combination], object]

_End = tuple[Outcome, object]


@dataclass(frozen=True)
class _Grid:
    """How the sale can end: for each context in which verdicts differ, the ends for each group.

    Groups are the combinations of some of its things, by the places of the classes that they are
    of; contexts are those of the others.
    """

    groups: Sequence[Sequence[Combination]]
    rows: Sequence[Sequence[Sequence[_End]]]


class Splitting:
    """Finds the doubts on which ``verdict`` hangs."""

    def __init__(self, sides: Sides, verdict: Verdicts) -> None:
        self._sides = sides
        self._verdict = verdict
        self._ended: dict[object, list[_End]] = {}
        self._grids: dict[tuple[int, ...], _Grid] = {}

    def keys(self) -> list[str]:
        """Return the keys of the doubts.

        A doubt is one of them when two sides with different verdicts can be reached by
        answering that doubt differently and every other doubt alike. One that is settled with
        another of them is not asked on its own.
        """
        outcomes = dict.fromkeys(outcome for side in self._sides.all for outcome in side.outcomes)
        keys = dict.fromkeys(key for outcome in outcomes for key in outcome.keys)
        split = [key for key in keys if self._splits(key)]
        doubts = self._sides.alternatives.doubts
        settled = {other for key in split if key in doubts for other in doubts[key].settles}
        return [key for key in split if key not in settled]

    def _splits(self, key: str) -> bool:
        places = tuple(self._sides.naming([key]))
        grid = self._grid(places)
        if not grid.rows:
            return False
        near = self._neighbours(grid.groups, places, key)
        return any(
            _differ(ends[left], ends[right], key) for ends in grid.rows for left, right in near
        )

    def _grid(self, places: tuple[int, ...]) -> _Grid:
        """Return how the sale can end, by what the things at these places come to."""
        if places not in self._grids:
            sides = self._sides
            alike = every_one([seen(sides.outcomes[place], sides.read) for place in places])
            context = [one for place, one in enumerate(sides.outcomes) if place not in places]
            rows = [
                [self._ends(one, group) for group in alike] for one in combined(context, sides.read)
            ]
            self._grids[places] = _Grid(
                [group.combinations for group in alike], list(filter(_is_open, rows))
            )
        return self._grids[places]

    def _neighbours(
        self, groups: Sequence[Sequence[Combination]], places: Sequence[int], key: str
    ) -> list[Pair]:
        """Return which groups have combinations that can differ in one doubt, by their places."""
        near = [self._sides.near[place] for place in places]
        if len(near) == 1:
            return near[0].pairs([[one for (one,) in group] for group in groups], key)

        def forks(one: Combination, other: Combination) -> bool:
            each = zip(near, one, other, strict=True)
            return all(by.forks(mine, theirs, key) for by, mine, theirs in each)

        return [
            (left, right)
            for left, right in combinations_with_replacement(range(len(groups)), 2)
            if any(starmap(forks, product(groups[left], groups[right])))
        ]

    def _ends(self, context: Class, part: Class) -> list[_End]:
        """Return how the sale can end in a context: its own outcome, and the verdict."""
        shared = join(context.shared, part.shared)
        if shared is None:
            return []
        key = context.findings | part.findings, shared
        if key not in self._ended:
            combination = (*context.combinations[0], *part.combinations[0])
            self._ended[key] = [
                (outcome, self._verdict((*combination, outcome)))
                for outcome in self._sides.ending(Class(*key, ()))
            ]
        return self._ended[key]


def _is_open(row: Iterable[Iterable[_End]]) -> bool:
    """Tell whether the verdict is not the same at every end."""
    return len({said for ends in row for _, said in ends}) > 1


def _differ(ends: Iterable[_End], others: Iterable[_End], key: str) -> bool:
    """Tell whether two neighbours among the sale's own outcomes differ in the verdict."""
    return any(
        said != contradicted and meet(end, other, key)
        for (end, said), (other, contradicted) in product(ends, others)
    )
