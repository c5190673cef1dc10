"""The tables against the dossier of facts that they were taken from, which lies beside the project.

Every listed party of the dossier is on file as the dossier has it, save for the corrections that
are named here; and every company that it checked and did not find. Where the dossier is not there,
nothing is compared, and that is said.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from earmark.facts.parties import LICENCE_LISTS, Listing, Party
from earmark.facts.shipped import registry
from earmark.facts.spelling import read
from earmark.resources import table
from earmark.schema import POLICIES

DOSSIER = Path(__file__).parents[3] / "shared" / "facts" / "law.yaml"
LISTS = {"BIS Entity List": "entity-list", "1260H (DoW)": "1260h", "NS-CMIC (OFAC)": "ns-cmic"}

# -- what the tables correct, and why ---------------------------------------------------------

CUT_AT_A_COMMA = {
    "Shenzhen HiSilicon Technologies Co.": "Shenzhen HiSilicon Technologies Co., Electrical "
    "Research Center",
    "Huawei Tech Investment": "Huawei Tech Investment, PT",
}
"""Listed names of which the dossier has the beginning only."""

FOOTNOTES_BEGIN = {"1": date(2020, 5, 15), "4": date(2022, 10, 21), "5": date(2024, 12, 2)}
"""No listing carries a footnote before there is one; the dossier dates some back to the listing."""

LATER_NOTICES = {"85 FR 29852", "87 FR 62202", "89 FR 96837", "90 FR 1105"}
"""Cited here besides: rules that added a footnote or changed an entry, and a 1260H list."""

EFFECTIVE_NOT_PUBLISHED = {"Shanghai Supercomputing Technology Co., Ltd.": date(2023, 6, 12)}
"""For these the dossier has the day of publication, and a second copy of the list the first day."""

FIRST_1260H_LIST = {
    date(2021, 6, 3): (
        "Hangzhou Hikvision Digital Technology Co., Ltd.",
        "Huawei Investment & Holding Co., Ltd.",
        "Inspur Group Co., Ltd.",
        "Semiconductor Manufacturing International Corporation",
    ),
    date(2022, 10, 5): (
        "CloudWalk Technology Co., Ltd.",
        "Dawning Information Industry Co., Ltd.",
        "Shenzhen DJI Technology Co., Ltd.",
        "Zhejiang Dahua Technology Co., Ltd.",
    ),
    date(2024, 1, 31): (
        "NetPosa Technologies, Ltd.",
        "Shanghai Yitu Network Technology Co., Ltd.",
        "Yangtze Memory Technologies Co., Ltd.",
    ),
    date(2025, 1, 7): (
        "ChangXin Memory Technologies, Inc.",
        "SenseTime Group, Inc.",
        "Tencent Holdings Limited",
    ),
}
"""The dossier dates all but Tencent to the list of 2026; a transcription has the earlier lists."""

POLICY_OF_AN_AI_CHIP = {
    "See §": "presumption of denial",
    "Presumption of denial except case-by-case for items not described in ECCN 3B": "case by case",
}
"""Policies that begin so say this of an AI chip; else the strictest that is named counts."""


def first_day(entry: dict[str, Any]) -> date:
    if entry["list"].startswith("1260H"):
        for day, names in FIRST_1260H_LIST.items():
            if entry["name"] in names:
                return day
    return EFFECTIVE_NOT_PUBLISHED.get(entry["name"], date.fromisoformat(entry["from"]))


def footnotes(entry: dict[str, Any]) -> set[tuple[str, date]]:
    found = set()
    for note in map(str, entry["footnotes"]):
        day = entry["footnote_from"][note]
        since = first_day(entry) if day == entry["from"] else date.fromisoformat(day)
        found.add((note, max(FOOTNOTES_BEGIN[note], since)))
    return found


def policy(entry: dict[str, Any]) -> str:
    said = entry["licence_policy"] or ["Presumption of denial"]
    for beginning, meant in POLICY_OF_AN_AI_CHIP.items():
        if said[0].startswith(beginning):
            return meant
    words = " ".join(said).lower().replace("presumption for", "presumption of")
    return next(one for one in POLICIES if one in words.replace("-", " "))


# -- the comparison ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dossier() -> dict[str, Any]:
    if not DOSSIER.is_file():
        pytest.skip(f"the dossier of facts is not beside the project: {DOSSIER.name}")
    yaml = pytest.importorskip("yaml", reason="without PyYAML the dossier cannot be read")
    read_: dict[str, Any] = yaml.safe_load(DOSSIER.read_text(encoding="utf-8"))
    return read_


def on_file(entry: dict[str, Any]) -> tuple[Party, Listing] | None:
    """Return the party whose entry on that list today has the name, to the letter if one has."""
    name = CUT_AT_A_COMMA.get(entry["name"], entry["name"])
    hits = [
        (party, listing)
        for party in registry().parties.values()
        for listing in party.listings
        if listing.list == LISTS[entry["list"]]
        and listing.until is None
        and read(listing.listed_as).full == read(name).full
    ]
    return max(hits, key=lambda hit: hit[1].listed_as == name, default=None)


def differences(entry: dict[str, Any]) -> list[str]:
    found = on_file(entry)
    if found is None:
        return ["is not on file"]
    party, listing = found
    cited = entry["fr_cite"] or []
    cited = [cited.partition(" (")[0]] if isinstance(cited, str) else [c["cite"] for c in cited]
    ours = set(listing.notice.split("; "))
    compared = {
        "first day": (party.listed_since(date(2026, 7, 31), listing.list), first_day(entry)),
        "footnotes": (set(listing.footnotes), footnotes(entry)),
        "notices left out": (set(cited) - ours, set()),
        "notices added": ((ours - set(cited) - LATER_NOTICES) if cited else set(), set()),
    }
    if listing.list in LICENCE_LISTS:
        compared["policy"] = (listing.policy, policy(entry))
    return [f"{what}: {is_} for {said}" for what, (is_, said) in compared.items() if is_ != said]


def test_every_listed_party_of_the_dossier_is_on_file_as_it_is_there(dossier):
    entries = dossier["listed_entities"]
    assert len(entries) == 285
    wrong = {entry["name"]: found for entry in entries if (found := differences(entry))}
    assert wrong == {}


def test_every_current_entry_on_file_is_one_of_the_dossier(dossier):
    theirs = {id(found[1]) for entry in dossier["listed_entities"] if (found := on_file(entry))}
    ours = [
        (party.id, listing.list)
        for party in registry().parties.values()
        for listing in party.listings
        if listing.list in LISTS.values() and listing.until is None and id(listing) not in theirs
    ]
    # The lists on file name two companies that the dossier did not take from them.
    assert ours == [("changsha-jingjia-microelectronics", "ns-cmic"), ("dji", "entity-list")]


def test_no_date_is_surer_here_than_in_the_dossier(dossier):
    sure = {
        (row["party"], row["list"], row["listed_as"])
        for row in table("listings")
        if row["confidence"] == "high"
    }
    remembered = [
        (found[0].id, found[1].list, found[1].listed_as)
        for entry in dossier["listed_entities"]
        if "memory" in (entry.get("from_basis") or "") and (found := on_file(entry))
    ]
    assert remembered
    assert sure.isdisjoint(remembered)


def test_every_company_that_was_checked_and_not_found_is_on_file(dossier):
    rows = dossier["checked_not_listed"]
    assert len(rows) == 14
    for row in rows:
        party = registry().find(row["name"].partition(" and units")[0]).certain
        assert party is not None, row["name"]
        assert party.status == "checked, not listed", row["name"]
        assert party.note, row["name"]
        assert not {listing.list for listing in party.listings} & set(LICENCE_LISTS)
        if row["also_1260h"]:
            assert party.listing(date(2026, 7, 31), "1260h"), row["name"]
