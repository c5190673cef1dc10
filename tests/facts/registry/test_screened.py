"""The user's registry laid over the shipped parties: who a name is, on which lists, since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from earmark.facts.lists.rows import Entry, entry_key
from earmark.facts.parties import ENTITY_LIST, LICENCE_LISTS
from earmark.facts.registry.coverage import count
from earmark.facts.registry.decisions import decide, revoke
from earmark.facts.registry.file import writing
from earmark.facts.registry.importing import begin, finish, store_rows, untold
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.registry.reading import RegistryFile
from earmark.facts.registry.screened import UserRegistry, open_registry
from earmark.facts.shipped import registry

COPY = date(2026, 8, 15)
"""A day after that of the shipped tables."""

CONTOSO = "Contoso Avionics Ltd."
HUAWEI = "Huawei Technologies Co., Ltd."


def entry(name: str, code: str = "EL", countries: tuple[str, ...] = ("GB",), **said: Any) -> Entry:
    key = entry_key(code, "", name, countries)
    return Entry(list=code, key=key, name=name, countries=countries, **said)


def known(*entries: Entry, on: date = COPY) -> UserRegistry:
    return in_memory(entries, on)


# -- who a name is ---------------------------------------------------------------------------


def test_a_name_on_a_list_is_that_party_for_certain() -> None:
    match = known(entry(CONTOSO)).find("contoso avionics limited")
    assert match.certain
    assert match.certain.name == CONTOSO
    assert [one.list for one in match.certain.entries(COPY, LICENCE_LISTS)] == [ENTITY_LIST]


def test_a_close_name_may_be_that_party() -> None:
    match = known(entry(CONTOSO)).find("Contosso Avionics")
    assert match.certain is None
    assert [hit.party.name for hit in match.possible] == [CONTOSO]


def test_entries_of_several_lists_with_one_name_and_country_are_one_party() -> None:
    match = known(entry(CONTOSO), entry(CONTOSO, "DPL")).find(CONTOSO)
    assert match.certain
    assert {one.list for one in match.certain.listings} == {ENTITY_LIST, "dpl"}
    assert match.possible == ()


def test_entries_with_one_name_in_different_countries_may_each_be_meant() -> None:
    there = entry(CONTOSO, "DPL", ("PK",))
    match = known(entry(CONTOSO), there).find(CONTOSO)
    assert match.certain
    assert len(match.possible) == 1
    assert match.possible[0].party.id != match.certain.id


def test_an_entry_of_a_shipped_party_is_that_party() -> None:
    match = known(entry(HUAWEI, countries=("CN",))).find("Huawei")
    assert match.certain
    assert match.certain.id == registry().find(HUAWEI).certain.id
    assert len([one for one in match.certain.listings if one.list == ENTITY_LIST]) == len(
        [one for one in registry().find(HUAWEI).certain.listings if one.list == ENTITY_LIST]
    )


def test_a_list_that_no_rule_speaks_of_is_told() -> None:
    match = known(entry("Contoso Bank", "SSI")).find("Contoso Bank")
    assert match.certain
    assert match.certain.listings == ()
    assert "SSI list" in match.notes[0]


def test_a_shipped_listing_that_a_newer_copy_does_not_have_is_in_doubt_from_its_day() -> None:
    party = known(entry(CONTOSO)).find(HUAWEI).certain
    assert party
    listing = party.listing(COPY)
    assert listing
    assert listing.covers(COPY) is None
    assert listing.covers(date(2026, 8, 14)) is True


def test_a_shipped_listing_stands_where_the_newest_copy_has_it() -> None:
    party = known(entry(HUAWEI, countries=("CN",))).find(HUAWEI).certain
    assert party
    assert party.listing(COPY).covers(COPY) is True


def test_a_close_name_on_a_list_that_no_rule_speaks_of_is_told() -> None:
    match = known(entry("Contoso Avionics Bank", "SSI")).find("Contosso Avionics Bank")
    assert match.certain is None
    assert "which Contosso Avionics Bank resembles, is on the SSI list" in match.notes[0]


@pytest.mark.parametrize("kind", ["Vessel", "Aircraft"])
def test_a_company_that_is_called_like_a_listed_ship_is_not_it(kind: str) -> None:
    ship = entry("GLOBAL STAR", "SDN", type=kind)
    company = entry("Brightwater Lines", "SDN", type="Entity")
    found = known(ship, company).find("Global Star, Inc.")
    assert (found.certain, found.possible) == (None, ())


def test_a_name_borne_in_full_goes_before_one_that_differs_in_its_legal_form() -> None:
    match = known(entry("Contoso LLC", "DPL", ("US",)), entry("Contoso Ltd")).find("Contoso Ltd")
    assert match.certain
    assert match.certain.name == "Contoso Ltd"
    assert [hit.party.name for hit in match.possible] == ["Contoso LLC"]


def test_the_same_question_is_answered_once() -> None:
    here = known(entry(CONTOSO))
    assert here.find(CONTOSO) is here.find(CONTOSO)


# -- addresses -------------------------------------------------------------------------------

PLACE = "Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong, HK"


def test_who_is_at_the_address_of_a_listed_party_may_be_that_party() -> None:
    match = known(entry(CONTOSO, addresses=(PLACE,))).find("Beta", address=PLACE)
    assert match.certain is None
    assert [hit.party.name for hit in match.possible] == [CONTOSO]


def test_who_is_at_a_listed_address_is_listed_there() -> None:
    match = known(entry("Address 01", addresses=(PLACE,))).find("Beta", address=PLACE)
    assert match.certain
    assert match.certain.name == "Beta"
    assert match.certain.listing(COPY)


def test_an_address_is_nothing_to_a_name_elsewhere() -> None:
    match = known(entry("Address 01", addresses=(PLACE,))).find("Beta", address="1 High Street")
    assert (match.certain, match.possible) == (None, ())


# -- what was not screened -------------------------------------------------------------------


def test_without_an_import_the_full_list_was_not_screened(tmp_path: Path) -> None:
    assert open_registry(tmp_path / "none.sqlite") is None
    assert known().not_screened(COPY) == registry().not_screened(COPY)


def test_a_sale_after_the_newest_copy_and_before_the_oldest_says_so() -> None:
    here = known(*(entry(f"Contoso {number}") for number in range(registry().on_entity_list)))
    assert here.not_screened(COPY) == ()
    assert "2026-08-16" in here.not_screened(date(2026, 8, 16))[0]
    assert "had left the list" in here.not_screened(date(2020, 1, 1))[0]


def test_a_copy_with_less_than_is_shipped_is_not_the_whole_list() -> None:
    shipped = registry().on_entity_list
    assert shipped > 200
    here = known(*(entry(f"Contoso {number}") for number in range(shipped - 1)))
    (said,) = here.not_screened(COPY)
    assert f"it has {shipped - 1} entries of the Entity List" in said
    assert "is NOT the whole list" in said


def test_what_was_screened_is_named_with_its_day() -> None:
    names = [one["name"] for one in known(entry(CONTOSO)).lists()]
    assert names == ["Parties shipped with Earmark", "Consolidated Screening List"]


# -- decisions -------------------------------------------------------------------------------


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """Return a registry of one entry, with nothing decided yet."""
    path = tmp_path / "registry.sqlite"
    listed = tmp_path / "csl-2026-08-15.csv"
    listed.write_text(
        "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
        "license_policy,programs,federal_register_notice,source_list_url\n"
        f'EL,Entity List (EL),,,"{CONTOSO}",,GB,,,,,\n',
        encoding="utf-8",
    )
    from earmark.facts.registry.importing import import_file

    import_file(path, listed)
    return path


def in_file(path: Path) -> UserRegistry:
    file = RegistryFile.open(path)
    assert file
    return UserRegistry(file, registry())


KEY = entry_key("EL", "", CONTOSO, ("GB",))


def test_a_decision_that_a_name_is_a_party_makes_it_certain_and_is_told(decided: Path) -> None:
    decide(decided, "C. Avionics", [KEY], same=True, why="same register number", author="Ada")
    match = in_file(decided).find("C. Avionics")
    assert match.certain
    assert match.certain.name == CONTOSO
    assert f"C. Avionics was taken to be {CONTOSO}: Ada decided" in match.notes[0]
    assert "same register number" in match.notes[0]


def test_a_decision_that_a_name_is_not_a_party_clears_it_and_is_told(decided: Path) -> None:
    decide(decided, "Contosso Avionics", [KEY], same=False, why="a baker", author="Ada")
    match = in_file(decided).find("Contosso Avionics")
    assert (match.certain, match.possible) == (None, ())
    assert "was taken not to be" in match.notes[0]


def test_a_revoked_decision_counts_no_more(decided: Path) -> None:
    made = decide(decided, "Contosso Avionics", [KEY], same=False, why="a baker", author="Ada")
    revoke(decided, made.id, why="no baker", author="Bob")
    match = in_file(decided).find("Contosso Avionics")
    assert match.possible
    assert match.notes == ()


def test_who_is_ruled_out_leaves_the_others_that_the_name_may_mean(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    ours, like = entry("Contoso Avionics", "EL"), entry("Contoso Avionica", "DPL")
    here = known(ours, like)
    assert here.find("Contoso Avionics").possible == ()
    with writing(path) as database:
        snapshot = begin(database, "csl", "csl", "", "stated")
        store_rows(database, snapshot, iter((ours, like)), untold)
        finish(database, snapshot, COPY, 2, {})
    decide(path, "Contoso Avionics", [ours.key], same=False, why="a baker", author="Ada")
    match = in_file(path).find("Contoso Avionics")
    assert match.certain is None
    assert [hit.party.name for hit in match.possible] == ["Contoso Avionica"]


@pytest.mark.parametrize("same", [True, False])
def test_a_decision_about_a_party_that_is_gone_is_told_and_not_used(
    decided: Path, same: bool
) -> None:
    decide(decided, CONTOSO, ["no-such-party"], same=same, why="seen", author="Ada")
    match = in_file(decided).find(CONTOSO)
    assert match.certain
    assert match.certain.name == CONTOSO
    assert "no-such-party, which is on file no more: not used" in match.notes[0]


def test_a_decided_party_at_a_listed_address_is_still_listed_there(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    there = entry("Address 01", addresses=(PLACE,))
    with writing(path) as database:
        snapshot = begin(database, "csl", "csl", "", "stated")
        store_rows(database, snapshot, iter((there,)), untold)
        finish(database, snapshot, COPY, 1, {})
        count(database, snapshot)
    decide(path, "Beta", ["microsoft"], same=True, why="seen", author="Ada")
    match = in_file(path).find("Beta", address=PLACE)
    assert match.certain
    assert match.certain.name.startswith("Microsoft")
    assert match.certain.listing(COPY)
