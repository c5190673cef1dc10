"""``earmark cases``: run worked cases, tell what differs, refuse what is no case."""

import pytest

from earmark.judges.chaining import Chaining, Failure

GOOD = """\
[[case]]
name = "The listed company itself"
sale = { buyer = "Sense Time", chip = "T4", destination = "CN" }
expect = [
  { on = 2019-10-08, verdict = "allow" },
  { on = 2019-10-09, verdict = "deny", deciding = ["entity-list-licence"] },
]
"""

FAILING = """\
[[case]]
name = "A hope for [/red] Ltd \\u001b[31m"
sale = { buyer = "Sense Time", chip = "H100", destination = "CN", on = 2023-11-17 }
verdict = "allow"
deciding = []
questions = ["chip.tpp"]
exceptions = ["nac"]
finds = ["ns-cmic"]
never = ["entity-list"]
warns = ["listed-parent"]
policy = "case by case"
says = "All is well."
caveat = "Nothing was assumed."

[[case]]
name = "One that holds"
sale = { buyer = "Sense Time", chip = "H100", destination = "CN", on = 2023-11-17 }
verdict = "deny"
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a case file."""

    def write(text):
        path = tmp_path / "a.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_cases_that_hold_are_counted(earmark, file):
    result = earmark("cases", file(GOOD))
    assert (result.code, result.out, result.err) == (0, "2 of 2 cases hold.\n", "")


def test_a_folder_of_cases_is_read_whole(earmark, file, tmp_path):
    file(GOOD)
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    assert earmark("cases", str(tmp_path)).out == "4 of 4 cases hold.\n"


def test_a_case_that_fails_is_named_with_every_difference(earmark, file):
    result = earmark("cases", file(FAILING))
    assert (result.code, result.err) == (1, "")
    lines = result.out.splitlines()
    assert lines[0] == "a.toml: A hope for [/red] Ltd [31m"
    assert lines[-1] == "1 of 2 cases hold."
    for difference in (
        "expected allow, got deny by ",
        "deciding: expected [], got ['ac-macau-d5', 'entity-list-licence']",
        "questions: expected ['chip.tpp'], got []",
        "exceptions: expected ['nac'], got []",
        "not fired: ['ns-cmic']",
        "must not fire: ['entity-list']",
        "no such warning: ['listed-parent']",
        "policy: expected 'case by case', got 'presumption of denial'",
        "says: nothing says 'All is well.'",
        "caveat: nothing says 'Nothing was assumed.'",
    ):
        assert f"    {difference}" in result.out


def test_it_is_told_where_the_second_judge_was_not_heard(earmark, file, monkeypatch):
    monkeypatch.setattr(Chaining, "judge", lambda *_: Failure("the chaining judge is off"))
    result = earmark("cases", file(GOOD))
    assert result.code == 3
    assert result.out == (
        "2 of 2 cases hold.\n"
        "On 2 the second judge was not heard: no answer: the chaining judge is off.\n"
    )
    assert earmark("cases", file(FAILING)).code == 1


def test_a_name_that_is_no_rule_can_never_be_expected_in_silence(earmark, file):
    text = GOOD.replace('verdict = "allow"', 'verdict = "allow", never = ["entity-lst"]')
    result = earmark("cases", file(text))
    assert result.code == 1
    assert "never: there is no rule 'entity-lst' (did you mean 'entity-list'?)" in result.words


# -- what is no case -------------------------------------------------------------------------

CASE = '[[case]]\nname = "n"\nverdict = "deny"\n'
SALE = 'sale = { buyer = "A", chip = "B", destination = "CN" }\n'

BROKEN = [
    ("a = [", "cannot be read: "),
    ("", "there is no case in "),
    (CASE + SALE + "[cse]", "'cse' is nothing a case file has (write [[case]])"),
    ("case = 3", "case is not a list of tables (write [[case]] with name"),
    (CASE + "sale = 3", "n: sale is not a table, or expect not a list of tables"),
    (CASE + SALE + "expect = [3]", "n: sale is not a table, or expect not a list of tables"),
    (CASE + SALE + "expct = []", "n: 'expct' is no part of a case (did you mean 'expect'?)"),
    (
        CASE + SALE + "expect = [{ quantty = 3 }]",
        "n: 'quantty' is no field of a sale and no expectation (did you mean 'quantity'?)",
    ),
    (
        CASE + SALE.replace(" chip", " chipp"),
        "n: 'chipp' is no field of a sale (did you mean 'chip'?)",
    ),
    (CASE, "n: buyer is missing"),
    (CASE.replace("verdict", "#") + SALE, "n: no verdict is expected"),
    (CASE.replace("deny", "denied") + SALE, "n: verdict is 'denied'; allow, deny, review are"),
    (CASE.replace('"deny"', "true") + SALE, "n: verdict is True; text is expected"),
    (CASE + SALE + 'deciding = "x"', "n: deciding is 'x'; a list of names is expected"),
    (CASE + SALE + "never = [1]", "n: never is [1]; a list of names is expected"),
    (CASE + SALE + "policy = []", "n: policy is []; text is expected"),
    (CASE + SALE + "expect = [{ quantity = 0 }]", "n: quantity is '0'; a whole number"),
    (CASE + SALE + "expect = [{ on = 2018-12-31 }]", "n: on is 2018-12-31; a day from"),
    (CASE + SALE + "expect = [{ on = 2023-01-01T00:00:00 }]", "n: on is '2023-01-01 00:00:00'"),
    (CASE + SALE + "expect = [{ on = true }]", "n: on is 'True'; a date such as"),
    (CASE + SALE + "expect = [{ tpp = nan }]", "n: tpp is 'nan'; a plain decimal"),
    (CASE + SALE + "expect = [{ buyer = 3 }]", "n: buyer is '3'; text is expected"),
    (CASE + SALE.replace("CN", "Chna"), "n: 'Chna' is not a country: a name or an ISO 3166"),
    (CASE + SALE + 'expect = [{ kind = "transfer" }]', "n: kind is 'transfer', but from"),
    (CASE + SALE + 'expect = [{ consignee_hq = "CN" }]', "n: consignee_hq was given without"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_is_no_case_is_refused_with_its_file_and_name(earmark, file, text, message):
    path = file(text)
    result = earmark("cases", path)
    assert (result.code, result.out) == (3, "")
    assert path in result.err
    assert message in result.err
    assert "pydantic" not in result.err


def test_every_mistake_of_every_file_is_told_at_once(earmark, file, tmp_path):
    file(CASE + SALE + 'deciding = "x"\nexpect = [{ tpp = 0 }, { on = 3 }]')
    (tmp_path / "b.toml").write_text("a = [", encoding="utf-8")
    (tmp_path / "c.toml").write_text(GOOD, encoding="utf-8")
    result = earmark("cases", str(tmp_path))
    assert result.code == 3
    assert len(result.lines) == 4


def test_a_path_to_nothing_is_a_failure(earmark, tmp_path):
    result = earmark("cases", str(tmp_path / "none.toml"))
    assert result.code == 3
    assert "none.toml cannot be read: No such file or directory" in result.err


def test_a_folder_without_cases_is_a_failure(earmark, tmp_path):
    result = earmark("cases", str(tmp_path))
    assert result.code == 3
    assert "there is no case in" in result.err
