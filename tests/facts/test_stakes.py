"""Stakes, and all that stand on one day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.stakes import WHOLE, Flag, Holding, Register, Stake, path_down
from earmark.testing import stakes

DAY = date(2024, 5, 2)


def percent(*bounds: int, source: str = "") -> Stake:
    """Return what one source says that X holds of A: exactly, between two bounds, or unknown."""
    low, high = (bounds[0], bounds[-1]) if bounds else (0, 100)
    return Stake("X", "A", low * 10_000, high * 10_000, since=date(2020, 1, 1), source=source)


ACCOUNTS = Stake("X", "A", kind="consolidation", since=date(2020, 1, 1), source="GLEIF")


@pytest.mark.parametrize(
    ("shift", "covered"), [(-1, False), (0, True), (30, True), (364, True), (365, False)]
)
def test_a_stake_is_held_from_its_first_day_up_to_the_day_on_which_it_ends(
    shift: int, covered: bool
) -> None:
    stake = Stake("X", "A", since=date(2023, 1, 1), until=date(2024, 1, 1))
    assert stake.covers(date(2023, 1, 1) + timedelta(days=shift)) is covered


def test_a_stake_without_dates_is_held_on_every_day() -> None:
    assert Stake("X", "A").covers(date.min)
    assert Stake("X", "A").covers(date.max)
    assert not Stake("X", "A", until=DAY).covers(DAY)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ([percent(60)], 60, 60),
        ([percent()], 0, 100),
        ([percent(60), percent(60)], 60, 60),
        ([percent(60), percent()], 60, 60),
        ([percent(25, 50), percent(30)], 30, 30),
        ([percent(25, 50), percent(40, 75)], 40, 50),
        ([ACCOUNTS], 0, 100),
        ([percent(30), ACCOUNTS], 30, 100),
        ([percent(0)], 0, 0),
    ],
)
def test_what_several_sources_say_of_one_stake_counts_once(
    said: list[Stake], low: int, high: int
) -> None:
    for order in (said, said[::-1]):
        (holding,) = Register(order, DAY).holders("A")
        assert (holding.low, holding.high) == (low * 10_000, high * 10_000)
        assert not holding.disputed


def test_where_sources_contradict_each_other_everything_between_them_is_possible() -> None:
    said = percent(60, source="one"), percent(40, source="other"), percent(source="third")
    (holding,) = Register(said, DAY).holders("A")
    assert (holding.low, holding.high, holding.disputed) == (400_000, 600_000, True)
    assert Register(said, DAY).flags("A", [holding]) == [Flag("sources disagree", "A", said)]


def test_sources_about_different_days_do_not_contradict_each_other() -> None:
    before = percent(60)._replace(until=DAY)
    since = percent(40)._replace(since=DAY)
    assert [one.low for one in Register([before, since], DAY).holders("A")] == [400_000]
    eve = DAY - timedelta(days=1)
    assert [one.low for one in Register([before, since], eve).holders("A")] == [600_000]


def test_a_company_that_owns_itself_gives_nobody_anything_and_is_flagged() -> None:
    own = Stake("A", "A", WHOLE, WHOLE, since=date(2020, 1, 1))
    register = Register([own, percent(30)], DAY)
    assert [one.owner for one in register.holders("A")] == ["X"]
    assert not register.held("A")
    assert register.flags("A", ()) == [Flag("owns itself", "A", (own,))]


def test_shares_that_sum_to_more_than_the_whole_are_flagged_and_not_scaled() -> None:
    sixty = percent(60), percent(60)._replace(owner="Y")
    register = Register(sixty, DAY)
    assert [one.low for one in register.holders("A")] == [600_000, 600_000]
    assert register.flags("A", ()) == [Flag("sum above 100 %", "A", sixty)]
    exactly = percent(60), percent(40)._replace(owner="Y"), percent()._replace(owner="Z")
    assert not Register(exactly, DAY).flags("A", ())


def test_a_stake_of_which_no_source_gives_the_first_day_is_flagged() -> None:
    undated = percent(60)._replace(since=None)
    for said, flagged in (([undated], True), ([undated, percent(60)], False)):
        register = Register(said, DAY)
        flags = register.flags("A", register.holders("A"))
        assert [flag.what for flag in flags] == ["start unknown"] * flagged


def test_the_largest_holding_is_told_first() -> None:
    shares = {"Y": (20, 20), "V": (30, 40), "Z": (30, 90), "U": (20, 20), "X": (5, 100)}
    said = [percent(*bounds)._replace(owner=owner) for owner, bounds in shares.items()]
    assert [one.owner for one in Register(said, DAY).holders("A")] == ["Z", "V", "U", "Y", "X"]


@given(given=st.lists(stakes(), max_size=20), day=st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_saying_everything_twice_changes_nothing(given: list[Stake], day: date) -> None:
    def told(register: Register, party: str) -> set[tuple[object, ...]]:
        return {holding[:-1] for holding in register.holders(party)}

    once, twice = Register(given, day), Register([*given, *given[::-1]], day)
    for party in "ABCDEF":
        assert told(once, party) == told(twice, party)


@given(given=st.lists(stakes(), max_size=20), day=st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_owners_and_owned_are_told_alike_from_both_sides(given: list[Stake], day: date) -> None:
    register = Register(given, day)
    held = {(one.owner, one.owned, one.low, one.high) for a in "ABCDEF" for one in register.held(a)}
    holders = [one for a in "ABCDEF" for one in register.holders(a)]
    assert held == {(one.owner, one.owned, one.low, one.high) for one in holders}
    assert len(held) == len(holders) == sum(len(register.held(a)) for a in "ABCDEF")
    assert all(0 <= one.low <= one.high <= WHOLE for one in holders)


@given(given=st.lists(stakes(), max_size=20), day=st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_the_owners_above_a_party_are_loaded_once_each_and_all(
    given: list[Stake], day: date
) -> None:
    asked: defaultdict[str, int] = defaultdict(int)

    def above(party: str) -> list[Stake]:
        asked[party] += 1
        return [stake for stake in given if stake.owned == party]

    part, whole = Register.above("A", above, day), Register(given, day)
    assert set(asked.values()) == {1}
    for party in asked:
        assert part.holders(party) == whole.holders(party)


def test_who_has_sold_its_stake_is_not_asked_for_its_owners() -> None:
    asked: list[str] = []

    def above(party: str) -> list[Stake]:
        asked.append(party)
        return [percent(60)._replace(until=DAY), percent(60)._replace(owner="Y", owned=party)]

    assert [one.owner for one in Register.above("A", above, DAY).holders("A")] == ["Y"]
    assert asked == ["A", "Y"]


def test_a_path_leads_from_the_top_down() -> None:
    first, second = (
        Holding("X", "A", 1, 1, False, False, ()),
        Holding("A", "B", 1, 1, False, False, ()),
    )
    tree = {"X": first, "A": second}
    assert path_down(tree, "X", "B") == (first, second)
    assert path_down(tree, "A", "B") == (second,)
    with pytest.raises(KeyError):
        path_down(tree, "Y", "B")
