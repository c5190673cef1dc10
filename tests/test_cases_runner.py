"""The worked cases: they hold, and they try every rule on every day on which it changed.

The rules on sales and those on investments are two rulebooks; both are held to the same.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from earmark.cases import Case, Outcome, read_cases, run_case
from earmark.errors import InputFileError
from earmark.law.rulebook import shipped, shipped_for_investments
from earmark.resources import CASES
from earmark.sale import FIRST_DAY, Sale
from earmark.verdict import Verdict

RULES = (*shipped().rules, *shipped_for_investments().rules)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """Return how every shipped case went. That all hold is seen by ``earmark cases``."""
    return [run_case(case) for case in read_cases()]


def fired(verdict: Verdict) -> set[str]:
    findings = {finding.rule for finding in verdict.findings}
    return findings | {warning.rule for warning in verdict.warnings}


def test_every_rule_fires_in_a_case(outcomes):
    tried = set().union(*(fired(one.verdict) for one in outcomes))
    assert {rule.id for rule in RULES} == tried


def test_every_rule_is_named_by_a_case_that_would_fail_without_it(outcomes):
    named = {
        name
        for one in outcomes
        for key in ("deciding", "finds", "warns", "exceptions")
        for name in one.case.expected.get(key, ())
    }
    because = {
        name
        for one in outcomes
        for finding in one.verdict.findings
        if finding.rule in named
        for name in finding.because
    }
    assert {rule.id for rule in RULES} <= named | because


def test_no_two_rules_have_the_same_id_not_even_in_two_rulebooks():
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_names_of_cases_are_sentences_that_no_two_share(outcomes):
    names = [one.case.name for one in outcomes]
    assert len(names) == len(set(names))
    assert all(" " in name for name in names)


# -- boundaries ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Boundary:
    """A day on which a window of a rule begins or ends."""

    rule: str
    day: date
    begins: bool
    ends: bool


def boundaries() -> list[Boundary]:
    found = []
    for rule in RULES:
        starts = {window.start for window in rule.windows}
        ends = {window.until for window in rule.windows}
        for day in sorted((starts | ends) - {date.max, FIRST_DAY}):
            found.append(Boundary(rule.id, day, day in starts, day in ends))
    return found


@pytest.fixture(scope="module")
def by_sale(outcomes) -> dict[str, dict[date, Outcome]]:
    """Return outcomes by sale, the day aside, and then by day."""
    found: dict[str, dict[date, Outcome]] = defaultdict(dict)
    for outcome in outcomes:
        deal = outcome.case.deal
        found[deal.model_dump_json(exclude={"on"})][deal.on] = outcome
    return found


@pytest.mark.parametrize("boundary", boundaries(), ids=lambda one: f"{one.rule} {one.day}")
def test_a_sale_is_tried_on_the_last_day_before_and_on_the_first_day_after(boundary, by_sale):
    before = boundary.day - timedelta(days=1)
    pairs = [
        (days[before], days[boundary.day])
        for days in by_sale.values()
        if before in days and boundary.day in days
    ]
    assert any(tells(boundary, *pair) for pair in pairs)


def tells(boundary: Boundary, before: Outcome, after: Outcome) -> bool:
    """Tell whether two outcomes of one sale show that a window of a rule begins or ends."""
    then, now = boundary.rule in fired(before.verdict), boundary.rule in fired(after.verdict)
    if boundary.begins and boundary.ends:
        # One window follows the other: the rule stands on both days, and says something else.
        asked = [[question.fact for question in one.verdict.questions] for one in (before, after)]
        return then and now and asked[0] != asked[1]
    return (then, now) == (boundary.ends, boundary.begins)


def test_the_record_of_the_law_begins_on_a_day_before_which_nothing_can_be_screened():
    first = {window.start for rule in shipped().rules for window in rule.windows}
    assert min(first) == FIRST_DAY


# -- running ---------------------------------------------------------------------------------


def test_a_case_that_differs_says_how_and_keeps_its_verdict():
    sale = Sale(buyer="Sense Time", chip="T4", destination="CN", on=date(2023, 5, 15))
    case = Case("a.toml", "It is hoped for", sale, {"verdict": "allow"})
    outcome = run_case(case, shipped())
    assert outcome.differences == ("expected allow, got deny by entity-list-licence",)
    assert outcome.verdict.verdict == "deny"
    right = replace(case, expected={"verdict": "deny", "deciding": ["entity-list-licence"]})
    assert run_case(right, shipped()).differences == ()


def test_a_disagreement_of_the_judges_fails_a_case(monkeypatch):
    sale = Sale(buyer="Sense Time", chip="T4", destination="CN", on=date(2023, 5, 15))
    verdict = run_case(Case("a.toml", "n", sale, {"verdict": "deny"}), shipped()).verdict
    torn = verdict.model_copy(update={"judges": {"differences": "they do not agree"}})
    monkeypatch.setattr("earmark.cases.screen", lambda *_args, **_options: torn)
    outcome = run_case(Case("a.toml", "n", sale, {"verdict": "deny"}), shipped())
    assert outcome.differences == ("the judges disagree: they do not agree",)


def test_a_variation_overrides_the_sale_and_adds_to_the_name(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(
        '[[case]]\nname = "A case"\nsale = { buyer = "A", chip = "B", destination = "CN" }\n'
        'verdict = "deny"\nexpect = [{}, { chip = "C", verdict = "allow" }]\n',
        encoding="utf-8",
    )
    first, second = read_cases(path)
    assert (first.name, first.deal.chip, first.expected["verdict"]) == ("A case", "B", "deny")
    assert (second.name, second.deal.chip) == ("A case [chip C]", "C")
    assert second.expected == {"verdict": "allow"}
    assert {first.file, second.file} == {"a.toml"}


def test_a_case_without_variations_is_one_case(tmp_path):
    path = tmp_path / "a.toml"
    sale = 'sale = { buyer = "A", chip = "B", destination = "CN" }\n'
    path.write_text(f'[[case]]\n{sale}verdict = "deny"\nexpect = []\n', encoding="utf-8")
    assert [case.name for case in read_cases(path)] == ["case 1"]


@pytest.mark.parametrize("file", sorted(CASES.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_file_says_what_it_is_about(file: Path):
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_faults_carry_the_code_bad_case(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('[[case]]\nname = "n"\n', encoding="utf-8")
    with pytest.raises(InputFileError) as caught:
        read_cases(path)
    assert {fault.code for fault in caught.value.faults} == {"bad-case"}


def test_a_case_may_state_where_an_owner_on_file_has_its_seat(tmp_path):
    path = tmp_path / "owner.toml"
    path.write_text(
        "[[case]]\n"
        'name = "Only the registry knows that the parent sits in China"\n'
        'sale = { buyer = "Merlion Compute", buyer_hq = "SG", chip = "H800", destination = "SG", '
        "on = 2024-01-01 }\n"
        'stakes = [{ owner = "Northwind", owner_hq = "China", owned = "Merlion Compute", '
        'percent = "100" }]\n'
        'expect = [{ verdict = "deny" }]\n',
        encoding="utf-8",
    )
    (case,) = read_cases(path)
    assert run_case(case, None).verdict.verdict == "deny"


def test_a_country_on_file_that_is_none_is_told_with_its_case_and_its_place(tmp_path):
    path = tmp_path / "owner.toml"
    path.write_text(
        "[[case]]\n"
        'name = "n"\n'
        'sale = { buyer = "B", chip = "H800", destination = "SG", on = 2024-01-01 }\n'
        'listings = [{ list = "EL", name = "N", countries = ["DE", "Chian"] }]\n'
        'stakes = [{ owner = "N", owner_hq = "Chian", owned = "B" }]\n'
        'expect = [{ verdict = "deny" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(InputFileError) as caught:
        read_cases(path)
    said = (
        "'Chian' is not a country: a name or an ISO 3166 code was expected (did you mean 'China'?)"
    )
    assert [fault.message for fault in caught.value.faults] == [
        f"{path}: n: listings 1: countries.1: {said}",
        f"{path}: n: stakes 1: owner_hq: {said}",
    ]
