"""A law and a case as plain data: figures in the unit that the second judge can hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from earmark import Investment
from earmark.facts.target import resolve_investment
from earmark.investing import weigh
from earmark.judges.program import program
from earmark.law.rulebook import shipped_for_investments
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
