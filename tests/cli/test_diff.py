"""``earmark diff``: two days or two rulebooks, over a file of orders or by examples."""

import json
import shlex

import pytest
from jsonschema import Draft202012Validator, ValidationError

from earmark.resources import RULES

DAYS = ("--from", "2023-11-16", "--to", "2023-11-17")
NO_SALE = """
control   = "A house rule"
authority = "1 CFR 1.1"

[[rule]]
id        = "no-sale"
title     = "Nothing is sold"
about     = "sale"
in_force  = [{ from = 2023-11-17 }]
prohibits = true
says      = "Nothing is sold."

[[rule.cites]]
law = "1 CFR 1.1"
"""
FILE = """\
order_id,buyer,chip,destination,date
PO-1,Moonshot AI,RTX 4090,CN,2019-05-01
PO-2,Moonshot AI,T4,CN,
,Tencent,RTX 4090,SG,
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file of orders."""

    def write(content=FILE):
        path = tmp_path / "orders.csv"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def rulebook(tmp_path):
    """Return a folder with a rulebook in which the limit of October 2023 is lower."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for source in RULES.glob("*.toml"):
        text = source.read_text(encoding="utf-8")
        text = text.replace("\nchip.tpp >= 4800\n", "\nchip.tpp >= 4000\n")
        (folder / source.name).write_text(text, encoding="utf-8")
    return str(folder)


# -- orders ----------------------------------------------------------------------------------


def test_the_orders_that_change_are_told_and_that_is_no_failure(earmark, file):
    result = earmark("diff", *DAYS, file())
    assert (result.code, result.err) == (0, "")
    assert "3 orders read = 1 the same + 2 changed." in result.words
    assert "PO-1 (row 2) Moonshot AI: RTX 4090 to CN" in result.words
    assert "row 4 Tencent: RTX 4090 to SG" in result.words
    assert "PO-2" not in result.out


def test_columns_of_other_names_are_mapped(earmark, file):
    path = file(FILE.replace("chip", "Material").replace("buyer", "Kunde"))
    mapped = ("--map", "chip=Material", "--map", "buyer=Kunde")
    assert earmark("diff", *DAYS, path, *mapped).out == earmark("diff", *DAYS, file()).out


def test_an_encoding_can_be_stated(earmark, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes("buyer,chip,destination\n某某数据,RTX 4090,CN\n".encode("gbk"))
    refused = earmark("diff", *DAYS, str(path))
    assert (refused.code, "--encoding" in refused.err) == (3, True)
    told = earmark("diff", *DAYS, str(path), "--encoding", "gbk")
    assert (told.code, "某某数据" in told.out) == (0, True)


@pytest.mark.parametrize(
    ("option", "value", "code", "said"),
    [
        ("--map", "chip", 2, "--map is 'chip'; FIELD=COLUMN is expected"),
        ("--map", "chip=Part", 3, "names the column 'Part', which is not there"),
        ("--encoding", "klingon", 3, "klingon"),
    ],
)
def test_what_maps_nothing_or_is_no_encoding_is_told(earmark, file, option, value, code, said):
    result = earmark("diff", *DAYS, file(), option, value)
    assert (result.code, result.out) == (code, "")
    assert said in result.err


@pytest.mark.parametrize("given", [("--map", "chip=Material"), ("--encoding", "gbk")])
def test_how_a_file_is_read_means_nothing_without_one(earmark, given):
    result = earmark("diff", *DAYS, *given)
    assert result.code == 2
    assert f"{given[0]} was given without orders" in result.err


def test_the_file_may_stand_before_the_options(earmark, file):
    path = file()
    assert earmark("diff", path, *DAYS) == earmark("diff", *DAYS, path)


def test_json_is_one_object_that_says_the_same(earmark, file):
    result = earmark("diff", *DAYS, file(), "--json")
    told = json.loads(result.out)
    assert result.code == 0
    assert (told["read"], told["same"], told["changed"]) == (3, 1, 2)
    assert (told["before"]["on"], told["after"]["on"]) == ("2023-11-16", "2023-11-17")
    rows = [order["row"] for group in told["groups"] for order in group["orders"]]
    assert sorted(rows) == [2, 4]
    group = next(one for one in told["groups"] if one["orders"][0]["order_id"] == "PO-1")
    assert group["rules"][0]["rule"] == "ac-macau-d5"
    assert group["after"] == {"verdict": "deny", "review_policy": "presumption of denial"}


def test_two_rulebooks_judge_each_order_on_its_own_day(earmark, file, rulebook):
    row = "Moonshot AI,RTX 4090 D,CN"
    path = file(f"order_id,buyer,chip,destination,date\nA,{row},2023-01-01\nB,{row},2024-05-01\n")
    result = earmark("diff", "--rules", "shipped", "--rules", rulebook, path, "--json")
    told = json.loads(result.out)
    assert [order["order_id"] for group in told["groups"] for order in group["orders"]] == ["B"]
    assert told["before"]["name"] == "shipped"
    assert told["after"]["name"] == rulebook


def test_on_is_the_day_of_orders_without_a_date(earmark, file, rulebook):
    path = file("buyer,chip,destination\nMoonshot AI,RTX 4090 D,CN\n")
    books = ("--rules", "shipped", "--rules", rulebook)
    for day, changed in (("2023-01-01", 0), ("2024-05-01", 1)):
        told = json.loads(earmark("diff", *books, path, "--on", day, "--json").out)
        assert told["changed"] == changed


def test_two_days_may_be_compared_under_another_rulebook(earmark, file, tmp_path):
    rules = tmp_path / "mine.toml"
    rules.write_text(NO_SALE, encoding="utf-8")
    result = earmark("diff", *DAYS, file(), "--rules", str(rules))
    assert "3 orders read = 0 the same + 3 changed." in result.words


# -- law -------------------------------------------------------------------------------------


def commands(page):
    """Return the commands on a page, as a shell would read them."""
    lines = page.replace("\\\n", " ").split("\n")
    return [shlex.split(line) for line in lines if line.startswith("  earmark check ")]


def test_every_command_can_be_pasted_and_gives_the_verdict_that_is_told(earmark):
    page = earmark("diff", *DAYS).out
    told = json.loads(earmark("diff", *DAYS, "--json").out)["examples"]
    assert len(commands(page)) == len(told) > 10
    for (_, *command), example in zip(commands(page), told, strict=True):
        after = json.loads(earmark(*command, "--json").out)
        assert after["verdict"] == example["after"]["verdict"]
        assert after["licence"]["review_policy"] == example["after"]["review_policy"]
        before = json.loads(earmark(*command[:-1], "2023-11-16", "--json").out)
        assert before["verdict"] == example["before"]["verdict"]


def test_a_command_names_the_rulebook_that_it_needs(earmark, rulebook):
    page = earmark("diff", "--rules", "shipped", "--rules", rulebook, "--on", "2024-05-01").out
    (command, *_) = commands(page)
    assert command[command.index("--rules") + 1] == rulebook
    assert command[command.index("--on") + 1] == "2024-05-01"
    assert earmark(*command[1:]).code == 1
    without = [word for word in command[1:] if word not in ("--rules", rulebook)]
    assert earmark(*without).code == 0


def test_a_rulebook_and_itself_differ_in_nothing(earmark):
    result = earmark("diff", "--rules", "shipped", "--rules", str(RULES))
    assert result.code == 0
    assert result.out.startswith("Nothing differs in law between shipped and ")


# -- the schema ------------------------------------------------------------------------------


def test_both_kinds_of_json_are_as_the_schema_says(earmark, file):
    schema = json.loads(earmark("schema", "diff").out)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    days = ("--from", "2023-01-16", "--to", "2023-01-17", "--json")
    for told in (earmark("diff", *days), earmark("diff", *DAYS, file(), "--json")):
        validator.validate(json.loads(told.out))
    with pytest.raises(ValidationError):
        validator.validate({"read": 1})


# -- what is no comparison -------------------------------------------------------------------

BOOKS = ("--rules", "shipped", "--rules", "shipped")
MISUSES = [
    ((), ["nothing was given to compare; two days or two rulebooks are expected (write --from"]),
    (DAYS[:2], ["--to is missing (write --from DATE --to DATE, or --rules PATH --rules PATH) ["]),
    (DAYS[2:], ["--from is missing (write --from DATE --to DATE, or --rules PATH --rules PATH)"]),
    (("--on", "2023-11-17"), ["nothing was given to compare"]),
    (BOOKS[:2], ["one rulebook was given to compare; two days or two rulebooks are expected"]),
    ((*BOOKS, *BOOKS[:2]), ["3 rulebooks were given to compare"]),
    ((*BOOKS, *DAYS), ["two days or two rulebooks are compared, not both at once (write --from"]),
    ((*BOOKS, *DAYS[:2]), ["two days or two rulebooks are compared, not both at once"]),
    ((*DAYS, "--on", "2023-11-17"), ["--on was given with --from and --to: every order is"]),
    ((*DAYS, *DAYS), ["--from was given 2 times; one value", "--to was given 2 times; one value"]),
    (
        ("--from", "2023-13-01", "--to", "1999-01-01"),
        [
            "--from is '2023-13-01', which is not a day of the calendar [bad-option]",
            "--to is 1999-01-01; a day from 2019-01-01 to 2099-12-31 is expected [bad-option]",
        ],
    ),
    ((*BOOKS, "--on", "tomorrow"), ["--on is 'tomorrow'; a date such as 2023-11-17 is expected"]),
    ((*DAYS, "--form", "x"), ["there is no option '--form' (did you mean '--from'?)"]),
    ((*DAYS, "a.csv", "b.csv"), ["got unexpected extra argument"]),
]


@pytest.mark.parametrize(("options", "messages"), MISUSES)
def test_what_is_no_comparison_is_told_in_one_line_each(earmark, options, messages):
    result = earmark("diff", *options)
    assert (result.code, result.out) == (2, "")
    assert len(result.lines) == len(messages)
    for line, message in zip(result.lines, messages, strict=True):
        assert line.startswith(f"earmark: {message}")


def test_a_file_that_cannot_be_read_is_a_failure(earmark, tmp_path):
    result = earmark("diff", *DAYS, str(tmp_path / "none.csv"))
    assert (result.code, result.out) == (3, "")
    assert result.err.endswith("none.csv cannot be read: No such file or directory [unreadable]\n")


def test_every_bad_row_is_told_in_one_line_and_is_a_failure(earmark, file):
    path = file("buyer,chip,destination\nA\x1b[31m,B,CN\n[/red],B,Chna\nA,B\n")
    result = earmark("diff", *DAYS, path)
    assert (result.code, result.out) == (3, "")
    assert [line.removeprefix(f"earmark: {path}: ")[:17] for line in result.lines] == [
        "row 2: buyer has ",
        "row 3: destinatio",
        "row 4: there are ",
    ]
    assert "\x1b" not in result.err


def test_a_rulebook_that_cannot_be_read_is_a_failure(earmark, tmp_path):
    result = earmark("diff", "--rules", "shipped", "--rules", str(tmp_path / "none"))
    assert result.code == 3
    assert "none cannot be read: No such file or directory" in result.err


def test_mistakes_of_a_rulebook_are_told_with_its_path(earmark, tmp_path):
    (tmp_path / "a.toml").write_text("control = 3\n", encoding="utf-8")
    result = earmark("diff", "--rules", "shipped", "--rules", str(tmp_path))
    assert result.code == 3
    assert all(line.startswith(f"earmark: {tmp_path}/a.toml:1:") for line in result.lines)


def test_a_rulebook_about_investments_is_refused(earmark):
    result = earmark("diff", "--rules", "shipped", "--rules", str(RULES / "investment"))
    assert result.code == 3
    assert "this rulebook is about investments, not about sales" in result.err


def test_the_help_says_what_is_compared_and_the_exit_codes(earmark):
    result = earmark("diff", "--help")
    assert result.code == 0
    assert "the columns buyer, chip and destination" in result.words
    assert "Exit codes: 0 whatever differs; 2 for" in result.words
