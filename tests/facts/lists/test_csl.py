"""The Consolidated Screening List, in the official columns and the flattened ones."""

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.facts.lists.csl import MOST_ALIASES, entries
from earmark.facts.lists.intake import Intake

LISTS = Path(__file__).parents[4] / "shared" / "lists"
OFFICIAL = [
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
]
FLATTENED = [
    "list_code",
    "source",
    "entity_number",
    "type",
    "name",
    "alt_names",
    "countries",
    "license_requirement",
    "license_policy",
    "programs",
    "federal_register_notice",
    "source_list_url",
]
EL = "Entity List (EL) - Bureau of Industry and Security"


def sheet(columns, *rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def official(**cells):
    return sheet(OFFICIAL, {"source": EL, "name": "Acme Ltd", **cells})


def test_the_official_columns_are_read(read):
    content = official(
        name="Hebei Institute 13",
        alt_names="HSRI; Hebei Semiconductor; and CETC 13",
        addresses="113 Hezuo Road, Shijiazhuang, China, CN; 5 Queen's Road, Central, HK",
        federal_register_notice="83 FR 37423; 87 FR 77505",
        start_date="2018-08-01",
        license_requirement="For all items subject to the EAR. (See §744.11 of the EAR)",
        license_policy="Presumption of denial.",
        programs="A; B",
        remarks="seen",
        source_list_url="https://example.org",
    )
    ((entry,), _) = read("csl", content)
    assert entry.list == "EL"
    assert entry.name == "Hebei Institute 13"
    assert entry.aliases == ("HSRI", "Hebei Semiconductor", "CETC 13")
    assert entry.countries == ("CN", "HK")
    assert entry.addresses[1] == "5 Queen's Road, Central, HK"
    assert entry.notices == ("83 FR 37423", "87 FR 77505")
    assert (entry.start, entry.end) == (date(2018, 8, 1), None)
    assert entry.policy == "Presumption of denial."
    assert entry.programs == ("A", "B")
    assert (entry.remarks, entry.url) == ("seen", "https://example.org")
    assert not entry.person


def test_the_flattened_columns_give_the_same_party(read):
    flat = {"list_code": "EL", "source": EL, "name": "Acme Ltd", "countries": "PK|AF"}
    ((one,), _) = read("csl", sheet(FLATTENED, flat))
    ((other,), _) = read("csl", official(addresses="Kabul, AF; Lahore, PK"))
    assert one.countries == ("PK", "AF")
    assert one.key == other.key


def test_columns_may_stand_in_any_order(read):
    cells = {"source": EL, "name": "Acme Ltd", "addresses": "Kabul, AF"}
    ((one,), _) = read("csl", sheet(OFFICIAL, cells))
    ((other,), _) = read("csl", sheet(OFFICIAL[::-1], cells))
    assert one == other


def test_a_numbered_entry_keeps_its_key_whatever_it_is_called(read):
    (rows, _) = read(
        "csl",
        sheet(
            OFFICIAL,
            {"source": "X (SDN) - Y", "entity_number": "7", "name": "A", "type": "Individual"},
            {"source": "X (SDN) - Y", "entity_number": "7", "name": "B", "type": "Individual"},
        ),
    )
    assert [row.key for row in rows] == ["SDN:7", "SDN:7"]
    assert rows[0].person


@pytest.mark.parametrize(
    ("text", "bare", "footnotes"),
    [
        ("(See §744.11 of the EAR)", "(See §744.11 of the EAR)", ()),
        ("(See §§ 734.9(e)(2) and 744.11 of the EAR)4", "734.9(e)(2) and 744.11 of the EAR)", "4"),
        ("(See §734.9(e), and 744.11 of the EAR)4.", "744.11 of the EAR).", "4"),
        ("(See §§ 734.9(e)(2) and 744.11 of the EAR) 4", "of the EAR)", "4"),
        ("see §§ 734.9(e)1 and 744.11 of the EAR2", "734.9(e) and 744.11 of the EAR", "12"),
        ("(See §734.9(e) 1, and §744.11 of the EAR)2.", "§744.11 of the EAR).", "12"),
        ("(See §§ 734.9(g),3 746.8(a)(3) of the EAR)", "734.9(g), 746.8(a)(3) of the EAR)", "3"),
        ("(See §734.9(g), 3 §746.8(a)(3) of the EAR).", "734.9(g), §746.8(a)(3) of the EAR).", "3"),
        ("(See §§734.9(g)3, 746.8(a)(3) of the EAR)", "734.9(g), 746.8(a)(3) of the EAR)", "3"),
        ("(See §§734.9(e)(3), and 744.11 of the EAR)5", "744.11 of the EAR)", "5"),
        ("See § 746.8(a)(4) of the EAR", "See § 746.8(a)(4) of the EAR", ()),
    ],
)
def test_a_footnote_is_taken_off_the_text_it_is_glued_to(read, text, bare, footnotes):
    ((entry,), _) = read("csl", official(license_requirement=text))
    assert entry.requirement.endswith(bare)
    assert entry.footnotes == tuple(footnotes)


@pytest.mark.parametrize(
    ("countries", "codes"),
    [
        ("AF|PK", ("AF", "PK")),
        ("TURKIYE", ("TR",)),
        ("PRC", ("CN",)),
        ("HK|CN", ("HK", "CN")),
        ("US|REGION: WEST BANK|PS", ("US", "PS")),
        ("REGION: KAFIA KINGI", ()),
        ("", ()),
    ],
)
def test_a_region_is_no_country_and_none_is_guessed_of_it(read, countries, codes):
    row = {"list_code": "SDN", "source": "S", "name": "A", "countries": countries}
    ((entry,), _) = read("csl", sheet(FLATTENED, row))
    assert entry.countries == codes


@pytest.mark.parametrize(
    ("addresses", "codes"),
    [
        ("Komitas 26/114, Yerevan, Armenia, AM", ("AM",)),
        ("CN", ("CN",)),
        ("1 Road, Ankara, TURKIYE", ("TR",)),
        ("113 Hezuo Road, Hebei, China; and 21 Road, Hebei, China, Hebei Province, CN", ("CN",)),
        ("605 TRAIL LAKE DRIVE, RICHARDSON, TX, 75081, US", ("US",)),
        ("Gudauta, Abkhazia, Georgia", ()),
        ("Suite 5", ()),
    ],
)
def test_an_address_ends_with_its_country(read, addresses, codes):
    ((entry,), _) = read("csl", official(addresses=addresses))
    assert entry.countries == codes


@pytest.mark.parametrize(
    ("cell", "aliases"),
    [
        ("A One; B Two", ("A One", "B Two")),
        ("A One;; B Two; ", ("A One", "B Two")),
        ("A One; and B Two", ("A One", "B Two")),
        ("and Sons", ("and Sons",)),
        ("A One, a.k.a., B Two", ("A One", "B Two")),
        ("A One a.k.a. B Two", ("A One", "B Two")),
        ("A One; A One", ("A One",)),
    ],
)
def test_aliases_are_parted(read, cell, aliases):
    ((entry,), _) = read("csl", official(alt_names=cell))
    assert entry.aliases == aliases


def test_more_aliases_than_any_party_has_are_a_mistake(refused):
    aliases = ";".join(f"N{number}" for number in range(MOST_ALIASES + 1))
    assert refused("csl", official(alt_names=aliases)) == [
        "file:2:23: row 2, column 'alt_names': one party has 10,001 aliases; at most 10,000 are "
        "read [bad-list]"
    ]


def test_a_million_aliases_are_refused_quickly(refused):
    (said,) = refused("csl", official(alt_names="A;" * 1_000_000))
    assert "one party has 1,000,000 aliases" in said


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": ""}, "file:2:6: row 2, column 'name': a name is expected, the cell is empty"),
        ({"name": "=cmd"}, "file:2:6: row 2, column 'name': '=cmd' is a formula"),
        ({"alt_names": "B; <i>C</i>"}, "file:2:23: row 2, column 'alt_names': '<i>C</i>' has"),
        ({"source": "Entity List"}, "file:2:2: row 2, column 'source': 'Entity List' names no"),
        ({"start_date": "1 May"}, "file:2:10: row 2, column 'start_date': '1 May' is no day"),
        ({"end_date": "2023-13-01"}, "file:2:11: row 2, column 'end_date': '2023-13-01' is no"),
    ],
)
def test_a_mistake_is_told_with_line_column_and_row(refused, cells, said):
    (message,) = refused("csl", official(**cells))
    assert message.startswith(said)


@given(st.data())
def test_a_list_cut_off_anywhere_loses_whole_entries_or_is_refused(tmp_path_factory, data):
    rows = [
        {"source": EL, "name": f"Acme {n}; Ltd", "alt_names": 'The "A", Inc', "ids": "x"}
        for n in range(3)
    ]
    whole = sheet(data.draw(st.sampled_from((OFFICIAL, OFFICIAL[::-1]))), *rows).encode()
    path = tmp_path_factory.getbasetemp() / "cut.csv"
    path.write_bytes(whole)
    expected = list(entries(Intake(path)))
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    intake = Intake(path)
    try:
        found = list(entries(intake))
        intake.check()
    except InputFileError:
        return
    assert found == expected[: len(found)]


def test_missing_columns_are_all_named(refused):
    rows = sheet(["source", "name", "alt_name"], {"source": EL, "name": "A"})
    said = refused("csl", rows)
    assert "file:1:1: column 'entity_number' is missing [bad-list]" in said
    assert "file:1:1: column 'alt_names' is missing (did you mean 'alt_name'?) [bad-list]" in said


@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")
def test_the_real_list_is_read_whole():
    intake = Intake(LISTS / "us_csl_2026-07-31.csv")
    found = list(entries(intake))
    intake.check()
    assert len(found) == 25_921
    by_list = Counter(entry.list for entry in found)
    assert (by_list["SDN"], by_list["EL"], by_list["MEU"], by_list["CMIC"]) == (
        19_181,
        3420,
        70,
        68,
    )
    uncited = [e for e in found if e.list == "EL" and any(" FR " not in n for n in e.notices)]
    assert not uncited


@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")
def test_the_footnotes_of_the_real_list_are_those_of_its_paragraphs():
    with (LISTS / "entity_list_dates.csv").open(encoding="utf-8") as file:
        rules = {
            (row["name"], row["federal_register_notice"]): row["fr_footnote_rule"]
            for row in csv.DictReader(file)
        }
    told = 0
    for entry in entries(Intake(LISTS / "us_csl_2026-07-31.csv")):
        rule = rules.get((entry.name, "; ".join(entry.notices)))
        if entry.list == "EL" and rule:
            told += 1
            assert rule[2] in entry.footnotes
    assert told > 800
