"""The kinds of file that can be imported, and which kind a file is by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from earmark.facts.lists import bods, csl, gleif, list_dates, stakes_csv
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.rows import Row
from earmark.facts.lists.sheet import Sheet
from earmark.facts.lists.text import text_of

READERS: Final[Mapping[str, Callable[[Intake], Iterator[Row]]]] = {
    "csl": csl.entries,
    "dates": list_dates.datings,
    "stakes": stakes_csv.stakes,
    "bods": bods.statements,
    "gleif": gleif.records,
}
"""How each kind of file is read."""

_START: Final = 65_536
_NAMED: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_COLUMNS: Final = {
    "stakes": {"owner", "owned", "percent"},
    "csl": {"name", "source", "alt_names"},
}
_TELLING: Final = 2
"""So many of them tell the kind: that one is missing is for its reader to say."""
_MARKS: Final = {
    "gleif": ("LEIData", "RelationshipData", "ReportingExceptionData", '"LEI"', '"Relationship"'),
    "bods": ('"recordType"', '"recordId"', '"statementId"'),
}


def kind_of(intake: Intake) -> str:
    """Return the kind of a file. Raises :class:`InputFileError` where its content names none."""
    with text_of(intake) as file:
        start = file.read(_START)
        if start.lstrip()[:1] in ("<", "[", "{"):
            for kind, marks in _MARKS.items():
                if any(mark in start for mark in marks):
                    return kind
        else:
            file.seek(0)
            columns = Sheet(file, Intake(intake.path)).columns
            if any(name.startswith(list_dates.EFFECTIVE) for name in columns):
                return "dates"
            for kind, telling in _COLUMNS.items():
                if len(telling.intersection(columns)) >= _TELLING:
                    return kind
    intake.refuse("what kind of file this is cannot be told", f"--as {' | '.join(READERS)}")
    raise AssertionError


def days_in_name(name: str) -> set[date]:
    """Return the days that a file's name carries, as in ``us_csl_2026-07-31.csv``."""
    days = set()
    for year, month, day in _NAMED.findall(name):
        try:
            days.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def series_of(name: str) -> str:
    """Return what the names of a file's successive copies have in common: its name, days aside."""
    stem = _NAMED.sub("", name.rpartition(".")[0] or name)
    return re.sub(r"[\s_.-]+", "-", stem).strip("-").casefold() or "unnamed"
