"""What the registry says of a party: its entries, and the copies that they stand in."""

from datetime import date

import pytest

from earmark.errors import InputFileError
from earmark.facts.registry.file import writing
from earmark.facts.registry.reading import RegistryFile

JUNE, JULY, AUGUST = date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)


def key_of(registry, name):
    (owner,) = {hit.owner for hit in registry.index.find(name) if hit.certain}
    return owner


def test_there_is_no_registry_where_no_file_is(path):
    assert RegistryFile.open(path) is None


def test_a_party_that_left_a_list_stays_known(put, opened, csl):
    put("csl.csv", csl("Acme Ltd", "Beta Ltd"), JUNE)
    put("csl.csv", csl("Acme Ltd", "Beta Ltd"), JULY)
    put("csl.csv", csl("Beta Ltd"), AUGUST)
    with opened() as registry:
        (gone,) = registry.entries(key_of(registry, "Acme Ltd"))
        assert (gone.seen, gone.gone) == ((JUNE, JULY), AUGUST)
        (there,) = registry.entries(key_of(registry, "Beta Ltd"))
        assert (there.seen, there.gone) == ((JUNE, JULY, AUGUST), None)
        assert registry.list_days("EL") == (JUNE, JULY, AUGUST)


def test_a_copy_of_another_list_says_nothing_about_this_one(put, opened, csl):
    put("csl.csv", csl("Acme Ltd"), JUNE)
    put("csl.csv", csl("Gamma Ltd", code="SDN"), JULY)
    with opened() as registry:
        (entry,) = registry.entries(key_of(registry, "Acme Ltd"))
        assert entry.gone is None
        assert registry.list_days("EL") == (JUNE,)
        assert registry.list_days("MEU") == ()


def test_an_entry_that_changed_is_two_entries_of_one_key(put, opened, csl):
    put("csl.csv", csl("Acme Ltd"), JUNE)
    put("csl.csv", csl("Acme Ltd").replace("84 FR 1", "84 FR 1; 90 FR 2"), JULY)
    with opened() as registry:
        new, old = registry.entries(key_of(registry, "Acme Ltd"))
        assert (new.entry.notices, new.seen) == (("84 FR 1", "90 FR 2"), (JULY,))
        assert (old.entry.notices, old.gone) == (("84 FR 1",), JULY)


def test_copies_may_be_imported_in_any_order(put, opened, csl):
    put("csl.csv", csl("Beta Ltd"), AUGUST)
    put("csl.csv", csl("Acme Ltd"), JUNE)
    with opened() as registry:
        assert registry.entries(key_of(registry, "Acme Ltd"))[0].gone == AUGUST
        assert [row["as_of"] for row in registry.lists()] == ["2026-08-31"]


def test_dates_come_from_the_newest_file_of_dates(put, opened, csl):
    header = "name,countries,effective_date\n"
    put("csl.csv", csl("Acme Ltd", "Beta Ltd"), JULY)
    put("dates.csv", header + "Acme Ltd,CN,2019-10-09\nBeta Ltd,CN,Various\n", JULY)
    put("dates.csv", header + "Acme Ltd,CN,2020-01-01\n", JUNE)
    with opened() as registry:
        (entry,) = registry.entries(key_of(registry, "Acme Ltd"))
        assert [dating.since for dating in entry.datings] == [date(2019, 10, 9)]
        (entry,) = registry.entries(key_of(registry, "Beta Ltd"))
        assert [(dating.since, dating.said) for dating in entry.datings] == [(None, "Various")]


def test_two_entries_of_one_key_keep_both_dates(put, opened, csl):
    rows = "name,countries,effective_date\nAcme,CN,2019-10-09\nAcme,CN,2021-01-01\n"
    put("csl.csv", csl("Acme"), JULY)
    put("dates.csv", rows, JULY)
    with opened() as registry:
        (entry,) = registry.entries(key_of(registry, "Acme"))
        assert len(entry.datings) == 2


def test_bare_addresses_are_given_apart_and_are_no_names(put, opened, csl):
    put("csl.csv", csl("Address 01", "Acme Ltd", "Addresses Unlimited Ltd"), JULY)
    with opened() as registry:
        assert [one.entry.name for one in registry.addresses()] == ["Address 01"]
        assert registry.index.find("Address 01") == []


def test_verdicts_name_the_newest_copy_of_the_list_and_no_other_file(put, opened, csl, stakes):
    put("stakes.csv", stakes("A,B,5,,,"), JULY)
    with opened() as registry:
        assert registry.lists() == []
    put("csl.csv", csl("Acme Ltd"), JUNE)
    done = put("csl.csv", csl("Acme Ltd", "Beta Ltd"), JULY)
    with opened() as registry:
        assert registry.lists() == [
            {
                "name": "Consolidated Screening List",
                "as_of": "2026-07-31",
                "parties": 2,
                "digest": done.digest,
            }
        ]
        by_source = {source.source: source for source in registry.sources()}
        assert by_source["csl"].snapshots == 2
        assert by_source["csl"].lists == {"EL": 2}
        assert by_source["stakes/stakes"].rows == 3


@pytest.mark.parametrize("stored", ["made_by = '0'", "content = x'00'"])
def test_an_index_of_another_version_or_damaged_is_built_anew_once(
    put, opened, csl, path, stored, monkeypatch
):
    put("csl.csv", csl("Acme Ltd"), JULY)
    with writing(path) as database:
        database.execute(f"UPDATE name_index SET {stored}")
    with opened() as registry:
        assert key_of(registry, "ACME LTD").startswith("EL:")
    monkeypatch.setattr("earmark.facts.registry.reading.build_index", None)
    with opened() as registry:
        assert key_of(registry, "ACME LTD").startswith("EL:")


def test_a_registry_without_lists_finds_no_name(put, opened, stakes):
    put("stakes.csv", stakes("Acme,Beta,5,,,"), JULY)
    with opened() as registry:
        assert registry.index.find("Acme") == []


def test_a_damaged_registry_is_told_and_no_accident(put, opened, csl, path):
    put("csl.csv", csl(*(f"Company {number}" for number in range(3000))), JULY)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)

    def everything():
        with opened() as registry:
            registry.every_decision()
            return registry.sources(), registry.index

    with pytest.raises(InputFileError) as caught:
        everything()
    assert caught.value.faults[0].code == "registry-unusable"
