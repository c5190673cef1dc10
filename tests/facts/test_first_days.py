"""Listings counted on days that rest on own knowledge."""

from datetime import date, timedelta

import pytest

from earmark.facts.first_days import on_first_days
from earmark.facts.records import Records
from earmark.facts.shipped import registry

LISTED = date(2023, 3, 2)


def said(name: str, on: date) -> list[str]:
    party = registry().find(name).certain
    assert party
    return list(on_first_days(party, Records(registry(), on)))


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_the_day_after_that_week_is_told_as_one_on_which_a_company_turns(days: int) -> None:
    party = registry().find("Inspur Group").certain
    assert party
    records = Records(registry(), LISTED + timedelta(days=days))
    list(on_first_days(party, records))
    assert LISTED + timedelta(days=7) in records.turns


@pytest.mark.parametrize(("days", "notes"), [(-1, 0), (0, 1), (1, 1), (6, 1), (7, 0), (400, 0)])
def test_a_listing_is_said_to_rest_on_own_knowledge_for_a_week(days: int, notes: int) -> None:
    assert len(said("Inspur Group", LISTED + timedelta(days=days))) == notes


def test_the_note_names_the_entry_the_day_and_the_notice() -> None:
    (note,) = said("Inspur Group", date(2023, 3, 3))
    assert note.startswith("Inspur Group Co., Ltd. was taken as listed from 2023-03-02 on.")
    assert "88 FR 13675" in note


def test_a_day_that_the_list_itself_gives_is_not_doubted() -> None:
    party = registry().find("Sense Time").certain
    assert party
    (day,) = {one.since for one in party.listings if "own knowledge" not in one.since_basis} & {
        date(2019, 10, 9)
    }
    assert list(on_first_days(party, Records(registry(), day))) == []
