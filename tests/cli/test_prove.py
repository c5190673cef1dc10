"""``earmark prove`` on the command line."""

import json
from pathlib import Path

import pytest

HEAD = 'control = "A control"\nauthority = "15 CFR 1"\n'
GAP = """
[[rule]]
id = "china"
title = "China"
about = "sale"
in_force = [{ from = 2020-01-01, until = 2021-01-01 }, { from = 2021-01-02 }]
when = 'sale.destination == "CN"'
requires = { review_policy = "presumption of denial", reason_for_control = "RS" }
says = "A licence is required."

[[rule.cites]]
law = "15 CFR 1"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "gap.toml"
    file.write_text(HEAD + GAP, encoding="utf-8")
    return file


def test_a_broken_property_is_a_case_to_paste_and_exit_code_1(earmark, rules, tmp_path):
    done = earmark("prove", "--rules", str(rules), "--property", "no-gap")
    assert done.code == 1
    assert done.err == ""
    assert "no-gap is broken" in done.out
    assert "1 property" in done.words
    case = done.out[done.out.index("[[case]]") : done.out.index("\n\n", done.out.index("[[case]]"))]
    pasted = tmp_path / "pasted.toml"
    pasted.write_text(case, encoding="utf-8")
    assert earmark("cases", str(pasted), "--rules", str(rules)).code == 0


def test_a_property_that_holds_is_exit_code_0(earmark, rules):
    done = earmark("prove", "--rules", str(rules), "--property", "consistent")
    assert done.code == 0
    assert "consistent holds" in done.out
    assert "Every sale there can be, on every day since 2019-01-01" in done.out


def test_a_proof_is_one_json_object(earmark, rules):
    done = earmark("prove", "--rules", str(rules), "--json")
    assert done.code == 1
    proof = json.loads(done.out)
    assert {one["name"]: one["holds"] for one in proof["properties"]}["no-gap"] is False
    assert proof["deals"] == "sale"


def test_what_is_proved_of_investments_is_said(earmark):
    path = Path(__file__).parents[2] / "rules" / "investment"
    done = earmark("prove", "--rules", str(path))
    assert done.code == 0
    assert "Every investment there can be" in done.out


def test_a_property_that_is_none_is_told_with_the_nearest(earmark):
    done = earmark("prove", "--property", "monotonous")
    assert done.code == 2
    assert done.lines == [
        "earmark: there is no property 'monotonous' (did you mean 'monotone'?) [unknown-property]"
    ]
