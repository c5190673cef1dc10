"""The multimap from text to numbers."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.naming.keys import Keys

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 2**32 - 1)), max_size=50))
def test_every_text_leads_to_its_numbers_in_any_order(pairs):
    keys = Keys.of(reversed(pairs))
    for text, number in pairs:
        assert number in keys.get(text)
        assert keys.get(text) == sorted(keys.get(text))
    assert set(keys.get_all({text for text, _ in pairs})) == {number for _, number in pairs}


def test_a_text_that_is_not_there_leads_nowhere():
    assert Keys.of([("alpha", 1)]).get("beta") == []
    assert Keys.of([]).get("") == []


@given(st.lists(st.tuples(TEXTS, st.integers(0, 9)), max_size=20))
def test_what_is_stored_is_enough_to_find_everything_again(pairs):
    keys = Keys.of(pairs)
    again = Keys(*(array(column.typecode, column) for column in keys.columns))
    assert all(keys.get(text) == again.get(text) for text, _ in pairs)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 9)), max_size=20), st.integers(1, 3))
def test_a_text_of_too_many_numbers_leads_nowhere(pairs, most):
    every, few = Keys.of(pairs), Keys.of(pairs, most)
    for text, _ in pairs:
        found = every.get(text)
        assert few.get(text) == (found if len(found) <= most else [])
