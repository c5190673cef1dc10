"""Decision trees over doubts: what is asked, and the rules that fire at the end of each way.

Cells that lead to the same are taken together, and a doubt whose cells all do is dropped: it does
not matter there. Equal trees are one object, so that comparing them is cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from earmark.law.cells import Cell
from earmark.law.rulebook import Statement

Region = Mapping[str, tuple[Cell, ...]]
"""For each doubt that matters, by its key, the cells that come to the same."""

Fired = tuple[Statement, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """The rules that fire at the end of a way."""

    fired: Fired


@dataclass(frozen=True, eq=False, slots=True)
class Fork:
    """A doubt, and where each group of its cells leads."""

    key: str
    branches: tuple[tuple[tuple[Cell, ...], Tree], ...]


Tree = Leaf | Fork


@dataclass
class Grove:
    """Makes trees. ``apart`` tells for which doubts each cell must stay by itself.

    Branches and their cells stand in the order of ``cells``, so that a tree is the same whichever
    trees were made before it.
    """

    apart: Callable[[str], bool]
    cells: Callable[[str], Sequence[Cell]]
    _known: dict[Hashable, Tree] = field(default_factory=dict)
    _places: dict[str, Mapping[Cell, int]] = field(default_factory=dict)

    def leaf(self, fired: Fired, label: Hashable) -> Tree:
        """Return a leaf; leaves with the same label are one."""
        return self._known.setdefault(("leaf", label), Leaf(fired))

    def fork(self, key: str, branches: Iterable[tuple[tuple[Cell, ...], Tree]]) -> Tree:
        """Return the tree that asks for a doubt first, or what follows where that is all alike."""
        alike: dict[int, tuple[list[tuple[Cell, ...]], Tree]] = {}
        for cells, tree in branches:
            alike.setdefault(id(tree), ([], tree))[0].append(cells)
        if len(alike) == 1:
            return next(tree for _, tree in alike.values())
        apart, place = self.apart(key), self._place(key)
        grouped = [
            (sorted(group, key=place), tree)
            for groups, tree in alike.values()
            for group in (groups if apart else [[cell for cells in groups for cell in cells]])
        ]
        grouped.sort(key=lambda branch: place(branch[0][0]))
        made = tuple((tuple(group), tree) for group, tree in grouped)
        shape = (key, frozenset((frozenset(cells), id(tree)) for cells, tree in made))
        return self._known.setdefault(shape, Fork(key, made))

    def _place(self, key: str) -> Callable[[Cell], int]:
        """Return what tells where a cell stands among those of a doubt."""
        if key not in self._places:
            self._places[key] = {cell: place for place, cell in enumerate(self.cells(key))}
        return self._places[key].__getitem__

    def projected(self, tree: Tree, label: Callable[[Fired], Hashable]) -> Tree:
        """Return a tree in which leaves with the same label are one."""
        return self._with(tree, lambda fired: self.leaf(fired, label(fired)), {})

    def after(self, fired: Fired, tree: Tree, grown_after: int) -> Tree:
        """Return a tree as it stands after ``fired``; it grew after so many other rules."""

        def moved(before: Fired) -> Tree:
            whole = (*fired, *before[grown_after:])
            return self.leaf(whole, tuple(statement.rule.id for statement in whole))

        return self._with(tree, moved, {})

    def _with(self, tree: Tree, leaf: Callable[[Fired], Tree], done: dict[int, Tree]) -> Tree:
        """Return a tree with other leaves; ``done`` has what was made of trees by their ids."""
        if id(tree) not in done:
            if isinstance(tree, Leaf):
                done[id(tree)] = leaf(tree.fired)
            else:
                branches = [(cells, self._with(one, leaf, done)) for cells, one in tree.branches]
                done[id(tree)] = self.fork(tree.key, branches)
        return done[id(tree)]


def regions(tree: Tree) -> Iterator[tuple[Region, Fired]]:
    """Yield every way through a tree: the cells that it takes, and the rules that fire."""
    if isinstance(tree, Leaf):
        yield {}, tree.fired
        return
    for cells, below in tree.branches:
        for region, fired in regions(below):
            yield {tree.key: cells, **region}, fired
