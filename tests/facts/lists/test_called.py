"""The names that an entry is searched by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lists.called import names
from earmark.facts.lists.rows import Entry

COVERED = "and any successor, sub-unit, or subsidiary thereof"


def called(name, *aliases):
    return names(Entry("EL", "EL:1", name, aliases=aliases))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Acme Ltd", ("Acme Ltd",)),
        (f"EuroAsia, {COVERED}", (f"EuroAsia, {COVERED}", "EuroAsia")),
        (f"EuroAsia; {COVERED}", (f"EuroAsia; {COVERED}", "EuroAsia")),
        (
            "Eltekh, Ltd., and its sub-units and successors",
            ("Eltekh, Ltd., and its sub-units and successors", "Eltekh, Ltd"),
        ),
        ("KOLOKOL (AKA: ALDRICH AMES)", ("KOLOKOL (AKA: ALDRICH AMES)", "KOLOKOL", "ALDRICH AMES")),
        (
            "Universal [aka General Technology, aka Tiger Force] (HK)",
            (
                "Universal [aka General Technology, aka Tiger Force] (HK)",
                "Universal (HK)",
                "General Technology",
                "Tiger Force",
            ),
        ),
        (
            "Aerospace Solid Propulsion (ASP)",
            ("Aerospace Solid Propulsion (ASP)", "Aerospace Solid Propulsion"),
        ),
        ("Wisdom Import (Shanghai) Co., Ltd", ("Wisdom Import (Shanghai) Co., Ltd",)),
        ("Acme (Group)", ("Acme (Group)",)),
        ("Acme Trading (SHANGHAI)", ("Acme Trading (SHANGHAI)",)),
        ("Address 01", ()),
        ("Address Systems 01", ("Address Systems 01",)),
    ],
)
def test_what_the_wording_of_a_name_adds_is_found(name, found):
    assert called(name) == found


def test_aliases_follow_and_one_letter_is_no_name():
    assert called("Acme", "B", "Bee Ltd", "Acme") == ("Acme", "Bee Ltd")


@given(st.text(alphabet="Aa (),;[]akand1 ", min_size=2, max_size=40).map(str.strip))
def test_no_name_is_lost_and_none_is_empty(name):
    found = called(name)
    assert all(one.strip() for one in found)
    assert name in found or len(name) < 2
