"""Counts are those of the rows, and nothing grows with the file."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch import tally as tallying
from earmark.batch.outline import Asked
from earmark.batch.screener import Screener
from earmark.batch.summary import Line
from earmark.batch.tally import Counting, Kept, Key, key_of
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped

DAY = date(2024, 3, 4)
SALES = (
    {"buyer": "Acme GmbH", "chip": "T4", "destination": "DE"},
    {"buyer": "Tencent", "chip": "H100", "destination": "CN"},
    {"buyer": "Acme Cloud", "chip": "H800", "destination": "SG"},
    {"buyer": "Other Cloud", "chip": "H800", "destination": "SG"},
    {"buyer": "Moonshot AI", "chip": "H800", "destination": "Hong Kong", "subsidiary": "Moon HK"},
)
KEY = Key("deny", "required", "", ("a",), ())


@pytest.fixture(scope="module")
def screened():
    screener = Screener(shipped(), registry())
    return [screener.screen_stated(sale, DAY) for sale in SALES]


def counted(screened, rows):
    counting = Counting(keeps_lines=True)
    for line, which in rows:
        counting.count(screened[which], DAY + timedelta(which))
        if counting.wants(screened[which].outline):
            counting.keep(kept(line, key_of(screened[which].outline)))
    return counting.tally()


def kept(row, key=KEY):
    line = {"buyer": "Acme", "chip": "H100", "destination": "China", "on": DAY}
    more = {"order_id": "", "quantity": "", "reason": "", "questions": (), "warnings": ()}
    return Kept(key, Line(row=row, verdict=key.verdict, **line, **more))


ROWS = st.lists(st.integers(0, len(SALES) - 1), max_size=30).map(lambda rows: [*enumerate(rows, 2)])


@given(rows=ROWS)
def test_counts_are_those_of_the_rows(screened, rows):
    found = counted(screened, rows)
    sold = Counter(which for _, which in rows)
    assert found.chips["NVIDIA H800 SXM5", "review"] == sold[2] + sold[3]
    assert found.asks.total() == sum(len(screened[which].outline.questions) for _, which in rows)
    assert sum(often for note, often in found.notes.items() if "Hong Kong" in note) == sold[4]
    assert (found.first, found.last) == (
        (DAY + timedelta(min(sold)), DAY + timedelta(max(sold))) if rows else (date.max, date.min)
    )


def test_what_was_taken_of_a_company_is_told_without_its_name(screened):
    notes = counted(screened, [(2, 4)]).notes
    assert any("[company]" in note for note in notes)
    assert not any("Moon HK" in note or "Moonshot" in note for note in notes)


def test_lines_that_are_allowed_are_not_kept(screened):
    assert counted(screened, [(2, 0)]).kept == {}
    assert not Counting(keeps_lines=False).wants(screened[1].outline)


def test_the_rarest_questions_are_let_go_where_there_are_too_many(screened, monkeypatch):
    monkeypatch.setattr(tallying, "_COUNTED", 8)
    counting = Counting(keeps_lines=True)
    first = screened[2]
    for line in range(100):
        asked = Asked("buyer.headquarters", None, "often" if line % 2 else f"once {line}", "")
        outline = replace(first.outline, questions=(asked,), warnings=())
        counting.count(first._replace(outline=outline), DAY)
    asks = counting.tally().asks
    assert len(asks) < 8
    assert asks["buyer.headquarters", "often"] == 50
