"""A law and a case as plain data: figures in the unit that the second judge can hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from earmark import Investment
from earmark.facts.target import resolve_investment
from earmark.investing import weigh
from earmark.judges.program import case, program
from earmark.law.rulebook import Law, load, shipped_for_investments
from earmark.matter import Thing
from earmark.second_opinion import as_case

DAY = date(2025, 6, 2)


def told_of(operations: int) -> str:
    """Return what the second judge is told of a count of operations."""
    investment = Investment(
        investor="Acme", target="Moonshot AI", training_operations=operations, on=DAY
    )
    book = shipped_for_investments()
    weighed = weigh(resolve_investment(investment), book, investment)
    case = as_case(weighed.every.alternatives, book.on(DAY), weighed.sides[0])
    (itself,) = (thing for thing in case["things"] if thing["about"] == "investment")
    told: str = itself["facts"]["training_operations"]["number"]
    return told


def test_operations_are_told_in_units_of_ten_to_the_eighteenth_and_none_is_rounded() -> None:
    assert told_of(10**25) == "10000000/1"
    assert Fraction(told_of(10**25 + 1)) * 10**18 == 10**25 + 1
    assert told_of(1) == f"1/{10**18}"


def test_limits_are_told_in_the_same_unit() -> None:
    rules = {rule["id"]: rule for rule in program(shipped_for_investments().on(DAY))["rules"]}
    compared = rules["outbound-ai-compute"]["when"]["all"][1]["compare"]
    assert compared == ["investment.training_operations", ">", {"number": "10000000/1"}]


RULES = """
control = "Made up"
authority = "made up"
[[rule]]
id = "a"
title = "A"
about = "party"
roles = ["end_user", "consignee"]
in_force = [{ from = 2020-01-01 }]
when = '''
not party.on_entity_list
or (party.headquarters == "CN" and party.headquarters in {"DE", "CN"})
'''
finds = "found"
says = "{party.name}"
cites = [{ law = "made up" }]
[[rule]]
id = "b"
title = "B"
about = "sale"
in_force = [{ from = 2020-01-01, status = "not_enforced" }]
given = ["found"]
unless = ["c"]
requires = { review_policy = "case by case", reason_for_control = "RS" }
says = "."
cites = [{ law = "made up" }]
[[rule]]
id = "c"
title = "C"
about = "chip"
in_force = [{ from = 2020-01-01 }]
when = 'chip.performance_density < 5.92 or chip.designer_country in group["D:5"]'
finds = "c"
says = "."
cites = [{ law = "made up" }]
[[rule]]
id = "d"
title = "D"
about = "sale"
in_force = [{ from = 2020-01-01 }]
lifts = ["b"]
says = "."
cites = [{ law = "made up" }]
"""


@pytest.fixture
def law(tmp_path: Path) -> Law:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    return load(path).on(DAY)


def test_a_law_is_told_rule_by_rule(law: Law) -> None:
    of_places = [
        {"compare": ["party.headquarters", "==", {"text": "CN"}]},
        {"in": ["party.headquarters", ["DE", "CN"]]},
    ]
    of_party = {"any": [{"not": {"is": "party.on_entity_list"}}, {"all": of_places}]}
    of_chip = [
        {"compare": ["chip.performance_density", "<", {"number": "148/25"}]},
        {"group": ["chip.designer_country", "D:5"]},
    ]
    blank = {"roles": [], "given": [], "any": [], "unless": [], "when": None, "stratum": 0}
    assert {rule["id"]: rule for rule in program(law)["rules"]} == {
        "a": blank
        | {"id": "a", "about": "party", "roles": ["consignee", "end_user"], "when": of_party}
        | {"finding": "found"},
        "b": blank
        | {"id": "b", "about": "sale", "given": ["found"], "unless": ["c"], "stratum": 1}
        | {"finding": "not enforced: b"},
        "c": blank | {"id": "c", "about": "chip", "when": {"any": of_chip}, "finding": "c"},
        "d": blank | {"id": "d", "about": "sale", "any": ["b"], "finding": "d", "stratum": 2},
    }


def test_a_deal_is_told_thing_by_thing(law: Law) -> None:
    facts = {"chip.tpp": Fraction(1, 3), "chip.data_centre": True, "chip.designer_country": "CN"}
    chip = Thing("chip", "chip", "A chip", (), roles=frozenset({"z", "y"}))
    told = case(law, [(chip, {**facts, "chip.designer": None})], ["b", "a"])
    assert told == {
        "things": [
            {
                "key": "chip",
                "about": "chip",
                "roles": ["y", "z"],
                "facts": {
                    "tpp": {"number": "1/3"},
                    "data_centre": {"flag": True},
                    "designer_country": {"text": "CN"},
                    "designer": None,
                },
            }
        ],
        "members": [["D:5", "CN"]],
        "off": ["a", "b"],
    }


def test_only_places_are_members_of_groups(law: Law) -> None:
    chip = Thing("chip", "chip", "A chip", ())
    told = case(law, [(chip, {"chip.designer": "CN", "chip.designer_country": "RU"})], [])
    assert told["members"] == [["D:5", "RU"]]


def test_a_count_of_operations_that_does_not_apply_is_told_as_none() -> None:
    itself = Thing("investment", "investment", "An investment", ())
    law = shipped_for_investments().on(DAY)
    told = case(law, [(itself, {"investment.training_operations": None})], [])
    assert told["things"][0]["facts"] == {"training_operations": None}
