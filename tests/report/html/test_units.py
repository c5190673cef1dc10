"""Lines of one order belong together, under the reason of the strictest."""

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from earmark.report.html.units import units

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import group, line

GROUPS = [
    group("review"),
    group("deny", policy="case by case"),
    group("deny", policy="presumption of denial"),
    group("deny"),
]


def held(row, at, order_id="PO-1"):
    return line(row, group=at, verdict=GROUPS[at].verdict, order_id=order_id)


def rows(found):
    return {
        at: [[one.row for one in unit.lines] for unit in orders] for at, orders in found.items()
    }


def test_an_order_stands_under_its_strictest_verdict():
    found = units([held(2, 0), held(3, 1)], GROUPS)
    assert rows(found) == {1: [[3, 2]]}
    assert found[1][0].verdict == "deny"


def test_of_two_denied_lines_the_stricter_policy_comes_first():
    assert rows(units([held(2, 3), held(3, 1), held(4, 2)], GROUPS)) == {2: [[4, 3, 2]]}


def test_orders_stand_as_they_begin_in_the_file():
    lines = [held(9, 1, "B"), held(3, 1, "A"), held(2, 1, "B"), held(5, 1, "")]
    assert rows(units(lines, GROUPS)) == {1: [[2, 9], [3], [5]]}


def test_lines_without_an_order_number_stand_alone():
    assert rows(units([held(2, 1, ""), held(3, 1, "")], GROUPS)) == {1: [[2], [3]]}


def test_an_order_number_that_is_a_figure_is_not_taken_for_a_line_without_one():
    found = units([held(2, 1, ""), held(3, 1, "0"), held(4, 1, "0")], GROUPS)
    assert rows(found) == {1: [[2], [3, 4]]}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "A", "B", "C"]))))
def test_every_line_stands_exactly_once(said):
    lines = [held(row, at, order_id) for row, (at, order_id) in enumerate(said, 2)]
    found = units(lines, GROUPS)
    stood = [one for orders in found.values() for unit in orders for one in unit.lines]
    assert sorted(stood, key=lambda one: one.row) == lines
    for at, orders in found.items():
        for unit in orders:
            assert unit.group == at
            assert len({one.order_id for one in unit.lines}) == 1
            assert len(unit.lines) == 1 or unit.lines[0].order_id
