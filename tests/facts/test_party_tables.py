"""The tables of parties, aliases and listings are sound."""

from datetime import date
from itertools import pairwise

from earmark.facts.parties import LICENCE_LISTS, LISTS, UAE_APPROVED
from earmark.facts.shipped import registry
from earmark.resources import RULES, table
from earmark.schema import POLICIES


def test_ids_are_unique_and_parents_groups_and_countries_exist():
    rows = table("parties")
    ids = {row["id"] for row in rows}
    codes = {row["code"] for row in table("countries")}
    assert len(ids) == len(rows)
    for row in rows:
        assert row["name"]
        assert row["country"] in codes
        assert row["headquarters"] in codes | {""}
        assert bool(row["headquarters"]) == bool(row["headquarters_source"]), row["id"]
        assert row["parent"] in ids | {""}
        assert row["status"] in {"listed", "checked, not listed", "seller", "approved"}
        assert row["foundry"] in {"fabricator", "OSAT", ""}


def test_the_page_beside_the_tables_explains_every_column_list_and_status():
    page = (RULES / "reference" / "parties.md").read_text(encoding="utf-8")
    columns = {column for name in ("parties", "aliases", "listings") for column in table(name)[0]}
    statuses = {row["status"] for row in table("parties")}
    missing = {word for word in (*columns, *LISTS, *statuses) if f"`{word}`" not in page}
    assert missing == set()


def test_a_parent_is_its_own_parent_and_of_the_same_group():
    parties = registry().parties
    for row in parties.values():
        if row.parent:
            assert parties[row.parent].parent == row.parent
            assert parties[row.parent].group == row.group


def test_every_alias_and_listing_belongs_to_a_party():
    ids = {row["id"] for row in table("parties")}
    assert {row["party"] for row in table("aliases")} <= ids
    assert {row["party"] for row in table("listings")} <= ids
    assert all(row["alias"].strip() and row["source"] for row in table("aliases"))


def test_status_says_listed_exactly_where_a_licence_list_has_the_party():
    licence = {row["party"] for row in table("listings") if row["list"] in LICENCE_LISTS}
    assert {row["id"] for row in table("parties") if row["status"] == "listed"} == licence


def test_status_says_approved_exactly_where_an_approval_has_the_party_or_its_parent():
    entries = {row["party"]: row for row in table("listings") if row["list"] == UAE_APPROVED}
    below = {
        row["id"]
        for row in table("parties")
        if row["parent"] in entries and entries[row["parent"]]["subsidiaries"]
    }
    said = {row["id"] for row in table("parties") if row["status"] == "approved"}
    assert said == entries.keys() | below


def test_no_party_is_both_approved_and_on_another_list():
    approved = {row["party"] for row in table("listings") if row["list"] == UAE_APPROVED}
    assert approved
    assert not approved & {row["party"] for row in table("listings") if row["list"] != UAE_APPROVED}


def test_only_an_approval_names_subsidiaries_and_an_approval_has_no_review_policy():
    for row in table("listings"):
        assert row["subsidiaries"] in {"yes", ""}
        assert row["list"] == UAE_APPROVED or not row["subsidiaries"]
        assert row["list"] in LICENCE_LISTS or not row["policy"]


def test_a_company_that_nothing_burdens_is_on_no_list_that_binds():
    for party in registry().parties.values():
        if party.by_full_name:
            assert {entry.list for entry in party.listings} <= {UAE_APPROVED}, party.id


def test_smic_is_a_foundry_and_listed_all_the_same():
    smic = registry().parties["semiconductor-manufacturing-international"]
    assert (smic.status, smic.foundry) == ("listed", "fabricator")


def test_every_listing_has_a_notice_a_source_and_ordered_dates():
    for row in table("listings"):
        assert row["list"] in LISTS
        assert row["notice"]
        assert row["source"]
        assert row["from_basis"]
        assert row["confidence"] in {"high", "medium", "low"}
        assert row["policy"] in {*POLICIES, ""}
        assert row["policy"] or row["policy_note"], row["party"]
        since = date.fromisoformat(row["from"])
        until = date.fromisoformat(row["until"]) if row["until"] else date.max
        assert since < until
        for note in filter(None, row["footnotes"].split(";")):
            number, day = note.split(":")
            assert number in {"1", "4", "5"}
            assert since <= date.fromisoformat(day) < until


def test_no_party_stands_twice_on_one_list_on_one_day():
    for row in registry().parties.values():
        for name in LISTS:
            entries = sorted(x for x in row.listings if x.list == name)
            spans = sorted((x.since, x.until or date.max) for x in entries)
            assert all(a[1] <= b[0] for a, b in pairwise(spans)), row.id


def test_no_two_companies_of_different_standing_share_a_name():
    bearers = {}
    for row in registry().parties.values():
        for name in (row.name, *row.aliases):
            for hit in registry()._index.certain(name):
                bearer = registry().parties[hit.owner]
                if hit.in_full:
                    bearers.setdefault(hit.alias, set()).add((bearer.group, bearer.status))
    assert [name for name, who in bearers.items() if len(who) > 1] == []
