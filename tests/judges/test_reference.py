"""The meaning of a rulebook: what fires, in which order it is asked, and why the rest is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from earmark.judges.reference import Asked, Judgement, holds, judge, settled, standing_findings
from earmark.law.condition import ALWAYS
from earmark.law.parse import parse_condition
from earmark.law.rule import Control, Effect, Rule, Status, Window
from earmark.law.rulebook import Law, Statement
from earmark.law.template import Template
from earmark.matter import Value

DAY = date(2024, 2, 1)
CONTROL = Control("A control", "made up", "a.toml")
WINDOWS = (Window(date.min, date.max),)


@dataclass
class Known:
    """What is known, the rest being open; ``asked`` is what was asked, in order."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    law: Mapping[str, bool] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def value(self, path: str) -> Value:
        self.asked.append(path)
        if path not in self.facts:
            raise Asked(path)
        return self.facts[path]

    def applies(self, doubt: str) -> bool:
        if doubt not in self.law:
            raise Asked(doubt)
        return self.law[doubt]


def stated(name: str, when: str = "", doubt: str = "", **more: Any) -> Statement:
    """A rule about a chip that finds its own name, unless told otherwise."""
    about = more.get("about", "chip")
    status = more.pop("status", Status.IN_FORCE)
    plain: dict[str, Any] = {"about": about, "effect": Effect.FINDS, "finding": name}
    condition = parse_condition(when, about) if when else ALWAYS
    rule = Rule(
        **{"id": name, "title": name, "control": CONTROL, "windows": WINDOWS, **plain, **more},
        says=Template(()),
        when=condition,
    )
    return Statement(rule, status, doubt)


def law(*statements: Statement) -> Law:
    about = {thing: [] for thing in ("chip", "party", "sale", "investment")}
    for statement in statements:
        about[statement.rule.about].append(statement)
    return Law(DAY, {thing: tuple(found) for thing, found in about.items()})


def fired(judgement: Judgement) -> list[str]:
    return [statement.rule.id for statement in judgement.fired]


def told(judgement: Judgement) -> dict[str, str]:
    return {name: f"{words}{what}" for name, (words, what) in judgement.silent.items()}


# --- conditions ------------------------------------------------------------------------------

FACTS: dict[str, Value] = {
    "chip.tpp": 4800,
    "chip.performance_density": None,
    "chip.data_centre": True,
    "chip.designer": "AMD",
    "chip.designer_country": "CN",
}


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("chip.tpp == 4800", True),
        ("chip.tpp != 4800", False),
        ("chip.tpp < 4800", False),
        ("chip.tpp <= 4800", True),
        ("chip.tpp > 4800", False),
        ("chip.tpp >= 4800", True),
        ("chip.tpp > 4799.9999", True),
        ("chip.tpp < 4800.0001", True),
        ('chip.designer == "AMD"', True),
        ('chip.designer != "AMD"', False),
        ('chip.designer in {"AMD", "Intel"}', True),
        ('chip.designer in {"Intel"}', False),
        ('chip.designer_country in group["D:5"]', True),
        ('chip.designer_country not in group["D:5"]', False),
        ('chip.data_centre and chip.designer_country in group["D:5"]', True),
        ('not chip.data_centre or chip.designer_country in group["D:5"]', True),
        ("chip.data_centre", True),
        ("not chip.data_centre", False),
        ("chip.data_centre and chip.tpp < 1", False),
        ("chip.data_centre or chip.tpp < 1", True),
        ("not chip.data_centre or chip.tpp < 1", False),
        *((f"chip.performance_density {sign} 5.92", False) for sign in ("<", "<=", ">", ">=")),
        ("chip.performance_density != 5.92", False),
        ("not chip.performance_density >= 5.92", True),
    ],
)
def test_a_condition_holds_or_not(text: str, so: bool) -> None:
    assert holds(parse_condition(text, "chip"), law(), Known(FACTS)) is so


def test_a_country_is_in_a_group_as_of_the_day_of_the_law() -> None:
    macau = Known({"chip.designer_country": "KH"})
    condition = parse_condition('chip.designer_country in group["D:5"]', "chip")
    assert holds(condition, Law(date(2024, 1, 1), {}), macau)
    assert not holds(condition, Law(date(2021, 1, 1), {}), macau)


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("chip.tpp > 1 and not chip.data_centre", False),
        ("not chip.data_centre and chip.tpp > 1", False),
        ("chip.tpp > 1 or chip.data_centre", True),
        ("chip.data_centre or chip.tpp > 1", True),
    ],
)
def test_what_cannot_matter_is_not_a_question(text: str, so: bool) -> None:
    known = Known({"chip.data_centre": True})
    assert holds(parse_condition(text, "chip"), law(), known) is so


@pytest.mark.parametrize("word", ["and", "or"])
def test_of_two_open_questions_the_first_is_asked(word: str) -> None:
    condition = parse_condition(f"chip.tpp > 1 {word} chip.transfer_rate > 1", "chip")
    with pytest.raises(Asked) as asked:
        holds(condition, law(), Known())
    assert asked.value.key == str(asked.value) == "chip.tpp"


def test_a_condition_is_settled_as_far_as_it_is_known_on_the_day_of_the_law() -> None:
    there = parse_condition('chip.designer_country in group["D:5"]', "chip")
    assert settled(there, law(), Known({"chip.designer_country": "CN"})) is True
    assert settled(there, law(), Known({"chip.designer_country": "DE"})) is False
    assert settled(there, law(), Known()) is None


# --- rules -----------------------------------------------------------------------------------


def test_a_rule_without_conditions_fires() -> None:
    judgement = judge(law(stated("a")), "chip", Known())
    assert (fired(judgement), judgement.silent) == (["a"], {})


def test_a_rule_may_ask_what_the_law_of_the_day_says_of_a_place() -> None:
    rules = law(stated("a", 'chip.designer_country in group["D:5"]'))
    assert fired(judge(rules, "chip", Known(FACTS))) == ["a"]


def test_only_rules_about_the_thing_are_read() -> None:
    assert fired(judge(law(stated("a"), stated("b", about="sale")), "sale", Known())) == ["b"]


def test_a_rule_rests_on_findings_made_just_before_and_on_those_that_stand() -> None:
    rules = law(stated("a"), stated("b", given=("a", "c")), stated("d", given=("e",)))
    judgement = judge(rules, "chip", Known(), standing=["c"])
    assert fired(judgement) == ["a", "b"]
    assert told(judgement) == {"d": "no finding 'e'"}


def test_every_given_finding_must_stand() -> None:
    judgement = judge(law(stated("a", given=("x", "y"))), "chip", Known(), standing=["x"])
    assert told(judgement) == {"a": "no finding 'y'"}


def test_one_finding_of_unless_sets_a_rule_aside() -> None:
    judgement = judge(law(stated("a", unless=("x", "y"))), "chip", Known(), standing=["y"])
    assert told(judgement) == {"a": "set aside by 'y'"}
    assert fired(judge(law(stated("a", unless=("x",))), "chip", Known())) == ["a"]


def test_an_exception_fires_only_where_something_is_to_be_lifted() -> None:
    rules = law(stated("a", effect=Effect.LIFTS, lifts=("x", "y")))
    assert told(judge(rules, "chip", Known())) == {"a": "nothing to lift"}
    assert fired(judge(rules, "chip", Known(), standing=["y"])) == ["a"]


def test_a_condition_that_does_not_hold_is_the_reason() -> None:
    judgement = judge(law(stated("a", "chip.tpp > 4800")), "chip", Known(FACTS))
    assert told(judgement) == {"a": "not so: chip.tpp > 4,800"}


def test_law_in_doubt_is_asked_about_last() -> None:
    rules = law(stated("a", "chip.tpp >= 4800", doubt="law: stayed"))
    with pytest.raises(Asked) as asked:
        judge(rules, "chip", Known(FACTS))
    assert asked.value.key == "law: stayed"
    assert fired(judge(rules, "chip", Known(FACTS, {"law: stayed": True}))) == ["a"]
    refused = judge(rules, "chip", Known(FACTS, {"law: stayed": False}))
    assert told(refused) == {"a": "taken as not in force: law: stayed"}
    never = judge(law(stated("a", "chip.tpp > 4800", doubt="law: stayed")), "chip", Known(FACTS))
    assert fired(never) == []


def test_a_rule_about_a_party_asks_for_its_role_first() -> None:
    roles = frozenset({"buyer", "end_user"})
    rules = law(stated("a", "party.on_entity_list", about="party", roles=roles))
    known = Known({"party.on_entity_list": True})
    assert fired(judge(rules, "party", known, roles=frozenset({"end_user", "parent"}))) == ["a"]
    other = Known()
    judgement = judge(rules, "party", other, roles=frozenset({"parent"}))
    assert told(judgement) == {"a": "not about a party in this role"}
    assert other.asked == []


def test_nothing_rests_on_what_is_not_enforced() -> None:
    codified = stated("a", status=Status.NOT_ENFORCED)
    judgement = judge(law(codified, stated("b", given=("a",))), "chip", Known())
    assert fired(judgement) == ["a"]
    assert told(judgement) == {"b": "no finding 'a'"}
    assert list(standing_findings([codified, stated("c")])) == ["c"]


def test_a_judgement_that_was_begun_goes_on_with_the_rule_that_asked() -> None:
    rules = law(
        stated("a"),
        stated("b", given=("x",)),
        stated("c", "chip.tpp > 1", given=("a",)),
        stated("d", unless=("c",)),
    )
    begun = Judgement()
    with pytest.raises(Asked):
        judge(rules, "chip", Known(), begun=begun)
    assert (fired(begun), [*begun.silent]) == (["a"], ["b"])
    other = begun.copy()
    assert judge(rules, "chip", Known(FACTS), begun=begun) is begun
    assert (fired(begun), [*begun.silent]) == (["a", "c"], ["b", "d"])
    assert (fired(other), [*other.silent]) == (["a"], ["b"])
