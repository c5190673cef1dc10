"""What stands for a stretch of days is made once for it, and never told of another day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.timed import PLACE_TURNS, Timed, around

FIRST = date(2023, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days))
TURN = date(2023, 1, 10)


@pytest.mark.parametrize(
    ("day", "first", "until"),
    [
        (TURN - timedelta(1), date.min, TURN),
        (TURN, TURN, date.max),
        (TURN + timedelta(1), TURN, date.max),
    ],
)
def test_a_turn_is_the_first_day_of_what_follows(day, first, until):
    assert around(day, {TURN}, "x")[:2] == (first, until)


@given(st.sets(DAYS), st.lists(DAYS))
def test_what_is_told_of_a_day_is_what_would_be_made_of_it(turns, days):
    def made(day):
        return sum(turn <= day for turn in turns)

    timed = Timed(lambda key, day: around(day, turns, (key, made(day))))
    for day in days:
        assert timed.on("one", day).value == ("one", made(day))
        assert timed.on("other", day).value == ("other", made(day))


@given(st.sets(DAYS), st.lists(DAYS))
def test_nothing_is_made_twice_for_a_stretch(turns, days):
    calls = []

    def make(_, day):
        calls.append(sum(turn <= day for turn in turns))
        return around(day, turns, None)

    timed = Timed(make)
    for day in days:
        timed.on("one", day)
    assert len(calls) == len(set(calls))


def test_hong_kong_is_another_place_from_the_day_on_which_it_counts_as_china():
    assert date(2020, 12, 23) in PLACE_TURNS
