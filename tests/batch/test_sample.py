"""The rows that are judged again: drawn alike from the whole file, and compared in full."""

from collections import Counter
from contextlib import nullcontext
from datetime import date

import pytest

from earmark.batch import sample
from earmark.batch.sample import SIZE, Sample
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.orders import Header

DAY = date(2024, 3, 4)
HEADER = Header(("buyer", "chip", "destination"), {"buyer": 0, "chip": 1, "destination": 2})
ROW = ("Tencent", "H100", "CN")


@pytest.fixture
def drawing(chaining, monkeypatch):
    monkeypatch.setattr(sample, "Chaining", lambda: nullcontext(chaining))
    return Sample(HEADER, DAY, shipped(), registry())


@pytest.fixture(scope="module")
def told():
    screener = Screener(shipped(), registry())
    return screener.screen_stated(dict(zip(HEADER.columns, ROW, strict=True)), DAY).cells()


def drawn(one):
    return [line for line, _, _ in one._drawn]


def test_every_row_of_a_small_file_is_drawn(drawing):
    for line in range(SIZE):
        drawing.offer(line, ROW, ())
    assert drawn(drawing) == list(range(SIZE))


def test_rows_are_drawn_from_the_whole_of_a_large_file(drawing):
    for line in range(SIZE * 100):
        drawing.offer(line, ROW, ())
    tenths = Counter(line // (SIZE * 10) for line in drawn(drawing))
    assert sum(tenths.values()) == SIZE
    assert len(tenths) >= 8


def test_the_same_rows_are_drawn_each_time(drawing):
    other = Sample(HEADER, DAY, shipped(), registry())
    for line in range(SIZE * 10):
        drawing.offer(line, ROW, ())
        other.offer(line, ROW, ())
    assert drawn(drawing) == drawn(other)


def test_rows_that_come_to_the_same_do_not_differ(drawing, told):
    drawing.offer(2, ROW, told)
    assert drawing.judged_again()[:2] == (1, ())


@pytest.mark.parametrize("column", [0, 2, 3, 5])
def test_a_row_that_comes_to_something_else_is_told_with_its_line(drawing, told, column):
    drawing.offer(7, ROW, (*told[:column], "something else", *told[column + 1 :]))
    (said,) = drawing.judged_again().differing
    assert said == f"line 7: 'something else' became {told[column]!r}"


def test_a_row_that_states_no_sale_is_told_with_its_line(drawing, told):
    drawing.offer(7, ("Tencent", "H100", "Nowhere"), told)
    (said,) = drawing.judged_again().differing
    assert said.startswith("line 7: destination 'Nowhere' is not a country")


def test_nothing_drawn_is_nothing_judged(drawing):
    assert drawing.judged_again() == (0, (), "")
