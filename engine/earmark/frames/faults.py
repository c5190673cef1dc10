"""What is wrong with a row that states no sale, found part by part, told as of a row of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import Final, NamedTuple

from earmark.batch.screener import BETWEEN
from earmark.errors import Fault
from earmark.orders import Form, Header
from earmark.sale import ANY_SALE

_CONTRADICTED: Final = "kind-contradicts-places"


class Level(IntEnum):
    """What is looked for first: where cells cannot be read, nothing further is."""

    CELLS = 0
    CONFLICTS = 1
    KIND = 2


class Wrong(NamedTuple):
    """Everything wrong with one part of a row: by the places of the columns, if any."""

    level: Level
    found: tuple[tuple[int, Fault], ...]


class Inspector:
    """Looks at parts of the rows of one frame; ``on`` is the day of rows without a date."""

    def __init__(self, header: Header, on: date) -> None:
        self._form = Form(header, on)
        self._columns = header.columns
        self._fields = header.fields
        self._order = {header.columns[at]: place for place, at in enumerate(header.fields.values())}

    def wrong_with(self, texts: Mapping[str, str]) -> Wrong | None:
        """Return what is wrong with some cells, by field, whatever the others say.

        Whether the places make it another kind of sale depends on the day, and is not asked.
        """
        cells = [""] * len(self._columns)
        for field, text in {**ANY_SALE, **texts}.items():
            cells[self._fields[field]] = text
        faults = [one for one in self._form.faults_of(cells) if one[1].code != _CONTRADICTED]
        if not faults:
            return None
        level = Level.CELLS if faults[0][0] else Level.CONFLICTS
        return Wrong(level, tuple((self._order.get(name, 0), fault) for name, fault in faults))

    def contradicted(self, fault: Fault) -> Wrong:
        """Return that the places of a row make it another kind of sale than it states."""
        return Wrong(Level.KIND, ((0, fault),))


def told(wrongs: Iterable[Wrong]) -> str:
    """Return what is wrong with a row: code, message and hint of each mistake."""
    parts = list(wrongs)
    level = min(one.level for one in parts)
    found = [one for part in parts if part.level == level for one in part.found]
    faults = [fault for _, fault in sorted(found, key=lambda one: one[0])]
    return BETWEEN.join(
        f"{one.code}: {one.message}{f' ({one.hint})' if one.hint else ''}" for one in faults
    )


class Wrongs:
    """What is wrong with parts of the rows of one frame, each by a number below zero."""

    def __init__(self) -> None:
        self._numbers: dict[Wrong, int] = {}
        self._found: list[Wrong] = []

    def number(self, wrong: Wrong) -> int:
        """Return the number of what is wrong with a part."""
        number = self._numbers.setdefault(wrong, -len(self._numbers) - 1)
        if -number > len(self._found):
            self._found.append(wrong)
        return number

    def told(self, numbers: Iterable[int]) -> str:
        """Return what is wrong with a row whose parts have these numbers, wherever below zero."""
        return told(self._found[-number - 1] for number in numbers if number < 0)
