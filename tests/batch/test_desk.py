"""The sales that a block of rows comes to are those that each of its rows comes to alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark import Sale, screen
from earmark.batch.desk import Desk, Sales
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.orders import BadRow, Form, Header, Row
from earmark.orders.table import Table
from earmark.testing import sales

sys.path.insert(0, str(Path(__file__).parent))
from stated import EVERY, Stated, header_of, row_of, stated_by

DAY = date(2024, 3, 4)
PLAIN = header_of("buyer", "chip", "destination", "on")
"""The header of a file of which each column may be looked at by itself."""

LISTED_ONE, LISTED = "Beijing Sensetime Technology Development Co., Ltd.", date(2019, 10, 9)
"""A company, and its first day on the Entity List."""

HONG_KONG = date(2020, 12, 23)
"""From this day on a sale from Hong Kong to China is a transfer in one country."""

GOOD = (
    {"buyer": "Acme", "chip": "T4", "destination": "DE"},
    {"buyer": "Acme", "chip": "H800", "destination": "SG", "on": "2026-02-03"},
    {"buyer": "Other", "chip": "H800", "destination": "SG", "consignee": "Third"},
    *(
        {"buyer": LISTED_ONE, "chip": "T4", "destination": "SG", "on": str(day)}
        for day in (LISTED - timedelta(1), LISTED, DAY)
    ),
    *(
        {"buyer": "Acme", "chip": "A100", "destination": "Hong Kong", "on": str(day)}
        for day in (HONG_KONG - timedelta(1), HONG_KONG)
    ),
    {"buyer": "Acme", "subsidiary": "Acme HK", "chip": "T4", "destination": "HK"},
    {"buyer": "Acme", "chip": "X9000", "destination": "CN", "tpp": "4800", "data_centre": "yes"},
    *(
        {"buyer": "Acme", "chip": "T4", "destination": "DE", "end_user": name}
        for name in ("Third", LISTED_ONE)
    ),
)
MOVED = {"buyer": "Acme", "chip": "T4", "destination": "CN", "ship_from": "HK", "kind": "transfer"}
BAD = (
    {"buyer": "Acme", "chip": "T4", "destination": "Nowhere"},
    {"buyer": "", "chip": "T4", "destination": "DE"},
    {"buyer": "Acme", "chip": "T4", "destination": "DE", "on": "2024-02-30"},
)
TOGETHER = (
    {**MOVED, "on": str(HONG_KONG - timedelta(1))},
    {"buyer": "Acme", "chip": "X9", "destination": "CN", "die_area": "3", "nonplanar": "no"},
)
"""What is wrong with these shows where their cells meet."""

STATED = st.sampled_from((*GOOD, *BAD, *TOGETHER, {**MOVED, "on": str(HONG_KONG)}))
BLOCKS = st.lists(STATED | sales().map(stated_by), max_size=8)


@pytest.fixture(scope="module")
def screener() -> Screener:
    """One for all desks, so that what is the same is one object."""
    return Screener(shipped(), registry())


def read(screener: Screener, rows: list[Row], header: Header = EVERY) -> dict[int, Any]:
    """Return by its line what each row comes to: its columns, or the row that is set aside."""
    found: dict[int, Any] = {}
    for one in Desk(header, DAY, screener).read(Table.of(rows)):
        each = [(one.line, one)] if isinstance(one, BadRow) else by_line(one)
        assert not found.keys() & dict(each).keys()
        found.update(each)
    return found


def by_line(one: Sales) -> list[tuple[int, Any]]:
    lines = [row.line for row in one.table.rows]
    return list(zip(lines, zip(*one[1:], strict=True), strict=True))


def told(found: dict[int, Any]) -> dict[int, Any]:
    """Return what rows come to; of those that are set aside, where they stand, and why."""
    return {
        line: (one.line, one.raw, one.message) if isinstance(one, BadRow) else one
        for line, one in found.items()
    }


def rows_of(each: Iterable[Stated], header: Header = EVERY) -> list[Row]:
    return [row_of(line, stated, header) for line, stated in enumerate(each, 2)]


def in_the_form(row: Row, header: Header) -> BadRow | None:
    """Return a row as it is set aside by itself, if it is."""
    order = Form(header, DAY).order_of(row)
    return order if isinstance(order, BadRow) else None


@pytest.mark.parametrize("header", [EVERY, PLAIN], ids=["every column", "few columns"])
@given(block=BLOCKS)
def test_a_block_of_rows_comes_to_what_each_of_them_comes_to_alone(
    screener: Screener, header: Header, block: list[Stated]
) -> None:
    rows = rows_of(block, header)
    alone = {row.line: read(screener, [row], header)[row.line] for row in rows}
    assert read(screener, rows, header) == alone
    bad = {line: one for line, one in alone.items() if isinstance(one, BadRow)}
    by_form = {row.line: in_the_form(row, header) for row in rows}
    assert bad == {line: one for line, one in by_form.items() if one}


@given(block=BLOCKS)
def test_rows_that_no_form_has_looked_at_are_set_aside_one_by_one_all_the_same(
    screener: Screener, block: list[Stated]
) -> None:
    """A second line of defence: whatever the form lets through, no row takes others with it."""
    rows = rows_of(stated for stated in block if stated not in BAD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Form, "faulty", lambda *_: set())
        found = read(screener, rows)
    assert told(found) == told(read(screener, rows))


@pytest.mark.parametrize("stated", TOGETHER)
@pytest.mark.parametrize("place", [0, 3, 8])
def test_a_row_that_states_no_sale_is_set_aside_with_its_line_its_text_and_why(
    screener: Screener, stated: Stated, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of([*GOOD[:place], stated, *GOOD[place:]])
    by_form = read(screener, rows)
    monkeypatch.setattr(Form, "faulty", lambda *_: set())
    found = read(screener, rows)
    assert [line for line, one in found.items() if isinstance(one, BadRow)] == [place + 2]
    assert told(found) == told(by_form)
    said = in_the_form(rows[place], EVERY)
    assert said is not None
    assert told(found)[place + 2] == (place + 2, f"the text of line {place + 2}", said.message)


def test_rows_that_are_set_aside_come_in_their_order_and_before_the_sales(
    screener: Screener,
) -> None:
    block = [BAD[0], GOOD[0], TOGETHER[0], GOOD[1], BAD[1], GOOD[0], BAD[2]]
    found = list(Desk(EVERY, DAY, screener).read(Table.of(rows_of(block))))
    assert [one.line for one in found[:4] if isinstance(one, BadRow)] == [2, 4, 6, 8]
    assert [row.line for row in found[4].table.rows] == [3, 5, 7]
    assert found[5:] == []


def test_rows_that_are_set_aside_come_in_their_order_also_of_many(screener: Screener) -> None:
    block = [BAD[0] if at in (1, 8, 33, 64, 99) else GOOD[0] for at in range(100)]
    *bad, found = Desk(EVERY, DAY, screener).read(Table.of(rows_of(block)))
    assert [one.line for one in bad] == [3, 10, 35, 66, 101]
    assert len(found.table.rows) == 95


def test_what_is_left_of_the_law_for_all_companies_names_a_cell_with_the_chip_and_the_sale(
    screener: Screener,
) -> None:
    """Of rows that differ in a single thing each comes to what that one makes of it."""
    plain = {"buyer": "Acme", "chip": "T4", "destination": "DE", "end_user": "Third"}
    each = [plain, {**plain, "end_user": LISTED_ONE}, {**plain, "chip": "H100"}]
    each += [{**plain, "destination": "CN"}, {**plain, "chip": "H100", "destination": "CN"}]
    (found,) = Desk(EVERY, DAY, screener).read(Table.of(rows_of(each)))
    verdicts = [screen(Sale(**{"on": DAY, **stated})) for stated in each]
    assert [cell.outline.verdict for cell in found.cells] == [one.verdict for one in verdicts]
    assert [cell.outline.rules for cell in found.cells] == [one.deciding for one in verdicts]
    assert len({one.deciding for one in verdicts}) > 2


def test_no_rows_and_no_good_rows_are_no_sales(screener: Screener) -> None:
    desk = Desk(EVERY, DAY, screener)
    assert list(desk.read(Table.of([]))) == []
    assert [one.line for one in desk.read(Table.of(rows_of(BAD)))] == [2, 3, 4]


def test_a_company_is_on_each_day_what_it_is_then_in_whatever_order_the_days_come(
    screener: Screener,
) -> None:
    days = [LISTED, LISTED - timedelta(1), DAY, LISTED - timedelta(1), LISTED, date(2019, 1, 1)]
    stated = {"buyer": LISTED_ONE, "chip": "T4", "destination": "SG"}
    rows = rows_of({**stated, "on": str(day)} for day in days)
    (found,) = Desk(EVERY, DAY, screener).read(Table.of(rows))
    verdicts = [screen(Sale(**stated, on=day)) for day in days]
    assert [*found.days] == days
    assert [cell.outline.verdict for cell in found.cells] == [one.verdict for one in verdicts]
    assert [cell.outline.rules for cell in found.cells] == [one.deciding for one in verdicts]
    assert [one.verdict for one in verdicts] == ["deny", "allow", "deny", "allow", "deny", "allow"]


def test_rows_without_a_date_are_of_the_day_given_with_a_column_or_without(
    screener: Screener,
) -> None:
    without = header_of("buyer", "chip", "destination")
    for header in (EVERY, without):
        (found,) = Desk(header, LISTED, screener).read(Table.of(rows_of(GOOD[:1] * 2, header)))
        assert [*found.days] == [LISTED, LISTED]
    dated = [{**GOOD[0], "on": str(DAY)}, GOOD[0]]
    (found,) = Desk(EVERY, LISTED, screener).read(Table.of(rows_of(dated)))
    assert [*found.days] == [DAY, LISTED]


def test_columns_may_stand_in_any_order_and_others_between_them(screener: Screener) -> None:
    mixed = Header(
        ("note", "chip", "on", "buyer", "note 2", "destination"),
        {
            "destination": 5,
            "buyer": 3,
            "chip": 1,
            "on": 2,
        },
    )
    rows = [row._replace(line=line) for line, row in enumerate(rows_of(GOOD[3:8], mixed), 2)]
    expected = read(screener, rows_of(GOOD[3:8], PLAIN), PLAIN)
    assert read(screener, rows, mixed) == expected


def test_what_is_worked_out_of_texts_is_worked_out_once(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    together = screener.things.companies.together
    monkeypatch.setattr(
        screener.things.companies, "together", lambda *of: made.append(of) or together(*of)
    )
    desk = Desk(EVERY, DAY, screener)
    for _ in range(2):
        (found,) = desk.read(Table.of(rows_of([GOOD[0], GOOD[2]] * 3)))
        assert len({*map(id, found.groups)}) == len({*found.cells}) == 2
    assert len(made) == 2
