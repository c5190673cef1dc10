"""What can come of a thing is worked out once for many cells, and is no other for any of them."""

from datetime import date

import pytest

from earmark.batch import bench
from earmark.batch.bench import Bench, Case
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped

DAYS = [date(2022, 9, 1), date(2024, 3, 4), date(2025, 6, 1), date(2025, 12, 15)]
SALES = [
    {"buyer": "Acme", "chip": chip, "destination": place}
    for chip in ("H20", "H100", "T4")
    for place in ("CN", "SG", "KH")
]


@pytest.fixture(scope="module")
def cases():
    """Return the cells of the sales, as a judge is asked for them."""
    asked = []

    def ask(case, cell):
        asked.append(case)
        cell.outline = None

    screener = Screener(shipped(), registry(), ask)
    for day in DAYS:
        for stated in SALES:
            screener.screen_stated(stated, day)
    return asked


def told(outline):
    reason = outline.reason.pieces
    return outline.verdict, outline.licence, outline.rules, reason, outline.questions


def judged(cases):
    found = Bench(shipped())
    return [told(found.judged(case)) for case in cases]


@pytest.fixture
def worked_out(monkeypatch):
    """Return the things of which was worked out what can come of them."""
    things = []

    def ways(law, thing):
        things.append(thing)
        return made(law, thing)

    made = bench.Ways
    monkeypatch.setattr(bench, "Ways", ways)
    return things


def test_each_thing_is_worked_out_once_whatever_cells_it_is_part_of(cases, worked_out):
    judged([*cases, *cases])
    numbers = {number for case in cases for number, _ in case.things}
    assert len(worked_out) == len(numbers) < sum(len(case.things) for case in cases)


@pytest.mark.parametrize("room", [1, 2, 5])
def test_what_was_forgotten_is_worked_out_again_and_comes_to_the_same(
    cases, worked_out, monkeypatch, room
):
    expected = judged(cases)
    once = len(worked_out)
    monkeypatch.setattr(bench, "_CELLS", room)
    assert judged(cases) == expected
    assert len(worked_out) > 2 * once


def test_the_order_of_the_cells_does_not_matter(cases):
    assert judged(cases[::-1]) == judged(cases)[::-1]


def test_a_thing_that_was_met_on_another_day_comes_to_what_it_would_on_the_day_of_the_cell(cases):
    """Of one number the same is left of the law on the days on which each was met, not on all."""
    alone = [told(Bench(shipped()).judged(case)) for case in cases]
    first = {number: make for case in cases[::-1] for number, make in case.things}
    mixed = [Case(day, [(one, first[one]) for one, _ in things]) for day, things in cases]
    assert any(make().day != case.day for case in mixed for _, make in case.things)
    assert judged(mixed) == alone
    assert judged(mixed[::-1]) == alone[::-1]
