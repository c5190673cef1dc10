"""Groups in order, with their rules and lines; lines that are not there are accounted for."""

import re
import sys
from pathlib import Path

import pytest

from earmark.batch.summary import Counts
from earmark.report.html.reasons import reasons

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day, group, line


@pytest.fixture
def page(read):
    """Return a function that writes the reasons of a summary and reads them back."""

    def written(groups, lines, denied=None, review=0):
        denied = len(lines) - review if denied is None else denied
        counts = Counts(
            read=denied + review, allowed=0, denied=denied, review=review, quarantined=0
        )
        update = {"groups": tuple(groups), "lines": tuple(lines), "counts": counts}
        return read(reasons(day().model_copy(update=update)))

    return written


def test_the_denied_come_before_those_under_review(page):
    groups = [group("review"), group("deny", policy="presumption of denial"), group("deny")]
    found = page(groups, [line(2, group=1), line(3, group=0, verdict="review")], review=1)
    assert found.all("h3") == ["1. DENY, presumption of denial", "2. DENY", "3. REVIEW"]
    assert [one["data-group"] for one in found.attributes("section")[1:]] == ["1", "2", "0"]


def test_what_is_allowed_is_no_reason(page):
    found = page([group("allow"), group()], [line(2, group=1)])
    assert found.all("h3") == ["1. DENY"]


def test_where_nothing_is_held_that_is_said(page):
    for groups in ([], [group("allow")]):
        assert page(groups, []).all("p") == ["No line was denied or put under review."]


def test_the_index_leads_to_every_reason(page):
    found = page([group(rule="one"), group("review", rule="two")], [line(2)])
    aims = [one["href"] for one in found.attributes("a")]
    assert aims == ["#reason-1", "#reason-2"]
    assert [one["id"] for one in found.attributes("h3")] == ["reason-1", "reason-2"]
    assert found.all("a") == ["What one says", "What two says"]


def test_a_reason_on_which_no_rule_decides_says_so(page):
    none = group().model_copy(update={"rules": ()})
    assert page([none], [line(2)]).all("a") == ["No rule decides"]


def test_a_reason_has_its_licence_its_rules_and_the_conditions_of_its_policy(page):
    strict = group(policy="case by case").model_copy(update={"conditions": ("who pays",)})
    found = page([strict], [line(2)])
    assert found.all("p", class_="count") == ["1 line. Licence: required."]
    assert found.all("h4") == ["What a-rule says a-rule"]
    assert found.all("p", class_="law") == ["15 CFR 742.6(a)(6) (88 FR 73458)"]
    assert "Case by case only where the application shows:" in found.all("p")
    assert found.all("li") == ["who pays"]


def test_the_quotes_of_a_rule_are_unfolded_where_it_comes_first(page):
    quoted = day().groups[0]
    found = page([quoted, quoted], [line(2), line(3, group=1)])
    assert ["open" in one for one in found.attributes("details")] == [True, False]


def test_lines_that_stand_with_their_orders_elsewhere_are_accounted_for(page):
    lines = [line(2, order_id="A"), line(3, order_id="A", group=1, verdict="review")]
    found = page([group(), group("review", lines=1)], lines, review=1)
    assert found.all("p", class_="count") == [
        "1 line; with 1 line of the same orders that other reasons hold. Licence: required.",
        "1 line: 0 below, 1 with the rest of their orders under stricter reasons. "
        "Licence: required.",
    ]


def test_lines_that_were_cut_are_accounted_for(page):
    found = page([group(lines=12_000)], [line(2)], denied=12_000)
    assert found.all("p", class_="count") == [
        "12,000 lines: 1 below, 11,999 only in the screened file. Licence: required."
    ]
    assert found.all("p", class_="note")[0].endswith(
        "Of 12,000 lines denied or under review this page has 1. The other 11,999 are counted but "
        "not shown; the screened file has them all."
    )


def test_where_no_line_was_cut_nothing_is_said_of_it(page):
    assert "screened file" not in page([group()], [line(2)]).all("p", class_="note")[0]


def test_every_reason_accounts_for_all_its_lines(read):
    found = read(reasons(day()))
    totals = [int(re.match(r"\d+", said)[0]) for said in found.all("p", class_="count")]
    assert sum(totals) == day().counts.denied + day().counts.review
    assert len(found.all("tbody", class_="line")) == len(day().lines)
