"""The batch says of every sale what screening it from scratch says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from earmark import Sale, screen
from earmark.batch.screener import Screened, Screener
from earmark.errors import EarmarkError
from earmark.facts.chips import chips
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.schema import ACTS

NAMES = (
    *("Acme Cloud", "Inspur", "SenseTime Group Inc.", "Hikvision Digital", "ByteDance", "G42"),
    *("Beijing Sensetime Technology Development Co., Ltd.", "Zhipu AI", "Foo GmbH", "TSMC"),
    *("SenseTime International Pte. Ltd.", "Huawei", "Moonshot", "Biren Tech", "YMTC", "Sugon"),
)
CHIPS = (
    *(chip.name for chip in chips()),
    *("X9000 Ultra", "RTX 3060", "nvidia a100 80gb", "H800 SXM5", "HBM3e stack"),
)
PLACES = ("SG", "CN", "HK", "MO", "DE", "AE", "VN", "CY", "KH", "ET", "US", "RU", "IN", "SA", "TW")
SELLERS = ("NVIDIA", "AMD", "Acme Distribution", "TSMC Nanjing")

names, places = st.sampled_from(NAMES), st.sampled_from(PLACES)
stated = st.fixed_dictionaries(
    {"buyer": names, "chip": st.sampled_from(CHIPS), "destination": places},
    optional={
        **dict.fromkeys(("subsidiary", "consignee", "end_user"), names),
        "intermediate_consignee": names,
        **dict.fromkeys(("buyer_hq", "buyer_parent_hq", "ship_from"), places),
        "seller": st.sampled_from(SELLERS),
        "end_use": st.sampled_from(("military", "civil", "unknown", "supercomputer")),
        "kind": st.just("cloud"),
        "tpp": st.sampled_from(("1599", "1600", "3000", "4800")),
        **{act: st.just(True) for act in ACTS},
    },
)
days = st.integers(0, 8 * 365).map(lambda after: date(2019, 1, 1) + timedelta(days=after))


@pytest.fixture(scope="module")
def screener() -> Screener:
    """One for all examples: what it remembers of one sale must not colour another."""
    return Screener(shipped(), registry())


def from_scratch(sale: Sale) -> tuple[object, ...]:
    verdict = screen(sale)
    questions = [
        f"{one.ask} ({'; '.join(f'{side.answer}: {side.verdict}' for side in one.if_)})"
        for one in verdict.questions
    ]
    warnings = [("" if one.certain else "Possibly: ") + one.says for one in verdict.warnings]
    policy = verdict.licence.review_policy or ""
    return verdict.verdict, policy, verdict.deciding, questions, warnings


def in_short(found: Screened) -> tuple[object, ...]:
    one = found.outline
    return one.verdict, one.review_policy, one.rules, found.questions, found.warnings


@settings(max_examples=300, deadline=None)
@given(stated, days)
def test_a_row_comes_to_what_its_sale_comes_to_from_scratch(
    screener: Screener, fields: dict[str, Any], on: date
) -> None:
    try:
        sale = Sale(**fields, on=on)
        expected = from_scratch(sale)
    except (ValidationError, EarmarkError):
        return
    assert in_short(screener.screen_stated(fields, on)) == expected


@settings(max_examples=100, deadline=None)
@given(stated, days)
def test_a_row_is_told_of_in_the_same_words_whichever_sale_its_cell_was_judged_for(
    screener: Screener, fields: dict[str, Any], on: date
) -> None:
    try:
        alone = Screener(shipped(), registry()).screen_stated(fields, on)
    except (ValidationError, EarmarkError):
        return
    assert screener.screen_stated(fields, on).cells() == alone.cells()


def test_a_row_names_those_listed_companies_whom_its_own_day_leaves_it_to_name() -> None:
    """On the first day a rule tells the two companies apart, though nothing asks for it."""
    fields = {"buyer": "Hyuawei Denmark", "chip": "T4", "destination": "CN"}
    together = Screener(shipped(), registry())
    for day in (date(2021, 2, 7), date(2021, 11, 7)):
        alone = Screener(shipped(), registry()).screen_stated(fields, day)
        assert together.screen_stated(fields, day).cells() == alone.cells()


def test_sales_that_differ_in_names_alone_share_a_cell_and_keep_their_names() -> None:
    screener = Screener(shipped(), registry())
    sale = {"chip": "A100", "destination": "SG"}
    first, second = (
        screener.screen_stated({**sale, "buyer": name}, date(2024, 3, 1))
        for name in ("Acme Cloud", "Foo GmbH")
    )
    assert first.outline is second.outline
    assert "Acme Cloud" in first.questions[0]
    assert first.questions[0].replace("Acme Cloud", "Foo GmbH") == second.questions[0]


def test_days_that_leave_the_same_law_share_a_cell() -> None:
    screener = Screener(shipped(), registry())
    sale = {"buyer": "Acme Cloud", "chip": "RTX 3060", "destination": "DE", "tpp": "400"}
    outlines = {
        screener.screen_stated(sale, date(year, 6, 1)).outline for year in range(2019, 2022)
    }
    assert len(outlines) == len(screener.judged) == 1


def test_a_company_that_bears_the_stand_in_for_unknown_names_is_called_so() -> None:
    sale = {"buyer": "[company]", "chip": "A100", "destination": "SG"}
    found = Screener(shipped(), registry()).screen_stated(sale, date(2024, 3, 1))
    assert found.questions[0].startswith("Where is [company] headquartered")
