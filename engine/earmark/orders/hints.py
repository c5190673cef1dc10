"""What was probably meant by a cell that cannot be read. Said to the user, never assumed."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final, get_args

from earmark.errors import nearest
from earmark.sale import FIRST_DAY, LAST_DAY, Sale

_COMPACT: Final = re.compile(r"(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:[T ].*)?", re.ASCII)
_TURNED: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[T ].*)?", re.ASCII)
_SERIAL: Final = re.compile(r"[45]\d{4}(?:\.0+)?", re.ASCII)
_SERIAL_ZERO: Final = date(1899, 12, 30)
_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_RAISED: Final = re.compile("[²³¹⁰-₉]")
"""Digits that are an exponent or a note, and no part of the number before them."""

_LONGEST: Final = 40
_SMALLEST, _LARGEST = Decimal("0.0001"), Decimal(999_999_999)


def hint_for(field: str, code: str, cell: str, is_read: Callable[[str], bool]) -> str:
    """Return a hint for a cell of a field, empty where nothing is near.

    ``is_read`` tells whether the field takes a text: no other is offered.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if len(text) > _LONGEST:
        return ""
    if code == "bad-date":
        return _day(text)
    if code in ("bad-figure", "bad-quantity"):
        figure = "" if _RAISED.search(cell) else _figure(text)
        return f"did you mean {figure!r}?" if figure and is_read(figure) else ""
    if code == "bad-word":
        return nearest(text, _words(Sale.model_fields[field].annotation))
    return ""


def _day(text: str) -> str:
    if found := _COMPACT.fullmatch(text):
        year, month, day = map(int, found.groups())
        if 1 <= month <= 12 and year >= 1 and day > monthrange(year, month)[1]:
            return f"the last day of that month is {year}-{month:02}-{monthrange(year, month)[1]}"
        return _meant(_iso(year, month, day))
    if found := _TURNED.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _meant(_iso(year, second, first), _iso(year, first, second))
    if _SERIAL.fullmatch(text):
        day_meant = _SERIAL_ZERO + timedelta(days=int(float(text)))
        return f"as the day number of a spreadsheet it is {day_meant}"
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _meant(*days: str) -> str:
    inside = [day for day in dict.fromkeys(days) if f"{FIRST_DAY}" <= day <= f"{LAST_DAY}"]
    return f"did you mean {' or '.join(map(repr, inside))}?" if inside else ""


def _figure(text: str) -> str:
    """Return a number as it is to be written, empty for what is none."""
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return ""
    if not number.is_finite() or not _SMALLEST <= number <= _LARGEST:
        return ""
    return f"{number.normalize():f}"


def _words(annotation: Any) -> list[str]:
    """Return the words of a field that takes one of a few."""
    return [word for one in get_args(annotation) for word in get_args(one)]
