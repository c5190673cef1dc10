"""Stakes from CSV."""

from datetime import date

import pytest

from earmark.facts.lists.rows import Firm
from earmark.facts.stakes import WHOLE, Stake

HEADER = "owner,owned,percent,from,until,source\n"


def test_a_stake_and_both_its_ends_are_read(read):
    rows, _ = read("stakes", HEADER + "Acme  Ltd,Beta LLC,51.5,2020-01-01,2021-01-01,filing\n")
    assert rows == [
        Firm("acme ltd", "Acme Ltd"),
        Firm("beta llc", "Beta LLC"),
        Stake(
            "acme ltd",
            "beta llc",
            515_000,
            515_000,
            since=date(2020, 1, 1),
            until=date(2021, 1, 1),
            source="filing",
        ),
    ]


def test_an_empty_percentage_is_any_share_and_empty_days_are_not_known(read):
    rows, _ = read("stakes", HEADER + "A,B,,,,\n")
    assert rows[-1] == Stake("a", "b", 0, WHOLE)


def test_the_optional_columns_may_be_absent_and_a_firm_is_told_once(read):
    rows, _ = read("stakes", "percent,owned,owner\n5,B,A\n6,C,A\n")
    assert [type(row) for row in rows] == [Firm, Firm, Stake, Firm, Stake]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",B,5,,,", "2:1: row 2, column 'owner': a name is expected"),
        ("A,,5,,,", "2:2: row 2, column 'owned': a name is expected"),
        ("A, a ,5,,,", "2:2: row 2, column 'owned': 'a' cannot own itself (leave out shares"),
        ("A,B,101,,,", "2:3: row 2, column 'percent': '101' is more than 100 percent"),
        ("A,B,-1,,,", "2:3: row 2, column 'percent': '-1' is no percentage"),
        ("A,B,51%,,,", "2:3: row 2, column 'percent': '51%' is no percentage; a number like 50.1"),
        ("A,B,unknown,,,", "2:3: row 2, column 'percent': 'unknown' is no percentage"),
        ("A,B,5,May 2020,,", "2:4: row 2, column 'from': 'May 2020' is no day"),
        ("A,B,5,,2020,", "2:5: row 2, column 'until': '2020' is no day"),
        ("A,B,5,2020-01-02,2020-01-02,", "2:5: row 2, column 'until': 2020-01-02 is not after"),
    ],
)
def test_a_stake_that_cannot_be_is_refused_with_its_cell(refused, row, said):
    (message,) = refused("stakes", HEADER + row + "\n")
    assert message.startswith(f"file:{said}")


def test_names_of_any_length_up_to_the_limit_are_read(read, refused):
    rows, _ = read("stakes", f"owner,owned,percent\nA,{'B' * 2000},5\n")
    assert len(rows[1].name) == 2000
    assert "10,000 characters" in refused("stakes", f"owner,owned,percent\nA,{'B' * 10000},5\n")[0]
