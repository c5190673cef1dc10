"""Columns by their values: what is asked of values is what is asked of rows."""

from __future__ import annotations

from collections import Counter
from itertools import compress

from hypothesis import given
from hypothesis import strategies as st

from earmark.orders.coded import Coded, moved, texts, together, truths, whole, written

TEXT = st.sampled_from(["", "a", "b", "甲", "\U0001f600", "a\0b"])
TEXTS = st.lists(TEXT, max_size=12)
PAIRS = st.lists(st.tuples(TEXT, st.integers(0, 2)), max_size=12)


@given(TEXTS)
def test_a_column_is_its_rows(each: list[str]) -> None:
    for column in (Coded.of(each), texts(written(each))):
        assert [*column] == each == [column[at] for at in range(len(column))]
        assert len(column.values) == len({*each})
        assert Counter(dict(column.counts())) == Counter(each)


@given(TEXTS)
def test_what_is_made_of_values_is_made_of_rows_and_the_same_is_one_value(each: list[str]) -> None:
    made = Coded.of(each).map(len)
    assert [*made] == [len(text) for text in each]
    assert len(made.values) == len({*made})


@given(PAIRS)
def test_columns_together_have_the_values_of_each_row_and_no_others(
    pairs: list[tuple[str, int]],
) -> None:
    one, other = (Coded.of(column) for column in zip(*pairs, strict=True)) if pairs else ([], [])
    if pairs:
        both = together(one, other)
        assert [*both] == pairs
        assert sorted(both.values) == sorted({*pairs})
        assert [*together(one)] == [(text,) for text, _ in pairs]


@given(PAIRS, st.data())
def test_some_rows_of_a_column_stand_together_with_nothing_of_the_others(
    pairs: list[tuple[str, int]], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    column = Coded.of(pairs).only(truths(kept))
    assert [*column] == [*compress(pairs, kept)]
    assert {one for (one,) in together(column).values} == {*column}


@given(TEXTS)
def test_rows_with_a_value_that_is_meant_are_told(each: list[str]) -> None:
    assert Coded.of(each).rows_with(bool).to_pylist() == [bool(text) for text in each]


@given(st.lists(st.integers(-(2**40), 2**40)), st.integers(0, 9), st.integers(0, 9))
def test_numbers_are_numbers(each: list[int], by: int, times: int) -> None:
    assert whole(each).to_pylist() == each
    assert moved(whole(each), by, times).to_pylist() == [one * times + by for one in each]
