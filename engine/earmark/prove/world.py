"""A rulebook as it is proved: its reading on every day, and the reference judge beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

from earmark.conclusion import Conclusion, conclude
from earmark.judges.reference import judge, standing_findings
from earmark.law.rulebook import Law, Rulebook
from earmark.prove.diagram import Diagram
from earmark.prove.known import NAMED, Known
from earmark.prove.reading import Reader, Reading
from earmark.prove.space import Space, Taken


class World:
    """A rulebook, its space, and how it reads in every epoch; ``tell`` hears how many are read."""

    def __init__(self, book: Rulebook, tell: Callable[[int], None] = lambda _: None) -> None:
        self.book = book
        self.space = Space(book)
        self.diagrams = self.space.diagrams
        self.reader = Reader(self.space)
        self.judged = 0
        self._tell = tell

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """How the rulebook reads in each epoch, in order."""
        return tuple(self._read())

    def _read(self) -> Iterator[Reading]:
        for count, day in enumerate(self.space.days, 1):
            yield self.reader.read(self.book.on(day))
            self._tell(count)

    def until(self, day: date) -> date:
        """Return the first day on which the law may be another than on this one."""
        return next((later for later in self.space.days if later > day), date.max)

    def cell(self, reading: Reading, cells: Diagram) -> Taken | None:
        """Return one of some cells that a deal on the day of a reading can be in, if any."""
        return self.diagrams.common(cells, reading.feasible)

    def judge(self, law: Law, taken: Taken) -> Conclusion:
        """Return what the reference judge makes of one cell."""
        self.judged += 1
        cells = self.space.cells
        fired = [*judge(law, "chip", Known(cells, taken)).fired]
        for role in self.space.roles:
            if not taken.get(NAMED.get(role, ""), 1):
                continue
            company = Known(cells, taken, role)
            fired += judge(law, "party", company, roles=frozenset({role})).fired
        standing = frozenset(standing_findings(fired))
        fired += judge(law, self.book.deal, Known(cells, taken), standing).fired
        done = {act: cells[name] for name in cells if (act := name.removeprefix("sale."))}
        return conclude(fired, lambda act: act in done and bool(taken[f"sale.{act}"]))
