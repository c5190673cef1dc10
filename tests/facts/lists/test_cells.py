"""Names, days and shares in cells: exact, or refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lists.cells import NAME_LIMIT, day_in, name_in, share_between, share_in
from earmark.facts.lists.intake import CellError


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("0", 0),
        ("50", 500_000),
        ("50.0", 500_000),
        ("50.000", 500_000),
        ("33.3333", 333_333),
        ("0.0001", 1),
        ("49.9999", 499_999),
        ("050", 500_000),
        ("100", 1_000_000),
        ("100.00000000", 1_000_000),
    ],
)
def test_a_percentage_is_read_exactly(text, parts):
    assert share_in(text) == parts


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("51%", "'51%' is no percentage", "write 51"),
        ("51 %", "'51 %' is no percentage", "write 51"),
        ("50,5", "'50,5' is no percentage", "write 50.5"),
        ("-5", "'-5' is no percentage", ""),
        ("+5", "'+5' is no percentage", ""),
        ("1e2", "'1e2' is no percentage", ""),
        ("five", "'five' is no percentage", ""),
        ("=50", "'=50' is no percentage", ""),
        ("٥٠", "'٥٠' is no percentage", ""),
        ("50.", "'50.' is no percentage", ""),
        (".5", "'.5' is no percentage", ""),
        ("nan", "'nan' is no percentage", ""),
        ("1.234.567", "'1.234.567' is no percentage", ""),
        ("100.0001", "'100.0001' is more than 100 percent", ""),
        ("50000", "'50000' is more than 100 percent", ""),
        ("33.33333", "'33.33333' is finer than 0.0001 percent", ""),
    ],
)
def test_what_is_no_plain_percentage_is_refused_with_what_to_write(text, said, hint):
    with pytest.raises(CellError) as caught:
        share_in(text)
    assert caught.value.message.startswith(said)
    assert caught.value.hint == hint


@given(st.integers(0, 1_000_000))
def test_every_share_that_can_be_written_is_read_back(parts):
    whole, rest = divmod(parts, 10_000)
    assert share_in(f"{whole}.{rest:04}") == parts


@given(st.decimals(0, 100, allow_nan=False), st.decimals(0, 100, allow_nan=False))
def test_a_range_of_shares_holds_both_its_ends(one, other):
    low, high = sorted((one, other))
    parts = share_between(low, high)
    assert parts[0] <= low * 10_000 <= high * 10_000 <= parts[1]
    assert parts[0] > low * 10_000 - 1
    assert parts[1] < high * 10_000 + 1


@pytest.mark.parametrize(
    ("low", "high"), [("51", "50"), ("-1", "5"), ("0", "100.1"), ("NaN", "5"), ("0", "Infinity")]
)
def test_a_range_that_is_none_is_refused(low, high):
    with pytest.raises(CellError):
        share_between(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the cell is empty"),
        (" \t\xa0", "the cell is empty"),
        ("=1+1", "is a formula"),
        ("=HYPERLINK('x')", "is a formula"),
        ("<b>Acme</b>", "has markup in it"),
        ("Acme <!-- x -->", "has markup in it"),
        ("Acme\x00Ltd", "has a control character"),
        ("?", "'?' is no name; one with a letter or digit is expected"),
        ("… - …", "is no name"),
        ("\u200b\u202e", "is no name"),
        ("x" * (NAME_LIMIT + 1), "has 2,001 characters; at most 2,000"),
    ],
)
def test_what_can_be_no_name_is_refused(text, said):
    with pytest.raises(CellError) as caught:
        name_in(text)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A", "A"),
        ("7", "7"),
        ("阿", "阿"),
        ("  Acme \n Ltd ", "Acme Ltd"),
        ("Ministry of\xa0Defence", "Ministry of Defence"),
        ("Smith <& Sons> Ltd", "Smith <& Sons> Ltd"),
        ("+Plus GmbH", "+Plus GmbH"),
    ],
)
def test_a_name_is_kept_but_for_its_spaces(text, name):
    assert name_in(text) == name


def test_a_day_is_read_and_an_empty_cell_is_none():
    assert day_in("2023-02-28") == date(2023, 2, 28)
    assert day_in("") is None


@pytest.mark.parametrize("text", ["2023-02-30", "02/03/2023", "2023-2-3", "20230203", "Various"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(CellError, match="is no day"):
        day_in(text)
