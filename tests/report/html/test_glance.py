"""The head accounts for every line; a chart repeats in bars what its table says in figures."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.summary import Count, Counts
from earmark.report.html.glance import glance, head, reconciliation

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day

NONE = Counts(read=0, allowed=0, denied=0, review=0, quarantined=0)
EMPTY = {"by_question": (), "by_destination": (), "by_chip": (), "by_rule": ()}


def summary(**said):
    return day().model_copy(update=said)


def charts(**said):
    return summary(**(EMPTY | said))


def test_the_counts_are_reconciled_in_one_line():
    counts = Counts(read=1204, allowed=1000, denied=100, review=100, quarantined=4)
    assert reconciliation(counts) == (
        "1,204 read = 1,000 allowed + 100 denied + 100 review + 4 quarantined"
    )


def test_the_head_says_which_file_and_which_days(read):
    page = read(head(summary(first=None, last=None)))
    assert page.all("h1") == ["orders-2023-11-20.csv"]
    assert page.all("p", class_="days") == ["16 lines"]
    assert read(head(day())).all("p", class_="days") == [
        "16 lines, sales of 2023-10-02 to 2023-11-20"
    ]


def test_one_day_is_said_once(read):
    page = read(head(summary(first=day().last)))
    assert page.all("p", class_="days") == ["16 lines, sales of 2023-11-20"]


def test_what_was_not_screened_stands_in_the_head(read):
    page = read(head(summary(not_screened=("Nothing was.", "Nor this."))))
    assert page.all("p", class_="urgent") == ["Nothing was.", "Nor this."]


def test_what_the_rulebook_was_not_checked_for_stands_in_the_head_too(read):
    late = "This rulebook was checked through 2026-09-24; the sale is on 2026-10-31."
    page = read(head(summary(not_screened=("No list.",), caveats=(late, "Civil was assumed."))))
    assert page.all("p", class_="urgent") == ["No list.", late]


def test_a_file_without_lines_has_a_head_and_no_chart(read):
    page = read(head(summary(counts=NONE)))
    assert page.all("dd") == ["0", "0", "0", "0"]
    assert glance(charts(counts=NONE)) == ""


def test_a_chart_begins_with_the_longest_bar_whatever_it_is_made_of(read):
    """Found by a user: where all was denied and nothing under review came last."""
    counts = Counts(read=30, allowed=0, denied=20, review=10, quarantined=0)
    places = (Count(name="Germany", review=10), Count(name="Iran", deny=20))
    page = read(glance(charts(by_destination=places, counts=counts)))
    assert page.all("th", scope="row") == ["Iran", "Germany"]


def test_a_chart_gives_its_figures_as_a_table(read):
    counts = Counts(read=10, allowed=2, denied=2, review=6, quarantined=0)
    places = (Count(name="Germany", review=2), Count(name="China", deny=2, review=4, allow=2))
    page = read(glance(charts(by_destination=places, counts=counts)))
    assert page.all("caption") == ["By destination"]
    assert page.all("th", scope="row") == ["China", "Germany"]
    assert page.all("td", class_="number") == ["2", "4", "67%", "0", "2", "33%"]


def test_a_chart_without_denied_lines_has_no_column_for_them(read):
    page = read(glance(charts(by_question=(Count(name="seller", review=2),))))
    assert page.all("th", scope="col") == ["Question", "Review", "Share"]


def test_what_is_only_allowed_is_in_no_chart():
    assert glance(charts(by_chip=(Count(name="T4", allow=9),))) == ""


def test_a_chart_says_how_much_it_leaves_out(read):
    chips = tuple(Count(name=f"chip {at}", review=at) for at in range(1, 51))
    page = read(glance(charts(by_chip=chips)))
    assert page.all("th", scope="row")[0] == "chip 50"
    assert page.all("figcaption") == ["42 more in the JSON summary."]


def test_without_a_line_under_review_there_is_no_share(read):
    counts = Counts(read=2, allowed=0, denied=2, review=0, quarantined=0)
    page = read(glance(charts(by_chip=(Count(name="H100", deny=2),), counts=counts)))
    assert page.all("td", class_="number") == ["2", "0", "–"]


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=8))
def test_no_bar_leaves_its_field(read, pairs):
    chips = tuple(Count(name="a chip", deny=deny, review=held) for deny, held in pairs)
    for bar in read(glance(charts(by_chip=chips))).attributes("rect"):
        assert 0 <= float(bar["x"]) <= float(bar["x"]) + float(bar["width"]) <= 1000.1


@pytest.mark.parametrize("name", ["<script>", 'a"b', "A\u202eB"])
def test_a_name_in_a_chart_is_text(read, name):
    page = read(glance(charts(by_chip=(Count(name=name, deny=1),))))
    assert page.all("th", scope="row") == [name.replace("\u202e", "")]
