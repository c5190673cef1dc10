"""The lines under a reason: who gets what, where and when, and why it is held."""

import sys
from pathlib import Path

import pytest

from earmark.report.html.filters import Numbered
from earmark.report.html.lines import Lines
from earmark.report.html.units import units

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day, group, line

GROUPS = (group(), group("review"))


@pytest.fixture
def table(read):
    """Return a function that writes the lines under the first reason and reads them back."""

    def written(*lines):
        summary = day().model_copy(update={"groups": GROUPS, "lines": lines})
        orders = units(lines, GROUPS)[0]
        return read(Lines(Numbered(summary), {0: 1, 1: 2}).table(orders, "Lines of reason 1"))

    return written


def test_a_line_says_who_gets_what_where_and_when(table):
    page = table(line(17, order_id="PO-9", quantity="64", buyer="Acme through Acme SG"))
    assert page.all("th", scope="row") == ["17"]
    assert page.all("tr")[1] == "17PO-9Acme through Acme SG64H800China2023-11-20"


def test_every_column_has_a_heading(table):
    assert table(line(2)).all("th", scope="col") == [
        *("Line", "Order", "Parties", "Quantity", "Chip", "Destination", "Day")
    ]


def test_below_a_line_stand_its_reason_its_questions_and_its_red_flags(table):
    page = table(line(2, questions=("Who sells?", "To whom?"), warnings=("Beware.",)))
    assert page.all("p") == [
        *("A licence is required.", "To ask: Who sells?", "To ask: To whom?", "Red flag: Beware.")
    ]


def test_a_line_without_an_order_number_says_no_verdict_of_its_own(table):
    page = table(line(2))
    assert page.all("td", class_="order") == ["–"]
    assert page.all("span", class_="verdict") == []


def test_an_order_of_several_lines_shows_its_strictest_verdict_once(table):
    later = line(2, order_id="PO-1", verdict="review", group=1)
    page = table(later, line(3, order_id="PO-1"))
    assert page.all("td", class_="order") == ["PO-1DENY, 2 lines", "PO-1"]
    assert len(page.all("tbody", class_="goes-on")) == 1


def test_a_line_under_the_reason_of_its_order_names_its_own_verdict_and_reason(table):
    page = table(line(2, order_id="PO-1", verdict="review", group=1), line(3, order_id="PO-1"))
    assert "REVIEW by reason 2" in page.all("p")
    assert page.attributes("a") == [{"href": "#reason-2"}]


def test_lines_of_one_order_share_a_number_and_no_other_has_it(table):
    page = table(line(2, order_id="PO-1"), line(3), line(4, order_id="PO-1"), line(5))
    assert [one["data-order"] for one in page.attributes("tbody")] == ["1", "1", "2", "3"]


def test_without_a_line_there_is_no_table():
    assert Lines(Numbered(day()), {}).table([], "Lines of reason 1") == ""
