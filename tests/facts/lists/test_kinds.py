"""Which kind a file is, of which day, and of which series."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.kinds import days_in_name, kind_of, series_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("source,name,alt_names\n", "csl"),
        ("name,countries,effective_date_2025-11-08_snapshot,alt_names,source\n", "dates"),
        ("owned,owner,percent\n", "stakes"),
        ("owner,percent\n", "stakes"),
        ("source,entity_number,type,name\n", "csl"),
        ('[{"recordType": "entity"}]', "bods"),
        ('[{"LEI": "x"}]', "gleif"),
        ('\ufeff{"records":[{"Relationship":{}}]}', "gleif"),
        ("<?xml version='1.0'?>\n<lei:LEIData xmlns:lei='x'/>", "gleif"),
        ("<rr:RelationshipData/>", "gleif"),
    ],
)
def test_the_content_of_a_file_tells_its_kind(tmp_path, content, kind):
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    assert kind_of(Intake(path)) == kind


@pytest.mark.parametrize("content", ["a,b\n", "<svg/>", '{"a": 1}', "owner\n"])
def test_a_file_of_no_kind_is_refused_with_the_kinds(tmp_path, content):
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(
        InputFileError, match=r"what kind of file this is cannot be told \(--as csl"
    ):
        kind_of(Intake(path))


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("us_csl_2026-07-31.csv", {date(2026, 7, 31)}),
        ("us_csl_20260731.csv", {date(2026, 7, 31)}),
        ("2026-07-01_to_2026-07-31.csv", {date(2026, 7, 1), date(2026, 7, 31)}),
        ("consolidated.csv", set()),
        ("part_2026-13-45.csv", set()),
        ("id_120260731.csv", set()),
    ],
)
def test_a_name_may_carry_the_day(name, days):
    assert days_in_name(name) == days


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("stakes_2026-07-31.csv", "stakes"),
        ("2026-07-31 Stakes.csv", "stakes"),
        ("stakes.csv", "stakes"),
        ("our stakes v2.csv", "our-stakes-v2"),
        ("2026-07-31.csv", "unnamed"),
    ],
)
def test_copies_of_one_series_differ_by_their_day_only(name, series):
    assert series_of(name) == series


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 1, 1)))
def test_any_day_in_a_name_is_found_and_set_aside(day):
    assert days_in_name(f"gleif-{day}-full.xml") == {day}
    assert series_of(f"gleif-{day}-full.xml") == "gleif-full"
