"""Minimal: nothing changes without a boundary, and no boundary is idle."""

from __future__ import annotations

from datetime import date
from typing import Any

from earmark.prove.minimal import check
from earmark.prove.world import World

UNTIL = "in_force = [{ from = 2020-01-01, until = 2021-01-01 }]"


def test_every_change_of_the_shipped_rulebook_has_a_cause(ours: World) -> None:
    assert list(check(ours)) == []


def test_a_rulebook_that_changes_between_its_boundaries_is_found(book: Any, requires: Any) -> None:
    tampered = book(requires(more=UNTIL), requires("later"))
    # A day on which only a country group moves is given the law of another rulebook.
    day = next(one for one in tampered.boundaries if one > date(2021, 1, 1))
    tampered._laws[day] = book().on(day)
    broken = list(check(World(tampered)))
    assert broken[0].on == day
    assert broken[0].says == "a cell changes by no rule with a boundary"


def test_a_boundary_that_changes_nothing_is_found(book: Any, requires: Any) -> None:
    idle = requires("idle", '== "CN" and sale.destination == "MO"', UNTIL)
    broken = list(check(World(book(requires(), idle))))
    assert {one.says for one in broken} == {"the boundary of idle changes nothing"}


def test_a_country_that_moves_is_a_cause(book: Any, requires: Any) -> None:
    moves = requires(where='in group["D:5"]')
    assert list(check(World(book(moves)))) == []
