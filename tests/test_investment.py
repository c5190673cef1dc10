"""What an investment is: which fields it has, what they take, what cannot stand together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from earmark import Investment
from earmark.investment import MOST_OPERATIONS, conflicts
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.schema import FIELDS
from earmark.testing import investments

BASE = {"investor": "Acme Fund", "target": "Moonshot AI"}


def mistakes(**stated: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Investment(**BASE | stated)
    return [one["msg"] for one in caught.value.errors()]


def operations(written: object) -> int | None:
    return Investment(**BASE, training_operations=written).training_operations


def test_only_investor_and_target_are_needed_and_the_day_is_today() -> None:
    investment = Investment(**BASE)
    assert investment.on == date.today()
    assert investment.investor_us_person is None
    needed = [name for name, field in Investment.model_fields.items() if field.is_required()]
    assert needed == ["investor", "target"]


def test_an_investment_never_changes_and_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError):
        Investment(**BASE).target = "Another"  # type: ignore[misc]
    assert mistakes(chip="H100") == ["Extra inputs are not permitted"]


def test_what_is_not_stated_is_unknown_and_never_a_value() -> None:
    optional = {name: field for name, field in Investment.model_fields.items() if name not in BASE}
    stated = {name for name, field in optional.items() if field.default is not None}
    assert stated - {"on"} == {"other_exception"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", 1),
        (1, 1),
        ("1e23", 10**23),
        ("1E25", 10**25),
        ("1e+25", 10**25),
        ("10^25", 10**25),
        (10**25, 10**25),
        ("10000000000000000000000001", 10**25 + 1),
        (10**25 + 1, 10**25 + 1),
        ("3.8e25", 38 * 10**24),
        (" 1e30 ", MOST_OPERATIONS),
        ("1.0000000000000000000000001e25", 10**25 + 1),
    ],
)
def test_operations_are_read_exactly(written: object, meant: int) -> None:
    assert operations(written) == meant


@given(st.integers(1, MOST_OPERATIONS))
def test_every_count_of_operations_up_to_the_largest_keeps_all_its_digits(number: int) -> None:
    digits = str(number)
    by_power = f"{digits[0]}.{digits[1:] or '0'}e{len(digits) - 1}"
    assert operations(number) == operations(digits) == operations(by_power) == number


NO_NUMBER = "a number of operations such as 1e25 is expected"
NO_FLOAT = "write it as text, such as 1e25, so that no digit is lost"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (1e25, f"is 1e+25; {NO_FLOAT}"),
        (True, f"is True; {NO_FLOAT}"),
        (Decimal("1e25"), f"is 1E+25; {NO_FLOAT}"),
        ("0", "is 0; 1 to 1e30 operations are expected"),
        (MOST_OPERATIONS + 1, f"is {MOST_OPERATIONS + 1}; 1 to 1e30 operations are expected"),
        ("1e31", "is 1e31; 1 to 1e30 operations are expected"),
        ("1e99", "is 1e99; 1 to 1e30 operations are expected"),
        ("1.5e0", "is 1.5e0; a whole number of operations is expected"),
        ("-1", f"is '-1'; {NO_NUMBER}"),
        ("1e", f"is '1e'; {NO_NUMBER}"),
        ("1e-25", f"is '1e-25'; {NO_NUMBER}"),
        ("1e250", f"is '1e250'; {NO_NUMBER}"),
        ("12.5", f"is '12.5'; {NO_NUMBER}"),
        ("1,000", f"is '1,000'; {NO_NUMBER}"),
        ("1_000", f"is '1_000'; {NO_NUMBER}"),
        ("2^25", f"is '2^25'; {NO_NUMBER}"),
        ("nan", f"is 'nan'; {NO_NUMBER}"),
        ("inf", f"is 'inf'; {NO_NUMBER}"),
        ("٣", f"is '٣'; {NO_NUMBER}"),
        ("", f"is ''; {NO_NUMBER}"),
        ("9" * 60, f"is '{'9' * 40}'; {NO_NUMBER}"),
    ],
)
def test_what_is_no_count_of_operations_is_refused(written: object, message: str) -> None:
    assert mistakes(training_operations=written) == [f"Value error, {message}"]


@pytest.mark.parametrize("field", ["investor", "target"])
def test_a_name_needs_a_letter(field: str) -> None:
    assert "a name with at least one letter or digit is expected" in mistakes(**{field: "!?"})[0]


def test_days_begin_with_the_record_of_the_law() -> None:
    assert "a day from 2019-01-01 to 2099-12-31 is expected" in mistakes(on="2018-12-31")[0]


@pytest.mark.parametrize(
    ("stated", "conflict"),
    [
        (
            {"activity": "quantum", "ai_use": "other"},
            "ai_use was given although activity is quantum",
        ),
        (
            {"activity": "none", "training_operations": "1e25", "biological_data": True},
            "training_operations was given although activity is none; "
            "biological_data was given although activity is none",
        ),
        (
            {"instrument": "equity", "fund_limits": True},
            "fund_limits was given although instrument is equity",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(stated: dict[str, Any], conflict: str) -> None:
    assert mistakes(**stated) == [f"Value error, {conflict}"]


def test_facts_about_ai_may_be_stated_where_the_activity_is_not() -> None:
    assert conflicts({"training_operations": 10**25, "fund_limits": True}) == []


@given(investments())
def test_generated_investments_are_investments(investment: Investment) -> None:
    assert Investment(**investment.model_dump()) == investment
    assert conflicts(investment.model_dump(exclude_none=True)) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [("instrument", INSTRUMENTS), ("activity", ACTIVITIES), ("ai_use", AI_USES)],
)
def test_every_word_is_a_value_that_rules_may_name_and_has_a_meaning(
    field: str, words: dict[str, str]
) -> None:
    assert FIELDS[f"investment.{field}"].choices == tuple(words)
    for word, meaning in words.items():
        assert getattr(Investment(**BASE, **{field: word}), field) == word
        assert meaning
    assert f"'{next(iter(words))}'" in mistakes(**{field: "something"})[0]


def test_the_largest_count_fits_the_second_judge_s_integers_with_four_decimals() -> None:
    power = FIELDS["investment.training_operations"].power
    assert Fraction(MOST_OPERATIONS * 10**4, 10**power) < 2**63
