"""One rule file: what a rule says, and each mistake with its words, its place and a hint."""

from __future__ import annotations

from datetime import date

import pytest

from earmark.errors import Place
from earmark.law.check import ANY
from earmark.law.condition import ALWAYS
from earmark.law.read import Reading, read_rules
from earmark.law.rule import Citation, Control, Effect, Rule, Status, Window
from earmark.schema import TRANSACTING

HEAD = 'control   = "A control"\nauthority = "15 CFR 700"\n'
REQUIRES = """\
[[rule]]
id       = "licence"
title    = "Fast chips to China"
about    = "sale"
in_force = [{ from = 2020-01-01, until = 2021-01-01 }, { from = 2022-01-01 }]
replaces = "older"
given    = ["fast"]
unless   = ["slow"]
when     = 'sale.destination in {"CN", "MO"}'
requires = { review_policy = "case by case", reason_for_control = "RS", conditions = ["A plan."] }
says     = "A licence is required for {sale.destination}."
note     = "A note."
[[rule.cites]]
law = "15 CFR 700.1"
[[rule.cites]]
law = "15 CFR 700.2"
"""
LIFTS = """\
[[rule]]
id       = "exception"
title    = "An exception"
about    = "sale"
in_force = [{ from = 2020-01-01, status = "unconfirmed", doubt = "whether" }]
lifts    = ["licence"]
acts     = ["nac_notice"]
says     = "It may go."
[[rule.cites]]
law = "15 CFR 740.1"
"""
FINDS = """\
[[rule]]
id       = "listed"
title    = "Listed"
about    = "party"
roles    = ["end_user"]
in_force = [{ from = 2020-01-01 }]
finds    = "entity-list"
says     = "{party.name} is listed."
[[rule.cites]]
law = "15 CFR 744.11"
"""
ONE_LAW = '[[rule.cites]]\nlaw = "15 CFR 740.1"\n'


def read(text: str) -> Reading:
    return read_rules("a.toml", text, {})


def only(text: str) -> Rule:
    reading = read(HEAD + text)
    assert reading.faults == []
    (rule,) = reading.rules
    return rule


def test_a_requirement_is_read_as_it_is_written() -> None:
    rule = only(REQUIRES)
    assert (rule.id, rule.title, rule.about) == ("licence", "Fast chips to China", "sale")
    assert rule.control == Control("A control", "15 CFR 700", "a.toml")
    assert rule.windows == (
        Window(date(2020, 1, 1), date(2021, 1, 1), Status.IN_FORCE, ""),
        Window(date(2022, 1, 1), date.max, Status.IN_FORCE, ""),
    )
    assert (rule.replaces, rule.given, rule.unless) == ("older", ("fast",), ("slow",))
    assert str(rule.when) == "sale.destination in {CN, MO}"
    assert (rule.effect, rule.finding) == (Effect.REQUIRES, "licence")
    policy = rule.review_policy, rule.reason_for_control, rule.conditions
    assert policy == ("case by case", "RS", ("A plan.",))
    assert rule.says.paths == ("sale.destination",)
    assert rule.note == "A note."
    assert rule.cites == (Citation(law="15 CFR 700.1"), Citation(law="15 CFR 700.2"))
    assert rule.place == Place("a.toml", 3, 1)
    assert (rule.roles, rule.lifts, rule.acts) == (frozenset(), (), ())


def test_an_exception_is_read_as_it_is_written() -> None:
    rule = only(LIFTS)
    assert (rule.effect, rule.finding) == (Effect.LIFTS, "exception")
    assert (rule.lifts, rule.acts, rule.when) == (("licence",), ("nac_notice",), ALWAYS)
    assert rule.windows == (Window(date(2020, 1, 1), date.max, Status.UNCONFIRMED, "whether"),)
    assert (rule.review_policy, rule.replaces, rule.note) == ("", "", "")


def test_a_rule_about_a_party_is_about_the_roles_named_or_all_that_transact() -> None:
    assert only(FINDS).roles == {"end_user"}
    assert only(FINDS).finding == "entity-list"
    assert only(FINDS.replace('roles    = ["end_user"]\n', "")).roles == TRANSACTING


@pytest.mark.parametrize("effect", ["warns", "prohibits"])
def test_a_red_flag_and_a_prohibition_are_themselves_findings(effect: str) -> None:
    rule = only(FINDS.replace('finds    = "entity-list"', f"{effect} = true"))
    assert (rule.effect.value, rule.finding) == (effect, "listed")


def test_a_review_policy_may_be_a_fact_that_holds_one() -> None:
    policy = "{party.entity_list_policy}"
    assert only(REQUIRES.replace("case by case", policy)).review_policy == policy


def test_windows_may_follow_each_other_without_a_day_between() -> None:
    rule = only(REQUIRES.replace("from = 2022-01-01", "from = 2021-01-01"))
    assert rule.window(date(2020, 12, 31)) == rule.windows[0]
    assert rule.window(date(2021, 1, 1)) == rule.windows[1]


MISTAKES: list[tuple[str, str, str, str]] = [
    (LIFTS, "authority =", "authorities =",
     "2:15: 'authorities' is no key here (did you mean 'authority'?) [unknown-key]\n1:1: "
     "'authority' is missing [missing-key]"),
    (LIFTS, '"A control"', "5",
     "1:13: control must be text, not 5 [wrong-type]"),
    (LIFTS, "[[rule]]", "[rule]",
     "1:1: rule must be a list of tables [wrong-type]"),
    (REQUIRES, '"licence"', '"Licence!"',
     "4:12: 'Licence!' cannot be a rule's id (use lower-case letters, digits and hyphens) "
     "[bad-id]"),
    (REQUIRES, 'id       = "licence"\n', "",
     "3:1: 'id' is missing [missing-key]"),
    (REQUIRES, 'title    = "Fast chips to China"\n', "",
     "3:1: 'title' is missing [missing-key]"),
    (REQUIRES, '"sale"', '"sail"',
     "6:12: about is 'sail' (did you mean 'sale'?) [unknown-choice]"),
    (REQUIRES, 'about    = "sale"\n', "",
     "3:1: 'about' is missing (it is one of chip, party, sale, investment) [unknown-choice]"),
    (LIFTS, 'in_force = [{ from = 2020-01-01, status = "unconfirmed", doubt = "whether" }]\n', "",
     "3:1: 'in_force' is missing (in_force = [{ from = 2023-11-17 }]) [missing-key]"),
    (FINDS, "[{ from = 2020-01-01 }]", "[]",
     "3:1: 'in_force' is missing (in_force = [{ from = 2023-11-17 }]) [missing-key]"),
    (REQUIRES, "from = 2022-01-01", "from = 2020-12-31",
     "7:12: the window from 2020-12-31 begins before the one before it ends [window-overlap]"),
    (REQUIRES, "from = 2022-01-01", "until = 2022-01-01",
     "7:12: from is missing (from = 2023-11-17, without quotes) [bad-date]"),
    (REQUIRES, "from = 2022-01-01", "from = 2022-01-01T00:00:00",
     "7:12: from is '2022-01-01 00:00:00' (from = 2023-11-17, without quotes) [bad-date]"),
    (REQUIRES, "until = 2021-01-01", 'until = "2021"',
     "7:12: until is '2021' (until = 2023-11-17, without quotes) [bad-date]"),
    (REQUIRES, "until = 2021-01-01", "til = 2021-01-01",
     "7:12: 'til' is no key here (did you mean 'until'?) [unknown-key]\n7:12: the window from "
     "2022-01-01 begins before the one before it ends [window-overlap]"),
    (REQUIRES, "until = 2021-01-01", "until = 2020-01-01",
     "7:12: the window from 2020-01-01 until 2020-01-01 holds no day [empty-window]"),
    (LIFTS, '"unconfirmed"', '"maybe"',
     "7:12: status is 'maybe' (it is one of in_force, unconfirmed, not_enforced) "
     "[unknown-choice]\n7:12: a doubt is stated of law that is not unconfirmed "
     "[doubt-without-status]"),
    (LIFTS, '"unconfirmed"', '"not_enforced"',
     "7:12: a doubt is stated of law that is not unconfirmed [doubt-without-status]"),
    (LIFTS, '"whether"', "5",
     "7:12: doubt must be text, not 5 [wrong-type]"),
    (REQUIRES, '["fast"]', '"fast"',
     '9:12: given must be a list of texts (given = ["…"]) [wrong-type]'),
    (REQUIRES, '["slow"]', "[5]",
     '10:12: unless must be a list of texts (unless = ["…"]) [wrong-type]'),
    (REQUIRES, "'sale.destination in {\"CN\", \"MO\"}'", "5",
     "11:12: when must be text [wrong-type]"),
    (REQUIRES, "'sale.destination", "'sale.destinaton",
     "11:13: there is no fact 'sale.destinaton' (did you mean 'sale.destination'?) "
     "[unknown-field]"),
    (REQUIRES, "requires =", "warns = true\nrequires =",
     "12:9: the rule states requires and warns (exactly one of finds, requires, prohibits, "
     "lifts, warns) [one-effect]"),
    (FINDS, 'finds    = "entity-list"\n', "",
     "3:1: the rule has no effect (exactly one of finds, requires, prohibits, lifts, warns) "
     "[one-effect]"),
    (REQUIRES, "requires = {", 'requires = "x" # {',
     '12:12: requires must be a table (requires = { review_policy = "…", reason_for_control = '
     '"…" }) [wrong-type]'),
    (REQUIRES, "case by case", "case by cases",
     "12:12: 'case by cases' is no review policy (did you mean 'case by case'?) "
     "[unknown-choice]"),
    (REQUIRES, "case by case", "{party.name}",
     "12:12: '{party.name}' is no review policy (it is one of policy of denial, presumption of "
     "denial, case by case, presumption of approval) [unknown-choice]"),
    (REQUIRES, "case by case", "[party.entity_list_policy]",
     "12:12: '[party.entity_list_policy]' is no review policy (it is one of policy of denial, "
     "presumption of denial, case by case, presumption of approval) [unknown-choice]"),
    (REQUIRES, "case by case", "{no.fact}",
     "12:12: '{no.fact}' is no review policy (it is one of policy of denial, presumption of "
     "denial, case by case, presumption of approval) [unknown-choice]"),
    (REQUIRES, "case by case", "",
     "12:12: 'review_policy' is missing [missing-key]"),
    (REQUIRES, "reason_for_control", "reason",
     "12:12: 'reason' is no key here (the keys are review_policy, reason_for_control, "
     "conditions) [unknown-key]\n12:12: 'reason_for_control' is missing [missing-key]"),
    (REQUIRES, '["A plan."]', '"A plan."',
     '12:12: conditions must be a list of texts (conditions = ["…"]) [wrong-type]'),
    (REQUIRES, "{sale.destination}", "{sale.destinatoin}",
     "13:40: says names {sale.destinatoin}, which is no fact (did you mean "
     "'sale.destination'?) [unknown-field]"),
    (REQUIRES, "{sale.destination}", "{}",
     "13:12: says: {} names no fact [bad-template]"),
    (REQUIRES, '"A note."', "5",
     "14:12: note must be text, not 5 [wrong-type]"),
    (REQUIRES, '"older"', "5",
     "8:12: replaces must be text, not 5 [wrong-type]"),
    (REQUIRES, "note     =", 'acts     = ["nac_notice"]\nnote     =',
     "14:12: only an exception (lifts) asks for acts [acts-without-lifts]"),
    (REQUIRES, "note     =", 'roles    = ["end_user"]\nnote     =',
     "14:12: only a rule about a party has roles [roles-without-party]"),
    (LIFTS, '["licence"]', "[]",
     "8:12: lifts names no requirement [missing-key]"),
    (LIFTS, "nac_notice", "nac_notices",
     "9:12: 'nac_notices' is no act (did you mean 'nac_notice'?) [unknown-act]"),
    (LIFTS, "nac_notice", "zzz",
     "9:12: 'zzz' is no act [unknown-act]"),
    (FINDS, 'finds    = "entity-list"', 'prohibits = "x"',
     "9:13: prohibits can only be true [wrong-type]"),
    (FINDS, 'finds    = "entity-list"', "warns = false",
     "9:9: warns can only be true [wrong-type]"),
    (FINDS, "end_user", "end_users",
     "7:12: 'end_users' is no role (did you mean 'end_user'?) [unknown-role]"),
    (FINDS, '["end_user"]', "[]",
     "7:12: roles names no role (leave the key out for all transacting parties) [no-roles]"),
    (FINDS, '"entity-list"', '""',
     "9:12: 'finds' is missing [missing-key]"),
    (FINDS, '"entity-list"', "5",
     "9:12: finds must be text, not 5 [wrong-type]"),
    (LIFTS, ONE_LAW, "",
     '3:1: the rule cites no authority ([[rule.cites]] with law = "15 CFR …") '
     "[missing-citation]"),
    (REQUIRES, '"15 CFR 700.2"', "5",
     "18:7: law must be text, not 5 [wrong-type]\n17:1: the citation has neither law nor seed "
     "[empty-citation]"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "right", "wrong", "said"), MISTAKES)
def test_a_mistake_is_told_in_full(rule: str, right: str, wrong: str, said: str) -> None:
    text = HEAD + rule
    assert text.count(right) == 1
    reading = read(text.replace(right, wrong))
    assert [str(fault) for fault in reading.faults] == [f"a.toml:{one}" for one in said.split("\n")]


def test_all_mistakes_of_a_rule_are_told_and_it_is_given_up() -> None:
    reading = read(HEAD + FINDS.replace("end_user", "zzz").replace('"Listed"', "5") + LIFTS)
    assert [fault.code for fault in reading.faults] == ["wrong-type", "unknown-role"]
    assert [rule.id for rule in reading.rules] == ["exception"]
    assert {"listed", "entity-list"} <= reading.unread


def test_of_every_rule_that_is_given_up_id_and_finding_are_kept() -> None:
    reading = read(HEAD + FINDS.replace("end_user", "zzz") + LIFTS.replace("nac_notice", "zzz"))
    assert {"listed", "entity-list", "exception"} <= reading.unread


def test_each_rule_is_found_again_by_its_place_the_first_of_two_of_a_name() -> None:
    reading = read(HEAD + LIFTS + FINDS + LIFTS)
    assert [rule.id for rule in reading.rules] == ["exception", "listed", "exception"]
    assert [rule.place.line for rule in reading.rules] == [3, 13, 23]
    assert {name: index for name, (_, index) in reading.positions.items()} == {
        "exception": 0,
        "listed": 1,
    }
    assert reading.unread == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\na = "x', "2:1: this is not TOML: Unterminated string (at end of document)"),
        (f"\na = {'9' * 30}", "1:1: this is not TOML: an integer needs more than 64 bits"),
        ("\n\n  a = b c", "3:7: this is not TOML: Invalid value, near 'a = b c'"),
        (f"a = b{'c' * 80}", f"1:5: this is not TOML: Invalid value, near 'a = b{'c' * 55}'"),
        ("a = 1\n\v\n", "2:1: this is not TOML: Invalid statement"),
        ("a = \n", "1:5: this is not TOML: Invalid value, near 'a ='"),
    ],
)
def test_what_is_no_toml_is_one_fault_and_any_name_may_stand_in_it(text: str, said: str) -> None:
    reading = read(text)
    assert [str(fault) for fault in reading.faults] == [f"a.toml:{said} [bad-toml]"]
    assert reading.unread == {ANY}
    assert reading.rules == []
