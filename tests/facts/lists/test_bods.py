"""Beneficial ownership statements, version 0.4."""

import json
from datetime import date
from pathlib import Path

import pytest

from earmark.facts.lists.bods import statements
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.rows import Firm
from earmark.facts.stakes import PERSONAL, SHARE, WHOLE, Stake

FIXTURES = Path(__file__).parents[4] / "shared" / "ownership" / "bods_v04_fixtures"


def statement(record, kind, details, **others):
    return {
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "statementDate": "2026-01-01",
        "publicationDetails": {"publicationDate": "2026-01-02", "publisher": {"name": "Reg"}},
        "recordDetails": details,
        **others,
    }


def held(*interests, record="rel", party="owner", **others):
    details = {"subject": "firm", "interestedParty": party, "interests": list(interests)}
    details |= others.pop("details", {})
    return statement(record, "relationship", details, **others)


def shares(**share):
    return {"type": "shareholding", "directOrIndirect": "direct", "share": share}


@pytest.fixture
def stakes(read):
    """Return a function that gives the stakes in statements, and what was left out."""

    def call(*told):
        rows, intake = read("bods", json.dumps(told))
        return [row for row in rows if isinstance(row, Stake)], dict(intake.left_out)

    return call


@pytest.mark.parametrize(
    ("interest", "low", "high"),
    [
        (shares(exact=75), 750_000, 750_000),
        (shares(exact=33.33333333), 333_333, 333_334),
        (shares(minimum=25, maximum=50), 250_000, 500_000),
        (shares(exclusiveMinimum=25, maximum=50), 250_000, 500_000),
        (shares(minimum=25, exclusiveMaximum=50), 250_000, 499_999),
        (shares(minimum=25, exclusiveMaximum=True, maximum=50), 250_000, 499_999),
        (shares(minimum=75), 750_000, WHOLE),
        (shares(maximum=25), 0, 250_000),
        (shares(), 0, WHOLE),
        ({"type": "shareholding"}, 0, WHOLE),
        ({"type": "shareholding", "share": {"exact": 60}}, 600_000, 600_000),
        ({"type": "votingRights", "share": {"exact": 60}}, 0, WHOLE),
        ({"type": "unknownInterest"}, 0, WHOLE),
        ({**shares(exact=60), "directOrIndirect": "indirect"}, 0, WHOLE),
        ({**shares(exact=60), "directOrIndirect": "unknown"}, 0, WHOLE),
    ],
)
def test_an_interest_becomes_a_range_of_shares(stakes, interest, low, high):
    ((stake,), _) = stakes(held(interest))
    assert (stake.low, stake.high) == (low, high)


def test_votes_say_nothing_where_shares_are_stated(stakes):
    votes = {"type": "votingRights", "share": {"exact": 80}}
    ((stake,), _) = stakes(held(votes, shares(exact=60)))
    assert stake.low == 600_000


def test_no_interest_at_all_is_any_share(stakes):
    assert stakes(held())[0][0].high == WHOLE


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (held({"type": "appointmentOfBoard"}), "interests that are no shares (appointmentOfBoard)"),
        (held(shares(exact=5), party="firm"), "stakes of a party in itself"),
        (held(party={"reason": "noBeneficialOwners"}), "declarations that there is no beneficial"),
        (
            held(
                {**shares(exact=60), "directOrIndirect": "indirect"},
                details={"componentRecords": ["other"]},
            ),
            "indirect interests whose parts are stated",
        ),
    ],
)
def test_what_is_no_stake_is_left_out_and_counted(stakes, told, why):
    found, left_out = stakes(told)
    assert found == []
    assert [reason.startswith(why) for reason in left_out] == [True]


@pytest.mark.parametrize(
    ("interest", "others", "since", "until"),
    [
        ({"startDate": "2020-05-06", "endDate": "2021-01-01"}, {}, (2020, 5, 6), (2021, 1, 1)),
        ({"startDate": "2020", "endDate": "2021"}, {}, (2020, 1, 1), (2022, 1, 1)),
        ({"startDate": "2020-12", "endDate": "2020-12"}, {}, (2020, 12, 1), (2021, 1, 1)),
        ({"startDate": "2020-05-06T00:00:00Z"}, {}, (2020, 5, 6), None),
        ({}, {"recordStatus": "closed"}, None, (2026, 1, 1)),
        ({"endDate": "2021-01-01"}, {"recordStatus": "closed"}, None, (2021, 1, 1)),
    ],
)
def test_a_stake_is_held_as_long_as_the_statement_says(stakes, interest, others, since, until):
    ((stake,), _) = stakes(held({**shares(exact=60), **interest}, **others))
    assert stake.since == (since and date(*since))
    assert stake.until == (until and date(*until))


def test_a_later_statement_replaces_an_earlier_one_wherever_it_stands(stakes):
    old = held(shares(exact=30))
    new = held(shares(exact=60), statementDate="2026-02-01", recordStatus="updated")
    for told in ((old, new), (new, old)):
        ((stake,), left_out) = stakes(*told)
        assert stake.low == 600_000
        assert left_out == {"statements that a later one replaces": 1}


def test_of_two_statements_of_one_day_the_last_counts(stakes):
    ((stake,), _) = stakes(held(shares(exact=30)), held(shares(exact=60)))
    assert stake.low == 600_000


def test_an_undisclosed_owner_may_hold_any_share(read):
    told = held(party={"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner"})
    rows, _ = read("bods", json.dumps([told]))
    assert rows[0].name == "undisclosed owner (subjectUnableToConfirmOrIdentifyBeneficialOwner)"
    assert (rows[1].owner, rows[1].low, rows[1].high) == (rows[0].key, 0, WHOLE)


@pytest.mark.parametrize(
    ("details", "firm"),
    [
        (
            {
                "name": "Acme Ltd",
                "identifiers": [{"scheme": "GB-COH", "id": "17"}],
                "entityType": {"type": "registeredEntity"},
                "jurisdiction": {"code": "GB"},
                "alternateNames": ["Acme"],
            },
            ("gb-coh:17", "Acme Ltd", "GB", ("Acme",)),
        ),
        (
            {
                "name": "Acme Ltd",
                "identifiers": [{"scheme": "XI-LEI", "id": "5493001Z012YSB2A0K51"}],
                "jurisdiction": {"code": "US-DE"},
            },
            ("5493001z012ysb2a0k51", "Acme Ltd", "US", ()),
        ),
        ({"name": "Acme Ltd"}, ("reg:firm", "Acme Ltd", "", ())),
        ({}, ("reg:firm", "unnamed entity firm", "", ())),
    ],
)
def test_an_entity_is_known_by_an_identifier_that_others_use_too(read, details, firm):
    rows, _ = read("bods", json.dumps([statement("firm", "entity", details)]))
    (found,) = rows
    assert (found.key, found.name, found.incorporated, found.other_names) == firm
    assert found.headquarters == ""


def test_a_person_without_a_name_is_an_undisclosed_one(read):
    told = [
        statement("p1", "person", {"personType": "anonymousPerson", "names": []}),
        statement("p2", "person", {"names": [{"fullName": "Jane Smith"}, {"fullName": "J S"}]}),
    ]
    rows, _ = read("bods", json.dumps(told))
    assert [(row.name, row.other_names) for row in rows] == [
        ("undisclosed person p1", ()),
        ("Jane Smith", ("J S",)),
    ]


def test_stakes_refer_to_records_wherever_they_stand(stakes):
    owner = statement("owner", "entity", {"name": "Owner", "identifiers": []})
    firm = {"name": "F", "identifiers": [{"scheme": "XI-LEI", "id": "L1"}]}
    ((stake,), _) = stakes(held(shares(exact=1)), statement("firm", "entity", firm), owner)
    assert (stake.owner, stake.owned) == ("reg:owner", "l1")


def test_the_file_is_of_the_day_of_its_last_publication(read):
    later = {"publicationDate": "2026-03-04"}
    told = [held(shares(exact=1)), held(shares(exact=1), record="r2", publicationDetails=later)]
    assert read("bods", json.dumps(told))[1].days == {date(2026, 3, 4)}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (held(shares(exact=101)), "statement 1, record 'rel': a share from 101 to 101 percent"),
        (held(shares(exact="60")), "statement 1, record 'rel': '60' is no percentage"),
        (held(shares(minimum=60, maximum=50)), "statement 1, record 'rel': a share from 60 to 50"),
        (held(shares(exact=1), party=None), "statement 1, record 'rel': interestedParty names no"),
        (held({**shares(exact=1), "startDate": "x"}), "statement 1, record 'rel': 'x' is no day"),
        (statement("r", "thing", {}), "statement 1, record 'r': the recordType is 'thing'"),
        (held(5), "statement 1, record 'rel': interests is no list of objects"),
        (held({**shares(), "share": 5}), "statement 1, record 'rel': share is no object"),
        (
            statement("r", "person", {"names": ["Jane"]}),
            "statement 1, record 'r': names is no list of objects",
        ),
        (
            statement("r", "person", {}, publicationDetails="x"),
            "statement 1, record 'r': publicationDetails is no object",
        ),
        (statement("r", "entity", ["x"]), "statement 1, record 'r': recordDetails is no object"),
    ],
)
def test_a_statement_that_cannot_be_read_is_refused_with_its_record(refused, told, said):
    assert f"file:1:1: {said}" in refused("bods", json.dumps([told]))[0]


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the BODS samples are not here")
@pytest.mark.parametrize(
    ("file", "firms", "expected"),
    [
        ("core/01-direct-ownership", 2, [(750_000, 750_000)]),
        ("edge-cases/10-circular-ownership", 2, [(WHOLE, WHOLE), (WHOLE, WHOLE)]),
        ("edge-cases/11-anonymous-person", 2, [(0, WHOLE)]),
    ],
)
def test_the_published_samples_are_read(file, firms, expected):
    intake = Intake(FIXTURES / f"{file}.json")
    rows = list(statements(intake))
    intake.check()
    assert sum(isinstance(row, Firm) for row in rows) == firms
    assert [(row.low, row.high) for row in rows if isinstance(row, Stake)] == expected


def test_a_stake_of_a_natural_person_says_so_whichever_comes_first(stakes):
    person = statement("owner", "person", {"names": [{"fullName": "Jane Doe"}]})
    company = statement("owner", "entity", {"name": "Acme Holding"})
    for told in ((person, held(shares(exact=60))), (held(shares(exact=60)), person)):
        ((stake,), _) = stakes(*told)
        assert stake.kind == PERSONAL
    for told in ((company, held(shares(exact=60))), (held(shares(exact=60)),)):
        ((stake,), _) = stakes(*told)
        assert stake.kind == SHARE


def test_of_a_record_that_was_a_person_and_is_none_the_last_statement_counts(stakes):
    person = statement("owner", "person", {"names": [{"fullName": "Jane Doe"}]})
    later = statement("owner", "entity", {"name": "Acme"}, statementDate="2026-02-01")
    ((stake,), _) = stakes(person, later, held(shares(exact=60)))
    assert stake.kind == SHARE
