"""Effective dates of the Entity List."""

from datetime import date
from pathlib import Path

import pytest

from earmark.facts.lists import csl, list_dates
from earmark.facts.lists.intake import Intake

LISTS = Path(__file__).parents[4] / "shared" / "lists"
HEADER = "name,countries,effective_date_2025-11-08_snapshot,addresses_2025-11-08_snapshot\n"


@pytest.mark.parametrize(
    ("said", "since"),
    [("2011-11-21", date(2011, 11, 21)), ("Various", None), ("", None)],
)
def test_an_entry_has_its_day_or_none_where_nobody_knows(read, said, since):
    ((dating,), intake) = read("dates", f'{HEADER}Acme Ltd,AF|PK,{said},"Kabul, AF; Lahore, PK"\n')
    assert (dating.since, dating.said) == (since, said)
    assert dating.addresses == ("Kabul, AF", "Lahore, PK")
    assert intake.days == {date(2025, 11, 8)}


def test_a_plain_column_of_dates_does_too(read):
    ((dating,), intake) = read("dates", "name,countries,effective_date\nAcme,AF,2020-01-01\n")
    assert dating.since == date(2020, 1, 1)
    assert intake.days == set()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,countries\nA,AF\n", "file:1:1: column 'effective_date' is missing"),
        ("name,countries,effective_date_2025-02-30\n", "file:1:1: column 'effective_date_2025-02-"),
        (f"{HEADER}A,AF,1 May 2020,\n", "file:2:3: row 2, column 'effective_date_2025-11-08_snap"),
        (f"{HEADER}A,AF,2020-01-01,Kab", "file:1:1: the last line does not end (is the file cut"),
        (f"{HEADER},AF,2020-01-01,\n", "file:2:1: row 2, column 'name': a name is expected"),
    ],
)
def test_what_cannot_be_read_is_refused(refused, content, said):
    assert refused("dates", content)[0].startswith(said)


@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")
def test_the_real_dates_find_their_entries():
    listed = {entry.key for entry in csl.entries(Intake(LISTS / "us_csl_2026-07-31.csv"))}
    found = list(list_dates.datings(Intake(LISTS / "entity_list_dates.csv")))
    assert len(found) == 3420
    assert {dating.key for dating in found} <= listed
    assert sum(dating.said == "Various" for dating in found) == 152
