"""``earmark timeline``: the page, the JSON, its schema, and the same options as ``check``."""

import json
import re
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from earmark import Sale
from earmark.timeline import timeline

GROUP = (
    *("--buyer", "SenseTime Group Inc."),
    *("--subsidiary", "SenseTime International Pte. Ltd."),
    *("--chip", "H800", "--to", "Singapore"),
)
LISTED = ("--buyer", "Sense Time", "--chip", "T4", "--to", "CN")
DOUBTFUL = ("--buyer", "Acme Cloud", "--chip", "A100", "--to", "SG")
KNOWN = ("--buyer", "Acme", "--buyer-hq", "DE", "--chip", "H100", "--to", "DE")
SALES = [GROUP, LISTED, DOUBTFUL, KNOWN]
KEYS = {"sale", "periods", "rulebook", "lists", "judges", "caveats", "earmark"}
OF_A_PERIOD = {
    *("first", "last", "verdict", "review_policy", "deciding"),
    *("exceptions", "questions", "reason", "changed_by"),
}


@pytest.mark.parametrize("sale", SALES)
def test_a_timeline_is_no_verdict_so_the_exit_code_is_0(earmark, sale):
    result = earmark("timeline", *sale)
    assert (result.code, result.err) == (0, "")
    assert "every day since 2019-01-01" in result.words


@pytest.mark.parametrize("sale", SALES)
def test_a_page_stays_within_80_columns(earmark, sale):
    for line in earmark("timeline", *sale).out.splitlines():
        assert cell_len(line) <= 80
        assert line == line.rstrip()


def test_today_is_marked(earmark):
    assert f"today, {date.today()}" in earmark("timeline", *GROUP).out


# -- JSON ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sale", SALES)
def test_json_is_one_object_that_validates_against_its_schema(earmark, sale):
    schema = json.loads(earmark("schema", "timeline").out)
    said = json.loads(earmark("timeline", *sale, "--json").out)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)
    assert set(said) == set(schema["required"]) == KEYS
    assert all(set(period) == OF_A_PERIOD for period in said["periods"])


def test_json_is_the_timeline_that_python_returns(earmark):
    said = json.loads(earmark("timeline", *LISTED, "--json").out)
    told = timeline(Sale(buyer="Sense Time", chip="T4", destination="CN"))
    assert said == json.loads(told.model_dump_json(by_alias=True))


def test_dates_are_iso_and_the_last_is_open(earmark):
    periods = json.loads(earmark("timeline", *GROUP, "--json").out)["periods"]
    assert periods[0]["first"] == "2019-01-01"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", one["last"]) for one in periods[:-1])
    assert periods[-1]["last"] is None


def test_every_part_of_a_timeline_is_described(earmark):
    schema = json.loads(earmark("schema", "timeline").out)
    parts = {name: part for name, part in schema["$defs"].items() if name != "JsonValue"}
    assert {"Period", "Change", "Cited", "ExceptionHelp"} <= set(parts)
    assert all(part["description"] for part in parts.values())
    assert schema["description"]


def test_the_schema_of_a_verdict_is_the_default(earmark):
    assert earmark("schema").out == earmark("schema", "verdict").out


# -- options ---------------------------------------------------------------------------------


def test_every_field_of_a_sale_but_its_day_is_an_option(earmark):
    shown = earmark("timeline", "--help")
    assert shown.code == 0
    for field in Sale.model_fields.keys() - {"on"}:
        name = {"destination": "to", "ship_from": "from"}.get(field, field)
        assert f"--{name.replace('_', '-')} " in shown.out
    assert "--on " not in shown.out
    assert shown.out.count("[required]") == 3
    assert "Exit codes: 0 whatever the verdicts" in shown.words


def test_a_day_is_refused_with_the_reason(earmark):
    result = earmark("timeline", *GROUP, "--on", "2023-11-17")
    assert (result.code, result.out) == (2, "")
    assert result.lines == [
        "earmark: there is no option '--on' (a timeline shows every day) [unknown-option]"
    ]


HOSTILE = [
    ("--to", "Chna"),
    ("--to", "Korea"),
    ("--tpp", "nan"),
    ("--tpp", "4,800"),
    ("--die-area", "1", "--performance-density", "2"),
    ("--quantity", "0"),
    ("--buyer", "\x1b[31mA"),
    ("--to", "Chi\u202enaland"),
    ("--buyer", "A" * 501),
    ("--end-use", "Civil"),
    ("--consignee-hq", "CN"),
    ("--frobnicate", "1"),
    ("stray",),
    ("--buyer", "A", "--buyer", "B"),
    ("--chip", "--to"),
]


@pytest.mark.parametrize("words", HOSTILE)
def test_mistakes_are_answered_as_check_answers_them(earmark, words):
    stated = {"--buyer": "Acme", "--chip": "H100", "--to": "CN"}
    good = [word for pair in stated.items() if pair[0] not in words for word in pair]
    ours, theirs = (earmark(verb, *good, *words) for verb in ("timeline", "check"))
    assert (ours.code, ours.out) == (theirs.code, theirs.out) == (2, "")
    assert ours.lines == [
        line.replace("earmark check", "earmark timeline") for line in theirs.lines
    ]


def test_a_help_that_is_recommended_is_that_of_the_verb(earmark):
    result = earmark("timeline", *KNOWN, "--zzzzzzzzzz")
    assert "(see earmark timeline --help)" in result.err


@pytest.mark.parametrize("name", ["Acme [/red] Ltd", "[bold]Acme", "Acme :smile: Ltd", "<b>Acme"])
def test_markup_in_a_name_is_shown_literally(earmark, name):
    result = earmark("timeline", "--buyer", name, "--chip", "T4", "--to", "DE")
    assert result.code == 0
    assert name in result.words


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u2028"])
def test_invisible_characters_never_reach_the_terminal(earmark, hidden):
    sale = ("--buyer", f"Sense{hidden} Time", "--chip", "T4", "--to", "CN")
    assert hidden not in earmark("timeline", *sale).out
    assert hidden not in earmark("timeline", *sale, "--json").out


@pytest.mark.parametrize("name", ["商汤科技开发有限公司" * 20, "W" * 500, "e\u0301" * 250])
def test_long_and_foreign_names_keep_the_page_within_80_columns(earmark, name):
    result = earmark("timeline", "--buyer", name, "--chip", name, "--buyer-hq", "DE", "--to", "DE")
    assert result.code == 0
    assert max(map(cell_len, result.out.splitlines())) <= 80


# -- another rulebook ------------------------------------------------------------------------

RULE = """
control   = "A house rule"
authority = "The house"

[[rule]]
id       = "no-germany"
title    = "Nothing for Germany"
about    = "sale"
in_force = [{ from = 2020-01-01, until = 2021-01-01 }]
when     = 'sale.destination == "DE"'
requires = { review_policy = "policy of denial", reason_for_control = "house" }
says     = "The house sells nothing to {sale.destination}."

[[rule.cites]]
law = "House rule 1"
"""


def test_another_rulebook_is_used_where_one_is_given(earmark, tmp_path):
    (tmp_path / "house.toml").write_text(RULE, encoding="utf-8")
    result = earmark("timeline", *KNOWN, "--rules", str(tmp_path))
    assert result.code == 0
    assert "2020-01-01 to 2020-12-31 DENY, policy of denial" in result.words
    assert "Changed: no-germany now decides: the rule begins." in result.words
    assert "does not say through which day it was checked" in result.words


def test_a_rulebook_that_is_not_there_is_a_failure(earmark):
    result = earmark("timeline", *KNOWN, "--rules", "/nonesuch")
    assert (result.code, result.out) == (3, "")


def test_a_fault_of_the_program_is_told_in_one_line(earmark, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("earmark.timeline.timeline", broken)
    result = earmark("timeline", *KNOWN)
    assert (result.code, result.out) == (3, "")
    assert len(result.lines) == 1
