"""Bad input: one clear line per mistake, the right exit code, never a traceback."""

from typing import get_args

import pytest

from earmark.sale import Sale

GOOD = {"--buyer": "Acme", "--chip": "H100", "--to": "CN", "--on": "2023-11-17"}


def stated(**changes):
    """Return the words of a good sale with some options changed, added or (None) left out."""
    options = {**GOOD, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    return ["check", *(w for pair in options.items() if pair[1] is not None for w in pair)]


DAY = "a date such as 2023-11-17 is expected"
RANGE = "a day from 2019-01-01 to 2099-12-31 is expected"
DECIMAL = "a plain decimal such as 4992 or 5.92 is expected"
FIGURE = "a figure above 0 and up to 10,000,000 is expected"
WHOLE = "a whole number from 1 to 999,999,999 is expected"
LETTER = "a name with at least one letter or digit is expected"
COUNTRY = "is not a country: a name or an ISO 3166 code was expected"

MISTAKES = [
    ("to", "Singapur", f"--to 'Singapur' {COUNTRY} (did you mean 'Singapore'?) [unknown-country]"),
    ("to", "XX", f"--to 'XX' {COUNTRY} [unknown-country]"),
    ("from", "Germny", f"--from 'Germny' {COUNTRY} (did you mean 'Germany'?) [unknown-country]"),
    ("buyer_hq", "Chna", f"--buyer-hq 'Chna' {COUNTRY} (did you mean 'China'?) [unknown-country]"),
    (
        "to",
        "Korea",
        "--to 'Korea' may mean North Korea (KP) or South Korea (KR) "
        "(write the one that is meant) [ambiguous-country]",
    ),
    ("on", "2023-02-30", "--on is '2023-02-30', which is not a day of the calendar [bad-option]"),
    ("on", "2023-13-01", "--on is '2023-13-01', which is not a day of the calendar [bad-option]"),
    ("on", "17/11/2023", f"--on is '17/11/2023'; {DAY} [bad-option]"),
    ("on", "2023-11-17T00:00", f"--on is '2023-11-17T00:00'; {DAY} [bad-option]"),
    ("on", "20231117", f"--on is '20231117'; {DAY} [bad-option]"),
    ("on", "2023-W46-5", f"--on is '2023-W46-5'; {DAY} [bad-option]"),
    ("on", " 2023-11-17", f"--on is ' 2023-11-17'; {DAY} [bad-option]"),
    ("on", "２０２３-１１-１７", f"--on is '２０２３-１１-１７'; {DAY} [bad-option]"),
    ("on", "0", f"--on is '0'; {DAY} [bad-option]"),
    ("on", "", f"--on is ''; {DAY} [bad-option]"),
    ("on", "today", f"--on is 'today'; {DAY} [bad-option]"),
    ("on", "2018-12-31", f"--on is 2018-12-31; {RANGE} [bad-option]"),
    ("on", "2100-01-01", f"--on is 2100-01-01; {RANGE} [bad-option]"),
    ("on", "0000-01-01", "--on is '0000-01-01', which is not a day of the calendar [bad-option]"),
    ("tpp", "-1", f"--tpp is -1; {FIGURE} [bad-option]"),
    ("tpp", "0", f"--tpp is 0; {FIGURE} [bad-option]"),
    ("tpp", "-0.0", f"--tpp is -0.0; {FIGURE} [bad-option]"),
    ("tpp", "10000000.0001", f"--tpp is 10000000.0001; {FIGURE} [bad-option]"),
    ("tpp", "nan", f"--tpp is 'nan'; {DECIMAL} [bad-option]"),
    ("tpp", "inf", f"--tpp is 'inf'; {DECIMAL} [bad-option]"),
    ("tpp", "-Infinity", f"--tpp is '-Infinity'; {DECIMAL} [bad-option]"),
    ("tpp", "1e5", f"--tpp is '1e5'; {DECIMAL} [bad-option]"),
    ("tpp", "4,800", f"--tpp is '4,800'; {DECIMAL} [bad-option]"),
    ("tpp", "4_800", f"--tpp is '4_800'; {DECIMAL} [bad-option]"),
    ("tpp", "4800.", f"--tpp is '4800.'; {DECIMAL} [bad-option]"),
    ("tpp", ".5", f"--tpp is '.5'; {DECIMAL} [bad-option]"),
    ("tpp", "0x12c0", f"--tpp is '0x12c0'; {DECIMAL} [bad-option]"),
    ("tpp", "٤٨٠٠", f"--tpp is '٤٨٠٠'; {DECIMAL} [bad-option]"),
    ("tpp", "4800 TPP", f"--tpp is '4800 TPP'; {DECIMAL} [bad-option]"),
    ("tpp", "", f"--tpp is ''; {DECIMAL} [bad-option]"),
    ("tpp", "9" * 41, f"--tpp is '{'9' * 40}'; {DECIMAL} [bad-option]"),
    (
        "tpp",
        "4799.99999",
        "--tpp is 4799.99999; at most four decimals are expected, and none is rounded [bad-option]",
    ),
    ("die_area", "-814", f"--die-area is -814; {FIGURE} [bad-option]"),
    ("performance_density", "nan", f"--performance-density is 'nan'; {DECIMAL} [bad-option]"),
    ("transfer_rate", "6e2", f"--transfer-rate is '6e2'; {DECIMAL} [bad-option]"),
    ("quantity", "0", f"--quantity is '0'; {WHOLE} [bad-option]"),
    ("quantity", "-1", f"--quantity is '-1'; {WHOLE} [bad-option]"),
    ("quantity", "1.5", f"--quantity is '1.5'; {WHOLE} [bad-option]"),
    ("quantity", "1000000000", f"--quantity is '1000000000'; {WHOLE} [bad-option]"),
    ("quantity", "many", f"--quantity is 'many'; {WHOLE} [bad-option]"),
    ("buyer", "", f"--buyer is ''; {LETTER} [bad-option]"),
    ("buyer", "  ", f"--buyer is '  '; {LETTER} [bad-option]"),
    ("buyer", "?!…", f"--buyer is '?!…'; {LETTER} [bad-option]"),
    ("buyer", "\u200b", f"--buyer is '\\u200b'; {LETTER} [bad-option]"),
    ("buyer", "a\tb", "--buyer has a control character (U+0009) at character 2 [bad-option]"),
    ("buyer", "a\nb", "--buyer has a control character (U+000A) at character 2 [bad-option]"),
    ("buyer", "a\0b", "--buyer has a control character (U+0000) at character 2 [bad-option]"),
    ("buyer", "\x1b[31mA", "--buyer has a control character (U+001B) at character 1 [bad-option]"),
    ("buyer", "a\x7f", "--buyer has a control character (U+007F) at character 2 [bad-option]"),
    ("buyer", "a\x9b31m", "--buyer has a control character (U+009B) at character 2 [bad-option]"),
    (
        "buyer",
        "a\udcff",
        "--buyer has a byte that is not UTF-8 (U+DCFF) at character 2 [bad-option]",
    ),
    ("chip", "", f"--chip is ''; {LETTER} [bad-option]"),
    ("to", "", f"--to is ''; {LETTER} [bad-option]"),
    ("seller", "-", f"--seller is '-'; {LETTER} [bad-option]"),
    ("buyer", None, "--buyer is missing (the customer) [missing-option]"),
    ("chip", None, "--chip is missing (the chip: model name or part number) [missing-option]"),
    ("to", None, "--to is missing (the country of ultimate destination) [missing-option]"),
    (
        "kind",
        "exprt",
        "--kind is 'exprt'; 'export', 'reexport', 'transfer' or 'cloud' is expected [bad-option]",
    ),
    (
        "end_use",
        "Civil",
        "--end-use is 'Civil'; 'civil', 'military', 'supercomputer' or 'unknown' is expected "
        "[bad-option]",
    ),
    (
        "subsidiary_hq",
        "CN",
        "--subsidiary-hq was given without --subsidiary [conflicting-options]",
    ),
    ("consignee_hq", "CN", "--consignee-hq was given without --consignee [conflicting-options]"),
    (
        "end_user_parent_hq",
        "CN",
        "--end-user-parent-hq was given without --end-user [conflicting-options]",
    ),
]


@pytest.mark.parametrize(("option", "value", "message"), MISTAKES)
def test_a_mistake_gets_one_clear_line_and_exit_code_2(earmark, option, value, message):
    result = earmark(*stated(**{option: value}))
    assert result.code == 2
    assert result.out == ""
    assert result.lines == [f"earmark: {message}"]


def test_a_die_area_and_a_density_cannot_both_be_stated(earmark):
    result = earmark(*stated(die_area="814", performance_density="5.92"))
    assert result.code == 2
    assert result.lines == [
        "earmark: --die-area and --performance-density were both given: each follows from the "
        "other [conflicting-options]"
    ]


def test_a_kind_that_the_places_contradict_is_refused(earmark):
    result = earmark(*stated(kind="export", **{"from": "DE"}))
    assert result.code == 2
    assert len(result.lines) == 1
    assert "kind is 'export', but from Germany to China is a reexport" in result.err


def test_a_cloud_sale_may_have_any_places(earmark):
    assert earmark(*stated(kind="cloud", **{"from": "DE"})).code == 0


# -- words that are no option ----------------------------------------------------------------


def test_an_unknown_option_is_named_with_the_nearest_one_and_nothing_else_is_said(earmark):
    result = earmark("check", "--buyer", "Acme", "--chp", "H100", "--to", "CN")
    assert result.code == 2
    assert result.lines == [
        "earmark: there is no option '--chp' (did you mean '--chip'?) [unknown-option]"
    ]


@pytest.mark.parametrize("word", ["--destination=CN", "--nonesuch", "-x", "--buy"])
def test_an_unknown_option_is_never_taken_for_another(earmark, word):
    result = earmark(*stated(), word)
    assert result.code == 2
    assert f"there is no option {word.partition('=')[0]!r}" in result.err


def test_a_value_of_several_words_without_quotation_marks_is_noticed(earmark):
    result = earmark("check", "--buyer", "Sense", "Time", "--chip", "H100", "--to", "CN")
    assert result.code == 2
    assert result.lines == [
        "earmark: no option claims 'Time' (a value of several words needs quotation marks) "
        "[unexpected-word]"
    ]


def test_an_option_given_twice_is_refused_instead_of_the_last_one_winning(earmark):
    result = earmark(*stated(), "--buyer", "Sense Time")
    assert result.code == 2
    assert result.lines == [
        "earmark: --buyer was given 2 times; one value is expected [repeated-option]"
    ]


def test_an_option_does_not_swallow_the_next_one(earmark):
    result = earmark("check", "--buyer", "--chip", "H100", "--to", "CN")
    assert result.code == 2
    assert result.lines == ["earmark: --buyer has no value before --chip [missing-value]"]


def test_the_last_option_needs_a_value_too(earmark):
    result = earmark("check", "--to", "CN", "--buyer")
    assert result.code == 2
    assert len(result.lines) == 1
    assert "'--buyer' requires an argument" in result.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chek"], "there is no verb 'chek' (did you mean 'check'?) [unknown-verb]"),
        (["rules", "lst"], "there is no verb 'lst' (did you mean 'list'?) [unknown-verb]"),
        (["zzz"], "there is no verb 'zzz' (verbs are"),
        (["--frob"], "there is no option '--frob' (see earmark --help) [unknown-option]"),
        (["rules", "list", "--ruls"], "there is no option '--ruls' (did you mean '--rules'?)"),
        (["rules", "show"], "missing argument 'ID' (see earmark rules show --help) [usage]"),
        (["rules", "show", "a", "b"], "unexpected extra argument"),
        (["schema", "please"], "unexpected extra argument"),
        (["check", "--json=yes"], "does not take a value"),
        (
            ["batch", "orders.csv", "--fail-on", "denny"],
            "earmark: invalid value for '--fail-on': 'denny' is not one of 'deny', 'review' (see ",
        ),
    ],
)
def test_a_word_that_is_no_verb_or_option_gets_one_line_and_exit_code_2(earmark, words, message):
    result = earmark(*words)
    assert (result.code, result.out) == (2, "")
    assert len(result.lines) == 1
    assert result.err.startswith("earmark: ")
    assert message in result.err


@pytest.mark.parametrize("words", [[], ["rules"], ["chips"]])
def test_no_verb_at_all_shows_the_help_on_standard_error(earmark, words):
    result = earmark(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Usage: earmark")


# -- many mistakes at once -------------------------------------------------------------------


def test_all_bad_options_are_reported_at_once(earmark):
    words = ["check", "--chip", "", "--to", "Chna", "--from", "Korea", "--on", "0", "--tpp", "1e5"]
    words += ["--die-area", "5", "--performance-density", "4", "--consignee-hq", "X"]
    words += ["--kind", "gift", "--quantity", "0", "--frobnicate", "1", "-q"]
    result = earmark(*words)
    assert (result.code, result.out) == (2, "")
    told = [line.removeprefix("earmark: ") for line in result.lines]
    starts = (
        *("there is no option '--frobnicate'", "there is no option '-q'"),
        *("--buyer is missing", "--chip is ''", "--on is '0'", "--kind is 'gift'"),
        *("--quantity is '0'", "--tpp is '1e5'", "--die-area and --performance-density"),
        *("--consignee-hq was given without", "--to 'Chna'", "--from 'Korea'"),
    )
    assert len(told) == len(starts)
    assert all(any(line.startswith(start) for line in told) for start in starts)


# -- long and steering text ------------------------------------------------------------------


@pytest.mark.parametrize(
    "field",
    [
        name
        for name, field in Sale.model_fields.items()
        if bool not in (field.annotation, *get_args(field.annotation))
    ],
)
def test_a_value_of_100_kilobytes_is_refused_with_a_short_message(earmark, field):
    flag = {"destination": "to", "ship_from": "from"}.get(field, field)
    result = earmark(*stated(**{flag: "A" * 100_000}))
    assert (result.code, result.out) == (2, "")
    assert all(len(line) < 240 for line in result.lines)


def test_a_name_of_ten_megabytes_is_refused_with_its_length(earmark):
    result = earmark(*stated(buyer="A" * 10_000_000))
    assert result.code == 2
    assert result.lines == [
        "earmark: --buyer has 10,000,000 characters; at most 500 are expected [bad-option]"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["x" * 100_000],
        ["check", "--" + "x" * 100_000],
        ["check", *stated()[1:], "x" * 100_000],
        ["rules", "show", "x" * 100_000],
        ["chips", "show", "x" * 100_000],
    ],
)
def test_a_long_word_is_cut_in_the_message(earmark, words):
    result = earmark(*words)
    assert (result.code, result.out) == (2, "")
    assert all(len(line) < 240 for line in result.lines)


def test_a_name_may_be_as_long_as_500_characters(earmark):
    assert earmark(*stated(buyer="A" * 500)).code == 1
    assert earmark(*stated(buyer="A" * 501)).code == 2


@pytest.mark.parametrize(
    "steering", ["\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\r", "\n", "\x07"]
)
@pytest.mark.parametrize(
    "words",
    [
        ["{}check"],
        ["check", "--{}buyer"],
        ["check", "{}"],
        ["check", "--to", "Chi{}na"],
        ["check", "--kind", "ex{}port"],
        ["check", "--on", "{}"],
        ["check", "--buyer", "A{}"],
        ["rules", "show", "{}"],
        ["rules", "list", "--rules", "/nowhere/{}"],
        ["chips", "show", "zork{}"],
        ["cases", "/nowhere/{}"],
    ],
)
def test_no_message_can_steer_a_terminal(earmark, words, steering):
    result = earmark(*(word.format(steering) for word in words))
    assert result.code in (2, 3)
    assert result.out == ""
    assert all(character.isprintable() for character in result.err.replace("\n", ""))
    assert all(line.startswith("earmark: ") for line in result.lines)


# -- the tool itself -------------------------------------------------------------------------


def test_a_fault_of_the_program_can_never_look_like_a_verdict(earmark, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError("a\nmistake")

    monkeypatch.setattr("earmark.cli.check.screen", broken)
    result = earmark(*stated())
    assert (result.code, result.out) == (3, "")
    assert result.lines == [
        "earmark: internal fault, please report it: ZeroDivisionError: a\\nmistake [internal]"
    ]


def test_an_interruption_is_no_verdict(earmark, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("earmark.cli.check.screen", interrupted)
    result = earmark(*stated())
    assert result.code == 130
    assert "Traceback" not in result.err
