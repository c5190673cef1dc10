"""Which lists a party is on: for certain, possibly, or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from earmark.facts.on_lists import on_lists
from earmark.facts.parties import ENTITY_LIST, UNVERIFIED, Listing
from earmark.facts.shipped import registry
from earmark.matter import Doubt

DAY = date(2024, 5, 2)
ENTRY = Listing(ENTITY_LIST, "Beta Ltd", False, DAY, None, (), "", "", "89 FR 1", "the list")
PARTY = registry().find("Tencent").certain


def facts(*entries: Listing, on: date = DAY) -> dict[str, object]:
    assert PARTY
    return dict(on_lists(replace(PARTY, listings=entries), "buyer", on))


def test_a_party_not_on_file_is_on_no_list() -> None:
    assert not any(on_lists(None, "buyer", DAY).values())


def test_an_entry_in_force_names_the_party() -> None:
    assert facts(ENTRY)["party.on_entity_list"] is True


def test_an_entry_that_may_have_been_in_force_is_asked_about_with_its_source() -> None:
    early = facts(ENTRY._replace(earliest=date(2024, 1, 1)), on=date(2024, 2, 1))
    doubt = early["party.on_entity_list"]
    assert isinstance(doubt, Doubt)
    assert doubt.key == "buyer.on_entity_list"
    assert "Was Beta Ltd on the Entity List on that day?" in doubt.ask
    assert "89 FR 1 (the list)" in doubt.ask


def test_an_entry_for_some_items_only_is_asked_about_in_its_own_words() -> None:
    doubt = facts(ENTRY._replace(scope="For items on the CCL"))["party.on_entity_list"]
    assert isinstance(doubt, Doubt)
    assert doubt.ask == "Beta Ltd is listed “For items on the CCL”. Does that reach this item?"


def test_a_sure_entry_goes_before_a_doubtful_one() -> None:
    doubtful = ENTRY._replace(since=date(2025, 1, 1), earliest=date(2024, 1, 1))
    assert facts(doubtful, ENTRY)["party.on_entity_list"] is True


def test_the_words_of_an_entry_are_given_where_a_rule_shows_them() -> None:
    found = facts(ENTRY._replace(list=UNVERIFIED, notice=""))
    assert found["party.unverified_entry"] == "“Beta Ltd”"
    assert (
        facts(ENTRY._replace(list=UNVERIFIED))["party.unverified_entry"] == "“Beta Ltd” (89 FR 1)"
    )
