"""Country groups: who is in which, and who moves when."""

from datetime import date, timedelta

import pytest

from earmark.law.geography import CHANGES, CODES, GROUPS, meant, members, moves, names
from earmark.resources import table


def test_on_a_day_without_a_change_no_country_moves():
    assert moves(date(2019, 6, 1)) == ()


@pytest.mark.parametrize("day", sorted(CHANGES))
def test_moves_are_the_difference_between_two_days(day):
    before = day - timedelta(days=1)
    joined = {(code, group) for group in GROUPS for code in members(group, day) & CODES}
    was = {(code, group) for group in GROUPS for code in members(group, before) & CODES}
    assert {(one.country, one.group) for one in moves(day) if one.joins} == joined - was
    assert {(one.country, one.group) for one in moves(day) if not one.joins} == was - joined


def test_a_move_says_by_what():
    assert all(move.source for day in CHANGES for move in moves(day))


# -- places in doubt -------------------------------------------------------------------------

DOUBTS = table("country_doubts")


def days_of(row):
    first = date.fromisoformat(row["from"] or "2019-01-01")
    return first, date.fromisoformat(row["until"]) - timedelta(days=1)


@pytest.mark.parametrize("row", DOUBTS, ids=lambda row: row["code"])
def test_a_country_in_doubt_counts_as_a_member_and_its_other_code_as_none(row):
    for day in days_of(row):
        assert row["country"] in members(row["group"], day)
        for group in GROUPS:
            inside = row["country"] in members(group, day) and group != row["group"]
            assert (row["code"] in members(group, day)) is inside


@pytest.mark.parametrize("row", DOUBTS, ids=lambda row: row["code"])
def test_the_other_code_is_no_country_and_says_what_it_stands_for(row):
    assert row["code"] not in CODES
    assert names()[row["code"]] == f"{names()[row['country']]} outside Country Group {row['group']}"
    assert row["source"]


def test_a_country_is_in_doubt_in_one_group_at_a_time():
    assert len({row["country"] for row in DOUBTS}) == len(DOUBTS)


def test_the_days_on_which_a_doubt_begins_or_ends_are_days_of_change():
    edges = {row[column] for row in DOUBTS for column in ("from", "until")} - {""}
    assert {date.fromisoformat(day) for day in edges} <= CHANGES


def test_a_word_that_is_no_code_may_mean_a_country_by_its_name():
    assert meant("Iraq") == "did you mean 'IQ', Iraq?"
    assert meant("Chnia") == "did you mean 'CN', China?"
    assert meant("zzzzzz") == 'write its ISO code, such as "CN"'
