"""What the law tells apart never shares a cell; what it does not tell apart does."""

from datetime import date

import pytest

from earmark import Sale, screen
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped

DAY = date(2024, 3, 4)
CHINA = {"buyer": "Acme", "buyer_hq": "CN", "chip": "H100", "destination": "CN"}
GERMAN = {"buyer": "Acme", "buyer_hq": "DE", "chip": "H100", "destination": "DE"}
STATED = {**CHINA, "chip": "X9000", "die_area": "1000", "data_centre": True}
EARLY = {"on": date(2022, 9, 1), "chip": "A100"}

APART = [
    # the figures of a chip, at their limits
    ({**STATED, "data_centre": False}, {"tpp": "4799.9999"}, {"tpp": "4800"}),
    (STATED, {"tpp": "1599.9999", "die_area": "100"}, {"tpp": "1600", "die_area": "100"}),
    ({**STATED, "tpp": "2400"}, {"data_centre": True}, {"data_centre": False}),
    (STATED, {"tpp": "4800"}, {}),
    # who buys, who is behind it, and in which role
    (CHINA, {"buyer": "Sense Time"}, {"buyer": "Acme"}),
    (GERMAN, {"buyer": "Sense Time", "on": date(2019, 10, 8)}, {"buyer": "Sense Time"}),
    (GERMAN, {"buyer_hq": "CN"}, {"buyer_hq": "DE"}),
    (GERMAN, {"buyer_hq": "DE", "buyer_parent_hq": "CN"}, {"buyer_hq": "DE"}),
    (GERMAN, {"end_user": "Sense Time"}, {}),
    (GERMAN, {"end_user": "Sense Time"}, {"end_user": "Acme"}),
    # the sale itself, its day, and what its seller has done
    (CHINA, {"destination": "CN"}, {"destination": "DE"}),
    (CHINA, {"chip": "H800", "on": date(2023, 11, 16)}, {"chip": "H800", "on": date(2023, 11, 17)}),
    ({**CHINA, **EARLY}, {"seller": "NVIDIA"}, {"seller": "Acme"}),
    ({**CHINA, **EARLY}, {"seller": "NVIDIA"}, {}),
    (GERMAN, {"end_use": "unknown", "destination": "CN", "chip": "T4"}, {}),
    (CHINA, {"kind": "cloud"}, {}),
    (CHINA, {"other_exception": True}, {}),
]

ALIKE = [
    (STATED, {"tpp": "4800"}, {"tpp": "5000"}),
    (STATED, {"tpp": "100"}, {"tpp": "200"}),
    (STATED, {"tpp": "4800"}, {"tpp": "4800", "chip": "Y9000", "quantity": "7"}),
    (CHINA, {}, {"on": date(2024, 3, 5)}),
    (GERMAN, {"buyer": "Acme Cloud"}, {"buyer": "Harbour Analytics"}),
    (GERMAN, {"buyer_hq": "DE"}, {"buyer_hq": "FR"}),
    (CHINA, {"destination": "CN"}, {"destination": "Hong Kong"}),
    (CHINA, {"end_use": "civil"}, {}),
    (CHINA, {"seller": "Some Trading"}, {"seller": "Other Trading"}),
]


def outline(screener, stated):
    plain = {name: value for name, value in stated.items() if name not in ("on", "quantity")}
    return screener.screen_stated(plain, stated.get("on", DAY)).outline


def answer(stated):
    verdict = screen(Sale(**{"on": DAY, **stated}))
    policy = verdict.licence.review_policy
    return verdict.verdict, verdict.deciding, policy, verdict.licence.required


@pytest.fixture(scope="module")
def screener():
    return Screener(shipped(), registry())


@pytest.mark.parametrize(("common", "one", "other"), APART)
def test_sales_that_the_law_tells_apart_never_share_a_cell(screener, common, one, other):
    first, second = {**common, **one}, {**common, **other}
    assert answer(first) != answer(second)
    assert outline(screener, first) is not outline(screener, second)


@pytest.mark.parametrize(("common", "one", "other"), ALIKE)
def test_sales_that_the_law_does_not_tell_apart_share_a_cell(screener, common, one, other):
    first, second = {**common, **one}, {**common, **other}
    assert answer(first) == answer(second)
    assert outline(screener, first) is outline(screener, second)


def test_each_cell_is_judged_once_and_counted():
    screener = Screener(shipped(), registry())
    for stated in (CHINA, {**CHINA, "buyer": "Other"}, GERMAN, CHINA, GERMAN):
        outline(screener, stated)
    assert len(screener.judged) == 2


def test_what_is_found_of_a_chip_tells_no_sales_apart_for_which_nothing_asks_for_it():
    """One is controlled, the other is not: in the United States that matters to no rule."""
    screener = Screener(shipped(), registry())
    for chip in ("L4", "RTX 4090"):
        outline(screener, {**CHINA, "destination": "US", "chip": chip})
    assert len(screener.judged) == 1
