"""A copy that lost half of a list is no copy."""

from datetime import date

import pytest

from earmark.errors import InputFileError
from earmark.facts.registry.file import reading

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 31)


def test_a_copy_with_less_than_half_of_a_list_is_taken_for_cut_off(put, path, csl):
    names = [f"Company {number}" for number in range(100)]
    put("csl.csv", csl(*names) + csl("Other", code="SDN").splitlines()[1] + "\n", JULY)
    with pytest.raises(InputFileError, match="it has 49 entries of the list EL, the copy before"):
        put("csl.csv", csl(*names[:49]), AUGUST)
    assert reading(path).execute("SELECT count(*) FROM snapshot").fetchone() == (1,)
    assert put("csl.csv", csl(*names[:50]), AUGUST).rows == 50
    assert put("csl.csv", csl("Another", code="SDN"), AUGUST).rows == 1
    assert put("csl.csv", csl("First"), date(2020, 1, 1)).rows == 1
