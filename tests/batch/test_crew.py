"""Judges side by side: each cell gets its own outline, and none is lost silently."""

import os
import pickle
import signal
from datetime import date
from types import SimpleNamespace

import pytest

from earmark.batch import crew
from earmark.batch.bench import Bench, Case
from earmark.batch.cells import Cell
from earmark.batch.crew import Crew
from earmark.batch.desk import Desk
from earmark.batch.screener import Screener
from earmark.errors import EarmarkError, InputFileError
from earmark.facts.shipped import registry
from earmark.law.rulebook import load, shipped
from earmark.orders import Header, Row
from earmark.orders.table import Table

HEADER = Header(("buyer", "chip", "destination"), {"buyer": 0, "chip": 1, "destination": 2})
ROWS = [
    Row(line, [buyer, chip, "CN"], f"{buyer},{chip},CN")
    for line, (buyer, chip) in enumerate(
        (buyer, chip)
        for buyer in ("Acme", "Sense Time", "Huawei", "Bentley")
        for chip in ("H100", "H800", "X9000 Ultra", "RTX 4090", "T4")
    )
]
DAYS = [date(2022, 9, 1), date(2022, 10, 21), date(2023, 11, 17), date(2026, 2, 3)]


def read(ask=None):
    """Return the cells of the rows on each of the days."""
    screener = Screener(shipped(), registry(), ask)
    each = [sales for day in DAYS for sales in Desk(HEADER, day, screener).read(Table.of(ROWS))]
    return [cell for sales in each for cell in sales.cells]


@pytest.fixture(scope="module")
def at_once():
    return [cell.outline for cell in read()]


def settled(judges, cells):
    judges.send()
    judges.settle(cells)


def told(outline):
    return outline.verdict, outline.rules, outline.reason.pieces, outline.questions


@pytest.mark.parametrize("size", [1, 3])
def test_a_crew_judges_as_one_bench_does(at_once, size):
    with Crew(None, size) as judges:
        cells = read(judges.ask)
        settled(judges, cells)
    assert [told(cell.outline) for cell in cells] == list(map(told, at_once))


def test_cells_that_are_settled_already_are_not_waited_for(at_once):
    cell = Cell()
    cell.outline = at_once[0]
    with Crew(None, 1) as judges:
        judges.settle([cell, cell])


def test_a_judge_that_is_lost_is_told_and_the_others_go_home():
    with Crew(None, 2) as judges:
        for member in judges._members:
            os.kill(member._process.pid, signal.SIGKILL)
        cells = read(judges.ask)
        with pytest.raises(InputFileError, match="a worker process ended with code -9"):
            settled(judges, cells)
    assert not any(member._process.is_alive() for member in judges._members)


def test_what_a_judge_cannot_open_is_told_as_it_would_be_here(tmp_path):
    (tmp_path / "mine.toml").write_text("nonsense")
    with pytest.raises(EarmarkError) as here:
        load(tmp_path / "mine.toml")
    with Crew(tmp_path / "mine.toml", 1) as judges:
        cells = read(judges.ask)
        with pytest.raises(EarmarkError) as there:
            settled(judges, cells)
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


# -- what goes on in the process of a judge, here -------------------------------------------


class Line:
    """Stands for the connection to whom a judge serves, who goes away in the end."""

    def __init__(self, asked, goes=None):
        self.sent, self._asked, self._goes = [], iter(asked), goes

    def recv(self):
        asked = next(self._asked, None)
        if asked is None:
            raise EOFError
        return asked

    def send(self, answer):
        if self._goes:
            raise self._goes
        self.sent.append(answer)


@pytest.fixture
def serve(monkeypatch):
    """Return a function that serves in this process, whose garbage is looked for as before."""
    monkeypatch.setattr(crew, "gc", SimpleNamespace(freeze=list, set_threshold=print))
    return crew._serve


@pytest.fixture(scope="module")
def asked():
    """Return every cell that is asked for, as it is sent to a judge."""
    cases = []
    read(lambda case, _: cases.append(case))
    return [(day, [(one, pickle.dumps(make())) for one, make in things]) for day, things in cases]


def test_a_judge_answers_every_cell_in_turn(serve, asked):
    line = Line([asked[:1], asked[1:]])
    serve(line, None)
    bench = Bench(shipped())
    expected = [told(bench.judged(crew._unpacked(one))) for one in asked]
    assert [len(some) for some in line.sent] == [1, len(asked) - 1]
    assert [told(one) for some in line.sent for one in some] == expected


def test_a_judge_that_is_left_alone_says_no_more(serve, asked):
    line = Line([asked[:1]], BrokenPipeError())
    serve(line, None)
    assert line.sent == []


def test_a_judge_says_what_is_wrong_with_its_rules(serve, tmp_path):
    (tmp_path / "mine.toml").write_text("nonsense")
    line = Line([])
    serve(line, tmp_path / "mine.toml")
    (said,) = line.sent
    assert isinstance(said, EarmarkError)


def test_a_judge_that_fails_says_so_and_what_it_says_is_raised_here(serve):
    line = Line([[(DAYS[0], [(1, b"no thing")])]])
    serve(line, None)
    (said,) = line.sent
    assert isinstance(said, RuntimeError)
    assert str(said).startswith("in a worker: UnpicklingError")


def test_cells_that_are_told_of_in_the_same_words_share_an_outline(at_once):
    with Crew(None, 2) as judges:
        cells = read(judges.ask)
        settled(judges, cells)
    there = {cell.outline for cell in cells}
    assert len(there) == len({*at_once}) < len({*cells})


def test_each_cell_is_asked_for_once():
    asked = []
    screener = Screener(shipped(), registry(), lambda _, cell: asked.append(cell))
    met = set()
    for day in DAYS * 2:
        for sales in Desk(HEADER, day, screener).read(Table.of(ROWS)):
            met.update(sales.cells)
    assert met == {*asked}
    assert len(asked) == len(met) == len(screener.judged)
