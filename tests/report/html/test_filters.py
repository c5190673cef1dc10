"""What lines can be narrowed by: only what is on the page, each under a number."""

import sys
from pathlib import Path

import pytest

from earmark.report.html.filters import Numbered, filters

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day, group, line

GROUPS = (group(rule="b-rule"), group("allow", rule="never"), group("review", rule="a-rule"))
LINES = (line(2), line(3, chip="T4", destination="Germany"), line(4, destination="Germany"))


@pytest.fixture
def summary():
    """Return the summary of three lines."""
    return day().model_copy(update={"groups": GROUPS, "lines": LINES})


def test_a_line_carries_the_numbers_of_its_destination_and_chip(summary):
    numbered = Numbered(summary)
    assert [numbered.of(one) for one in LINES] == [
        {"data_to": 0, "data_chip": 0},
        {"data_to": 1, "data_chip": 1},
        {"data_to": 1, "data_chip": 0},
    ]


def test_the_choices_are_those_of_the_page_in_alphabetical_order(read, summary):
    page = read(filters(Numbered(summary), 3))
    assert page.all("option") == [
        *("All", "China", "Germany"),
        *("All", "H800", "T4"),
        *("All", "a-rule", "b-rule"),
    ]


def test_every_control_has_a_name(read, summary):
    page = read(filters(Numbered(summary), 3))
    assert page.all("span") == [
        *("Search", "All", "Deny", "Review"),
        *("Destination", "Chip", "Rule"),
    ]
    assert page.all("legend") == ["Verdict"]


def test_the_form_is_hidden_until_a_script_shows_it_and_the_count_is_not(read, summary):
    page = read(filters(Numbered(summary), 1204))
    assert "hidden" in page.attributes("form")[0]
    assert page.all("p", role="status") == ["1,204 of 1,204 lines"]


def test_a_choice_is_cut_where_it_is_too_long_for_a_list(read, summary):
    long = summary.model_copy(update={"lines": (line(2, chip="x" * 65_536),)})
    assert f"{'x' * 60}…" in read(filters(Numbered(long), 1)).all("option")
