"""Which outcomes of a thing can differ in the answer to one doubt alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations_with_replacement, product
from operator import or_

from earmark.law.cells import Cell
from earmark.unknowns.forks import Region
from earmark.unknowns.outcomes import Outcome

Pair = tuple[int, int]


class Nearness:
    """Tells it, with memory, of outcomes that are judged alike.

    All regions are numbered, and held as sets of bits by what they name and take: which of them
    agree with a given one is then found for all at once.
    """

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._of: dict[Outcome, int] = {}
        self._naming: defaultdict[str, int] = defaultdict(int)
        self._taking: defaultdict[tuple[str, Cell], int] = defaultdict(int)
        self._beside: dict[tuple[Outcome, str], int] = {}
        bit = 1
        for outcome in outcomes:
            self._of[outcome] = 0
            for region in outcome.regions:
                self._of[outcome] |= bit
                self._enter(region, bit)
                bit <<= 1

    def pairs(self, groups: Sequence[Sequence[Outcome]], key: str) -> list[Pair]:
        """Return which groups have outcomes that can, by the places of the groups."""
        at = [self._bits(self._of[one] for one in group) for group in groups]
        beside = [self._bits(self._found_beside(one, key) for one in group) for group in groups]
        each = combinations_with_replacement(range(len(groups)), 2)
        return [(one, two) for one, two in each if one == two or beside[one] & at[two]]

    def possible(self, answers: Mapping[str, Cell]) -> set[Outcome]:
        """Return the outcomes that are still possible once doubts are answered."""
        left = -1
        for key, cell in answers.items():
            if key in self._naming:
                left &= self._taking[key, cell] | ~self._naming[key]
        return {outcome for outcome, bits in self._of.items() if bits & left}

    def names(self, key: str) -> bool:
        """Tell whether some outcome names a doubt."""
        return key in self._naming

    def forks(self, one: Outcome, other: Outcome, key: str) -> bool:
        """Tell whether two outcomes can.

        Outcomes judged alike have no point in common: they differ in this doubt only where both
        name it.
        """
        return one is other or bool(self._found_beside(one, key) & self._of[other])

    @staticmethod
    def _bits(numbers: Iterable[int]) -> int:
        return reduce(or_, numbers, 0)

    def _enter(self, region: Region, bit: int) -> None:
        for key, cells in region.items():
            self._naming[key] |= bit
            for cell in cells:
                self._taking[key, cell] |= bit

    def _found_beside(self, outcome: Outcome, key: str) -> int:
        """Return the regions that agree with one of an outcome but for a doubt that both name."""
        if (outcome, key) not in self._beside:
            found = 0
            for region in outcome.regions:
                if key in region:
                    found |= self._naming[key] & self._agreeing(region, key)
            self._beside[outcome, key] = found
        return self._beside[outcome, key]

    def _agreeing(self, region: Region, but: str) -> int:
        """Return the regions that have a point in common with one, a doubt aside."""
        agreeing = -1
        for key, cells in region.items():
            if key != but:
                taking = 0
                for cell in cells:
                    taking |= self._taking[key, cell]
                agreeing &= taking | ~self._naming[key]
        return agreeing


def meet(one: Outcome, other: Outcome, but: str) -> bool:
    """Tell whether two outcomes have a point in common, one doubt aside."""
    return one is other or any(_agree(*two, but) for two in product(one.regions, other.regions))


def _agree(left: Region, right: Region, but: str) -> bool:
    """Tell whether two regions have a point in common, one doubt aside."""
    return all(
        any(cell in right[key] for cell in cells)
        for key, cells in left.items()
        if key != but and key in right
    )
