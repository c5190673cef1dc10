"""How each type of column is read: as it would stand in a CSV file, and never rounded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow
import pytest

from earmark.errors import UsageError
from earmark.frames import FrameScreener

from .conftest import DAY, MAKE, rows_of

BASE = {"buyer": ["Acme"], "chip": ["X9"], "destination": ["CN"], "data_centre": ["yes"]}

READ = [
    ("date", polars.Series([date(2022, 1, 3)]), "allow", None),
    ("date", polars.Series([datetime(2022, 1, 3)]), "allow", None),
    (
        "date",
        polars.Series([datetime(2022, 1, 3, 8, 30)]),
        None,
        "bad-date: date is '2022-01-03T08",
    ),
    ("date", polars.Series([datetime(2022, 1, 3, 0, 0, 0, 1)]), None, "bad-date"),
    ("date", polars.Series([None], dtype=polars.Date), "review", None),
    ("tpp", polars.Series([5000]), "deny", None),
    ("tpp", polars.Series([5000.0]), "deny", None),
    ("tpp", polars.Series([Decimal("5000.5")]), "deny", None),
    ("tpp", polars.Series([Decimal("5000.00")]), "deny", None),
    ("quantity", polars.Series([Decimal("64.00")]), "review", None),
    ("quantity", polars.Series([Decimal("100")]), "review", None),
    (
        "tpp",
        polars.Series([0.1 + 0.2]),
        None,
        "bad-figure: tpp is 0.30000000000000004; at most four",
    ),
    ("tpp", polars.Series([5.92], dtype=polars.Float32), None, "at most four decimals"),
    ("tpp", polars.Series([None], dtype=polars.Float64), "review", None),
    ("nonplanar", polars.Series([True]), "review", None),
    ("nonplanar", polars.Series([1]), None, "bad-flag: nonplanar is '1'; yes, no, true or false"),
    ("quantity", polars.Series([64.0]), "review", None),
    ("quantity", polars.Series([6.5]), None, "bad-quantity: quantity is '6.5'"),
    ("seller", polars.Series(["NVIDIA"], dtype=polars.Categorical), "review", None),
    ("seller", polars.Series([None], dtype=polars.Null), "review", None),
    ("seller", polars.Series([5]), "review", None),
]


def _duck(frame):
    base = duckdb.connect()
    base.register("seen", frame.to_arrow())
    base.execute("create table kept as from seen")
    return base.table("kept")


CAST = {
    "polars": lambda frame: frame,
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": _duck,
}


@pytest.mark.parametrize("engine", CAST)
@pytest.mark.parametrize(("column", "values", "verdict", "fault"), READ)
def test_a_value_of_any_type_is_read_as_it_is(
    engine, column, values, verdict, fault, screener
) -> None:
    frame = CAST[engine](polars.DataFrame(BASE).with_columns(values.alias(column)))
    (row,) = rows_of(screener.screen(frame, on=DAY))
    assert row["verdict"] == verdict
    assert (row["fault"] is None) if fault is None else (fault in row["fault"])


def test_a_pandas_column_of_python_objects_is_read_value_by_value(screener) -> None:
    values = [date(2022, 1, 3), None, "2022-01-03", pandas.Timestamp("2022-01-03"), 5]
    columns = {name: found * 5 for name, found in BASE.items()}
    frame = pandas.DataFrame({**columns, "date": pandas.Series(values, dtype="object")})
    found = rows_of(screener.screen(frame, on=DAY))
    assert [row["verdict"] for row in found] == ["allow", "review", "allow", "allow", None]
    assert found[4]["fault"].startswith("bad-date: date is '5'")


def test_a_number_that_is_not_a_number_is_no_figure(screener) -> None:
    frame = polars.DataFrame({**BASE, "tpp": [float("nan")]})
    (row,) = rows_of(screener.screen(frame, on=DAY))
    assert row["fault"].startswith("bad-figure: tpp is 'nan'")


@pytest.mark.parametrize(
    ("values", "said"),
    [(["a"], "holds List"), ({"a": 1}, "holds Struct"), (b"a", "holds Binary")],
)
def test_columns_that_state_nothing_are_refused(values, said, screener) -> None:
    frame = polars.DataFrame({**BASE, "seller": [values]})
    with pytest.raises(UsageError, match=f"column 'seller' {said}"):
        screener.screen(frame, on=DAY)


@pytest.mark.parametrize("values", [["a"], {"a": 1}, b"a"])
def test_a_column_that_is_not_read_may_hold_anything(values, screener) -> None:
    frame = pyarrow.table({**BASE, "tags": [values]})
    (row,) = rows_of(screener.screen(frame, on=DAY))
    assert (row["verdict"], row["tags"]) == ("review", values)


def test_the_same_text_means_what_its_type_says(screener) -> None:
    for values, fault in (
        (["5000.0"], None),
        ([5000.0], None),
        (["5e3"], "bad-figure"),
        ([5e3], None),
    ):
        frame = polars.DataFrame({**BASE, "tpp": values})
        (row,) = rows_of(screener.screen(frame, on=DAY))
        assert (row["fault"] or "").startswith(fault or "")
        assert (row["fault"] is None) == (fault is None)
    assert MAKE


TEXTS = {
    "pandas": ("object", "str", "string[python]", "category", pandas.ArrowDtype(pyarrow.string())),
    "pyarrow": (pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()),
    "polars": (polars.String, polars.Categorical, polars.Enum(["Acme", "Inspur", "X9", "CN"])),
}
"""Types of text that an engine has."""


def _of_type(engine, type_, columns):
    if engine == "pandas":
        return pandas.DataFrame(columns, dtype=type_)
    if engine == "polars":
        return polars.DataFrame(columns, schema=dict.fromkeys(columns, type_))
    return pyarrow.table({name: pyarrow.array(found, type_) for name, found in columns.items()})


@pytest.mark.parametrize("engine", TEXTS)
def test_what_was_read_from_one_type_of_text_is_known_in_another(engine):
    screener = FrameScreener()
    for type_ in (*TEXTS[engine], *TEXTS[engine]):
        for buyers in (["Acme"], ["Acme", "Inspur"]):
            columns = {"buyer": buyers, "chip": ["X9"] * 2, "destination": ["CN"] * 2}
            short = {name: found[: len(buyers)] for name, found in columns.items()}
            found = rows_of(screener.screen(_of_type(engine, type_, short), on=DAY))
            assert [row["verdict"] for row in found] == ["review", "deny"][: len(buyers)]
