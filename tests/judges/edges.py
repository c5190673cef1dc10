"""Deals drawn from the proof's own cells, so that between them they take every edge.

An edge is one answer to one question on the way through a decision diagram. The diagrams of a
day are those of each rule (for each role: where it fires, and where it does not) and that of the
verdict; each is cut down to the deals that there can be, so that every edge lies on the way to
one. A deal goes through all diagrams at once, and the next is aimed at an edge not yet taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from known import Deal

from earmark.judges.reference import Asked
from earmark.law.rulebook import Law
from earmark.matter import Facts, Thing, Value
from earmark.prove.diagram import ALL, NONE, Diagram
from earmark.prove.known import NAMED, Known
from earmark.prove.reading import Reading
from earmark.prove.space import Space, Taken
from earmark.schema import FIELDS

Edge = tuple[Diagram, int]


def covering(reading: Reading) -> Iterator[Taken]:
    """Yield cells until every edge of every diagram of a day has been taken."""
    edges = _Edges(reading)
    for edge in sorted(edges.left):
        if edge in edges.left:
            cell = edges.through(edge)
            edges.take(cell)
            yield cell


class _Edges:
    """The edges of a day's diagrams: how each is reached, and which are left to take."""

    def __init__(self, reading: Reading) -> None:
        self._diagrams = reading.space.diagrams
        self._nodes = self._diagrams._nodes
        self._names = self._diagrams.names
        self._chance = Random(str(reading.law.day))
        self._roots = sorted(_roots(reading))
        self._above: dict[Diagram, Edge | None] = dict.fromkeys(self._roots)
        self.left = {edge for node in self._reached() for edge in self._edges(node)}

    def through(self, edge: Edge) -> dict[str, int]:
        """Return a cell whose way leads over an edge, and on over such as are left."""
        node, value = edge
        taken = {self._asked(node): value} | dict(self._way_to(node))
        node = self._nodes[node][1][value]
        while node != ALL:
            ways = [*self._edges(node)]
            step = self._chance.choice([one for one in ways if one in self.left] or ways)
            taken[self._asked(node)] = step[1]
            node = self._nodes[node][1][step[1]]
        # What no question on the way was about may have any value.
        free = zip(self._names, self._diagrams.sizes, strict=True)
        return {name: taken.get(name, self._chance.randrange(size)) for name, size in free}

    def take(self, cell: Taken) -> None:
        """Strike out the edges that a cell takes in any diagram."""
        for node in self._roots:
            while node not in (NONE, ALL):
                value = cell[self._asked(node)]
                self.left.discard((node, value))
                node = self._nodes[node][1][value]

    def _reached(self) -> Iterator[Diagram]:
        todo = [*self._roots]
        for node in todo:
            yield node
            for edge in self._edges(node):
                below = self._nodes[node][1][edge[1]]
                if below not in self._above:
                    self._above[below] = edge
                    todo.append(below)

    def _edges(self, node: Diagram) -> Iterator[Edge]:
        for value, below in enumerate(self._nodes[node][1]):
            if below != NONE:
                yield node, value

    def _way_to(self, node: Diagram) -> Iterator[tuple[str, int]]:
        while edge := self._above[node]:
            node, value = edge
            yield self._asked(node), value

    def _asked(self, node: Diagram) -> str:
        return self._names[self._nodes[node][0]]


def _roots(reading: Reading) -> Iterator[Diagram]:
    """Yield where each rule fires and where not, where it is denied and where not."""
    diagrams, feasible = reading.space.diagrams, reading.feasible
    for cells in {*reading.fired.values(), reading.deny}:
        for root in (diagrams.both(cells, feasible), diagrams.but(feasible, cells)):
            if root not in (NONE, ALL):
                yield root


def deal(space: Space, law: Law, cell: Taken) -> Deal:
    """Return the deal of a cell, of which everything is known."""
    about = {"chip": "", space.book.deal: ""}
    present = [role for role in space.roles if cell.get(NAMED.get(role, ""), 1)]
    things = [_thing(space, law, cell, role, "party", role) for role in present]
    things += [_thing(space, law, cell, one, one, role) for one, role in about.items()]
    off = frozenset(doubt for doubt in space.doubts if not cell[doubt])
    return Deal(law, tuple(sorted(things, key=lambda one: one[0].about == space.book.deal)), off)


def _thing(
    space: Space, law: Law, cell: Taken, key: str, about: str, role: str
) -> tuple[Thing, dict[str, Value]]:
    known, facts = Known(space.cells, cell, role), dict[str, Value]()
    for path in law.asked:
        if FIELDS[path].thing == about:
            try:
                facts[path] = known.value(path)
            except Asked:
                # It is asked of companies in other roles only.
                continue
    roles = frozenset({role} - {""})
    return Thing(key, about, key, (Facts(facts),), roles=roles), facts
