"""Windows: from their first day to the day before the first on which they no longer hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from earmark.law.rule import Window

FIRST, END = date(2020, 1, 1), date(2021, 1, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "covered"),
    [(FIRST - DAY, False), (FIRST, True), (END - DAY, True), (END, False)],
)
def test_a_window_covers_its_first_day_and_not_the_day_of_its_end(day: date, covered: bool) -> None:
    assert Window(FIRST, END).covers(day) is covered
