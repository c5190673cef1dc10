"""What a proof says: of each property whether it holds, what is listed, and what breaks it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from earmark.standpoints import Part
from earmark.verdict import RulebookUsed


class Listed(Part):
    """What a property leaves out: a rule or a step, with the reason, and the paragraph if any."""

    what: str
    why: str
    law: str = ""


class Broken(Part):
    """What breaks a property on a day, as a case ready to paste into ``cases/``.

    ``case`` is empty where no deal can state it; ``cell`` then says what its facts are.
    """

    says: str
    on: date
    cell: tuple[str, ...] = ()
    case: str = ""


class Proved(Part):
    """One property of a rulebook."""

    name: str
    sentence: str
    holds: bool
    listed: tuple[Listed, ...]
    broken: tuple[Broken, ...]
    seconds: float


class Route(Part):
    """What a listed company's own company is answered on the days from ``first`` to ``last``."""

    chip: str
    first: date
    last: date | None
    itself: str
    through: dict[str, str]


class Change(Part):
    """A day on which some cell is answered otherwise: by which rules, and countries that move."""

    on: date
    rules: tuple[str, ...]
    countries: tuple[str, ...]


class Proof(Part):
    """What holds for every deal under a rulebook, on every day that a deal can have.

    ``cells`` are those of the deal of which nothing is known, over all epochs: the product of the
    cells of its facts, less what no deal can be. ``nodes`` is the size of the diagrams that were
    computed with in their place, ``judged`` the number of cells that the reference judged one by
    one to confirm them. ``changes`` are there where *minimal* was asked for.
    """

    deals: Literal["sale", "investment"]
    rulebook: RulebookUsed
    first: date
    epochs: int
    facts: int
    cells: int
    nodes: int
    judged: int
    seconds: float
    properties: tuple[Proved, ...]
    changes: tuple[Change, ...]
    routes: tuple[Route, ...]
    loophole: str
    caveats: tuple[str, ...]
    earmark: str

    @property
    def holds(self) -> bool:
        """Whether every property that was asked for holds."""
        return all(one.holds for one in self.properties)
