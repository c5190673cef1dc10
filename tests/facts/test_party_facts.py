"""The facts of a party on a day, and where they come from."""

from datetime import date, timedelta

import pytest

from earmark.facts.ownership import BLOCKED, LISTED, POLICY
from earmark.facts.parties import LICENCE_LISTS
from earmark.facts.party_facts import approved_with, fact_sources, party_facts
from earmark.facts.records import Records
from earmark.facts.shipped import registry
from earmark.schema import FIELDS

TODAY = date(2026, 7, 31)
ONE_DAY = timedelta(days=1)
SENSETIME = "beijing-sensetime-technology-development"
GROUP = "sensetime-group"


def party(id_):
    return registry().parties[id_]


def as_of(day):
    return Records(registry(), day)


def facts(id_, on=TODAY):
    return party_facts(party(id_), "as written", "buyer", as_of(on))


# -- SenseTime -------------------------------------------------------------------------------


def test_sensetime_is_listed_under_its_first_name_and_then_its_full_one():
    before = facts(SENSETIME, date(2020, 6, 4))
    after = facts(SENSETIME, date(2020, 6, 5))
    assert before["party.entity_list_name"] == "Sense Time"
    assert after["party.entity_list_name"] == "Beijing Sensetime Technology Development Co., Ltd."
    assert before["party.entity_list_since"] == after["party.entity_list_since"] == "2019-10-09"


def test_the_sensetime_group_is_not_on_the_entity_list_but_a_relative_is():
    known = facts(GROUP)
    assert known["party.on_entity_list"] is False
    assert known["party.entity_list_policy"] == known["party.entity_list_since"] == ""
    assert known["party.on_ns_cmic_list"] is known["party.on_1260h_list"] is True
    assert known["party.group_on_entity_list"] is True
    assert known["party.listed_relative"] == party(SENSETIME).name


def test_the_relative_counts_from_the_day_it_is_listed():
    assert facts(GROUP, date(2019, 10, 8))["party.group_on_entity_list"] is False
    assert facts(GROUP, date(2019, 10, 9))["party.group_on_entity_list"] is True


def test_a_listed_company_does_not_count_its_relatives():
    known = facts("huawei-technologies")
    assert known["party.on_entity_list"] is True
    assert known["party.group_on_entity_list"] is False
    assert known["party.listed_relative"] == ""


def test_the_holding_of_huawei_has_the_main_company_as_its_listed_relative():
    known = facts("huawei-investment-and-holding")
    assert known["party.on_entity_list"] is False
    assert known["party.listed_relative"] == "Huawei Technologies Co., Ltd."


# -- facts -----------------------------------------------------------------------------------


def test_every_party_fact_of_the_schema_but_ownership_is_given_and_nothing_else():
    paths = {path for path in FIELDS if path.startswith("party.")}
    paths -= {*LISTED[1:], *BLOCKED[1:], POLICY, "party.parent_headquarters"}
    assert set(facts(GROUP)) == paths
    known = party_facts(None, "Nobody Ltd", "buyer", as_of(TODAY))
    assert set(known) == paths - {"party.headquarters"}


def test_a_party_that_is_not_on_file_is_on_no_list_under_the_name_as_written():
    known = party_facts(None, "Nobody Ltd", "buyer", as_of(TODAY))
    assert known["party.name"] == "Nobody Ltd"
    assert not any(known[path] for path in known if path != "party.name")


def test_a_seat_in_hong_kong_becomes_china_in_december_2020():
    assert facts(GROUP, date(2020, 12, 22))["party.headquarters"] == "HK"
    assert facts(GROUP, date(2020, 12, 23))["party.headquarters"] == "CN"


def test_the_country_of_a_listing_is_never_taken_for_the_headquarters():
    abroad = facts("huawei-technologies-deutschland")
    assert "party.headquarters" not in abroad
    assert "party.headquarters" not in facts("sensetime-international")


def test_sources_name_the_notice_and_where_a_seat_is_known_from():
    sources = fact_sources(party(SENSETIME), as_of(TODAY))
    assert sources["party.on_entity_list"].startswith("84 FR 54004; 85 FR 34505")
    assert sources["party.headquarters"] == "public fact"
    assert "crime-control" in sources["party.entity_list_policy"]


def test_an_approval_is_cited_with_its_notice():
    sources = fact_sources(party("amazon-web-services"), as_of(TODAY))
    assert sources["party.uae_approved"].startswith("91 FR 43034; 91 FR 43038 (Supp. 8")
    assert "party.on_entity_list" not in sources


# -- the Military End-User List --------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "first_day"),
    [
        ("avic-international-holding", date(2020, 12, 23)),
        ("avic-leihua-electronic-technology-research-institute", date(2020, 12, 23)),
        ("national-satellite-meteorological-bureau", date(2020, 12, 23)),
        ("second-institute-of-oceanography", date(2020, 12, 23)),
        ("beijing-skyrizon-aviation-industry-investment", date(2021, 1, 14)),
    ],
)
def test_a_military_end_user_is_on_that_list_from_its_day_and_not_on_the_entity_list(
    id_, first_day
):
    assert facts(id_, first_day - ONE_DAY)["party.on_meu_list"] is False
    known = facts(id_, first_day)
    assert known["party.on_meu_list"] is True
    assert known["party.on_entity_list"] is known["party.group_on_entity_list"] is False
    assert known["party.entity_list_name"] == known["party.entity_list_policy"] == ""
    assert "FR" in fact_sources(party(id_), as_of(first_day))["party.on_meu_list"]


def test_an_entity_listed_company_is_not_on_the_military_end_user_list():
    assert facts("huawei-technologies")["party.on_meu_list"] is False


# -- approved entities of the United Arab Emirates -------------------------------------------

AMERICAN = (
    *("amazon", "apple", "google", "meta-platforms"),
    *("microsoft", "openai", "oracle", "x-ai"),
)
EMIRATI = ("group-42-holding", "g42-cloud-technology", "core42-technology-projects")


@pytest.mark.parametrize("id_", [*AMERICAN, *EMIRATI, "amazon-web-services"])
def test_an_approved_company_is_approved_from_10_july_2026_and_listed_nowhere(id_):
    assert facts(id_, date(2026, 7, 9))["party.uae_approved"] is False
    known = facts(id_, date(2026, 7, 10))
    assert known["party.uae_approved"] is True
    bad = [path for path, value in known.items() if path.startswith("party.on_") and value]
    assert bad == []
    assert known["party.group_on_entity_list"] is False
    assert party(id_).entries(date(2026, 7, 10), LICENCE_LISTS) == ()


@pytest.mark.parametrize("id_", EMIRATI)
def test_the_approval_of_a_company_of_the_emirates_ends_after_6_april_2027(id_):
    assert facts(id_, date(2027, 4, 6))["party.uae_approved"] is True
    assert facts(id_, date(2027, 4, 7))["party.uae_approved"] is False
    assert facts("oracle", date(2027, 4, 7))["party.uae_approved"] is True


def test_no_one_else_is_approved():
    approved = {id_ for id_ in registry().parties if facts(id_)["party.uae_approved"]}
    assert approved == {*AMERICAN, *EMIRATI, "amazon-web-services"}


@pytest.mark.parametrize(
    ("buyer", "subsidiary", "covered"),
    [
        ("microsoft", None, True),
        ("amazon-web-services", None, True),
        ("amazon", "amazon-web-services", True),
        ("microsoft", "huawei-cloud-singapore", False),
        ("microsoft", "tencent", False),
        ("group-42-holding", None, False),
        ("tencent", None, False),
        (None, None, False),
    ],
)
def test_an_approval_covers_subsidiaries_if_it_says_so_and_the_tables_do_not_object(
    buyer, subsidiary, covered
):
    buying, below = buyer and party(buyer), subsidiary and party(subsidiary)
    assert approved_with(buying, below, as_of(TODAY)) is covered
    assert approved_with(buying, below, as_of(date(2026, 7, 9))) is False


# -- lists that require no licence -----------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "path", "first_day"),
    [
        (GROUP, "party.on_ns_cmic_list", date(2021, 12, 10)),
        ("changsha-jingjia-microelectronics", "party.on_ns_cmic_list", date(2021, 6, 3)),
        ("yitu-technologies", "party.on_ns_cmic_list", date(2021, 12, 16)),
        ("inspur-group", "party.on_1260h_list", date(2021, 6, 3)),
        ("sugon", "party.on_1260h_list", date(2022, 10, 5)),
        ("megvii-technology", "party.on_1260h_list", date(2024, 1, 31)),
        ("tencent", "party.on_1260h_list", date(2025, 1, 7)),
        (GROUP, "party.on_1260h_list", date(2025, 1, 7)),
        ("alibaba", "party.on_1260h_list", date(2026, 6, 10)),
    ],
)
def test_a_company_is_on_a_list_from_the_day_of_the_first_one_that_names_it(id_, path, first_day):
    assert facts(id_, first_day - ONE_DAY)[path] is False
    assert facts(id_, first_day)[path] is True


def test_megvii_is_off_the_1260h_list_of_january_2025():
    assert facts("megvii-technology", date(2025, 1, 6))["party.on_1260h_list"] is True
    assert facts("megvii-technology", date(2025, 1, 7))["party.on_1260h_list"] is False
