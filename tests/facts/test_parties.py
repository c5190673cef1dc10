"""The shipped parties: the facts of the law dossier, and which names mean them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lineage import Company, Lineage
from earmark.facts.parties import ENTITY_LIST, Listing, Party, Possible, best
from earmark.facts.party_facts import party_facts
from earmark.facts.records import Records
from earmark.facts.shipped import registry
from earmark.resources import table

TODAY = date(2026, 7, 31)


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
        ("SMIC Holdings", "presumption of denial"),
    ],
)
def test_the_review_policy_is_the_one_for_an_ai_chip(name, policy):
    found = registry().find(name).certain
    assert (
        party_facts(found, name, "buyer", Records(registry(), TODAY))["party.entity_list_policy"]
        == policy
    )


def test_the_policy_before_a_change_is_not_made_up():
    smic = registry().find("SMIC").certain
    assert (
        party_facts(smic, "SMIC", "buyer", Records(registry(), date(2024, 12, 1)))[
            "party.entity_list_policy"
        ]
        == ""
    )
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
    known = party_facts(found, name, "buyer", Records(registry(), TODAY))
    assert found.status == "seller"
    lineage = Lineage(Company("buyer", name, found), Records(registry(), TODAY))
    assert known["party.headquarters"] == "US"
    assert lineage.parentage.headquarters == ("US",)


# -- what was screened -----------------------------------------------------------------------


def test_what_was_screened_is_described_with_its_size_and_digest():
    (screened,) = registry().lists()
    assert screened["name"] == "Parties shipped with Earmark"
    assert screened["as_of"] == "2026-07-31"
    assert screened["parties"] == len(table("parties"))
    assert str(screened["digest"]).startswith("sha256:")
    assert len(str(screened["digest"])) == 71


# -- entries on one list -----------------------------------------------------------------------


def entered(since: date, until: date | None = None, **stated: Any) -> Listing:
    return Listing(
        **{
            **dict.fromkeys(("policy", "policy_note", "notice", "source"), ""),
            "list": ENTITY_LIST,
            "listed_as": "Beta",
            "subsidiaries": False,
            "footnotes": (),
            "since": since,
            "until": until,
            **stated,
        }
    )


def having(id_: str, *listings: Listing) -> Party:
    party = next(iter(registry().parties.values()))
    return replace(party, id=id_, name=id_, aliases=(), listings=listings)


def test_an_entry_that_ends_as_it_begins_does_not_keep_anyone_looking() -> None:
    day = date(2019, 6, 1)
    party = having("beta", entered(day), entered(day, day))
    assert party.listed_since(date(2024, 1, 1)) == day


def test_an_entry_for_every_item_goes_before_one_for_some_in_whichever_order() -> None:
    some, every = entered(date(2012, 6, 1), scope="some items"), entered(date(2019, 6, 1))
    for party in (having("beta", some, every), having("beta", every, some)):
        assert party.listing(date(2024, 1, 1)) == every


def test_of_many_whom_a_name_may_mean_nobody_is_lost_who_is_listed_alone() -> None:
    gone = [having(f"old {n}", entered(date(2000, 1, 1), date(2010, 1, 1))) for n in range(9)]
    here = having("now", entered(date(2019, 6, 1)))
    hits = [Possible(party, party.name, (), (), 90.0) for party in gone]
    kept = best([*hits, Possible(here, "now", (), (), 50.0)])
    assert {hit.party.id for hit in kept} > {"now"}
    assert len(kept) == 6


@given(spans=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=12))
def test_on_every_day_someone_is_kept_who_is_listed_if_anyone_is(
    spans: list[tuple[int, int]],
) -> None:
    first = date(2010, 1, 1)
    parties = [
        having(f"p{n}", entered(first + timedelta(start), first + timedelta(start + length)))
        for n, (start, length) in enumerate(spans)
    ]
    kept = best(Possible(one, one.name, (), (), 90.0 - n) for n, one in enumerate(parties))
    for day in (first + timedelta(n) for n in range(20)):
        listed = any(one.burdened(day) for one in parties)
        assert any(hit.party.burdened(day) for hit in kept) == listed
