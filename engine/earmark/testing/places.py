"""Days and places: often those that the controls tell apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.law.geography import CODES
from earmark.law.rulebook import Rulebook, shipped

TELLING_PLACES: Final = (
    *("CN", "HK", "MO", "SG", "TW", "US", "DE", "VN", "AE", "IL", "RU", "KH", "NI"),
)
"""Places that the controls tell apart."""


def days(
    first: date = date(2019, 1, 1),
    last: date = date(2027, 12, 31),
    rulebook: Rulebook | None = None,
) -> SearchStrategy[date]:
    """Generate days, often the day of a change in law, or the day before or after one.

    The law is that of ``rulebook``, or of the shipped one on sales.
    """
    near = [
        day + timedelta(days=shift)
        for day in (rulebook or shipped()).boundaries
        for shift in (-1, 0, 1)
        if first <= day + timedelta(days=shift) <= last
    ]
    return st.sampled_from(near) | st.dates(first, last)


def countries() -> SearchStrategy[str]:
    """Generate country codes, often of places that the controls tell apart."""
    return st.sampled_from(TELLING_PLACES) | st.sampled_from(sorted(CODES))
