"""What is left of the law once the facts are in: the rules that can still fire, and what is open.

Two sales of which the same is left are judged alike, on whatever days: the reference judge reads
nothing else. So what is left names the cell of a sale.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from earmark.judges.reference import holds, settled
from earmark.law.cells import Cell
from earmark.law.condition import InGroup, atoms
from earmark.law.geography import members
from earmark.law.rule import Rule
from earmark.law.rulebook import Law, Statement
from earmark.matter import Thing, doubt_of
from earmark.unknowns.views import View, option_views
from earmark.unknowns.ways import Ways


@dataclass(frozen=True, slots=True)
class Left:
    """A statement that can still fire: its truth for each option of a thing, and what is open.

    The truth is None where that is open.
    """

    statement: Statement
    truths: tuple[bool | None, ...]
    open: Hashable

    @property
    def name(self) -> Hashable:
        """What it is known by, on whatever day."""
        one = self.statement
        return one.rule.id, one.status, one.doubt, self.truths, self.open


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left of a law for one thing.

    ``which`` names the doubt that tells the options of the thing apart, where they are not alike,
    and ``printed`` is what is printed of it as it is.
    """

    left: tuple[Left, ...]
    which: Hashable
    printed: Hashable


def residue(law: Law, thing: Thing, printed: Sequence[str]) -> Residue:
    """Return what is left of a law for one thing.

    ``printed`` are the facts that count as they are. Which findings can be there is
    not asked yet: :func:`earmark.unknowns.reach.reach` leaves out more.
    """
    views = option_views(thing)
    every = Ways(law, thing)
    left: list[Left] = []
    for statement in law.statements[thing.about]:
        rule = statement.rule
        if rule.roles and not rule.roles & thing.roles:
            continue
        truths = tuple(settled(rule.when, law, view) for view in views)
        if any(truth is not False for truth in truths):
            open_ones = tuple(_open(law, every, views, rule)) if None in truths else ()
            left.append(Left(statement, truths, open_ones))
    own = [path for path in printed if path.partition(".")[0] == thing.about]
    values = tuple(tuple(option.values[path] for path in own) for option in thing.options)
    alike = all(one.truths.count(one.truths[0]) == len(one.truths) for one in left)
    alike = alike and not any(one.open for one in left)
    which = () if alike or thing.doubt is None else (thing.doubt.key, len(thing.options))
    return Residue(tuple(left), which, values)


def _open(law: Law, every: Ways, views: Sequence[View], rule: Rule) -> Iterator[Hashable]:
    """Yield how each question of an open rule is answered, or what its answers can be."""
    for view in views:
        for atom in atoms(rule.when):
            known = view.thing.options[0].values[atom.field.path]
            doubt = doubt_of(known)
            if doubt is None:
                yield holds(atom, law, view)
                continue
            group = members(atom.group, law.day) if isinstance(atom, InGroup) else frozenset()
            yield doubt.key, type(known), getattr(known, "by", None), doubt.settles
            yield tuple(_answers(every.doubts.cells(doubt.key), group))


def _answers(cells: Iterable[Cell], group: frozenset[str]) -> Iterator[Hashable]:
    for cell in cells:
        yield cell.value, cell.label, cell.value in group
