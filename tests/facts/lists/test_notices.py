"""Federal Register citations, as the lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lists.notices import notices_in


@pytest.mark.parametrize(
    ("cell", "citations"),
    [
        ("", ()),
        ("76 FR 71867", ("76 FR 71867",)),
        ("76 FR  71867", ("76 FR 71867",)),
        ("83 FR 37423; 87 FR 77505", ("83 FR 37423", "87 FR 77505")),
        ("83 FR 37423, 87 FR 77505", ("83 FR 37423", "87 FR 77505")),
        ("62 FR 35334 (6/30/1997), 66 FR 24266", ("62 FR 35334", "66 FR 24266")),
        ("67 F.R. 56530 9/4/02 67 F.R. 10890 3/11/02", ("67 FR 56530", "67 FR 10890")),
        ("67 F.R. 56530 9/4/02 and 71 F.R. 38843", ("67 FR 56530", "71 FR 38843")),
        ("81 F.R.45276 7/13/2016", ("81 FR 45276",)),
        ("81.F.R. 45276 7/13/2016", ("81 FR 45276",)),
        ("88 FR 1,234", ("88 FR 1234",)),
        ("83 FR 44821 (no. 171)", ("83 FR 44821",)),
        ("85 FR 1 ; 85 FR 1", ("85 FR 1",)),
        ("Vol. 88, No. 151, 08/08/2023", ("88 FR No. 151 (2023-08-08)",)),
    ],
)
def test_citations_are_brought_into_one_form(cell, citations):
    assert notices_in(cell) == citations


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("79 F.R. 60445 10/7/14, 80 17726 4/2/15", ("79 FR 60445",)),
        ("82 F.R. 16786, 16787 4/16/2017", ("82 FR 16786",)),
        ("NEW NOTICE TO BE PUBLISHED SOON", ()),
    ],
)
def test_what_reads_as_no_citation_is_kept_as_it_stands(cell, found):
    assert notices_in(cell) == (*found, cell)


@given(st.lists(st.tuples(st.integers(40, 99), st.integers(1, 99_999)), unique=True, max_size=9))
def test_a_chain_keeps_its_order(cited):
    said = [f"{volume} FR {page}" for volume, page in cited]
    assert notices_in("; ".join(said)) == tuple(said)


@given(st.text(max_size=60))
def test_no_cell_loses_its_words(cell):
    assert bool(notices_in(cell)) == bool(cell.strip(" ;,.()[]\n\t\r\x0b\x0c")) or not cell.split()
