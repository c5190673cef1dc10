"""``earmark invest``: the verdict as text, as JSON and as an exit code; options and mistakes."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from earmark import Investment, screen_investment
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.resources import INVESTMENT_RULES, RULES, SEEDS

NAMES = ("--investor", "Acme Fund", "--target", "Moonshot AI")
EQUITY = (*NAMES, "--investor-us-person", "--instrument", "equity", "--on", "2025-06-02")
BARRED = (
    *("--investor", "Acme Fund", "--target", "SenseTime Group Limited", "--investor-us-person"),
    *("--instrument", "public-securities", "--on", "2022-02-08"),
)
INVESTMENTS = {
    "allow": ((*EQUITY, "--activity", "none"), 0),
    "allow with a duty": ((*EQUITY, "--activity", "chip-design"), 0),
    "deny": ((*EQUITY, "--activity", "quantum"), 1),
    "deny by the list": (BARRED, 1),
    "review": (NAMES, 4),
}
KEYS = {
    *("verdict", "investment", "findings", "deciding", "questions", "warnings", "not_fired"),
    *("rulebook", "lists", "judges", "caveats", "earmark"),
}
"""The keys of the answer: those of a verdict on a sale, without licence and exceptions."""


@pytest.mark.parametrize(("words", "code"), INVESTMENTS.values(), ids=INVESTMENTS)
def test_the_exit_code_tells_the_verdict(earmark, words, code):
    result = earmark("invest", *words)
    assert (result.code, result.err) == (code, "")
    assert result.out.split()[0] == {0: "ALLOW", 1: "DENY", 4: "REVIEW"}[code]


@pytest.mark.parametrize(("words", "code"), INVESTMENTS.values(), ids=INVESTMENTS)
def test_json_has_the_keys_of_its_schema_and_the_same_exit_code(earmark, words, code):
    schema = json.loads(earmark("schema", "investment").out)
    result = earmark("invest", *words, "--json")
    said = json.loads(result.out)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)
    assert (result.code, result.err) == (code, "")
    assert said["verdict"] == {0: "allow", 1: "deny", 4: "review"}[code]
    assert set(said) == set(schema["required"]) == KEYS


def test_json_is_the_verdict_that_python_returns(earmark):
    said = json.loads(earmark("invest", *BARRED, "--json").out)
    investment = Investment(
        investor="Acme Fund",
        target="SenseTime Group Limited",
        investor_us_person=True,
        instrument="public-securities",
        on=date(2022, 2, 8),
    )
    assert said == json.loads(screen_investment(investment).model_dump_json(by_alias=True))


def test_the_investment_is_repeated_as_it_was_understood(earmark):
    words = (*EQUITY, "--activity", "ai", "--training-operations", "1e25", "--target-hq", "China")
    said = json.loads(earmark("invest", *words, "--json").out)["investment"]
    assert said == {
        "investor": "Acme Fund",
        "target": "Moonshot AI",
        "on": "2025-06-02",
        "investor_us_person": True,
        "instrument": "equity",
        "activity": "ai",
        "training_operations": 10**25,
        "target_hq": "CN",
    }


def test_every_quote_stands_in_its_source_at_the_place_given(earmark):
    said = json.loads(earmark("invest", *BARRED, "--json").out)
    quotes = [cite for part in said["findings"] for cite in part["citations"] if "seed" in cite]
    assert quotes
    for cite in quotes:
        source = (SEEDS / cite["seed"]).read_text(encoding="utf-8")
        assert source[cite["start"] : cite["end"]] == cite["quote"]


def test_the_day_is_today_unless_stated(earmark):
    said = json.loads(earmark("invest", *NAMES, "--json").out)
    assert said["investment"]["on"] == date.today().isoformat()


def test_both_judges_are_heard_from_the_command_line(process):
    ran = process("invest", *BARRED, "--json")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert json.loads(ran.stdout)["judges"] == {"reference": "deny", "chaining": "deny"}


# -- options ---------------------------------------------------------------------------------


def test_every_field_is_an_option_and_the_help_explains_every_word(earmark):
    shown = earmark("invest", "--help")
    assert shown.code == 0
    for field in Investment.model_fields:
        assert f"--{field.replace('_', '-')} " in shown.out
    assert shown.out.count("[required]") == 2
    for meanings in (INSTRUMENTS, ACTIVITIES, AI_USES):
        for word, meaning in meanings.items():
            assert f"\n    {word} " in shown.out
            assert meaning in shown.words
    assert all(len(line) <= 80 for line in shown.out.splitlines())


def test_a_flag_can_be_denied(earmark):
    words = (*NAMES, "--on", "2025-06-02", "--instrument", "equity", "--activity", "quantum")
    assert earmark("invest", *words, "--investor-us-person").code == 1
    assert earmark("invest", *words, "--no-investor-us-person").code == 0
    assert earmark("invest", *words).code == 4


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (
            (),
            [
                "--investor is missing (who invests) [missing-option]",
                "--target is missing (the company invested in; the partner of a joint venture, a "
                "fund's target) [missing-option]",
            ],
        ),
        (
            (*NAMES, "--training-operations", "1e31", "--on", "2018-12-31"),
            [
                "--on is 2018-12-31; a day from 2019-01-01 to 2099-12-31 is expected [bad-option]",
                "--training-operations is 1e31; 1 to 1e30 operations are expected [bad-option]",
            ],
        ),
        (
            (*NAMES, "--activity", "quantum", "--ai-use", "other"),
            ["--ai-use was given although --activity is quantum [conflicting-options]"],
        ),
        (
            (*NAMES, "--target-hq", "Chna"),
            [
                "--target-hq 'Chna' is not a country: a name or an ISO 3166 code was expected "
                "(did you mean 'China'?) [unknown-country]"
            ],
        ),
        ((*NAMES, "--chip", "H100"), ["there is no option '--chip' (see earmark invest --help)"]),
        ((*NAMES, "--on"), ["option '--on' requires an argument"]),
        (
            (*NAMES, "--target", "Zhipu AI"),
            ["--target was given 2 times; one value is expected [repeated-option]"],
        ),
    ],
)
def test_every_mistake_is_told_by_its_option(earmark, words, messages):
    result = earmark("invest", *words)
    assert (result.code, result.out) == (2, "")
    for line, message in zip(result.lines, messages, strict=True):
        assert message in line.lower() if message.startswith("option") else message in line
        assert "pydantic" not in line


def test_a_word_that_means_nothing_is_answered_with_those_that_do(earmark):
    result = earmark("invest", *NAMES, "--instrument", "shares")
    assert result.code == 2
    assert "--instrument is 'shares'; 'public-securities', 'exposure', 'equity'" in result.err


# -- rulebooks -------------------------------------------------------------------------------


def test_another_rulebook_is_used_where_one_is_given(earmark, tmp_path):
    (tmp_path / "us.toml").write_bytes((INVESTMENT_RULES / "us_persons.toml").read_bytes())
    result = earmark("invest", *EQUITY, "--activity", "quantum", "--rules", str(tmp_path))
    assert result.code == 0
    assert "does not say through which day it was checked" in result.words


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (("invest", *NAMES), RULES),
        (("check", "--buyer", "Acme", "--chip", "H100", "--to", "CN"), INVESTMENT_RULES),
        (("timeline", "--buyer", "Acme", "--chip", "H100", "--to", "CN"), INVESTMENT_RULES),
    ],
)
def test_a_rulebook_about_the_other_kind_of_deal_would_allow_everything(earmark, words, rules):
    result = earmark(*words, "--rules", str(rules))
    assert (result.code, result.out) == (3, "")
    assert result.lines[0].endswith("(name another with --rules) [wrong-rulebook]")


def test_rules_on_investments_are_listed_shown_and_checked_with_the_others(earmark):
    assert "  outbound-notifiable " in earmark("rules", "list").out
    shown = earmark("rules", "show", "outbound-ai-compute")
    assert "investment.training_operations > 10^25" in shown.words
    assert "rules on investments in 4 files, no mistake" in earmark("rules", "check").out


# -- cases -----------------------------------------------------------------------------------

CASE = """\
[[case]]
name = "A case about an investment"
investment = { investor = "Acme Fund", target = "Moonshot AI", on = 2025-06-02 }
expect = [
  { verdict = "review" },
  { investor_us_person = false, verdict = "allow", finds = ["not-us-person"] },
]
"""


@pytest.fixture
def cases(earmark, tmp_path):
    """Return a function that runs a case file."""

    def run(text, *words):
        path = tmp_path / "folder" / "a.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return earmark("cases", str(tmp_path), *words)

    return run


def test_a_case_states_an_investment_in_place_of_a_sale(cases):
    result = cases(CASE)
    assert (result.code, result.out) == (0, "2 of 2 cases hold.\n")


def test_a_rulebook_on_sales_leaves_cases_on_investments_to_the_shipped_one(cases):
    assert cases(CASE, "--rules", str(RULES)).out == "2 of 2 cases hold.\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('verdict = "review"', 'verdict = "deny"', "expected deny, got review by "),
        ('"not-us-person"', '"us-persons"', "there is no rule 'us-persons'"),
        ('"review"', '"review", policy = "x"', "policy: expected 'x', got None"),
        ('"review"', '"review", exceptions = ["nac"]', "exceptions: expected"),
    ],
)
def test_a_case_that_differs_says_how(cases, old, new, message):
    result = cases(CASE.replace(old, new))
    assert result.code == 1
    assert message in result.words


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("investor =", "buyer =", "'buyer' is no field of an investment"),
        ("investor_us", "chip = 3, investor_us", "'chip' is no field of an investment and no"),
        ("on = 2025-06-02", 'sale = "x"', "'sale' is no field of an investment"),
        ("expect", "sale = {}\nexpect", "a sale and an investment are two cases"),
        ("investment = {", "investment = 3 # {", "investment is not a table, or expect"),
        ("on = 2025", "training_operations = 1e25, on = 2025", "training_operations is 1e+25;"),
        ("on = 2025", 'target_hq = "Chna", on = 2025', "'Chna' is not a country"),
    ],
)
def test_what_is_no_case_is_refused(cases, old, new, message):
    result = cases(CASE.replace(old, new, 1))
    assert (result.code, result.out) == (3, "")
    assert message in result.err
