"""``earmark check``: the verdict as text, as JSON and as an exit code."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from earmark import Sale, screen
from earmark.resources import SEEDS

ALLOWED = ("--buyer", "Acme", "--buyer-hq", "DE", "--chip", "H100", "--to", "DE")
DENIED = ("--buyer", "Sense Time", "--chip", "H100", "--to", "CN")
DOUBTFUL = ("--buyer", "Acme Cloud", "--chip", "H100", "--to", "Singapore")
LIFTED = (
    "--buyer",
    "Acme",
    "--buyer-hq",
    "US",
    "--chip",
    "RTX 4090",
    "--to",
    "VN",
    "--purchase-order",
)
WARNED = (
    *("--buyer", "Beijing Sensetime Technology Development Co., Ltd."),
    *("--subsidiary", "SenseTime International Pte. Ltd.", "--chip", "H800", "--to", "MY"),
)
DAY = ("--on", "2024-05-02")
SALES = {
    "allow": (ALLOWED, 0),
    "deny": (DENIED, 1),
    "review": (DOUBTFUL, 4),
    "allow by an exception": (LIFTED, 0),
    "deny with a red flag": (WARNED, 1),
}

PROMISED = {
    *("verdict", "licence", "sale", "findings", "deciding", "questions", "warnings"),
    *("rulebook", "lists", "earmark", "judges", "caveats"),
}
"""The keys of the contract."""

ADDED = {"exceptions", "not_fired"}
"""What the verdict says beyond the contract; its schema describes both."""


@pytest.mark.parametrize(("sale", "code"), SALES.values(), ids=SALES)
def test_the_exit_code_tells_the_verdict(earmark, sale, code):
    result = earmark("check", *sale, *DAY)
    assert result.code == code
    assert result.out.split()[0] == {0: "ALLOW", 1: "DENY", 4: "REVIEW"}[code]
    assert result.err == ""


@pytest.mark.parametrize(("sale", "code"), SALES.values(), ids=SALES)
def test_json_gives_the_same_exit_code_and_nothing_but_one_object(earmark, sale, code):
    result = earmark("check", *sale, *DAY, "--json")
    assert (result.code, result.err) == (code, "")
    assert json.loads(result.out)["verdict"] == {0: "allow", 1: "deny", 4: "review"}[code]


# -- the contract ----------------------------------------------------------------------------


@pytest.mark.parametrize(("sale", "code"), SALES.values(), ids=SALES)
def test_json_has_the_keys_of_the_contract_and_validates_against_the_schema(earmark, sale, code):
    schema = json.loads(earmark("schema").out)
    said = json.loads(earmark("check", *sale, *DAY, "--json").out)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)
    assert set(said) == PROMISED | ADDED
    assert set(schema["required"]) == PROMISED | ADDED
    assert said["earmark"]
    assert said["licence"]["required"] is {0: False, 1: True, 4: None}[code]


def test_json_is_the_verdict_that_python_returns(earmark):
    said = json.loads(earmark("check", *DENIED, *DAY, "--json").out)
    verdict = screen(Sale(buyer="Sense Time", chip="H100", destination="CN", on=date(2024, 5, 2)))
    assert said == json.loads(verdict.model_dump_json(by_alias=True))


def test_a_finding_has_the_keys_of_the_contract(earmark):
    said = json.loads(earmark("check", *DENIED, *DAY, "--json", "--tpp", "15840").out)
    finding = next(one for one in said["findings"] if one["rule"] == "3a090-a")
    assert {"rule", "about", "finding", "says", "because", "facts", "citations"} <= set(finding)
    assert finding["facts"]["chip.tpp"] == 15840
    assert finding["facts"]["chip.performance_density"] == 19.4595


def test_a_question_has_its_sides_under_the_key_if(earmark):
    said = json.loads(earmark("check", *DOUBTFUL, *DAY, "--json").out)
    question = said["questions"][0]
    assert set(question) == {"fact", "ask", "rules", "if"}
    assert {side["verdict"] for side in question["if"]} == {"allow", "deny"}
    assert all(set(side) == {"answer", "verdict", "rules"} for side in question["if"])


@pytest.mark.parametrize("sale", [DENIED, WARNED])
def test_every_quote_stands_in_its_source_at_the_place_given(earmark, sale):
    said = json.loads(earmark("check", *sale, *DAY, "--json").out)
    quotes = [
        cite
        for part in (*said["findings"], *said["warnings"])
        for cite in part["citations"]
        if "seed" in cite
    ]
    assert quotes
    for cite in quotes:
        source = (SEEDS / cite["seed"]).read_text(encoding="utf-8")
        assert source[cite["start"] : cite["end"]] == cite["quote"]
        assert cite["gloss"]


def test_the_sale_is_repeated_as_it_was_understood(earmark):
    words = ("--buyer", "  Acme ", "--chip", "H100", "--to", "Viet Nam", "--from", "DEU", *DAY)
    sale = json.loads(earmark("check", *words, "--quantity", "64", "--json").out)["sale"]
    assert sale == {
        "buyer": "Acme",
        "chip": "H100",
        "destination": "VN",
        "on": "2024-05-02",
        "ship_from": "DE",
        "kind": "reexport",
        "quantity": 64,
    }


# -- options ---------------------------------------------------------------------------------


def test_the_day_of_the_sale_is_today_unless_stated(earmark):
    said = json.loads(earmark("check", *DENIED, "--json").out)
    assert said["sale"]["on"] == date.today().isoformat()


def test_every_field_of_a_sale_is_an_option_and_the_help_names_them_all(earmark):
    shown = earmark("check", "--help")
    assert shown.code == 0
    for field in Sale.model_fields:
        name = {"destination": "to", "ship_from": "from"}.get(field, field)
        assert f"--{name.replace('_', '-')} " in shown.out
    assert shown.out.count("[required]") == 3


def test_the_help_states_the_exit_codes(earmark):
    words = earmark("check", "--help").words
    assert (
        "Exit codes: 0 allow, 1 deny, 4 review; 2 for a sale that cannot be read, 3 for a failure."
    ) in words


def test_another_rulebook_is_used_where_one_is_given(earmark, tmp_path):
    rule = """
control   = "A house rule"
authority = "The house"

[[rule]]
id       = "no-germany"
title    = "Nothing for Germany"
about    = "sale"
in_force = [{ from = 2020-01-01 }]
when     = 'sale.destination == "DE"'
requires = { review_policy = "policy of denial", reason_for_control = "house" }
says     = "The house sells nothing to {sale.destination}."

[[rule.cites]]
law = "House rule 1"
"""
    (tmp_path / "house.toml").write_text(rule, encoding="utf-8")
    result = earmark("check", *ALLOWED, *DAY, "--rules", str(tmp_path))
    assert result.code == 1
    assert "The house sells nothing to Germany. [no-germany]" in result.words
    assert "does not say through which day it was checked" in result.words


def test_acts_that_are_done_are_flags_without_a_value(earmark):
    sale = ("--buyer", "Moonshot AI", "--chip", "RTX 4090", "--to", "CN", *DAY)
    assert earmark("check", *sale).code == 1
    assert earmark("check", *sale, "--purchase-order", "--nac-notice").code == 0


def test_a_chip_that_does_not_exist_yet_is_described_by_options(earmark):
    sale = ("--buyer", "Moonshot AI", "--chip", "X9000", "--to", "CN", *DAY)
    figures = ("--tpp", "4799.9999", "--die-area", "4000", "--designer", "Acme")
    assert earmark("check", *sale, *figures, "--data-centre").code == 0
    assert earmark("check", *sale, "--tpp", "4800", "--no-data-centre").code == 1
