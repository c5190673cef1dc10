"""Rows survive being stored."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lists.rows import Dating, Declaration, Entry, Firm
from earmark.facts.registry.file import bring_up_to_date
from earmark.facts.registry.shapes import SHAPES, TABLES, columns_of, read, stored
from earmark.facts.stakes import Stake

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=12)


@pytest.fixture(scope="module")
def database():
    """Return an empty registry in memory."""
    made = sqlite3.connect(":memory:")
    bring_up_to_date(made, Path(":memory:"))
    return made


@given(row=st.one_of(*(st.from_type(kind) for kind in (Entry, Dating, Stake, Firm, Declaration))))
def test_a_row_is_read_as_it_was_stored(database, row):
    if isinstance(row, Stake):
        row = row._replace(low=row.low % 10**6, high=row.high % 10**6)
    kind, values = type(row), stored(row)
    database.execute(SHAPES[kind].store, values)
    table = TABLES[kind]
    query = f"SELECT {columns_of(kind, table)} FROM {table} WHERE digest = ?"
    assert read(kind, database.execute(query, (values[0],)).fetchone()) == row


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_rows_that_differ_have_digests_that_differ(key, name, other_key, other_name):
    one, other = Firm(key, name), Firm(other_key, other_name)
    assert (stored(one)[0] == stored(other)[0]) == (one == other)
