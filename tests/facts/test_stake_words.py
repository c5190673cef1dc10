"""Stakes in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.stake_words import flag_text, path_text, share_text
from earmark.facts.stakes import WHOLE, Flag, Holding, Register, Stake

DAY = date(2024, 5, 2)
NAMES = {"x": "Beijing X", "y": "Y Ltd.", "z": "Z Pte. Ltd."}
HELD = Stake("x", "y", 600_000, 600_000, since=date(2021, 5, 1), source="annual report")


def path(*stakes: Stake) -> tuple[Holding, ...]:
    register = Register(stakes, DAY)
    return tuple(one for owned in "yz" for one in register.holders(owned))


def said(*stakes: Stake) -> str:
    return path_text(path(*stakes), NAMES.__getitem__)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (600_000, 600_000, "60 %"),
        (333_333, 333_333, "33.3333 %"),
        (5_000, 5_000, "0.5 %"),
        (1, 1, "0.0001 %"),
        (0, 0, "0 %"),
        (WHOLE, WHOLE, "100 %"),
        (0, WHOLE, "an unknown share"),
        (250_000, 500_000, "25 % to 50 %"),
        (500_000, WHOLE, "50 % or more"),
        (0, 250_000, "25 % or less"),
    ],
)
def test_a_share_is_told_as_a_percentage_or_a_range(low: int, high: int, text: str) -> None:
    assert share_text(low, high) == text


@given(share=st.integers(0, WHOLE))
def test_a_percentage_is_told_exactly(share: int) -> None:
    number = share_text(share, share).removesuffix(" %")
    assert Decimal(number) * 10_000 == share


def test_a_path_is_one_sentence_with_share_source_and_day_of_each_stake() -> None:
    below = Stake("y", "z", 510_000, 510_000, since=date(2022, 1, 1), until=date(2025, 1, 1))
    assert said(HELD, below) == (
        "Beijing X holds 60 % (annual report, since 2021-05-01) of Y Ltd., which holds 51 % "
        "(no source, since 2022-01-01 until 2025-01-01) of Z Pte. Ltd."
    )


def test_an_accounting_parent_is_not_said_to_hold_a_share_that_nobody_stated() -> None:
    accounts = Stake("x", "y", kind="consolidation", source="GLEIF")
    assert said(accounts) == "Beijing X consolidates Y Ltd. (GLEIF)"
    assert said(HELD, accounts) == (
        "Beijing X holds 60 % or more (60 %, annual report, since 2021-05-01; consolidates it, "
        "GLEIF) of Y Ltd."
    )


def test_sources_that_disagree_are_each_told_with_their_share() -> None:
    other = HELD._replace(low=400_000, high=400_000, source="register")
    assert said(HELD, other) == (
        "Beijing X holds 40 % to 60 % (60 %, annual report, since 2021-05-01; "
        "40 %, register, since 2021-05-01) of Y Ltd."
    )


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        (
            Flag("sum above 100 %", "y", (HELD, HELD._replace(owner="z"))),
            "The stakes on file in Y Ltd. add up to more than 100 %: not all can be right.",
        ),
        (
            Flag("owns itself", "y", (HELD._replace(owner="y"),)),
            "Y Ltd. is on file as an owner of itself (60 %, annual report, since 2021-05-01): "
            "ignored.",
        ),
        (
            Flag("sources disagree", "y", (HELD, HELD._replace(low=0, high=0, source=""))),
            "Sources disagree on what Beijing X holds of Y Ltd.: 60 %, annual report, since "
            "2021-05-01; 0 %, no source, since 2021-05-01.",
        ),
        (
            Flag("start unknown", "y", (HELD._replace(since=None),)),
            "Since when Beijing X owns some of Y Ltd. is not on file: it was taken to be so on "
            "the day in question.",
        ),
    ],
)
def test_what_to_look_at_is_one_sentence(flag: Flag, text: str) -> None:
    assert flag_text(flag, NAMES.__getitem__) == text
