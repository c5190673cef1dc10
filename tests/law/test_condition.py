"""How exact numbers are written: as people read them, no digit lost of a whole one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.law.condition import decimal


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(4800), "4,800"),
        (Fraction("5.92"), "5.92"),
        (Fraction(15840, 814), "19.4595"),
        (Fraction(200_001, 100_000), "2"),
        (Fraction(10**15 - 1), "999,999,999,999,999"),
        (Fraction(10**15), "10^15"),
        (Fraction(10**25), "10^25"),
        (Fraction(2 * 10**25), "2 × 10^25"),
        (Fraction(38 * 10**24), "3.8 × 10^25"),
        (Fraction(10**25 + 1), "1.0000000000000000000000001 × 10^25"),
    ],
)
def test_a_number_is_written_as_people_read_it(number: Fraction, written: str) -> None:
    assert decimal(number) == written


@given(st.integers(10**15, 10**30))
def test_a_long_whole_number_can_be_read_back_digit_by_digit(number: int) -> None:
    factor, _, power = decimal(Fraction(number)).rpartition("10^")
    assert Fraction(factor.removesuffix(" × ") or 1) * 10 ** int(power) == number
