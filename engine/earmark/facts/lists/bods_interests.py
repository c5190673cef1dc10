"""What an interest of the Beneficial Ownership Data Standard is as a share, and when it is held.

Only what is owned counts as a share (``shareholding``); of a party that has votes alone the share
is unknown, of one that only appoints a board nothing is said. An indirect interest is no stake of
its own: where the chain it sums up is not stated, it may be any share.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from earmark.errors import quoted
from earmark.facts.lists.cells import day_in, share_between
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.records import Details, part, parts
from earmark.facts.stakes import WHOLE

_SHARES: Final = "shareholding"
_UNTOLD: Final = frozenset(("votingRights", "unknownInterest", "unpublishedInterest", ""))
"""Interests of a party that may well hold shares, nobody says how many."""

Range = tuple[int, int]


def stakes_in(details: Details, intake: Intake) -> Iterator[tuple[Range, date | None, date | None]]:
    """Yield the share, in parts per million, and the first and last day of each interest.

    Raises :class:`CellError`. What is no share is left out, and counted.
    """
    interests = parts(details, "interests")
    shares = [one for one in interests if one.get("type") == _SHARES]
    # With its parts stated, the whole would count twice.
    summed_up = bool(details.get("componentRecords"))
    for interest in shares or interests or [{}]:
        kind = str(interest.get("type") or "")
        if kind != _SHARES and kind not in _UNTOLD:
            intake.left_out[f"interests that are no shares ({kind})"] += 1
        elif interest.get("directOrIndirect") == "indirect" and summed_up:
            intake.left_out["indirect interests whose parts are stated"] += 1
        else:
            begun, ended = day_of(interest.get("startDate")), interest.get("endDate")
            yield _share(kind, interest), begun, day_of(ended, last=True)


def day_of(value: object, *, last: bool = False) -> date | None:
    """Return a day; of a year or month alone its first, or the day after it if ``last``.

    Raises :class:`CellError`.
    """
    text = str(value or "")[:10]
    if len(text) == 4 and text.isdecimal():
        first = day_in(f"{text}-01-01")
        return first.replace(year=first.year + 1) if first and last else first
    if len(text) == 7:
        first = day_in(f"{text}-01")
        return (first + timedelta(days=31)).replace(day=1) if first and last else first
    return day_in(text)


def _share(kind: str, interest: Details) -> Range:
    stated = part(interest, "share")
    direct = interest.get("directOrIndirect") not in ("indirect", "unknown")
    if kind != _SHARES or not stated or not direct:
        return 0, WHOLE
    if "exact" in stated:
        return share_between(_number(stated["exact"]), _number(stated["exact"]))
    low, _ = _bound(stated, "minimum", "exclusiveMinimum", 0)
    high, outside = _bound(stated, "maximum", "exclusiveMaximum", 100)
    lowest, highest = share_between(low, high)
    return lowest, highest - (outside and highest > lowest)


def _bound(share: Details, plain: str, exclusive: str, default: int) -> tuple[Decimal, bool]:
    """Return a bound, and whether it is outside: 0.4 has a number for that, 0.3 had a flag."""
    outside = share.get(exclusive)
    if isinstance(outside, Decimal):
        return outside, True
    return _number(share.get(plain, Decimal(default))), outside is True


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    raise CellError(f"{quoted(str(value))} is no percentage; a number is expected")
