"""What cells hold: names, days, shares. What cannot be read is a mistake, never repaired."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from earmark.errors import quoted
from earmark.facts.lists.intake import CellError
from earmark.facts.stakes import WHOLE

NAME_LIMIT: Final = 2_000
"""Characters of the longest name that is taken: the longest on the lists has about 370."""

_PER_CENT: Final = WHOLE // 100
_DECIMAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_MARKUP: Final = re.compile(r"<[A-Za-z/!][^<>]*>")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def name_in(text: str) -> str:
    """Return a name, its spaces single. Raises :class:`CellError` for what is none."""
    name = " ".join(text.split())
    if not name:
        raise CellError("a name is expected, the cell is empty")
    if len(name) > NAME_LIMIT:
        raise CellError(f"the name has {len(name):,} characters; at most {NAME_LIMIT:,} are read")
    if name.startswith("="):
        raise CellError(f"{quoted(name)} is a formula; a name is expected")
    if _CONTROL.search(name):
        raise CellError(f"{quoted(name)} has a control character; plain text is expected")
    if _MARKUP.search(name):
        raise CellError(f"{quoted(name)} has markup in it; plain text is expected")
    if not any(letter.isalnum() for letter in name):
        raise CellError(f"{quoted(name)} is no name; one with a letter or digit is expected")
    return name


def day_in(text: str) -> date | None:
    """Return a day written YYYY-MM-DD, None for an empty cell. Raises :class:`CellError`."""
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise CellError(f"{quoted(text)} is no day: {error}") from None
    raise CellError(f"{quoted(text)} is no day; YYYY-MM-DD is expected")


def share_in(text: str) -> int:
    """Return a percentage in parts per million of the whole.

    Raises :class:`CellError` for what is not plain digits from 0 to 100 with a decimal point, and
    for a share finer than 0.0001 %: nothing is rounded.
    """
    if not _DECIMAL.fullmatch(text):
        raise CellError(
            f"{quoted(text)} is no percentage; a number like 50.1 is expected", _hint(text)
        )
    exact = Decimal(text) * _PER_CENT
    if exact > WHOLE:
        raise CellError(f"{quoted(text)} is more than 100 percent")
    if exact != exact.to_integral_value():
        raise CellError(f"{quoted(text)} is finer than 0.0001 percent")
    return int(exact)


def share_between(low: Decimal, high: Decimal) -> tuple[int, int]:
    """Return the narrowest range in parts per million that holds both percentages.

    Raises :class:`CellError` where they are no percentages, or the wrong way round.
    """
    if not (low.is_finite() and high.is_finite() and 0 <= low <= high <= 100):
        raise CellError(f"a share from {low} to {high} percent is none")
    exact = (low * _PER_CENT, high * _PER_CENT)
    return int(exact[0].to_integral_value(ROUND_FLOOR)), int(
        exact[1].to_integral_value(ROUND_CEILING)
    )


def _hint(text: str) -> str:
    meant = text.removesuffix("%").strip().replace(",", ".")
    return f"write {meant}" if _DECIMAL.fullmatch(meant) else ""
