"""Every difference in law has an example, or is listed without one; every example is true."""

from datetime import date, timedelta
from functools import cache

import pytest

from earmark import Sale, screen
from earmark.law.rulebook import load, shipped
from earmark.law_diff.search import diff_law
from earmark.resources import RULES
from earmark.standpoints import Standpoint

DAYS = ("2020-12-23", "2022-10-21", "2022-12-16", "2023-01-17", "2023-11-17", "2026-07-10")


@cache
def compared(before, after):
    days = [date.fromisoformat(day) for day in (before, after)]
    return diff_law(*(Standpoint(day.isoformat(), shipped(), day) for day in days))


def since_the_eve_of(day):
    """Return what differs between a day on which law changed and its eve."""
    return compared((date.fromisoformat(day) - timedelta(days=1)).isoformat(), day)


def october():
    """Return what differs with the rules of October 2023."""
    return since_the_eve_of("2023-11-17")


def shown_by(diff, name):
    """Return the example of a difference."""
    return next(one for one in diff.examples if name in {each.name for each in one.differences})


# -- what must hold for all examples ---------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
def test_the_count_reconciles(day):
    diff = since_the_eve_of(day)
    told = [one for example in diff.examples for one in example.differences]
    assert len(told) == len(set(told)) == diff.shown
    assert len(diff.without_example) == diff.not_shown
    assert diff.found == diff.shown + diff.not_shown == len({*told, *diff.without_example})


@pytest.mark.parametrize("day", DAYS)
def test_every_example_is_screened_as_it_is_told(day):
    diff = since_the_eve_of(day)
    for example in diff.examples:
        for day, answer in (
            (example.before_on, example.before),
            (example.after_on, example.after),
        ):
            verdict = screen(Sale(**example.sale, on=day))
            assert verdict.verdict == answer.verdict
            assert verdict.licence.review_policy == answer.review_policy


@pytest.mark.parametrize("day", DAYS)
def test_every_rule_that_is_shown_fires_on_one_day_only_or_differently(day):
    diff = since_the_eve_of(day)
    for example in diff.examples:
        fired = [
            {finding.rule for finding in screen(Sale(**example.sale, on=day)).findings}
            for day in (example.before_on, example.after_on)
        ]
        for one in example.differences:
            if one.kind == "rule" and one.change != "changed":
                assert (one.name in fired[1], one.name in fired[0]) == (
                    one.change == "new",
                    one.change == "gone",
                )


@pytest.mark.parametrize("day", DAYS)
def test_an_example_of_a_table_is_judged_otherwise(day):
    diff = since_the_eve_of(day)
    for example in diff.examples:
        if any(one.kind != "rule" for one in example.differences):
            verdicts = [
                screen(Sale(**example.sale, on=day))
                for day in (example.before_on, example.after_on)
            ]
            told = [
                (one.verdict, one.licence.review_policy, {found.rule for found in one.findings})
                for one in verdicts
            ]
            assert told[0] != told[1]


@pytest.mark.parametrize("day", DAYS)
def test_what_an_example_states_can_be_pasted(day):
    diff = since_the_eve_of(day)
    for example in diff.examples:
        assert {"buyer", "chip", "destination"} <= example.sale.keys()
        assert not {"on", "quantity"} & example.sale.keys()
        assert all(str(value).isprintable() for value in example.sale.values())


@pytest.mark.parametrize("day", ["2022-12-16", "2023-11-17"])
def test_the_other_way_round_everything_is_mirrored(day):
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()

    def told(diff, before, after):
        return {
            (
                tuple(sorted(example.sale.items())),
                getattr(example, before),
                getattr(example, after),
                frozenset(one.name for one in example.differences),
                frozenset(example.also),
            )
            for example in diff.examples
        }

    there, back = compared(eve, day), compared(day, eve)
    assert told(there, "before", "after") == told(back, "after", "before")
    assert there.found == back.found


def test_a_day_differs_from_itself_in_nothing():
    diff = compared("2023-11-17", "2023-11-17")
    assert (diff.found, diff.examples, diff.without_example) == (0, (), ())


# -- the rules of October 2023 ---------------------------------------------------------------


def test_every_rule_of_october_2023_has_an_example():
    assert october().found > 30
    assert october().without_example == ()


def test_the_chips_that_the_source_names_show_the_rule_that_it_supports():
    example = shown_by(october(), "3a090-a")
    assert example.sale["chip"] in ("A800", "H800")
    assert example.sale["destination"] == "CN"
    assert example.after.verdict == "deny"
    assert "ac-macau-d5" in {one.name for one in example.differences}


def test_the_headquarters_rule_is_shown_outside_china():
    example = shown_by(october(), "ac-headquarters")
    assert example.sale["destination"] != "CN"
    assert (example.before.verdict, example.after.verdict) == ("allow", "deny")


def test_a_chip_that_is_not_made_for_data_centres_shows_the_case_by_case_policy():
    example = shown_by(october(), "ac-headquarters-case-by-case")
    assert example.sale["chip"] == "RTX 4090"
    assert example.after.review_policy == "case by case"


def test_an_exception_is_shown_by_a_sale_that_states_its_acts():
    example = shown_by(october(), "nac-2023")
    assert example.sale["purchase_order"] is True
    assert example.after.verdict == "allow"


def test_an_example_names_the_other_rules_that_differ_and_carry_its_answer():
    example = shown_by(october(), "ac-headquarters")
    assert {"3a090-a", "ac-item-a"} <= {*example.also, *(one.name for one in example.differences)}


# -- other days ------------------------------------------------------------------------------


def test_macau_shows_what_came_in_january_2023():
    example = shown_by(compared("2023-01-16", "2023-01-17"), "ac-2022-china-macau")
    assert example.sale["destination"] == "MO"
    assert (example.before.verdict, example.after.verdict) == ("allow", "deny")


def test_a_party_of_a_list_shows_that_it_was_put_there():
    (example,) = compared("2022-12-15", "2022-12-16").examples
    assert example.after.verdict == "deny"
    assert [one.name for one in example.differences] == ["entity-list"]


def test_a_country_that_joins_a_group_is_shown_by_a_sale_to_it():
    example = shown_by(compared("2024-03-14", "2024-03-15"), "NI")
    assert "NI" in example.sale.values()


def test_a_country_that_no_rule_asks_for_has_no_example_and_that_is_said():
    diff = compared("2020-12-22", "2020-12-29")
    assert {"CY", "MX"} <= {one.name for one in diff.without_example}


# -- rulebooks -------------------------------------------------------------------------------


@pytest.fixture
def changed(tmp_path):
    """Return a function that compares the shipped rulebook with one that has other words."""

    def call(file, old, new, day=None):
        for source in RULES.glob("*.toml"):
            text = source.read_text(encoding="utf-8")
            if source.name == file:
                assert old in text
                text = text.replace(old, new)
            (tmp_path / source.name).write_text(text, encoding="utf-8")
        return diff_law(
            Standpoint("ours", shipped(), day), Standpoint("theirs", load(tmp_path), day)
        )

    return call


def test_a_lower_limit_is_shown_by_a_chip_between_both(changed):
    change = "advanced_computing_2023.toml", "\nchip.tpp >= 4800\n", "\nchip.tpp >= 4777\n"
    diff = changed(*change, day=date(2023, 11, 17))
    example = shown_by(diff, "3a090-a")
    assert example.before_on == example.after_on
    assert (example.before, diff.not_shown) != (example.after, 1)


def test_on_a_day_the_examples_are_of_that_day(changed):
    change = "advanced_computing_2023.toml", "\nchip.tpp >= 4800\n", "\nchip.tpp >= 4000\n"
    diff = changed(*change, day=date(2024, 6, 1))
    assert {one.after_on for one in diff.examples} == {date(2024, 6, 1)}


def test_a_rule_of_the_past_is_shown_on_a_day_on_which_it_was_law(changed):
    diff = changed(
        "advanced_computing_2022.toml", "chip.transfer_rate >= 600", "chip.transfer_rate >= 400"
    )
    example = shown_by(diff, "3a090-2022")
    assert date(2022, 10, 21) <= example.after_on < date(2023, 11, 17)


def test_other_words_have_no_example(changed):
    diff = changed(
        "entity_list.toml", 'title    = "On the NS-CMIC', 'title    = "Named on the NS-CMIC'
    )
    assert (diff.found, diff.shown) == (1, 0)
    assert [one.decisive for one in diff.without_example] == [False]
