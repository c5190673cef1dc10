"""The shipped parties: the facts of the law dossier, and facts for judges."""

from datetime import date, timedelta

import pytest

from earmark.facts.parties import ENTITY_LIST, fact_sources, party_facts, registry
from earmark.resources import table
from earmark.schema import FIELDS

TODAY = date(2026, 7, 31)
SENSETIME = "beijing-sensetime-technology-development"
GROUP = "sensetime-group"


def party(id_):
    return registry().parties[id_]


def facts(id_, on=TODAY):
    return party_facts(party(id_), "as written", on)


# -- facts of the law dossier ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first_day", "notice", "footnote"),
    [
        ("Sense Time", date(2019, 10, 9), "84 FR 54004", ("4", date(2022, 10, 21))),
        ("IFLYTEK", date(2019, 10, 9), "87 FR 62202", ("4", date(2022, 10, 21))),
        ("Megvii Technology", date(2019, 10, 9), "85 FR 44159", ("4", date(2022, 10, 21))),
        ("Yitu Technologies", date(2019, 10, 9), "84 FR 54004", ("4", date(2022, 10, 21))),
        ("Dahua Technology", date(2019, 10, 9), "84 FR 54004", ("4", date(2022, 10, 21))),
        ("Hikvision", date(2019, 10, 9), "85 FR 44161", None),
        ("CloudWalk Technology", date(2020, 6, 5), "85 FR 34505", None),
        ("Huawei Technologies Co., Ltd.", date(2019, 5, 16), "84 FR 22963", ("1", None)),
        ("SMIC", date(2020, 12, 18), "85 FR 83420", ("5", date(2024, 12, 2))),
        ("YMTC", date(2022, 12, 16), "87 FR 77508", None),
        ("Inspur Group Co., Ltd.", date(2023, 3, 2), "88 FR 13675", ("4", date(2023, 3, 2))),
        ("IEIT Systems Co. Ltd.", date(2025, 3, 25), "90 FR 14048", ("4", date(2025, 3, 25))),
        ("Biren Technology", date(2023, 10, 17), "88 FR 71992", ("4", date(2023, 10, 17))),
        ("Moore Threads", date(2023, 10, 17), "88 FR 71992", ("4", date(2023, 10, 17))),
        ("Zhipu AI", date(2025, 1, 16), "90 FR 4619", None),
        ("Sophgo", date(2025, 1, 16), "90 FR 4622", ("4", date(2025, 1, 16))),
        ("Sophgo Technologies Pte. Ltd.", date(2025, 1, 16), "90 FR 4622", ("4", None)),
        ("BAAI", date(2025, 3, 25), "90 FR 14048", ("4", date(2025, 3, 25))),
        (
            "Shanghai Fudan Microelectronics Co., Ltd.",
            date(2025, 9, 12),
            "90 FR 44499",
            ("4", None),
        ),
        ("DJI", date(2020, 12, 18), "85 FR 83420", None),
    ],
)
def test_a_listed_company_is_listed_from_its_day(name, first_day, notice, footnote):
    found = registry().find(name).certain
    assert found is not None
    assert found.listing(first_day - timedelta(days=1)) is None
    assert found.listed_since(first_day) == first_day
    assert found.listed_since(TODAY) == first_day
    entry = found.listing(TODAY)
    assert notice in entry.notice
    assert [number for number, _ in entry.footnotes] == ([footnote[0]] if footnote else [])
    if footnote and footnote[1]:
        assert entry.footnotes[0][1] == footnote[1]


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("SenseTime", "presumption of denial"),
        ("Dahua Technology", "presumption of denial"),
        ("YMTC", "presumption of denial"),
        ("SMIC", "presumption of denial"),
        ("Inspur Taiwan", "policy of denial"),
        ("SwaySure Technology", "case by case"),
        ("SMIC Holdings", ""),
    ],
)
def test_the_review_policy_is_the_one_for_an_ai_chip(name, policy):
    found = registry().find(name).certain
    assert party_facts(found, name, TODAY)["party.entity_list_policy"] == policy


def test_the_policy_before_a_change_is_not_made_up():
    smic = registry().find("SMIC").certain
    assert party_facts(smic, "SMIC", date(2024, 12, 1))["party.entity_list_policy"] == ""
    assert smic.listed_since(TODAY) == date(2020, 12, 18)


UNLISTED = (
    "Tencent",
    "Alibaba",
    "Meituan",
    "Xiaohongshu",
    "Moonshot AI",
    "Baidu",
    "ByteDance",
    "DeepSeek",
    "MiniMax",
    "CXMT",
    "Enflame",
    "Iluvatar CoreX",
    "MetaX",
    "SenseTime Group Inc.",
    "Shenzhen Sensetime Technology Co. Ltd",
    "BYD",
)


@pytest.mark.parametrize("name", UNLISTED)
def test_companies_known_not_to_be_listed_are_on_file(name):
    found = registry().find(name).certain
    assert found is not None
    assert not any(entry.list == ENTITY_LIST for entry in found.listings)


@pytest.mark.parametrize("name", ["NVIDIA", "Nvidia Corp", "AMD", "Intel"])
def test_sellers_are_american(name):
    found = registry().find(name).certain
    known = party_facts(found, name, TODAY)
    assert found.status == "seller"
    assert known["party.headquarters"] == known["party.parent_headquarters"] == "US"


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


def test_every_party_fact_of_the_schema_is_given_and_nothing_else():
    paths = {path for path in FIELDS if path.startswith("party.")}
    assert set(facts(GROUP)) == paths
    assert set(party_facts(None, "Nobody Ltd", TODAY)) == paths - {
        "party.headquarters",
        "party.parent_headquarters",
    }


def test_a_party_that_is_not_on_file_is_on_no_list_under_the_name_as_written():
    known = party_facts(None, "Nobody Ltd", TODAY)
    assert known["party.name"] == "Nobody Ltd"
    assert not any(known[path] for path in known if path != "party.name")


def test_a_seat_in_hong_kong_becomes_china_in_december_2020():
    assert facts(GROUP, date(2020, 12, 22))["party.headquarters"] == "HK"
    assert facts(GROUP, date(2020, 12, 23))["party.headquarters"] == "CN"


def test_the_country_of_a_listing_is_never_taken_for_the_headquarters():
    abroad = facts("huawei-technologies-deutschland")
    assert "party.headquarters" not in abroad
    assert abroad["party.parent_headquarters"] == "CN"
    assert "party.headquarters" not in facts("sensetime-international")
    assert facts("sensetime-international")["party.parent_headquarters"] == "CN"


def test_sources_name_the_notice_and_where_a_seat_is_known_from():
    sources = fact_sources(party(SENSETIME), TODAY)
    assert sources["party.on_entity_list"].startswith("84 FR 54004; 85 FR 34505")
    assert sources["party.headquarters"] == "public fact"
    assert "l’entreprise basée à Hong Kong" in sources["party.parent_headquarters"]
    assert "crime-control" in sources["party.entity_list_policy"]


def test_what_was_screened_is_described_with_its_size_and_digest():
    (screened,) = registry().lists()
    assert screened["name"] == "Parties shipped with Earmark"
    assert screened["as_of"] == "2026-07-31"
    assert screened["parties"] == len(table("parties"))
    assert str(screened["digest"]).startswith("sha256:")
    assert len(str(screened["digest"])) == 71
