"""Stakes in a CSV file: owner, owned, percent, from, until, source.

An empty percentage is one that is not known. ``until`` is the first day on which the stake is no
longer held. Owner and owned are names, LEIs, or the ids of another source in the registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from earmark.errors import quoted
from earmark.facts.lists.cells import day_in, name_in, share_in
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.rows import Firm, node
from earmark.facts.lists.sheet import Sheet, SheetRow, sheet_of
from earmark.facts.stakes import WHOLE, Stake

REQUIRED: Final = ("owner", "owned", "percent")
OPTIONAL: Final = ("from", "until", "source")

_REMEMBERED: Final = 1_000_000
"""Names that are told once only; of more, some are told again, which costs time and no room."""


def stakes(intake: Intake) -> Iterator[Stake | Firm]:
    """Yield every stake of a file, and both its ends as firms. Raises :class:`InputFileError`."""
    with sheet_of(intake) as sheet:
        sheet.expect(REQUIRED, OPTIONAL)
        told: set[str] = set()
        for row in sheet.rows():
            for found in _stake(row, sheet):
                if isinstance(found, Stake) or found.name not in told:
                    yield found
                if isinstance(found, Firm):
                    told.add(found.name)
            if len(told) > _REMEMBERED:
                told.clear()


def _stake(row: SheetRow, sheet: Sheet) -> Iterator[Stake | Firm]:
    column = "owner"
    try:
        owner = name_in(row["owner"])
        column = "owned"
        owned = name_in(row["owned"])
        above, below = node(owner), node(owned)
        if above == below:
            said = f"{quoted(owned)} cannot own itself"
            raise CellError(said, "leave out shares that a company holds of its own")
        column = "percent"
        low, high = (share_in(row["percent"]),) * 2 if row["percent"] else (0, WHOLE)
        column = "from"
        since = day_in(row["from"])
        column = "until"
        until = day_in(row["until"])
        if since and until and until <= since:
            said = f"{until} is not after {since}"
            raise CellError(said, "until is the first day on which the stake is no longer held")
    except CellError as mistake:
        sheet.wrong(row, column, mistake)
        return
    yield Firm(above, owner)
    yield Firm(below, owned)
    yield Stake(above, below, low, high, since=since, until=until, source=row["source"])
