"""A cell as a deal: what is stated is a case, and is answered as the cell is."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from earmark.law.rulebook import shipped_for_investments
from earmark.prove.stating import broken, toml
from earmark.prove.world import World


def stated(case: str) -> dict[str, Any]:
    (only,) = tomllib.loads(case)["case"]
    return dict(only)


@given(st.data())
@settings(max_examples=150)
def test_a_cell_stated_as_a_sale_is_answered_as_the_cell_is(
    ours: World, data: st.DataObject
) -> None:
    reading = data.draw(st.sampled_from(ours.readings))
    names = data.draw(st.sets(st.sampled_from(list(ours.space.cells)), max_size=12))
    cell = dict.fromkeys(ours.space.cells, 0)
    for name in sorted(names):
        cell[name] = data.draw(st.integers(0, len(ours.space.cells[name]) - 1))
    has = ours.diagrams.has
    assume(has(reading.feasible, cell))
    written = broken(ours, reading, cell, "a cell").case
    assume(written)
    must, may = has(reading.must_deny, cell), has(reading.may_deny, cell)
    expected = "deny" if must else "review" if may else "allow"
    assert stated(written)["expect"][0]["verdict"] == expected


def test_companies_are_named_where_they_differ_and_put_on_their_lists(ours: World) -> None:
    taken = dict.fromkeys(ours.space.cells, 0)
    taken |= {"parent.named": 1, "purchaser.owned_by_listed": 1, "end_user.on_meu_list": 1}
    case = stated(broken(ours, ours.readings[-1], taken, "companies").case)
    assert case["sale"]["subsidiary"] == "Acme Cloud"
    assert case["sale"]["buyer"] == "Northwind Holding"
    assert "intermediate_consignee" not in case["sale"]
    assert {row["list"] for row in case["listings"]} == {"EL", "MEU"}
    assert [row["owned"] for row in case["stakes"]] == ["Acme Cloud"]


def test_a_cell_of_an_investment_is_stated_too() -> None:
    world = World(shipped_for_investments())
    taken = dict.fromkeys(world.space.cells, 0) | {
        "investment.us_person": 1,
        "investment.activity": world.space.number("investment.activity", "ai"),
        "investment.training_operations": 3,
        "target.headquarters": world.space.number("target.headquarters", "CN"),
        "investment.instrument": world.space.number("investment.instrument", "equity"),
    }
    case = stated(broken(world, world.readings[-1], taken, "an investment").case)
    assert case["investment"]["investor_us_person"] is True
    assert case["expect"][0]["verdict"] == "deny"


def test_text_is_quoted_as_toml_wants_it() -> None:
    said = 'A "quoted" \\ name'
    assert tomllib.loads(f"name = {toml(said)}") == {"name": said}
