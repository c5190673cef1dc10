"""Grounded: a deny rests on a fact, and the reference judge agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from earmark.prove.diagram import ALL
from earmark.prove.grounded import check
from earmark.prove.world import World


def test_the_shipped_rulebook_is_grounded(ours: World) -> None:
    assert list(check(ours)) == []
    assert ours.judged > 300


def test_a_rule_that_denies_whatever_comes_rests_on_nothing(book: Any) -> None:
    world = World(book(subject='id = "never"\nabout = "sale"\nprohibits = true'))
    broken = list(check(world))
    assert [one.says for one in broken] == [
        "never stands in the way of every deal: it rests on no fact"
    ]
    assert 'verdict = "deny", deciding = ["never"]' in broken[0].case


def test_a_rule_that_denies_by_a_fact_is_grounded(book: Any) -> None:
    never = 'id = "never"\nabout = "sale"\ngiven = ["subject to the EAR"]\nprohibits = true'
    assert list(check(World(book(never)))) == []


def test_a_reading_that_is_not_the_judges_is_found(
    book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = 'id = "never"\nabout = "sale"\ngiven = ["subject to the EAR"]\nprohibits = true'
    world = World(book(never))
    wrong = tuple(replace(one, standing={"never": ALL}) for one in world.readings)
    monkeypatch.setitem(vars(world), "readings", wrong)
    united_states = world.space.number("sale.destination", "US")
    plain = world.space.diagrams.where("sale.destination", [united_states])
    monkeypatch.setattr(type(wrong[0]), "feasible", plain)
    assert any("the reference judge says allow" in one.says for one in check(world))


def test_a_rule_that_stands_in_the_way_of_every_deal_only_later_is_found(book: Any) -> None:
    """Since 2020-12-23 Hong Kong counts as China: from then on every sale goes elsewhere."""
    never = 'id = "never"\nabout = "sale"\nwhen = \'sale.destination != "HK"\'\nprohibits = true'
    (broken,) = check(World(book(never)))
    assert broken.says == "never stands in the way of every deal: it rests on no fact"
    assert broken.on >= date(2020, 12, 23)
