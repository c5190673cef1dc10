"""Country groups: who is in which, and who moves when."""

from datetime import date, timedelta

import pytest

from earmark.law.geography import CHANGES, GROUPS, members, moves


def test_on_a_day_without_a_change_no_country_moves():
    assert moves(date(2019, 6, 1)) == ()


@pytest.mark.parametrize("day", sorted(CHANGES))
def test_moves_are_the_difference_between_two_days(day):
    before = day - timedelta(days=1)
    joined = {(code, group) for group in GROUPS for code in members(group, day)}
    was = {(code, group) for group in GROUPS for code in members(group, before)}
    assert {(one.country, one.group) for one in moves(day) if one.joins} == joined - was
    assert {(one.country, one.group) for one in moves(day) if not one.joins} == was - joined


def test_a_move_says_by_what():
    assert all(move.source for day in CHANGES for move in moves(day))
