"""Since when entries of the Entity List are in force: a CSV file beside the list itself.

The Consolidated Screening List has no dates for it. Columns: name, countries, effective_date
(the day of the copy it was taken from may be part of the column's name), addresses where known.
An entry whose parts have several days reads "Various"; its day is then not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from earmark.errors import quoted
from earmark.facts.lists.cells import day_in, name_in
from earmark.facts.lists.csl import countries_in, parts_in
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.rows import Dating, entry_key
from earmark.facts.lists.sheet import Sheet, SheetRow, refuse_cut_off, sheet_of

EFFECTIVE: Final = "effective_date"
_ENTITY_LIST: Final = "EL"
_UNKNOWN: Final = ("", "Various")
_COPIED: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def datings(intake: Intake) -> Iterator[Dating]:
    """Yield what a file says of each entry. Raises :class:`InputFileError`."""
    with sheet_of(intake) as sheet:
        effective = _column(sheet, EFFECTIVE)
        sheet.expect(("name", "countries", effective or EFFECTIVE))
        refuse_cut_off(intake)
        try:
            intake.days |= {date.fromisoformat(day) for day in _COPIED.findall(effective)}
        except ValueError as error:
            intake.refuse(f"column {quoted(effective)} names no day: {error}")
        for row in sheet.rows():
            dating = _dating(row, sheet, effective, _column(sheet, "addresses"))
            if dating:
                yield dating


def _dating(row: SheetRow, sheet: Sheet, effective: str, addresses: str) -> Dating | None:
    said = row[effective]
    column = "name"
    try:
        name = name_in(row["name"])
        column = effective
        since = None if said in _UNKNOWN else day_in(said)
    except CellError as mistake:
        sheet.wrong(row, column, mistake)
        return None
    key = entry_key(_ENTITY_LIST, "", name, countries_in(row["countries"]))
    return Dating(key, name, since, said, parts_in(row[addresses]) if addresses else ())


def _column(sheet: Sheet, start: str) -> str:
    return next((name for name in sheet.columns if name.startswith(start)), "")
