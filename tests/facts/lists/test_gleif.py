"""GLEIF files of level 1 and 2 and reporting exceptions, as XML and as JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from earmark.facts.lists.gleif import records
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.rows import Declaration, Firm
from earmark.facts.stakes import WHOLE, Stake

SAMPLES = Path(__file__).parents[4] / "shared" / "ownership" / "gleif_samples"
LEI, OTHER = "5493001Z012YSB2A0K51", "ZZG38T0MDR3QY1ETUA76"


def firm(**entity):
    details = {
        "LegalName": "Acme Ltd",
        "LegalAddress": {"Country": "KY"},
        "HeadquartersAddress": {"Country": "CN"},
        "LegalJurisdiction": "KY",
        **entity,
    }
    return {"LEI": LEI, "Entity": details, "Registration": {"RegistrationStatus": "ISSUED"}}


def relationship(kind, status="ACTIVE", registration="PUBLISHED", **period):
    return {
        "Relationship": {
            "StartNode": {"NodeID": LEI},
            "EndNode": {"NodeID": OTHER},
            "RelationshipType": kind,
            "RelationshipPeriods": [
                {"PeriodType": "ACCOUNTING_PERIOD", "StartDate": "1999-01-01T00:00:00Z"},
                {"PeriodType": "RELATIONSHIP_PERIOD", **period},
            ],
            "RelationshipStatus": status,
        },
        "Registration": {
            "RegistrationStatus": registration,
            "LastUpdateDate": "2023-05-18T15:41:20.212Z",
        },
    }


def test_headquarters_are_where_the_firm_sits_and_never_the_legal_address(read):
    names = [{"type": "TRADING", "OtherEntityName": "Acme"}]
    rows, _ = read("gleif", json.dumps([firm(OtherEntityNames=names)]))
    assert rows == [Firm(LEI.lower(), "Acme Ltd", "CN", "KY", ("Acme",), "GLEIF")]


def test_the_jurisdiction_of_a_part_is_that_of_its_country(read):
    rows, _ = read("gleif", json.dumps([firm(LegalJurisdiction="US-DE")]))
    assert rows[0].incorporated == "US"


def test_text_with_attributes_is_read_as_text(read):
    told = {
        "records": [
            {
                "LEI": {"$": LEI},
                "Entity": {
                    "LegalName": {"@xml:lang": "en", "$": "Acme Ltd"},
                    "HeadquartersAddress": {"Country": {"$": "CN"}},
                    "OtherEntityNames": {"OtherEntityName": [{"@type": "X", "$": "Acme"}]},
                    "TransliteratedOtherEntityNames": {
                        "TransliteratedOtherEntityName": {"$": "Akme"}
                    },
                },
            }
        ]
    }
    rows, _ = read("gleif", json.dumps(told))
    assert rows == [Firm(LEI.lower(), "Acme Ltd", "CN", "", ("Acme", "Akme"), "GLEIF")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "IS_DIRECTLY_CONSOLIDATED_BY",
            [("consolidation", 0, WHOLE), ("direct", OTHER.lower())],
        ),
        ("IS_ULTIMATELY_CONSOLIDATED_BY", [("ultimate", OTHER.lower())]),
        ("IS_INTERNATIONAL_BRANCH_OF", [("share", WHOLE, WHOLE)]),
    ],
)
def test_a_relationship_makes_a_parent_and_states_no_share(read, kind, expected):
    told = relationship(kind, StartDate="2018-02-06T00:00:00.000Z")
    rows, _ = read("gleif", json.dumps([told]))
    assert [
        (row.kind, row.low, row.high) if isinstance(row, Stake) else (row.level, row.parent)
        for row in rows
    ] == expected
    assert all((row.since, row.until) == (date(2018, 2, 6), None) for row in rows)


@pytest.mark.parametrize(
    ("status", "period", "until"),
    [
        ("ACTIVE", {}, None),
        ("ACTIVE", {"EndDate": "2020-01-01T00:00:00Z"}, date(2020, 1, 1)),
        ("INACTIVE", {"EndDate": "2020-01-01T00:00:00Z"}, date(2020, 1, 1)),
        ("INACTIVE", {}, date(2023, 5, 18)),
    ],
)
def test_a_relationship_ends_when_it_says_or_when_it_was_last_updated(read, status, period, until):
    told = relationship("IS_ULTIMATELY_CONSOLIDATED_BY", status, **period)
    assert read("gleif", json.dumps([told]))[0][0].until == until


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (relationship("IS_FUND-MANAGED_BY"), "relationships that are no parent (IS_FUND-MANAGED_"),
        (relationship("IS_DIRECTLY_CONSOLIDATED_BY", registration="ANNULLED"), "relationships th"),
        (firm() | {"Registration": {"RegistrationStatus": "DUPLICATE"}}, "LEIs that were annulled"),
    ],
)
def test_what_is_no_parent_is_left_out_and_counted(read, told, why):
    rows, intake = read("gleif", json.dumps([told]))
    assert rows == []
    assert [reason.startswith(why) for reason in intake.left_out] == [True]


def test_a_reporting_exception_says_why_there_is_no_parent(read):
    told = {
        "LEI": LEI,
        "ExceptionCategory": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
        "ExceptionReason": "NATURAL_PERSONS",
        "ContentDate": "2023-06-09T09:03:29Z",
    }
    rows, intake = read("gleif", json.dumps([told]))
    assert rows == [Declaration(LEI.lower(), "ultimate", reason="NATURAL_PERSONS", source="GLEIF")]
    assert intake.days == {date(2023, 6, 9)}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (firm() | {"LEI": "short"}, "record 1, LEI 'short': 'short' is no LEI"),
        (firm(LegalName=""), f"record 1, LEI '{LEI}': a name is expected"),
        ({"LEI": LEI, "Entity": "x"}, f"record 1, LEI '{LEI}': Entity is no object"),
        ({"Relationship": ["x"]}, "record 1, LEI '': the RelationshipType is missing"),
        (relationship(""), "record 1, LEI '': the RelationshipType is missing"),
        (firm() | {"ContentDate": "soon"}, f"record 1, LEI '{LEI}': 'soon' is no day"),
        ({"x": 1}, "record 1, LEI '': this is no GLEIF record"),
        ({"$": None}, "record 1, LEI '': this is no GLEIF record"),
        ({"$": "text alone"}, "record 1, LEI '': this is no GLEIF record"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_with_its_lei(refused, told, said):
    assert refused("gleif", json.dumps([told]))[0].startswith(f"file:1:1: {said}")


def test_a_header_gives_the_day_and_one_that_gives_none_is_refused(read, refused):
    record = f"<LEIRecord><LEI>{LEI}</LEI><Entity><LegalName>A</LegalName></Entity></LEIRecord>"
    text = f"<LEIData><LEIHeader><ContentDate>{{}}</ContentDate></LEIHeader>{record}</LEIData>"
    rows, intake = read("gleif", text.format("2023-06-05T08:20:51Z"))
    assert ([row.name for row in rows], intake.days) == (["A"], {date(2023, 6, 5)})
    assert "the header: 'soon' is no day" in refused("gleif", text.format("soon"))[0]
    assert read("gleif", f"<LEIData><LEIHeader/>{record}</LEIData>")[1].days == set()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the GLEIF samples are not here")
@pytest.mark.parametrize("name", ["lei-data", "rr-data", "repex-data"])
def test_the_published_samples_say_the_same_in_both_formats(name):
    found = []
    for ending in ("xml", "json"):
        intake = Intake(SAMPLES / f"{name}.{ending}")
        found.append(list(records(intake)))
        intake.check()
    assert found[0] == found[1]
    assert found[0]
