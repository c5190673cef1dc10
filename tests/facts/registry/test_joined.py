"""Which entries of lists and which shipped parties are one party."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.lists.rows import Entry, entry_key
from earmark.facts.parties import OnFile
from earmark.facts.registry import in_memory as in_memory_module
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.registry.screened import UserRegistry
from earmark.facts.shipped import Shipped, registry

COPY = date(2026, 8, 15)
CITIES = [start + end for start in ("Lo", "Ra", "Ve", "Mi") for end in ("ndia", "stow", "kberg")]
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."


def entry(name: str, code: str = "EL", countries: tuple[str, ...] = ("CN",)) -> Entry:
    return Entry(code, entry_key(code, "", name, countries), name, countries=countries)


def known(*entries: Entry) -> UserRegistry:
    return in_memory(entries, COPY)


def on_file(name: str, *entries: Entry) -> OnFile:
    here = known(*entries)
    party = here.find(name).certain
    assert party
    return here.on_file(party)


def test_a_shipped_party_has_its_id_and_the_keys_of_its_entries() -> None:
    told = on_file("Hikvision", entry(HIKVISION), entry(HIKVISION, "CMIC"))
    assert told.keys[0] == "hangzhou-hikvision-digital-technology"
    assert {*told.keys[1:]} == {entry(HIKVISION).key, entry(HIKVISION, "CMIC").key}
    assert {*told.lists} == {"EL", "CMIC", "1260h"}


def test_an_entry_of_another_country_is_another_party_than_the_shipped_one() -> None:
    assert on_file("Hikvision", entry(HIKVISION, countries=("PK",))).keys == (
        "hangzhou-hikvision-digital-technology",
    )


def test_a_party_is_the_same_by_each_of_its_keys() -> None:
    entries = [entry("Contoso Avionics", code) for code in ("EL", "DPL", "UVL")]
    here = known(*entries)
    assert len({here.find(one.name).certain for one in entries}) == 1
    party = here.find("Contoso Avionics").certain
    assert party
    assert {*here.on_file(party).keys} == {one.key for one in entries}


def test_an_entry_under_an_alias_of_a_shipped_party_adds_to_its_listings() -> None:
    for name in ("Kimi", "Moonshot AI", "HIKVISION"):
        here = known(entry(name, "DPL", ()))
        match = here.find(name)
        parties = (match.certain, *(hit.party for hit in match.possible))
        assert any(party and party.listing(COPY, "dpl") for party in parties)


def test_what_is_not_on_file_is_no_party() -> None:
    assert known(entry("Contoso Avionics")).party("nobody") is None


NAMES = st.sampled_from(("Contoso", "Contoso Ltd", "Contoso Limited", "Fabrikam", "Hikvision"))
PLACES = st.sampled_from(((), ("CN",), ("PK",)))
ENTRIES = st.builds(entry, NAMES, st.sampled_from(("EL", "DPL", "SSI")), PLACES)


@settings(max_examples=30)
@given(entries=st.lists(ENTRIES, min_size=1, max_size=6))
def test_whoever_bears_a_listed_name_is_found_with_it(entries: list[Entry]) -> None:
    here = known(*entries)
    for one in entries:
        match = here.find(one.name)
        assert match.certain
        parties = (match.certain, *(hit.party for hit in match.possible))
        assert any(one.key in here.on_file(party).keys for party in parties)


@pytest.mark.parametrize(
    "name",
    ["Huawei Telecom", "Huawei Consulting of Ohio", "Inspur Cloud", "Acme Ltd on behalf of Huawei"],
)
def test_however_many_bear_a_word_whom_it_means_among_the_shipped_is_found(name: str) -> None:
    words = ("Huawei", "Inspur")
    here = known(*(entry(f"{word} {city} Co., Ltd.") for word in words for city in CITIES))
    possible = {hit.party.id for hit in registry().find(name).possible}
    assert possible
    assert possible <= {hit.party.id for hit in here.find(name).possible}


@settings(max_examples=30)
@given(entries=st.lists(ENTRIES, max_size=4))
def test_a_shipped_party_is_found_whatever_is_imported(entries: list[Entry]) -> None:
    shipped = registry().find("SenseTime Group Inc.").certain
    found = known(*entries).find("SenseTime Group Inc.").certain
    assert shipped
    assert found
    assert found.id == shipped.id


def test_a_party_that_is_listed_anew_after_its_shipped_entry_ended_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fujian = "fujian-jinhua-integrated-circuit-company"
    ours = registry()
    party = ours.parties[fujian]
    ended = tuple(
        one if one.until else one._replace(until=date(2026, 1, 1)) for one in party.listings
    )
    shipped = Shipped({**ours.parties, fujian: replace(party, listings=ended)})
    monkeypatch.setattr(in_memory_module, "registry", lambda: shipped)
    again = entry(party.name)._replace(start=date(2026, 9, 1))
    found = in_memory([again], date(2026, 10, 1)).party(fujian)
    assert found
    assert found.listing(date(2026, 8, 1)) is None
    assert found.listing(date(2026, 9, 1)) is not None
