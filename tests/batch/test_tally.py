"""Counts are those of the rows, and nothing grows with the file."""

from collections import Counter
from datetime import date, timedelta
from operator import attrgetter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch import tally as tallying
from earmark.batch.desk import Desk, Sales
from earmark.batch.screener import Screener
from earmark.batch.summary import Line
from earmark.batch.tally import Counting, Kept, Key, key_of, place_of
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.orders import Header, Row
from earmark.orders.coded import Coded
from earmark.orders.table import Table

DAY = date(2024, 3, 4)
SALES = (
    {"buyer": "Acme GmbH", "chip": "T4", "destination": "DE"},
    {"buyer": "Tencent", "chip": "H100", "destination": "CN"},
    {"buyer": "Acme Cloud", "chip": "H800", "destination": "SG"},
    {"buyer": "Other Cloud", "chip": "H800", "destination": "SG"},
    {"buyer": "Moonshot AI", "chip": "H800", "destination": "Hong Kong", "subsidiary": "Moon HK"},
)
KEY = Key("deny", "required", "", ("a",), ())


COLUMNS = ("buyer", "chip", "destination", "subsidiary", "date")
HEADER = Header(COLUMNS, dict(zip((*COLUMNS[:-1], "on"), range(len(COLUMNS)), strict=True)))


@pytest.fixture(scope="module")
def desk():
    return Desk(HEADER, DAY, Screener(shipped(), registry()))


@pytest.fixture(scope="module")
def screened(desk):
    """Return the sales, each on a day of its own, in columns."""
    stated = [{**sale, "date": str(DAY + timedelta(at))} for at, sale in enumerate(SALES)]
    rows = [Row(0, [sale.get(name, "") for name in COLUMNS], "") for sale in stated]
    (sales,) = desk.read(Table.of(rows))
    return sales


def outlines_of(sales):
    return sales.cells.map(attrgetter("outline"))


def taken(sales, places):
    """Return the sales at these places, with rows of their own."""
    columns = (Coded.of(column[at] for at in places) for column in sales[1:])
    rows = (sales.table.row(at)._replace(line=line) for line, at in enumerate(places, 2))
    return Sales(Table.of(rows), *columns)


def counted(desk, screened, rows, at_once=100):
    """Count rows in blocks of so many."""
    counting = Counting(keeps_lines=True)
    for begin in range(0, len(rows), at_once):
        sales = taken(screened, rows[begin : begin + at_once])
        counting.count(outlines_of(sales), sales)
        for at, outline in enumerate(outlines_of(sales)):
            counting.note(desk.told(sales, at))
            if counting.wants(outline):
                counting.keep(kept(begin + at + 2, key_of(outline)))
    return counting.tally()


def kept(row, key=KEY):
    line = {"buyer": "Acme", "chip": "H100", "destination": "China", "on": DAY}
    more = {"order_id": "", "quantity": "", "reason": "", "questions": (), "warnings": ()}
    return Kept(key, Line(row=row, verdict=key.verdict, **line, **more))


ROWS = st.lists(st.integers(0, len(SALES) - 1), max_size=30)


@given(rows=ROWS, at_once=st.integers(1, 9))
def test_counts_are_those_of_the_rows(desk, screened, rows, at_once):
    found = counted(desk, screened, rows, at_once)
    sold = Counter(rows)
    outlines = outlines_of(screened)
    assert found.chips["NVIDIA H800 SXM5", "review"] == sold[2] + sold[3]
    assert found.asks.total() == sum(len(outlines[which].questions) for which in rows)
    assert sum(often for note, often in found.notes.items() if "Hong Kong" in note) == sold[4]
    assert (found.first, found.last) == (
        (DAY + timedelta(min(sold)), DAY + timedelta(max(sold))) if rows else (date.max, date.min)
    )


@given(rows=ROWS, at_once=st.integers(1, 9), room=st.integers(1, 12))
def test_every_row_is_counted_once_under_each_of_its_names(desk, screened, rows, at_once, room):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallying, "_COMBINED", room)
        found = counted(desk, screened, rows, at_once)
    each = [(outlines_of(screened)[which], which) for which in rows]
    assert found.groups == Counter(key_of(outline) for outline, _ in each)
    assert found.chips == Counter(
        (screened.chips[which].thing.name, outline.verdict) for outline, which in each
    )
    assert found.destinations == Counter(
        (place_of(screened.themselves[which]), outline.verdict) for outline, which in each
    )
    assert found.kinds == Counter(kind for outline, _ in each for kind in outline.kinds)
    assert found.warnings == Counter(
        rule for outline, _ in each for rule in {one.rule for one in outline.warnings}
    )
    things = (
        (screened.chips[which], *screened.groups[which].parts, screened.themselves[which])
        for which in rows
    )
    assert found.notes == Counter(note for parts in things for part in parts for note in part.notes)


def test_what_was_taken_of_a_company_is_told_without_its_name(desk, screened):
    notes = counted(desk, screened, [4]).notes
    assert any("[company]" in note for note in notes)
    assert not any("Moon HK" in note or "Moonshot" in note for note in notes)


def test_lines_that_are_allowed_are_not_kept(desk, screened):
    assert counted(desk, screened, [0]).kept == {}
    assert not Counting(keeps_lines=False).wants(outlines_of(screened)[1])


def test_so_many_lines_are_kept_of_each_verdict_and_no_more(desk, screened, monkeypatch):
    monkeypatch.setattr(tallying, "LINES", 3)
    found = counted(desk, screened, [1, 2, 0] * 5).kept
    assert {verdict: [one.line.row for one in lines] for verdict, lines in found.items()} == {
        "deny": [2, 5, 8],
        "review": [3, 6, 9],
    }


def told(asks=(), warns=()):
    """Return what is told of a row, as far as it is counted."""
    return SimpleNamespace(asks=asks, warns=warns, rules=tuple(rule for rule, _ in warns))


def test_the_rarest_questions_are_let_go_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(tallying, "_COUNTED", 8)
    counting = Counting(keeps_lines=True)
    for line in range(100):
        asked = "often" if line % 2 else f"once {line}"
        counting.note(told(asks=[("buyer.headquarters", asked)]))
    asks = counting.tally().asks
    assert len(asks) < 8
    assert asks["buyer.headquarters", "often"] == 50


def test_the_rarest_chips_are_let_go_where_there_are_too_many(desk, screened, monkeypatch):
    monkeypatch.setattr(tallying, "_COUNTED", 4)
    rows = [
        row._replace(cells=["Acme", f"X{number}", "DE", "", ""])
        for number, row in enumerate(screened.table.rows * 4)
    ]
    (sales,) = desk.read(Table.of([*rows, *(rows[-1:] * 3)]))
    counting = Counting(keeps_lines=False)
    counting.count(outlines_of(sales), sales)
    chips = counting.tally().chips
    assert len(chips) < 4
    assert chips.most_common(1) == [(("X19", "review"), 4)]


def test_a_warning_is_told_as_it_was_said_first():
    counting = Counting(keeps_lines=False)
    counting.note(told(warns=[("a", "first"), ("b", "other")]))
    counting.note(told(warns=[("a", "second")]))
    assert counting.tally().says == {"a": "first", "b": "other"}


def test_a_place_in_doubt_is_counted_by_its_own_name(desk):
    rows = [Row(2, ["Acme", "T4", place, "", "2025-12-15"], "") for place in ("KH", "HK", "DE")]
    (sales,) = desk.read(Table.of(rows))
    assert [place_of(itself) for itself in sales.themselves] == ["Cambodia", "China", "Germany"]
