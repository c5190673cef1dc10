"""Both judges and the proof, on deals drawn from the proof's own cells.

The proof computes with sets of cells: of sales there are more than 10^45, too many to judge. In
each epoch these are drawn:

- until every edge of every diagram is taken: every answer to every question that tells something
  of a rule, in any role, or of the verdict (``edges.py``);
- one for each way to misread a single thing of a rule, in which the misreading shows: an answer
  taken for its opposite, a finding, a role, an exception's requirement or a doubt passed over
  (``faults.py``).

Each is judged by the reference judge and by the chaining judge, and held to the proof's reading:
the same rules for the same things, and the same verdict.

What this cannot show: that the judges agree where edges meet that meet in no deal drawn. A fault
that takes several rules at once, none of which rests on another, can hide there; random deals
look for it (``test_agreement.py``). A cell is one value, and not also those at its ends.

Investments are always tried. Sales take long: set ``EARMARK_CELLS``, as ``make nightly`` does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path

import pytest

from earmark.conclusion import conclude
from earmark.judges.chaining import Chaining
from earmark.judges.program import program
from earmark.law.rulebook import Statement, shipped, shipped_for_investments
from earmark.prove.reading import Reading
from earmark.prove.space import Taken
from earmark.prove.world import World

sys.path.insert(0, str(Path(__file__).parent))
from edges import covering, deal
from faults import telling

AT_ONCE = 500
PATIENCE = 120
PARTS = 4
"""So that several processes can share the work."""

BOOKS = {"investment": shipped_for_investments, "sale": shipped}
LONG = pytest.mark.skipif("EARMARK_CELLS" not in os.environ, reason="EARMARK_CELLS is not set")
WORLDS = ("investment", pytest.param("sale", marks=LONG))

Fired = set[tuple[str, str]]


@cache
def world(about: str) -> World:
    return World(BOOKS[about]())


def as_proved(reading: Reading, cell: Taken) -> Fired:
    """Return what fires in a cell, as the proof reads it, by rule and thing."""
    has, deal = reading.space.diagrams.has, reading.space.book.deal
    about = {one.rule.id: one.rule.about for one in reading.law.statements[deal]}
    return {
        (rule, role or about.get(rule, "chip"))
        for (rule, role), cells in reading.fired.items()
        if has(cells, cell)
    }


def denied(cell: Taken, fired: dict[tuple[str, str], Statement]) -> bool:
    acts = {name.removeprefix("sale."): bool(at) for name, at in cell.items()}
    return conclude(fired.values(), lambda act: acts.get(act, False)).verdict == "deny"


def some(cells: Iterator[Taken]) -> Iterator[list[Taken]]:
    while taken := list(islice(cells, AT_ONCE)):
        yield taken


@pytest.mark.parametrize("about", WORLDS)
@pytest.mark.parametrize("part", range(PARTS))
def test_judges_and_proof_come_to_the_same(about: str, part: int, chaining: Chaining) -> None:
    space, reader = world(about).space, world(about).reader
    # The later the day, the more there is to ask: the parts take turns.
    for reading in world(about).readings[part::PARTS]:
        law, of_faults = reading.law, (cell for _, cell in telling(reader, reading))
        for cells in some(chain(covering(reading), of_faults)):
            deals = [deal(space, law, cell) for cell in cells]
            cases = [one.as_case() for one in deals]
            answers = chaining.judge(program(law), cases, patience=PATIENCE)
            assert isinstance(answers, list), answers
            for cell, one, answer in zip(cells, deals, answers, strict=True):
                fired = one.fired()
                assert answer.error == ""
                assert set(answer.fired) == fired.keys() == as_proved(reading, cell)
                assert denied(cell, fired) == space.diagrams.has(reading.deny, cell)


def test_a_fault_in_either_judge_shows(chaining: Chaining) -> None:
    one = world("investment")
    reading = one.readings[-1]
    for law, cell in telling(one.reader, reading):
        right = deal(one.space, reading.law, cell)
        wrong = replace(right, law=law)
        (answer,) = chaining.judge(program(law), [wrong.as_case()], patience=PATIENCE)
        assert set(answer.fired) == wrong.fired().keys() != right.fired().keys()
