"""A law read over sets of cells says of each cell what the reference judge says of it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.law.rulebook import shipped_for_investments
from earmark.prove.world import World


def draw_cell(data: st.DataObject, world: World) -> dict[str, int]:
    """Draw a cell, plain in most of its facts."""
    sizes = {name: len(cells) for name, cells in world.space.cells.items()}
    told = data.draw(st.sets(st.sampled_from(list(sizes)), max_size=16))
    drawn = {name: data.draw(st.integers(0, sizes[name] - 1)) for name in sorted(told)}
    return dict.fromkeys(sizes, 0) | drawn


def agree(data: st.DataObject, world: World) -> None:
    reading = data.draw(st.sampled_from(world.readings))
    cell = draw_cell(data, world)
    judged = world.judge(reading.law, cell)
    has = world.space.diagrams.has
    standing = {name for name, cells in reading.standing.items() if has(cells, cell)}
    assert standing == {rule.id for rule in (*judged.standing, *judged.prohibitions)}
    assert has(reading.deny, cell) == (judged.verdict == "deny")
    assert not has(reading.must_deny, cell) or has(reading.deny, cell)
    assert not has(reading.deny, cell) or has(reading.may_deny, cell)


@given(st.data())
@settings(max_examples=300)
def test_sales_are_read_as_the_reference_judges_them(ours: World, data: st.DataObject) -> None:
    agree(data, ours)


INVESTMENTS = World(shipped_for_investments())


@given(st.data())
def test_investments_are_read_as_the_reference_judges_them(data: st.DataObject) -> None:
    agree(data, INVESTMENTS)


def test_a_rule_that_is_left_out_fires_nowhere(ours: World) -> None:
    law = ours.readings[-1].law
    without = ours.reader.read(law, without="entity-list")
    assert "entity-list" not in {name for name, _ in without.fired}
    assert without.standing["entity-list-licence"] == 0
