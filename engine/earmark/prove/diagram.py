"""Decision diagrams over variables of a few values each: sets of cells that can be computed with.

Variables have a fixed order, and equal diagrams are one number, so that two sets of cells are the
same exactly where their numbers are. A diagram is as large as what it tells apart, not as the
number of cells in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Final

Diagram = int
"""A set of cells, by its number; it means something only to the :class:`Diagrams` it is of."""

NONE: Final[Diagram] = 0
ALL: Final[Diagram] = 1


class Diagrams:
    """Makes diagrams over variables, given by name with the number of values of each, in order."""

    def __init__(self, variables: Mapping[str, int]) -> None:
        self.names = tuple(variables)
        self.sizes = tuple(variables.values())
        self._levels = {name: level for level, name in enumerate(variables)}
        end = len(self.sizes)
        self._nodes: list[tuple[int, tuple[Diagram, ...]]] = [(end, ()), (end, ())]
        self._known: dict[tuple[int, tuple[Diagram, ...]], Diagram] = {}
        self._both: dict[tuple[Diagram, Diagram], Diagram] = {}
        self._some: dict[frozenset[int], dict[Diagram, Diagram]] = {}
        self._not: dict[Diagram, Diagram] = {NONE: ALL, ALL: NONE}

    def __len__(self) -> int:
        """Return how many nodes all diagrams made so far have together."""
        return len(self._nodes)

    def where(self, name: str, values: Iterable[int]) -> Diagram:
        """Return the cells in which a variable has one of some values."""
        level, taken = self._levels[name], set(values)
        return self._node(level, tuple(int(one in taken) for one in range(self.sizes[level])))

    def no(self, one: Diagram) -> Diagram:
        """Return all other cells."""
        if one not in self._not:
            level, below = self._nodes[one]
            made = self._node(level, tuple(map(self.no, below)))
            self._not[one], self._not[made] = made, one
        return self._not[one]

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the cells in both sets."""
        if one == other or other == ALL:
            return one
        if one == ALL:
            return other
        if NONE in (one, other):
            return NONE
        key = (one, other) if one < other else (other, one)
        if key not in self._both:
            level = min(self._nodes[one][0], self._nodes[other][0])
            pairs = zip(self._below(one, level), self._below(other, level), strict=True)
            self._both[key] = self._node(level, tuple(self.both(*pair) for pair in pairs))
        return self._both[key]

    def all(self, sets: Iterable[Diagram]) -> Diagram:
        """Return the cells in all of some sets."""
        return reduce(self.both, sets, ALL)

    def any(self, sets: Iterable[Diagram]) -> Diagram:
        """Return the cells in any of some sets."""
        return self.no(self.all(map(self.no, sets)))

    def but(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the cells in one set and not in another."""
        return self.both(one, self.no(other))

    def differ(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the cells that are in one of two sets only."""
        return NONE if one == other else self.any((self.but(one, other), self.but(other, one)))

    def taken(self, one: Diagram, name: str, value: int) -> Diagram:
        """Return a set once a variable has that value; it tells nothing of the variable then."""
        at = self._levels[name]
        return self._rebuilt(one, at, lambda below: below[value], lambda node: node)

    def lost(self, one: Diagram, name: str, before: int, after: int) -> Diagram:
        """Return where a cell leaves a set as a variable goes from one value to another."""
        at = self._levels[name]
        # A set that does not tell the values apart loses nothing.
        return self._rebuilt(
            one, at, lambda below: self.but(below[before], below[after]), lambda _: NONE
        )

    def some(self, one: Diagram, names: Iterable[str]) -> Diagram:
        """Return the cells that are in a set for some values of these variables."""
        levels = frozenset(self._levels[name] for name in names)
        if not levels:
            return one
        last = max(levels)
        done = self._some.setdefault(levels, {NONE: NONE, ALL: ALL})

        def made(node: Diagram) -> Diagram:
            if node not in done:
                level, below = self._nodes[node]
                if level > last:
                    return node
                parts = map(made, below)
                done[node] = self.any(parts) if level in levels else self._node(level, (*parts,))
            return done[node]

        return made(one)

    def count(self, one: Diagram) -> int:
        """Return how many cells are in a set, exactly."""
        counted: dict[Diagram, int] = {NONE: 0, ALL: 1}

        def cells(node: Diagram) -> int:
            if node not in counted:
                level, below = self._nodes[node]
                counted[node] = sum(cells(one) * self._between(level, one) for one in below)
            return counted[node]

        return cells(one) * self._between(-1, one)

    def has(self, one: Diagram, cell: Mapping[str, int]) -> bool:
        """Tell whether a set has a cell."""
        while one not in (NONE, ALL):
            level, below = self._nodes[one]
            one = below[cell[self.names[level]]]
        return one == ALL

    def common(self, one: Diagram, other: Diagram) -> dict[str, int] | None:
        """Return a cell that two sets have in common, if there is one: the first values that do.

        Nothing is built for it, so that it is cheaper than :meth:`both`.
        """
        found = dict.fromkeys(self.names, 0)
        vain: set[tuple[Diagram, Diagram]] = set()

        def meet(left: Diagram, right: Diagram) -> bool:
            if NONE in (left, right) or (left, right) in vain:
                return False
            level = min(self._nodes[left][0], self._nodes[right][0])
            if level == len(self.sizes):
                return True
            pairs = zip(self._below(left, level), self._below(right, level), strict=True)
            for value, pair in enumerate(pairs):
                if meet(*pair):
                    found[self.names[level]] = value
                    return True
            vain.add((left, right))
            return False

        return found if meet(one, other) else None

    def _rebuilt(
        self,
        one: Diagram,
        at: int,
        made_of: Callable[[tuple[Diagram, ...]], Diagram],
        beyond: Callable[[Diagram], Diagram],
    ) -> Diagram:
        """Return a set with what lies at one variable, and below it, made of it."""
        done: dict[Diagram, Diagram] = {}

        def made(node: Diagram) -> Diagram:
            if node not in done:
                level, below = self._nodes[node]
                if level == at:
                    done[node] = made_of(below)
                elif level > at:
                    done[node] = beyond(node)
                else:
                    done[node] = self._node(level, tuple(map(made, below)))
            return done[node]

        return made(one)

    def _node(self, level: int, below: tuple[Diagram, ...]) -> Diagram:
        if below.count(below[0]) == len(below):
            return below[0]
        key = level, below
        if key not in self._known:
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def _below(self, one: Diagram, level: int) -> tuple[Diagram, ...]:
        at, below = self._nodes[one]
        return below if at == level else (one,) * self.sizes[level]

    def _between(self, level: int, below: Diagram) -> int:
        """Return the number of ways to take the variables between a node and one below it."""
        ways = 1
        for size in self.sizes[level + 1 : self._nodes[below][0]]:
            ways *= size
        return ways
