"""Frames of orders: every row comes to what it comes to by itself, whatever the engine."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pandas
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.batch.screener import ADDED
from earmark.errors import InputFileError, UsageError
from earmark.facts.roles import OPTIONS
from earmark.frames import FrameScreener, NotChecked, screen_frame
from earmark.law.rulebook import shipped_for_investments
from earmark.sale import Sale
from earmark.screening import screen
from earmark.testing import chip_names, countries, days, party_names

from .conftest import DAY, MAKE, rows_of

ADDS = (*ADDED, "fault")
STORY = {
    "buyer": ["SenseTime Group Inc.", "Acme Cloud", "Huawei Technologies"],
    "subsidiary": ["SenseTime International Pte. Ltd.", None, ""],
    "chip": ["H800", "A100", "H100"],
    "destination": ["SG", "Singapore", "CN"],
    "date": ["2023-11-17", "2023-12-01", "2022-12-01"],
}
STORY_COMES_TO = {"H800": "deny", "A100": "review", "H100": "deny"}

_NASTY = ("", None, "?", " ", "a\nb", "Acme | Co {party.name}", "x" * 501, "[company]", "Müller")
_YES = st.sampled_from(("", None, "yes", "No", "TRUE", "maybe"))
_NAMES = st.sampled_from(("Acme", "ACME", *_NASTY)) | party_names()
_PLACES = st.sampled_from(("HK", "Hong Kong", "Macau", "EMEA", "", None)) | countries()
_CELLS = {
    "buyer": _NAMES,
    "chip": st.sampled_from(_NASTY) | chip_names(),
    "destination": _PLACES,
    "date": st.sampled_from(("", None, "2023-02-30", "17.11.2023")) | days().map(str),
    "quantity": st.sampled_from(("1", "", None, "0", "4 pcs", " 7 ")),
    "ship_from": _PLACES,
    "kind": st.sampled_from(("", None, "export", "reexport", "cloud", "gift")),
    "end_use": st.sampled_from(("", None, "civil", "military", "unknown", "peace")),
    "seller": st.sampled_from(("", None, "NVIDIA", "TSMC", "Acme")),
    **dict.fromkeys(OPTIONS[1:], _NAMES),
    **dict.fromkeys(("buyer_hq", "end_user_parent_hq", "consignee_hq"), _PLACES),
    "buyer_address": st.sampled_from(("", "14F, Cosco Tower, 183 Queen's Road Central")),
    "tpp": st.sampled_from(("", None, "4800", "4799.9999", "0.30000000000000004")),
    "die_area": st.sampled_from(("", "814")),
    "performance_density": st.sampled_from(("", "5.92")),
    "data_centre": _YES,
    "nonplanar": _YES,
    "nac_notice": _YES,
    "order_id": st.sampled_from(("SO-1", "")),
    "remark": st.sampled_from(("as agreed", None)),
}
_ALWAYS = ("buyer", "chip", "destination")


@st.composite
def orders(draw: st.DrawFn) -> dict[str, list[str | None]]:
    """Generate columns of orders that repeat each other's cells."""
    others = draw(st.lists(st.sampled_from([*_CELLS]), unique=True, max_size=8))
    rows = draw(st.integers(0, 12))
    columns = {}
    for name in dict.fromkeys((*_ALWAYS, *others)):
        few = draw(st.lists(_CELLS[name], min_size=1, max_size=3))
        columns[name] = draw(st.lists(st.sampled_from(few), min_size=rows, max_size=rows))
    return columns


@pytest.mark.parametrize("engine", MAKE)
@given(columns=orders())
@settings(max_examples=60)
def test_every_row_comes_to_what_it_comes_to_alone(engine, columns, screener, one_by_one) -> None:
    found = rows_of(screener.screen(MAKE[engine](columns), on=DAY))
    added = [{name: row[name] for name in ADDS} for row in found]
    expected = one_by_one(columns)
    if engine == "duckdb":
        # It promises no order: rows are compared with what they were.
        own = [tuple(row[name] for name in columns) for row in found]
        whole = zip(*columns.values(), strict=True)
        assert sorted(map(repr, zip(own, added, strict=True))) == sorted(
            map(repr, zip(whole, expected, strict=True))
        )
    else:
        assert {name: [row[name] for row in found] for name in columns} == columns
        assert added == expected


@pytest.mark.parametrize("engine", MAKE)
def test_the_story_of_the_source_text_is_told_as_by_screen(engine, screener) -> None:
    found = rows_of(screener.screen(MAKE[engine](STORY), on=DAY))
    for row in found:
        stated = {name: row[name] for name in STORY if row[name] and name != "date"}
        verdict = screen(Sale(**stated, on=date.fromisoformat(row["date"])))
        assert row["verdict"] == verdict.verdict
        assert row["rules"] == " ".join(verdict.deciding)
        assert row["review_policy"] == (verdict.licence.review_policy or "")
        assert row["fault"] is None
    assert {row["chip"]: row["verdict"] for row in found} == STORY_COMES_TO


@pytest.mark.parametrize("engine", MAKE)
def test_the_frame_comes_back_as_the_kind_that_it_was_with_columns_behind_its_own(
    engine, screener
) -> None:
    frame = MAKE[engine]({**STORY, "we.ird \"name'": ["1", "2", "3"]})
    screened = screener.screen(frame, on=DAY)
    assert type(screened) is type(frame)
    assert [*rows_of(screened)[0]] == [*STORY, "we.ird \"name'", *ADDS]


@pytest.mark.parametrize("engine", MAKE)
def test_an_empty_frame_stays_empty_and_gets_the_columns(engine, screener) -> None:
    screened = screener.screen(MAKE[engine]({name: [] for name in STORY}), on=DAY)
    assert [*screened.collect_schema()] if engine == "polars, lazy" else [*screened.columns]
    assert rows_of(screened) == []


def test_a_row_that_states_no_sale_is_kept_and_its_fault_told(screener) -> None:
    columns = {"buyer": [None], "chip": ["H100"], "destination": ["Germny"], "date": ["1.2.24"]}
    (row,) = rows_of(screener.screen(MAKE["polars"](columns), on=DAY))
    assert [row[name] for name in ADDED] == [None] * len(ADDED)
    assert row["fault"].startswith("missing-cell: buyer is empty (the customer) | unknown-country:")
    assert "bad-date: date is '1.2.24'" in row["fault"]


def test_rows_without_a_date_are_of_the_day_given(screener) -> None:
    columns = {"buyer": ["Acme"] * 2, "chip": ["H800"] * 2, "destination": ["CN"] * 2}
    for dates in ({}, {"date": [None, "2024-05-02"]}):
        for day, verdict in ((date(2022, 6, 1), "allow"), (DAY, "deny")):
            found = rows_of(screener.screen(MAKE["polars"](columns | dates), on=day))
            assert found[0]["verdict"] == verdict
            if dates:
                assert found[1]["verdict"] == "deny"


def test_columns_of_other_names_are_mapped(screener) -> None:
    columns = {"Customer": ["Acme"], "Material": ["H800"], "Ship To": ["CN"]}
    mapping = {"buyer": "Customer", "chip": "Material", "destination": "Ship To"}
    (row,) = rows_of(screener.screen(MAKE["pandas"](columns), on=DAY, mapping=mapping))
    assert (row["verdict"], row["Material"]) == ("deny", "H800")


REFUSED = [
    ({"buyer": [], "chip": []}, {}, "column 'destination' is missing"),
    (STORY | {"Verdict": [1, 2, 3]}, {}, "the frame has already 'Verdict', which screening would"),
    (STORY | {"FAULT": [1, 2, 3]}, {}, "rename it, or leave it out"),
    (STORY | {"end_usr": ["a"] * 3}, {}, "column 'end_usr' seems to be 'end_user'"),
    (STORY, {"chip": "Material"}, "names the column 'Material', which is not there"),
    (STORY, {"chips": "chip"}, "which is no field of an order"),
    (STORY, {"buyer": 5}, "the mapping gives 5 for 'buyer'; the name of a column is expected"),
    (STORY, {"chip": None}, "the mapping gives None for 'chip'"),
]


@pytest.mark.parametrize(("columns", "mapping", "said"), REFUSED)
def test_columns_that_do_not_fit_are_refused(columns, mapping, said, screener) -> None:
    frame = MAKE["pandas"](columns)
    with pytest.raises(UsageError, match=said):
        screener.screen(frame, on=DAY, mapping=mapping)


@pytest.mark.parametrize("engine", ["pandas", "pyarrow"])
def test_columns_of_one_name_are_refused(screener, engine) -> None:
    frame = MAKE[engine]({**STORY, "Buyer": ["Acme"] * 3})
    names = [name.lower() for name in STORY] + ["buyer"]
    frame = frame.rename_columns(names) if engine == "pyarrow" else frame.set_axis(names, axis=1)
    with pytest.raises(UsageError, match="several columns of one name: 'buyer' 2 times"):
        screener.screen(frame, on=DAY)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (datetime(2023, 12, 1, 5), "on "),
        (date(2018, 1, 1), "a day from 2019-01-01 to 2099-12-31 is expected"),
        ("2023-13-01", "on is '2023-13-01', which is not a day of the calendar"),
    ],
)
def test_a_day_that_no_sale_can_have_is_refused(screener, day, said) -> None:
    with pytest.raises(UsageError, match=said):
        screener.screen(MAKE["polars"](STORY), on=day)


def test_a_rulebook_about_investments_is_refused() -> None:
    with pytest.raises(InputFileError, match="about investments"):
        FrameScreener(shipped_for_investments())


def test_the_function_is_the_screener_made_for_one_frame(screener) -> None:
    frame = MAKE["polars"](STORY)
    assert screen_frame(frame, on=DAY).equals(screener.screen(frame, on=DAY))


def test_what_is_remembered_serves_other_days_and_other_columns(one_by_one) -> None:
    screener = FrameScreener()
    for day in ("2023-11-17", "2019-01-01", "2025-01-20", "2023-11-17"):
        columns = {**STORY, "date": [day] * 3}
        for kept in (columns, {k: v for k, v in columns.items() if k != "subsidiary"}):
            found = rows_of(screener.screen(MAKE["polars"](kept), on=DAY))
            assert [{name: row[name] for name in ADDS} for row in found] == one_by_one(kept)


def test_a_frame_that_changes_while_it_is_read_is_not_answered(screener) -> None:
    times = iter(range(1000))
    frame = MAKE["polars"](STORY).lazy()
    changing = frame.map_batches(lambda x: x.with_columns(buyer=polars.lit(f"Acme {next(times)}")))
    found = rows_of(screener.screen(changing, on=DAY))
    assert [row["verdict"] for row in found] == [None] * 3
    assert all(row["fault"].startswith("changed: the frame was read several") for row in found)


def test_a_later_row_of_a_frame_that_grows_is_not_answered_for_an_earlier_day() -> None:
    columns = {"buyer": ["Inspur Group", "Acme"], "chip": ["RTX 4090"] * 2}
    columns |= {"destination": ["SG"] * 2, "date": ["2019-02-01", "2024-02-01"]}
    grown = []

    def growing(rows: polars.DataFrame) -> polars.DataFrame:
        # Company and day are there from the first, but not the company on that day.
        return rows.with_columns(buyer=polars.lit("Inspur Group")) if grown else rows

    changing = MAKE["polars"](columns).lazy().map_batches(growing)
    screened = FrameScreener().screen(changing, on=DAY)
    grown.append(True)
    found = rows_of(screened)
    assert found[0]["verdict"] == "allow"
    assert (found[1]["verdict"], found[1]["fault"][:8]) == (None, "changed:")


def test_the_index_of_a_pandas_frame_is_kept(screener) -> None:
    frame = pandas.DataFrame(STORY, index=[7, 7, 3])
    screened = screener.screen(frame, on=DAY)
    assert [*screened.index] == [7, 7, 3]
    assert [*screened["verdict"]] == ["deny", "review", "deny"]


def test_earmark_does_not_load_narwhals() -> None:
    said = "import sys, earmark, earmark.cli; print('narwhals' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_what_was_not_checked_is_a_warning() -> None:
    columns = {name: found[:1] for name, found in STORY.items()}
    with pytest.warns(NotChecked) as told:
        screen_frame(MAKE["polars"](columns | {"date": ["2031-01-01"]}))
    said = [str(one.message) for one in told]
    assert any("List was NOT" in one for one in said)
    assert any("the sale is on 2031-01-01" in one for one in said)
