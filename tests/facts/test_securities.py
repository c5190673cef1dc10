"""From when a listing on the NS-CMIC list bars: sixty days after it, for that company alone."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from earmark.facts.parties import Party
from earmark.facts.securities import NS_CMIC, securities
from earmark.facts.shipped import registry

GROUP, SINGAPORE = "sensetime-group", "sensetime-international"


def facts(name: str, on: date) -> dict[str, object]:
    party = registry().parties[name]
    found = securities(party, registry().family(party), on)
    return {path.removeprefix("party."): value for path, value in found.items()}


def listed() -> list[Party]:
    parties = registry().parties.values()
    return [party for party in parties if any(x.list == NS_CMIC for x in party.listings)]


@pytest.mark.parametrize("party", listed(), ids=lambda party: party.id)
def test_every_listing_bars_from_the_sixtieth_day_on(party: Party) -> None:
    (since,) = [entry.since for entry in party.listings if entry.list == NS_CMIC]
    bar = since + timedelta(days=60)
    day = timedelta(days=1)
    assert not facts(party.id, since - day)["on_ns_cmic_list"]
    assert facts(party.id, since)["on_ns_cmic_list"]
    assert not facts(party.id, bar - day)["ns_cmic_barred"]
    assert facts(party.id, bar)["ns_cmic_barred"]


@pytest.mark.parametrize(
    ("name", "bar"),
    [
        # The days that the list itself gives.
        (GROUP, "2022-02-08"),
        ("megvii-technology", "2022-02-14"),
        ("huawei-technologies", "2021-08-02"),
    ],
)
def test_the_day_is_the_one_that_the_list_gives(name: str, bar: str) -> None:
    assert facts(name, date(2026, 1, 1))["ns_cmic_barred_from"] == bar


def test_the_list_names_the_company_as_it_names_it() -> None:
    known = facts(GROUP, date(2022, 2, 8))
    assert known == {
        "on_ns_cmic_list": True,
        "ns_cmic_barred": True,
        "ns_cmic_name": "Sensetime Group Limited",
        "ns_cmic_since": "2021-12-10",
        "ns_cmic_barred_from": "2022-02-08",
        "ns_cmic_relative": "",
    }


def test_a_company_of_the_group_is_not_listed_but_the_listed_one_is_named() -> None:
    known = facts(SINGAPORE, date(2022, 2, 8))
    assert known["ns_cmic_relative"] == "Sensetime Group Limited"
    assert not any(value for path, value in known.items() if path != "ns_cmic_relative")


def test_before_the_listing_nothing_is_said_of_any_company() -> None:
    for name in (GROUP, SINGAPORE):
        assert not any(facts(name, date(2021, 12, 9)).values())


def test_a_company_that_is_not_on_file_is_not_listed() -> None:
    assert not any(securities(None, (), date(2026, 1, 1)).values())
    assert json.dumps(securities(None, (), date(2026, 1, 1)))
