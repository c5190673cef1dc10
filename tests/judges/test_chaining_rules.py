"""Programs as durable rules: what each becomes, and how much one rule or fact can hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from earmark.judges.chaining_rules import CROWD, FIELDS, PATTERNS, Crowd, Program, Supply
from earmark.judges.chaining_terms import RefusedError

Json = dict[str, Any]


def rule(name: str, about: str = "chip", **more: Any) -> Json:
    plain = {"roles": [], "given": [], "any": [], "unless": [], "when": None, "stratum": 0}
    return {"id": name, "about": about, "finding": name, **plain, **more}


def program(*rules: Json) -> Program:
    return Program({"rules": [*rules]})


def test_one_copy_of_a_fact_serves_a_crowd_and_no_more() -> None:
    supply = Supply()
    first = {"kind": "found0", "name": "n0"}
    assert [supply.take("found", "fast") for _ in range(CROWD)] == [first] * CROWD
    assert supply.facts("found", "fast", thing="0") == [{**first, "thing": "0"}]
    second = {"kind": "found0", "name": "n1"}
    assert supply.take("found", "fast") == second
    assert supply.take("found", "slow") == {"kind": "found0", "name": "n2"}
    assert supply.facts("found", "fast") == [first, second]


def test_a_crowd_is_full_with_so_many_ways_or_fields() -> None:
    crowd = Crowd("chip0")
    crowd.ways = {f"r{number}": "one" for number in range(CROWD - 1)}
    crowd.fields = {"chip.a": None}
    most = {f"chip.{number}": None for number in range(FIELDS - 1)}
    assert crowd.takes(most)
    assert crowd.takes({**most, "chip.a": None})
    assert not crowd.takes({**most, "chip.b": None})
    crowd.ways["last"] = "one"
    assert not crowd.takes({})


@pytest.mark.parametrize("more", [0, 1])
def test_a_rule_asks_for_so_many_fields_at_most(more: int) -> None:
    asked = [{"is": f"chip.f{number}"} for number in range(FIELDS + more)]
    wide = rule("wide", when={"all": asked})
    if more:
        with pytest.raises(RefusedError, match=f"'wide': it asks for more than {FIELDS} fields"):
            program(wide)
    else:
        assert len(program(wide).fields["wide"]) == FIELDS


@pytest.mark.parametrize("more", [0, 1])
def test_a_rule_needs_so_many_facts_at_once_at_most(more: int) -> None:
    given = [f"f{number}" for number in range(PATTERNS - 2 + more)]
    deep = rule("deep", given=given)
    if more:
        with pytest.raises(RefusedError, match=f"needs {PATTERNS + 1} patterns"):
            program(deep)
    else:
        assert len(json.loads(program(deep).durable)["0"]["all"]) == PATTERNS


def test_no_two_patterns_of_a_way_are_called_the_same() -> None:
    group = {"group": ["sale.destination", "D:5"]}
    both = {"all": [group, {"not": {"group": ["sale.origin", "D:5"]}}]}
    full = rule("full", "sale", given=["a", "b"], unless=["c", "d"], when=both, stratum=1)
    patterns = json.loads(program(full).durable)["0"]["all"]
    called = [name.removesuffix("$not") for pattern in patterns for name in pattern]
    assert len(called) == 8
    assert len(set(called)) == 8


def test_a_rule_that_cannot_be_expressed_is_named_by_the_beginning_of_its_name() -> None:
    twice = rule("x" * 100)
    with pytest.raises(RefusedError) as refused:
        program(twice, rule("x" * 100))
    assert str(refused.value) == (
        f"cannot express rule '{'x' * 80}': another rule has the same name"
    )


@pytest.mark.parametrize("word", ["given", "any", "unless"])
@pytest.mark.parametrize("about", ["chip", "sale"])
def test_a_rule_rests_only_on_what_is_settled_below_it(about: str, word: str) -> None:
    program(rule("early"), rule("late", about, stratum=1, **{word: ["early"]}))
    with pytest.raises(RefusedError, match="'early' is not settled in a lower stratum"):
        program(rule("early", stratum=1), rule("late", about, stratum=1, **{word: ["early"]}))


def test_what_is_found_of_other_things_only_a_rule_about_the_deal_rests_on() -> None:
    of_party = rule("of-party", "party", finding="found", stratum=2)
    program(of_party, rule("of-chip", given=["found"], stratum=1))
    with pytest.raises(RefusedError, match="not settled"):
        program(of_party, rule("of-sale", "sale", given=["found"], stratum=1))
