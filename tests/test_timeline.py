"""One sale on every day: periods without a gap, each true on all of its days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from earmark import Sale, Verdict, screen
from earmark.case_lists import registry_of, stated_rows
from earmark.errors import InputFileError, UsageError
from earmark.law.rulebook import load, shipped, shipped_for_investments
from earmark.sale import FIRST_DAY
from earmark.screening import DEFAULT
from earmark.testing import days, sales
from earmark.timeline import Period, Timeline, timeline
from earmark.timeline import days as turning_days

GROUP: dict[str, Any] = {
    "buyer": "SenseTime Group Inc.",
    "subsidiary": "SenseTime International Pte. Ltd.",
    "chip": "H800",
    "destination": "Singapore",
}
BEIJING: dict[str, Any] = {
    "buyer": "Beijing Sensetime Technology Development Co., Ltd.",
    "chip": "T4",
    "destination": "China",
}
LETTERED: dict[str, Any] = {
    "buyer": "Acme",
    "chip": "A100",
    "destination": "China",
    "seller": "NVIDIA",
}
DOUBTFUL: dict[str, Any] = {"buyer": "Acme Cloud", "chip": "A100", "destination": "SG"}
_HEAD = 'control = "House rules"\nauthority = "The house"\n'
_RULE = """
[[rule]]
id       = "{id}"
title    = "A rule of the house"
about    = "sale"
in_force = [{{ from = 2020-01-01 }}]
when     = '{when}'
prohibits = true
says     = "So says {id}."

[[rule.cites]]
law = "House rule 1"
"""
STORY = [GROUP, BEIJING, LETTERED, DOUBTFUL]


def of(sale: dict[str, Any]) -> Timeline:
    return timeline(Sale(**sale))


def agrees(period: Period, verdict: Verdict) -> None:
    """Assert that a period tells what screening on one of its days does."""
    certain = {finding.rule for finding in verdict.findings if finding.certain}
    assert period.verdict == verdict.verdict
    assert period.review_policy == verdict.licence.review_policy
    assert set(period.deciding) == set(verdict.deciding)
    assert {one.rule for one in period.exceptions} == {
        one.rule for one in verdict.exceptions if one.rule in certain
    }
    assert set(period.questions) == {question.ask for question in verdict.questions}


# -- what holds for every timeline -----------------------------------------------------------


@settings(max_examples=40)
@given(sale=sales(), on=st.lists(days(), min_size=1, max_size=4))
def test_a_period_tells_what_screening_on_any_of_its_days_does(sale: Sale, on: list[date]) -> None:
    told = timeline(sale)
    for day in on:
        agrees(told.on(day), screen(sale.model_copy(update={"on": day})))


@pytest.mark.parametrize("sale", STORY)
def test_periods_tell_what_screening_does_on_their_edges(sale: dict[str, Any]) -> None:
    for period in of(sale).periods:
        for day in filter(None, (period.first, period.last)):
            agrees(period, screen(Sale(**sale, on=day)))


@pytest.mark.parametrize("sale", STORY)
def test_periods_follow_each_other_without_a_gap_and_the_last_is_open(sale: dict[str, Any]) -> None:
    told = of(sale)
    assert told.periods[0].first == FIRST_DAY
    assert told.periods[-1].last is None
    for before, after in pairwise(told.periods):
        assert before.last is not None
        assert before.last + timedelta(days=1) == after.first


@pytest.mark.parametrize("sale", STORY)
def test_every_period_but_the_first_says_why_it_is_not_as_before(sale: dict[str, Any]) -> None:
    first, *others = of(sale).periods
    assert first.changed_by == ()
    assert all(period.changed_by for period in others)
    assert all(change.says for period in others for change in period.changed_by)


@pytest.mark.parametrize("sale", STORY)
def test_periods_that_follow_each_other_differ(sale: dict[str, Any]) -> None:
    def told(period: Period) -> tuple[object, ...]:
        helps = {one.rule for one in period.exceptions}
        return period.verdict, period.review_policy, set(period.deciding), helps, period.questions

    for before, after in pairwise(of(sale).periods):
        assert told(before) != told(after)


def test_the_day_of_the_sale_does_not_matter() -> None:
    days_of = (date(2019, 5, 1), date(2024, 5, 1))
    one, other = (timeline(Sale(**GROUP, on=day)) for day in days_of)
    assert one == other


def test_every_day_on_which_the_law_changes_is_judged() -> None:
    judged = turning_days(shipped())
    assert judged[0] == FIRST_DAY
    assert list(judged) == sorted(set(judged))
    assert set(shipped().boundaries) - set(judged) <= {
        day for day in shipped().boundaries if day <= FIRST_DAY
    }


# -- the story of the source texts -----------------------------------------------------------


def test_the_loophole_closes_by_letter_and_then_by_rule() -> None:
    told = of(GROUP)
    firsts = {period.first: period.verdict for period in told.periods}
    assert told.on(date(2023, 10, 22)).verdict == "allow"
    assert firsts[date(2023, 10, 23)] == "review"
    assert firsts[date(2023, 11, 17)] == "deny"
    letter = told.on(date(2023, 10, 23)).changed_by
    assert [(change.rule, change.why) for change in letter] == [
        ("letter-2023-headquarters", "rule begins")
    ]
    assert told.on(date(2023, 11, 17)).changed_by[0].rule == "ac-headquarters"


def test_a_listed_buyer_is_denied_from_the_day_of_its_listing() -> None:
    before, after = of(BEIJING).periods[:2]
    assert (before.verdict, after.verdict, after.first) == ("allow", "deny", date(2019, 10, 9))
    (change,) = after.changed_by
    assert (change.rule, change.why) == ("entity-list-licence", "listing changes")


def test_a_review_gives_its_questions_and_marks_its_reason_as_possible() -> None:
    period = of(GROUP).on(date(2023, 11, 1))
    assert period.questions == ("Who sells?",)
    assert period.reason.startswith("Possibly: By letter of 23 October 2023")


def test_an_allow_without_a_rule_gives_the_default_of_the_law_as_reason() -> None:
    assert of(GROUP).periods[0].reason == DEFAULT


def test_the_reason_is_that_of_the_strictest_policy() -> None:
    period = of(LETTERED).on(date(2023, 11, 1))
    assert period.review_policy == "presumption of denial"
    assert set(period.deciding) == {"ac-2022-china-macau", "letter-2023"}
    assert period.reason.startswith("By letter of 23 October 2023")


def test_a_deny_by_one_rule_or_another_is_not_called_merely_possible(tmp_path: Path) -> None:
    rules = [
        _RULE.format(id=name, when=f'sale.end_use {op} "military"')
        for name, op in (("war", "=="), ("peace", "!="))
    ]
    (tmp_path / "house.toml").write_text(_HEAD + "".join(rules), encoding="utf-8")
    told = timeline(Sale(**BEIJING, end_use="unknown"), rulebook=load(tmp_path))
    after = told.periods[1]
    assert (after.verdict, set(after.deciding)) == ("deny", {"war", "peace"})
    assert after.reason.startswith("By one rule or another: So says ")


# -- what goes with it -----------------------------------------------------------------------


def test_a_timeline_has_the_header_of_a_verdict() -> None:
    told, verdict = of(GROUP), screen(Sale(**GROUP))
    assert (told.rulebook, told.lists, told.earmark) == (
        verdict.rulebook,
        verdict.lists,
        verdict.earmark,
    )
    assert told.judges == {"reference": "every period", "chaining": "not asked"}
    assert told.caveats[0] == verdict.caveats[0]
    assert any("was taken to be owned at least half" in caveat for caveat in told.caveats)


def test_the_sale_is_repeated_without_a_day() -> None:
    sale = of({**GROUP, "quantity": 64, "destination": "Hong Kong"}).sale
    assert sale == {
        "buyer": "SenseTime Group Inc.",
        "subsidiary": "SenseTime International Pte. Ltd.",
        "chip": "H800",
        "destination": "HK",
        "ship_from": "US",
        "quantity": 64,
    }


def test_what_is_assumed_on_some_days_only_is_said_once() -> None:
    caveats = of({**GROUP, "destination": "Hong Kong"}).caveats
    assert caveats.count("Hong Kong counts as China under the EAR since 2020-12-23.") == 1


def test_the_day_through_which_the_rules_were_checked_is_a_caveat(tmp_path: Path) -> None:
    through = shipped().verified_through
    assert f"This rulebook was checked through {through}." in of(GROUP).caveats[1]
    rule = _RULE.format(id="stop", when='sale.destination == "CN"')
    (tmp_path / "house.toml").write_text(_HEAD + rule, encoding="utf-8")
    told = timeline(Sale(**GROUP), rulebook=load(tmp_path))
    assert told.caveats[1] == "This rulebook does not say through which day it was checked."
    assert told.rulebook.verified_through is None


def test_a_day_before_the_first_has_no_period() -> None:
    with pytest.raises(ValueError, match="2018-12-31 is before 2019-01-01"):
        of(BEIJING).on(date(2018, 12, 31))


def test_a_kind_that_the_places_contradict_on_some_days_names_the_day() -> None:
    sale = Sale(buyer="A", chip="T4", destination="CN", ship_from="HK", kind="transfer")
    with pytest.raises(UsageError, match="on 2019-01-01 kind is 'transfer', but from Hong Kong"):
        timeline(sale)


def test_a_timeline_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        of(BEIJING).earmark = "other"


def test_rules_on_investments_are_refused() -> None:
    sale = Sale(**BEIJING, on=date(2024, 1, 1))
    with pytest.raises(InputFileError, match="about investments"):
        timeline(sale, rulebook=shipped_for_investments())


def test_a_listing_at_the_stated_address_turns_the_verdict_on_its_day() -> None:
    address = "Unit 1806, 18/F, Wing Hing Tower, 97 Hollander Road, HK"
    stated = {"list": "EL", "name": "Gzorvex Trading", "addresses": [address]}
    stated |= {"countries": ["HK"], "from": date(2019, 6, 5)}
    registry = registry_of(tuple(stated_rows({"listings": [stated]}, [])), date(2024, 1, 1))
    sale = Sale(
        buyer="Quillmark", buyer_address=address, chip="T4", destination="DE", on=date(2024, 1, 1)
    )
    shown = timeline(sale, registry=registry)
    assert [shown.on(date(2019, 6, day)).verdict for day in (4, 5)] == ["allow", "review"]
