"""``earmark explain``: one row of a file of orders, in full."""

import json

import pytest

ORDERS = """\
note,date,buyer,chip,destination
first,2024-05-02,Moonshot AI,A100,CN
"over
two lines",2024-05-02,Foo GmbH,T4,DE
no day,2024-13-02,Acme Cloud,A100,SG
to ask,2024-05-02,Acme Cloud,A100,SG
cut off,2024-05-02,Acme Cloud,A100
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file of orders."""

    def write(content=ORDERS):
        path = tmp_path / "orders.csv"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("row", "code", "head"), [(2, 1, "DENY"), (3, 0, "ALLOW"), (6, 4, "REVIEW")]
)
def test_a_row_is_told_as_check_tells_its_sale(earmark, file, row, code, head):
    result = earmark("explain", file(), "--row", str(row))
    assert (result.code, result.out.split()[0]) == (code, head)
    assert result.lines == []


def test_the_answer_is_the_json_of_check(earmark, file):
    result = earmark("explain", file(), "--row", "2", "--json")
    sale = ("--buyer", "Moonshot AI", "--chip", "A100", "--to", "CN", "--on", "2024-05-02")
    checked = earmark("check", *sale, "--json")
    assert json.loads(result.out) == json.loads(checked.out)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("4", "no row begins on line 4 (the row before it begins on line 3) [no-row]"),
        ("99", "no row begins on line 99 (the row before it begins on line 7) [no-row]"),
        ("5", "line 5: date is '2024-13-02', which is not a day of the calendar"),
        ("7", "line 7: there are 4 cells and 5 columns"),
    ],
)
def test_a_row_that_states_no_sale_is_a_failure_with_its_reason(earmark, file, row, said):
    result = earmark("explain", file(), "--row", row)
    assert (result.code, result.out) == (3, "")
    assert said in result.lines[0]


def test_the_first_line_of_a_file_is_no_row(earmark, file):
    assert earmark("explain", file(), "--row", "1").code == 2


def test_a_screened_row_that_comes_to_something_else_by_now_is_told(earmark, file):
    added = "verdict,licence,review_policy,rules,reason,questions,warnings"
    screened = (
        f"date,buyer,chip,destination,{added}\n"
        "2024-05-02,Moonshot AI,A100,CN,allow,not required,,,so it was,,\n"
    )
    result = earmark("explain", file(screened), "--row", "2")
    assert result.code == 1
    assert "the file says verdict 'allow', now it is 'deny'" in result.lines[0]
    assert len(result.lines) == 3


def test_a_row_of_a_batch_comes_to_the_same(earmark, file, tmp_path):
    out = tmp_path / "out.csv"
    earmark("batch", file(), "--out", str(out))
    result = earmark("explain", str(out), "--row", "2")
    assert (result.code, result.lines) == (1, [])


def test_columns_of_other_names_are_mapped_and_the_day_can_be_stated(earmark, file):
    orders = "customer,Material,destination\nMoonshot AI,A100,CN\n"
    mapped = ("--map", "buyer=customer", "--map", "chip=Material")
    row = ("--row", "2")
    assert earmark("explain", file(orders), *row, *mapped, "--on", "2022-01-01").code == 0
    assert earmark("explain", file(orders), *row, *mapped, "--on", "2024-05-02").code == 1
