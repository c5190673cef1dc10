"""What stands for a stretch of days is made once for it, and never told of another day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.timed import PLACE_TURNS, Timed, around, turns_of
from earmark.facts.countries import country
from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.places_in_doubt import with_doubts
from earmark.law.geography import CODES
from earmark.matter import Facts, Thing

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


OF_PLACES = [
    ({"HK"}, {date(2020, 12, 23)}),
    ({"CN"}, {date(2020, 12, 23)}),
    ({"KH"}, {date(2025, 11, 1), date(2026, 2, 3)}),
    ({"KH-"}, {date(2025, 11, 1), date(2026, 2, 3)}),
    ({"CY", "DE"}, {date(2024, 5, 30)}),
    ({"DE", "HK", "CY-"}, {date(2020, 12, 23), date(2024, 5, 30)}),
    ({"DE", "US", "MO"}, set()),
    (set(), set()),
]


@pytest.mark.parametrize(("places", "turns"), OF_PLACES)
def test_places_turn_on_the_days_on_which_one_of_them_counts_as_another_or_is_in_doubt(
    places, turns
):
    assert turns_of(places) == turns


def seen(place, day):
    """Return what a place is on a day: the country as which it counts, or a doubt."""
    code = country(place, day)
    party = Thing("buyer", "party", "", (Facts({OWN: code, PARENT: None}),))
    return with_doubts(party, day).options[0].values[OWN], code


@given(st.sampled_from(sorted(CODES)), st.sampled_from(sorted(PLACE_TURNS)) | st.dates(FIRST))
def test_no_place_is_another_on_a_day_that_is_none_of_its_turns(place, day):
    now, code = seen(place, day)
    before, _ = seen(place, day - timedelta(1))
    assert now == before or day in turns_of({code})


def test_every_turn_of_a_place_is_the_turn_of_one_that_is_known():
    assert turns_of(CODES) == PLACE_TURNS
