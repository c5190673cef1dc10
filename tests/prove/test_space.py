"""The cells of the deal of which nothing is known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from earmark import Sale
from earmark.facts.resolve import resolve
from earmark.prove.known import BANDWIDTHS, ORIGIN, TO, Known
from earmark.prove.world import World


def test_every_threshold_has_a_cell_at_it_and_one_below(ours: World) -> None:
    tpp = ours.space.cells["chip.tpp"]
    for limit in (1600, 2400, 4800, 21000):
        at = ours.space.number("chip.tpp", Fraction(limit))
        below = ours.space.number("chip.tpp", Fraction(limit) - Fraction(1, 10_000))
        assert at == below + 1
        assert tpp[at].low == (Fraction(limit), False)


def test_places_that_some_day_tells_apart_are_apart(ours: World) -> None:
    cell = {code: ours.space.number(TO, code) for code in ("KH", "VN", "AE", "HK", "CN", "US")}
    assert len(set(cell.values())) == len(cell)


def test_hong_kong_is_a_place_until_it_counts_as_china(ours: World) -> None:
    diagrams = ours.space.diagrams
    there = diagrams.where(TO, [ours.space.number(TO, "HK")])
    before, after = (
        diagrams.both(there, ours.space.feasible(date.fromisoformat(day)))
        for day in ("2020-06-29", "2020-12-23")
    )
    assert before
    assert not after


def test_bandwidths_that_do_not_add_up_are_no_deal(ours: World) -> None:
    feasible = ours.space.feasible(date(2025, 4, 9))
    ways = {
        "both low, the sum low": (0, 0, 0, True),
        "both low, the sum high": (0, 0, 1, True),
        "much memory, the sum low": (3, 0, 0, False),
        "the sum high by both": (1, 2, 1, True),
    }
    plain = dict.fromkeys(ours.space.cells, 0)
    for name, (*found, expected) in ways.items():
        cell = {**plain, **dict(zip(BANDWIDTHS, found, strict=True))}
        assert ours.space.diagrams.has(feasible, cell) is expected, name


def test_a_move_within_the_only_place_of_its_kind_is_a_transfer(ours: World) -> None:
    feasible = ours.space.feasible(date(2025, 4, 9))
    united_states = ours.space.number(TO, "US")
    cell = dict.fromkeys(ours.space.cells, 0) | {TO: united_states}
    assert ours.space.cells[ORIGIN][0].value == "US"
    assert not ours.space.diagrams.has(feasible, cell)
    there = {**cell, ORIGIN: len(ours.space.cells[ORIGIN]) - 1}
    assert ours.space.diagrams.has(feasible, there)
    assert Known(ours.space.cells, there).value("sale.kind") == "transfer"


def test_only_what_rules_ask_for_is_a_fact(book: Any) -> None:
    space = World(book()).space
    assert list(space.cells) == [TO]
    assert space.roles == ()


def test_what_is_known_of_a_real_sale_has_a_cell(ours: World) -> None:
    sale = Sale(
        buyer="Moonshot AI", chip="H800", destination="CN", seller="NVIDIA", on=date(2024, 5, 2)
    )
    chip, *_, itself = resolve(sale).things
    for thing in (chip, itself):
        for path, value in thing.options[0].values.items():
            if path in ours.space.cells:
                at = ours.space.number(path, value)
                assert 0 <= at < len(ours.space.cells[path])
