"""A reader narrows ten thousand lines by verdict, destination, chip, rule and words."""

import sys
from pathlib import Path

import pytest

from earmark.report.html.units import units

sys.path.insert(0, str(Path(__file__).parents[1]))
from summaries import day, many

LAID_OUT = 200
"""Lines that a page shows before it is asked for more."""


def expected(summary, verdict="", fits=bool):
    """Return the lines of the orders of which one line fits."""
    orders = [one for group in units(summary.lines, summary.groups).values() for one in group]
    return sorted(
        line.row
        for order in orders
        if verdict in ("", order.verdict) and any(map(fits, order.lines))
        for line in order.lines
    )


def test_a_page_opens_without_a_complaint_and_asks_for_nothing(small):
    assert small.driver.get_log("browser") == []
    assert small.run("return performance.getEntriesByType('resource').length") == 0
    assert sorted(small.laid_out) == expected(day())
    total = len(day().lines)
    assert small.status == f"{total} of {total} lines"


@pytest.mark.parametrize("verdict", ["deny", "review"])
def test_lines_are_narrowed_by_verdict(small, verdict):
    small[f"input[value={verdict}]"].click()
    rows = expected(day(), verdict)
    assert sorted(small.laid_out) == rows
    assert small.status == f"{len(rows)} of {len(day().lines)} lines, {verdict}"


@pytest.mark.parametrize(
    ("name", "label", "fits"),
    [
        ("to", "Vietnam", lambda line: line.destination == "Vietnam"),
        ("chip", "H100", lambda line: line.chip == "H100"),
        (
            "rule",
            "ac-headquarters",
            lambda line: "ac-headquarters" in [one.rule for one in day().groups[line.group].rules],
        ),
    ],
)
def test_lines_are_narrowed_by_a_choice(small, name, label, fits):
    small.choose(name, label)
    rows = expected(day(), fits=fits)
    assert 0 < len(rows) < len(day().lines)
    assert sorted(small.laid_out) == rows
    assert small.status.endswith(f"lines, {label}")


def test_one_line_must_meet_all_choices_and_its_order_is_shown_whole(small):
    small.choose("to", "Vietnam")
    small.choose("chip", "H100")
    rows = expected(day(), fits=lambda line: (line.destination, line.chip) == ("Vietnam", "H100"))
    assert sorted(small.laid_out) == rows
    assert len(rows) == 2


def test_a_search_takes_words_in_any_order_accents_and_case_aside(small):
    small["input[name=words]"].send_keys("h800 MÖONSHOT")
    rows = expected(day(), fits=lambda line: (line.buyer, line.chip) == ("Moonshot AI", "H800"))
    assert sorted(small.laid_out) == rows


def test_reasons_without_a_match_are_gone(small):
    small["input[name=words]"].send_keys("no such thing")
    assert small.laid_out == []
    assert small.run("return document.querySelectorAll('.reason:not([hidden])').length") == 0
    assert small.status.startswith("0 of ")


def test_clear_brings_everything_back(small):
    small["input[name=words]"].send_keys("tencent")
    small["input[value=deny]"].click()
    small["button[type=reset]"].click()
    small.driver.execute_async_script("setTimeout(arguments[0])")
    assert sorted(small.laid_out) == expected(day())


def test_a_link_to_a_reason_that_is_hidden_brings_it_back(small):
    small["input[value=review]"].click()
    small['a[href="#reason-1"]'].click()
    assert small["#reason-1"].is_displayed()


def test_a_link_to_a_reason_leads_there(large):
    last = large.driver.find_elements("css selector", ".reason h3")[-1]
    large[f'a[href="#{last.get_attribute("id")}"]'].click()
    assert large.run(
        "const {top, bottom} = arguments[0].getBoundingClientRect();"
        "return 0 <= top && bottom <= innerHeight",
        last,
    )


def test_of_ten_thousand_lines_few_are_laid_out(large):
    assert 0 < len(large.laid_out) <= LAID_OUT
    assert large.status == "10,000 of 10,000 lines"


def test_a_search_in_ten_thousand_lines_lays_out_few_and_counts_all(large):
    large["input[name=words]"].send_keys("cedar heron")
    rows = expected(many(10_000), fits=lambda line: {"Cedar", "Heron"} <= set(line.buyer.split()))
    assert large.status == f"{len(rows):,} of 10,000 lines, “cedar heron”"
    assert 0 < len(large.laid_out) < len(rows)
    assert set(large.laid_out) <= set(rows)


def test_more_lines_are_shown_fifty_at_a_time(large):
    before = set(large.laid_out)
    first = [line.row for line in many(10_000).lines if line.group == 0]
    rest = len(first) - len(before & set(first))
    assert large["button.more"].text == f"Show 50 more of {rest:,}"
    large.press("button.more")
    assert len(large.laid_out) == len(before) + 50
    assert set(large.laid_out) > before


def test_a_new_search_begins_with_the_first_lines_again(large):
    large.press("button.more")
    large["input[name=words]"].send_keys("trading")
    assert 0 < len(large.laid_out) <= LAID_OUT
