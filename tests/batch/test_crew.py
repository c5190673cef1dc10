"""Judges side by side: each cell gets its own outline, and none is lost silently."""

import os
import signal
from datetime import date

import pytest

from earmark.batch.bench import Bench, Case
from earmark.batch.cells import Cell
from earmark.batch.crew import Crew
from earmark.batch.desk import Desk
from earmark.batch.screener import Screener
from earmark.errors import EarmarkError, InputFileError
from earmark.facts.shipped import registry
from earmark.law.rulebook import load, shipped
from earmark.orders import Header

HEADER = Header(("buyer", "chip", "destination"), {"buyer": 0, "chip": 1, "destination": 2})
ROWS = [
    (line, [buyer, chip, "CN"])
    for line, (buyer, chip) in enumerate(
        (buyer, chip)
        for buyer in ("Acme", "Sense Time", "Huawei", "Bentley")
        for chip in ("H100", "H800", "X9000 Ultra", "RTX 4090", "T4")
    )
]
DAYS = [date(2022, 9, 1), date(2022, 10, 21), date(2023, 11, 17), date(2026, 2, 3)]


def read(ask=None):
    """Return the sales of the rows on each of the days."""
    screener = Screener(shipped(), registry(), ask)
    return [sale for day in DAYS for sale in Desk(HEADER, day, screener).read(ROWS)]


@pytest.fixture(scope="module")
def at_once():
    return [sale.cell.outline for sale in read()]


def settled(crew, sales):
    crew.send()
    crew.settle(sale.cell for sale in sales)


def told(outline):
    return outline.verdict, outline.rules, outline.reason.pieces, outline.questions


@pytest.mark.parametrize("size", [1, 3])
def test_a_crew_judges_as_one_bench_does(at_once, size):
    with Crew(None, size) as crew:
        sales = read(crew.ask)
        settled(crew, sales)
    assert list(map(told, (sale.cell.outline for sale in sales))) == list(map(told, at_once))


def test_cells_that_are_settled_already_are_not_waited_for(at_once):
    cell = Cell()
    cell.outline = at_once[0]
    with Crew(None, 1) as crew:
        crew.settle([cell, cell])


def test_a_judge_that_is_lost_is_told_and_the_others_go_home():
    with Crew(None, 2) as crew:
        for member in crew._members:
            os.kill(member._process.pid, signal.SIGKILL)
        sales = read(crew.ask)
        with pytest.raises(InputFileError, match="a worker process ended with code -9"):
            settled(crew, sales)
    assert not any(member._process.is_alive() for member in crew._members)


def test_what_a_judge_cannot_open_is_told_as_it_would_be_here(tmp_path):
    (tmp_path / "mine.toml").write_text("nonsense")
    with pytest.raises(EarmarkError) as here:
        load(tmp_path / "mine.toml")
    with Crew(tmp_path / "mine.toml", 1) as crew:
        sales = read(crew.ask)
        with pytest.raises(EarmarkError) as there:
            settled(crew, sales)
    assert there.value.faults == here.value.faults


def test_a_thing_is_judged_by_the_law_of_the_day_on_which_it_was_met():
    """What is left of the law for it is told by its number; on another day more may be left."""
    cases = []
    read(lambda case, _: cases.append(case))
    met = {number: make().day for case in cases for number, make in reversed(case.things)}
    assert any(met[number] != case.day for case in cases for number, _ in case.things)
    # A judge that sees the cells in another order, things packed on other days, says the same.
    packed = {number: make for case in cases for number, make in case.things}
    mixed = [Case(day, [(one, packed[one]) for one, _ in things]) for day, things in cases]
    forth, back = Bench(shipped()), Bench(shipped())
    expected = [told(forth.judged(case)) for case in cases]
    assert [told(back.judged(case)) for case in reversed(mixed)] == expected[::-1]


def test_each_cell_is_asked_for_once():
    asked = []
    screener = Screener(shipped(), registry(), lambda _, cell: asked.append(cell))
    for day in DAYS * 2:
        Desk(HEADER, day, screener).read(ROWS)
    assert len(asked) == len(set(asked)) == len(screener.judged)
