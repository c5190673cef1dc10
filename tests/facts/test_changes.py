"""The days on which what is on file changes: none is missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from earmark import Sale
from earmark.facts.changes import changes, recounted
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry

FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)

SALES = {
    "a listed buyer": {"buyer": "Beijing Sensetime Technology Development Co., Ltd."},
    "a relative of listed companies": {"buyer": "SenseTime Group Inc."},
    "a name that may be a listed one": {"buyer": "Sugon Cloud"},
    "a company on a list about securities": {"buyer": "SMIC", "end_user": "Hikvision"},
    "a buyer in Hong Kong": {"buyer": "Acme", "buyer_hq": "HK", "destination": "Hong Kong"},
    "a subsidiary": {"buyer": "Inspur Group Co., Ltd.", "subsidiary": "Inspur Abroad"},
}


@pytest.mark.parametrize("sale", SALES.values(), ids=SALES)
def test_facts_change_on_the_days_named_and_on_no_other(sale):
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]
    found, before = set(), None
    for day in days:
        resolved = resolve(Sale(**{"chip": "H100", "destination": "SG", **sale}, on=day)).things
        # What is only said of a listing, near its first day, changes no verdict.
        things = [replace(thing, notes=()) for thing in resolved]
        if before is not None and things != before:
            found.add(day)
        before = things
    assert found
    assert found <= changes()


def test_every_first_and_last_day_of_a_listing_is_named():
    for party in registry().parties.values():
        for listing in party.listings:
            assert listing.since in changes()
            assert listing.until is None or listing.until in changes()


def test_hong_kong_counts_as_china_from_a_day_on():
    (hong_kong,) = (one for one in recounted() if one.code == "HK")
    assert hong_kong[1:3] == ("CN", date(2020, 12, 23))
    assert "85 FR 83765" in hong_kong.source
    assert hong_kong.since in changes()
