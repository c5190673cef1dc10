"""Addresses: which ways of writing one mean the same place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.addresses import alike, read_address, same_place

LISTED = "Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong, CN"

SAME = [
    "unit d 16/f one capital place 18 luard road wan chai hong kong",
    "18 Luard Rd., One Capital Place, Unit D, 16th Floor, Wan Chai",
    "Unit D, 16/F, One Capital Place, 18 Luard Road, Wan Chai, Hong Kong, HK",
]
ALIKE = ["One Capital Place, 18 Luard Road, 16/F", "16/F, 18 Luard Road, Hong Kong"]
OTHER = [
    "Unit D, 17/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong",
    "Unit D, 16/F One Capital Place, 28 Luard Rd, Wan Chai, Hong Kong",
    "18 Queen's Road, Hong Kong",
    "Wan Chai, Hong Kong",
    "Hong Kong",
    "",
    "16",
]


@pytest.mark.parametrize("written", SAME)
def test_an_address_is_the_same_however_it_is_written(written: str) -> None:
    assert same_place(read_address(written), read_address(LISTED))


@pytest.mark.parametrize("written", [*SAME, *ALIKE])
def test_a_part_of_an_address_is_alike(written: str) -> None:
    assert alike(read_address(written), read_address(LISTED))


@pytest.mark.parametrize("written", OTHER)
def test_another_floor_street_or_number_is_another_place(written: str) -> None:
    read, listed = read_address(written), read_address(LISTED)
    assert not same_place(read, listed)
    assert not alike(read, listed)


@given(st.text(), st.text())
def test_likeness_is_mutual_and_any_text_can_be_read(one: str, other: str) -> None:
    first, second = read_address(one), read_address(other)
    assert alike(first, second) == alike(second, first)
    assert same_place(first, second) == same_place(second, first)
    assert not same_place(first, second) or alike(first, second) or len(first.numbers) < 2
