"""Where rows of a file become answers: what a row states, and what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Final

from pydantic import ValidationError

from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.memory import Memory
from earmark.batch.screener import Screened, Screener
from earmark.batch.stating import Cells
from earmark.errors import UsageError
from earmark.orders import BadRow, Form, Header
from earmark.orders.cells import stated
from earmark.orders.form import no_order
from earmark.orders.rows import bad_row

_Read = Callable[[Sequence[str]], Cells]


class Desk:
    """Screens the rows of files with one header; ``on`` is the day of rows without a date."""

    def __init__(self, header: Header, on: date, screener: Screener) -> None:
        self._form = Form(header, on)
        self._on = on
        self._day = header.fields.get("on")
        self._days: dict[str, date] = {"": on}
        self._screener = screener
        self._read = [_reading(fields, header) for fields in (CHIP, PARTIES, ITSELF)]

    def screen(self, line: int, cells: Sequence[str]) -> Screened | BadRow:
        """Return what the sale of a row comes to, or the row set aside with what is wrong."""
        faults = self._form.faults_of(cells)
        if faults:
            return bad_row(line, "", faults)
        chip, parties, itself = (read(cells) for read in self._read)
        try:
            return self._screener.screen(chip, parties, itself, self.day(cells))
        except ValidationError as error:
            # What only shows when the parts of a row are put together.
            return no_order(line, "", error)
        except UsageError as error:
            return bad_row(line, "", [("", fault) for fault in error.faults])

    def day(self, cells: Sequence[str]) -> date:
        """Return the day of a row without faults."""
        text = "" if self._day is None else cells[self._day]
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = date.fromisoformat(text)
        return day


def _reading(fields: Sequence[str], header: Header) -> _Read:
    """Return what reads the cells of one part of a sale off a row; what was read is remembered."""
    columns = [(place, field) for place, field in enumerate(fields) if field in header.fields]
    if not columns:
        nothing: Final[Cells] = (None,) * len(fields)
        return lambda _: nothing
    pick = itemgetter(*(header.fields[field] for _, field in columns))
    known: Memory[object, Cells] = Memory()

    def read(cells: Sequence[str]) -> Cells:
        picked = pick(cells)
        found = known.get(picked)
        if found is None:
            texts = picked if len(columns) > 1 else (picked,)
            whole: list[str | bool | None] = [None] * len(fields)
            for (place, field), text in zip(columns, texts, strict=True):
                whole[place] = stated(field, text) if text else None
            found = known[picked] = tuple(whole)
        return found

    return read
