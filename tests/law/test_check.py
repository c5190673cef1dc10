"""What must hold between rules: each fault with its words, its place, a hint, and no second one."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from earmark.law.check import ANY, check_rules
from earmark.law.read import read_rules

HEAD = 'control = "C"\nauthority = "15 CFR 700"\n'
LICENCE = 'requires = { review_policy = "case by case", reason_for_control = "RS" }'


def rule(name: str, about: str, *lines: str, says: str = "It is so.", days: str = "") -> str:
    """Return a rule whose own lines begin with its fifth."""
    own = "\n".join(lines)
    return f"""\
[[rule]]
id = "{name}"
title = "T"
about = "{about}"
{own}
in_force = [{{ {days or "from = 2020-01-01"} }}]
says = "{says}"
[[rule.cites]]
law = "15 CFR 700.1"
"""


def faults(*rules: str, unread: Collection[str] = ()) -> list[str]:
    reading = read_rules("a.toml", HEAD + "".join(rules), {})
    assert reading.faults == []
    found = check_rules(reading.rules, reading.positions, unread)
    return [str(fault).removeprefix("a.toml:") for fault in found]


CHIP = rule("chip", "chip", 'finds = "fast"')
SALE = rule("licence", "sale", LICENCE)
PARTY = rule("party", "party", 'finds = "listed"')
TARGET = rule("target", "party", 'finds = "holding"', 'roles = ["target"]')
INVESTMENT = rule("fund", "investment", 'finds = "passive"')


@pytest.mark.parametrize("rules", [(CHIP, SALE, PARTY), (INVESTMENT, TARGET), (CHIP,), ()])
def test_rules_that_go_together_have_no_fault(rules: tuple[str, ...]) -> None:
    assert faults(*rules) == []


def test_an_id_is_taken_by_the_first() -> None:
    assert faults(CHIP, SALE, CHIP, CHIP) == [
        "21:1: the id 'chip' is already taken at a.toml:3:1 [duplicate-id]",
        "30:1: the id 'chip' is already taken at a.toml:3:1 [duplicate-id]",
    ]


def test_a_finding_may_bear_the_id_of_another_that_finds_and_of_no_other() -> None:
    assert faults(CHIP, rule("b", "chip", 'finds = "chip"')) == []
    assert faults(SALE, rule("b", "sale", 'finds = "licence"')) == [
        "12:1: 'licence' is also the id of a rule, at a.toml:3:1 (that rule is itself a finding, "
        "by its id; give this finding another name) [ambiguous-finding]"
    ]


@pytest.mark.parametrize("key", ["given", "unless"])
def test_what_a_rule_rests_on_is_found_by_some_rule(key: str) -> None:
    shift = len(key) - len("given")
    assert faults(CHIP, rule("b", "sale", LICENCE, f'{key} = ["fast", "fats", "zzz"]')) == [
        f"17:{19 + shift}: no rule finds 'fats' (did you mean 'fast'?) [unknown-finding]",
        f"17:{27 + shift}: no rule finds 'zzz' [unknown-finding]",
    ]


@pytest.mark.parametrize("key", ["given", "unless"])
def test_a_rule_about_one_thing_rests_on_findings_about_it_alone(key: str) -> None:
    at = 6 + len(key)
    assert faults(CHIP, rule("b", "party", 'finds = "x"', f'{key} = ["fast"]')) == [
        f"17:{at}: a rule about a party cannot rest on 'fast', a finding about a chip (make it a "
        "rule about the sale) [foreign-finding]"
    ]
    both = rule("a", "party", 'finds = "fast"')
    assert faults(CHIP, both, rule("b", "chip", 'finds = "x"', f'{key} = ["fast"]')) == [
        f"26:{at}: a rule about a chip cannot rest on 'fast', a finding about a chip and a party "
        "(make it a rule about the sale) [foreign-finding]"
    ]
    target = rule("b", "party", 'roles = ["target"]\nfinds = "x"', f'{key} = ["passive"]')
    assert faults(INVESTMENT, target) == [
        f"18:{at}: a rule about a party cannot rest on 'passive', a finding about an investment "
        "(make it a rule about the investment) [foreign-finding]"
    ]


def test_a_rule_about_the_deal_rests_on_findings_about_anything() -> None:
    deal = rule("b", "sale", LICENCE, 'given = ["fast", "listed"]', 'unless = ["licence"]')
    assert faults(CHIP, PARTY, SALE, deal) == []
    fund = rule("b", "investment", "warns = true", 'given = ["holding", "passive"]')
    assert faults(TARGET, INVESTMENT, fund) == []


def test_an_exception_lifts_requirements_and_nothing_else() -> None:
    assert faults(CHIP, SALE, rule("b", "sale", 'lifts = ["licenc", "chip", "licence"]')) == [
        "25:11: 'licenc' is no rule that requires a licence (did you mean 'licence'?) "
        "[unknown-requirement]",
        "25:21: 'chip' is no rule that requires a licence [unknown-requirement]",
    ]


@pytest.mark.parametrize(
    ("rules", "path", "about"),
    [
        ((rule("b", "sale", LICENCE, says="{party.name}"),), "party.name", "a sale"),
        # Where the chip alone has the finding there is no party to name.
        (
            (
                rule("b", "chip", 'finds = "x"'),
                rule("c", "party", 'finds = "x"'),
                rule("d", "sale", LICENCE, 'given = ["x"]', says="{party.name}"),
            ),
            "party.name",
            "a sale",
        ),
        ((SALE, INVESTMENT.replace("It", "{party.name}")), "party.name", "an investment"),
        ((INVESTMENT.replace("It", "{chip.tpp}"),), "chip.tpp", "an investment"),
        ((INVESTMENT, TARGET.replace("It", "{chip.tpp}")), "chip.tpp", "a party"),
    ],
)
def test_a_sentence_names_nothing_that_the_rule_has_not_in_view(
    rules: tuple[str, ...], path: str, about: str
) -> None:
    said = f"{{{path}}} has no meaning in a rule about {about} that rests on no party"
    assert any(fault.endswith(f": {said} [foreign-field]") for fault in faults(*rules))


def test_the_place_of_a_foreign_fact_is_that_of_its_braces() -> None:
    (said,) = faults(rule("b", "sale", LICENCE, says="{chip.tpp}: {party.name}"))
    assert said.startswith("9:22: {party.name}")
    policy = LICENCE.replace("case by case", "{party.entity_list_policy}")
    (said,) = faults(rule("b", "sale", policy))
    assert said.startswith("7:32: {party.entity_list_policy}")


def test_a_rule_that_rests_on_a_party_may_name_it() -> None:
    policy = LICENCE.replace("case by case", "{party.entity_list_policy}")
    given = 'given = ["listed"]'
    assert faults(PARTY, rule("b", "sale", policy, given, says="{party.name} {chip.tpp}")) == []
    assert faults(rule("b", "party", 'finds = "x"', says="{party.name} {sale.destination}")) == []
    assert faults(rule("b", "chip", 'finds = "x"', says="{chip.tpp} {sale.destination}")) == []


NEVER_BOTH = "a rulebook is about sales or about investments, never both"
TARGETS = 'of the parties to an investment rules judge one: roles = ["target"]'


def test_rules_for_sales_have_no_place_among_those_about_investments() -> None:
    place = "is a rule for sales, in a rulebook about investments"
    assert faults(INVESTMENT, CHIP, SALE, PARTY, TARGET) == [
        f"15:9: 'chip' {place} ({NEVER_BOTH}) [mixed-rulebook]",
        f"24:9: 'licence' {place} ({NEVER_BOTH}) [mixed-rulebook]",
        f"33:9: 'party' {place} ({TARGETS}) [mixed-rulebook]",
    ]


def test_a_target_has_no_place_where_nothing_is_about_an_investment() -> None:
    said = "judges the target of an investment (no rule here is about an investment)"
    assert faults(SALE, TARGET) == [f"17:9: 'target' {said} [mixed-rulebook]"]
    both = TARGET.replace('["target"]', '["target", "end_user"]')
    assert faults(SALE, both) == [f"17:9: 'target' {said} [mixed-rulebook]"]
    assert faults(SALE, TARGET, unread={"fund"}) == []


def edition(days: str, replaces: str = "old") -> str:
    return rule("new", "chip", 'finds = "fast"', f'replaces = "{replaces}"', days=days)


def old(days: str) -> str:
    return rule("old", "chip", 'finds = "fast"', days=days)


TO_2021 = "from = 2020-01-01, until = 2021-01-01"


def test_an_edition_begins_on_the_day_on_which_the_one_before_it_ends() -> None:
    assert faults(old(TO_2021), edition("from = 2021-01-01")) == []
    again = f"{TO_2021} }}, {{ from = 2022-01-01, until = 2023-01-01"
    assert (
        faults(old(again), edition("from = 2023-01-01, until = 2024-01-01 }, { from = 2025-01-01"))
        == []
    )


@pytest.mark.parametrize(
    ("days", "begins", "said"),
    [
        (TO_2021, "2021-01-02", "a gap between editions: 'old' is in force until 2021-01-01"),
        (TO_2021, "2020-12-31", "an overlap between editions: 'old' is in force until 2021-01-01"),
        ("from = 2020-01-01", "2021-01-01", "an overlap between editions: 'old' never ends"),
    ],
)
def test_between_two_editions_no_day_is_left_out_or_has_both(
    days: str, begins: str, said: str
) -> None:
    code = "edition-gap" if "gap" in said else "edition-overlap"
    assert faults(old(days), edition(f"from = {begins}")) == [
        f"18:12: {said}, 'new' begins on {begins} (let 'old' end with until = {begins}) [{code}]"
    ]


def test_an_edition_replaces_a_rule_that_there_is() -> None:
    days = "from = 2021-01-01"
    assert faults(edition(days, "odl"), old(TO_2021)) == [
        "8:12: there is no rule 'odl' to replace (did you mean 'old'?) [unknown-rule]"
    ]
    assert faults(edition(days, "zzz"), edition(days).replace('"new"', '"newer"'), old(days)) == [
        "8:12: there is no rule 'zzz' to replace [unknown-rule]",
        "19:12: an overlap between editions: 'old' never ends, 'newer' begins on 2021-01-01 (let "
        "'old' end with until = 2021-01-01) [edition-overlap]",
    ]


UNRESOLVED = (
    rule("b", "sale", LICENCE, 'given = ["gone"]'),
    rule("b", "sale", 'lifts = ["gone"]'),
    edition("from = 2021-01-01", "gone"),
)


@pytest.mark.parametrize("text", UNRESOLVED)
def test_a_name_that_may_stand_in_what_was_not_read_is_no_second_fault(text: str) -> None:
    assert len(faults(text)) == 1
    assert faults(text, unread={"gone", "else"}) == []
    assert faults(text, unread={ANY}) == []
    assert len(faults(text, unread={"on"})) == 1


def test_other_faults_stand_whatever_was_not_read() -> None:
    assert len(faults(CHIP, CHIP, unread={ANY, "chip"})) == 1
