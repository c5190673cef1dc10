"""Whether any deal tells a mutant from the rulebook as it is.

On every day on which the two differ, all cells are judged by both: of the chip, of a company in
every combination of roles, or of the deal, on every standing that its chip and companies can give.
Where they come to something else, the cell is stated as a deal and screened under both. Only a
deal that is answered differently tells; and it is ready to become a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from earmark.law.rulebook import Rulebook
from mutation.changes import days
from mutation.mutants import Mutant
from mutation.search import Kept, Search
from mutation.stating import Cell
from mutation.trying import Told
from mutation.weight import comes_to_nothing

NO_DAY: Final = "it differs on no day that can be screened"
NO_CELL: Final = "every cell comes to the same"
NO_DEAL: Final = "cells differ, and the deals that state them are answered alike"


@dataclass(frozen=True)
class Alike:
    """Why no deal tells the mutant."""

    why: str


@dataclass(frozen=True)
class Unsettled:
    """Cells differ, and none of those that were tried could be stated as a deal."""

    cell: Cell


Answer = Told | Alike | Unsettled


class Teller:
    """Tells mutants from one rulebook. What others have in common is worked out once."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._kept: Kept = {}

    def tell(self, mutant: Mutant) -> Answer:
        """Return a deal that tells, or why there is none."""
        other = mutant.of(self._book)
        quiet: set[object] = set()
        unstated: list[Cell] = []
        why = NO_DAY
        for day, changed in days(self._book, other, mutant):
            law = self._book.on(day)
            reasons = [comes_to_nothing(one, law) for one in changed]
            weighing = tuple(
                one for one, reason in zip(changed, reasons, strict=True) if not reason
            )
            if not weighing:
                why = reasons[0] if why == NO_DAY else why
                continue
            search = Search((self._book, other), day, weighing, self._kept)
            if search.key in quiet:
                continue
            told = search.told()
            if told:
                return told
            if not search.differs:
                quiet.add(search.key)
            unstated += [search.trying.unstated] if search.trying.unstated else []
            why = NO_DEAL if search.trying.tried or why == NO_DEAL else NO_CELL
        return Unsettled(unstated[0]) if unstated else Alike(why)
