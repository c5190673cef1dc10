"""The rows that are judged again: drawn alike from the whole file, and compared in full."""

from collections import Counter
from contextlib import nullcontext
from datetime import date
from itertools import cycle
from math import sqrt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark import screen
from earmark.batch import sample
from earmark.batch.sample import SIZE, Sample
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.orders import Header, Row
from earmark.orders.table import Table

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


def told_of(added):
    """Return what is told of a row, as far as a sample looks at it."""
    return SimpleNamespace(added=added)


def rows_of(lines):
    return [Row(line, [*ROW], "") for line in lines]


def offered(lines, sizes=(100,), seed=0):
    """Return the lines that are drawn of these, offered in blocks of such sizes in turn."""
    one = Sample(HEADER, DAY, shipped(), registry())
    one._random.seed(seed)
    rows, size = rows_of(lines), cycle(sizes)
    while rows:
        count = next(size)
        block, rows = rows[:count], rows[count:]
        one.offer(Table.of(block), [told_of((str(row.line),)) for row in block])
    assert [added for _, _, added in one._drawn] == [(str(line),) for line in drawn(one)]
    return drawn(one)


def test_every_row_of_a_small_file_is_drawn():
    assert offered(range(SIZE)) == [*range(SIZE)]


@pytest.mark.parametrize("count", [0, 1, SIZE - 1, SIZE, SIZE + 1, 10_000])
def test_so_many_rows_are_drawn_as_there_are_up_to_the_size_of_a_sample(count):
    lines = offered(range(count))
    assert len(lines) == len({*lines}) == min(count, SIZE)


def test_rows_are_drawn_from_the_whole_of_a_large_file():
    tenths = Counter(line // (SIZE * 10) for line in offered(range(SIZE * 100), (997,)))
    assert tenths.total() == SIZE
    assert len(tenths) >= 8


@pytest.mark.parametrize("count", [SIZE + 16, SIZE * 10])
def test_each_row_is_as_likely_to_be_drawn_as_any_other(count):
    """Over many seeds: the share of each tenth is within five standard deviations of even."""
    seeds = 400
    tenths = Counter(
        line * 10 // count for seed in range(seeds) for line in offered(range(count), seed=seed)
    )
    even = seeds * SIZE / 10
    # No row is drawn twice: that leaves less to chance than if each were put back.
    most = 5 * sqrt(even * (1 - SIZE / count))
    assert all(abs(tenths[tenth] - even) < most for tenth in range(10)), tenths


@given(count=st.integers(0, SIZE * 20), sizes=st.lists(st.integers(1, 500), min_size=1))
def test_the_same_rows_are_drawn_however_they_are_parted_into_blocks(count, sizes):
    assert offered(range(count), sizes) == offered(range(count), [1])


def test_a_block_without_rows_is_nothing_offered(drawing):
    drawing.offer(Table.of([]), [])
    drawing.offer(Table.of(rows_of([2])), [told_of(("told",))])
    drawing.offer(Table.of([]), [])
    assert drawn(drawing) == [2]


def test_rows_that_come_to_the_same_do_not_differ(drawing, told):
    drawing.offer(Table.of(rows_of([2])), [told_of(told)])
    assert drawing.judged_again()[:2] == (1, ())


@pytest.mark.parametrize("column", [0, 2, 3, 5])
def test_a_row_that_comes_to_something_else_is_told_with_its_line(drawing, told, column):
    other = (*told[:column], "something else", *told[column + 1 :])
    drawing.offer(Table.of(rows_of([7])), [told_of(other)])
    (said,) = drawing.judged_again().differing
    assert said == f"line 7: 'something else' became {told[column]!r}"


def test_a_row_that_states_no_sale_is_told_with_its_line(drawing, told):
    row = Row(7, ["Tencent", "H100", "Nowhere"], "")
    drawing.offer(Table.of([row]), [told_of(told)])
    (said,) = drawing.judged_again().differing
    assert said.startswith("line 7: destination 'Nowhere' is not a country")


JUDGES = [
    ({"chaining": "agreed"}, (), ""),
    ({"chaining": "no answer: it is off"}, (), "no answer: it is off"),
    ({"chaining": "agreed", "differences": "a"}, ("line 7: the two judges disagree",), ""),
]


@pytest.mark.parametrize(("said", "differing", "silent"), JUDGES)
def test_what_the_second_judge_says_is_told(drawing, told, monkeypatch, said, differing, silent):
    def judged(*of, **more):
        return screen(*of, **more).model_copy(update={"judges": said})

    monkeypatch.setattr(sample, "screen", judged)
    drawing.offer(Table.of(rows_of([7])), [told_of(told)])
    assert drawing.judged_again() == (1, differing, silent)


def test_nothing_drawn_is_nothing_judged(drawing):
    assert drawing.judged_again() == (0, (), "")
