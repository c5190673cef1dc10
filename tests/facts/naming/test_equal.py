"""The keys by which names are known to be equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.naming.equal import bare_key, bare_keys_of_name, keys_of, keys_of_name, parted
from earmark.facts.naming.words import GENERIC, kinds
from earmark.facts.spelling import read

GENERICS = sorted(word for word, kind in kinds().items() if kind == GENERIC and word.isascii())
WORDS = st.lists(st.sampled_from(["Kolvane", "Dolmat", "Shipping", "Ltd", "AO", *GENERICS[:20]]))


@given(WORDS.map(" ".join))
def test_a_name_shares_every_key_with_itself(name):
    assert set(keys_of(read(name))) == keys_of_name(name, person=False)


@given(WORDS, st.sampled_from(GENERICS), st.integers(0, 5))
def test_a_generic_word_never_changes_what_is_left_without_it(words, generic, at):
    longer = words.copy()
    longer.insert(at, generic)
    assert parted(read(" ".join(longer)))[0] == parted(read(" ".join(words)))[0]


def test_the_legal_form_is_found_behind_a_generic_word():
    bare, generic = parted(read("Kolvane Joint Stock Group Company"))
    assert (bare.words, generic) == (("kolvane",), ["group"])


@pytest.mark.parametrize("order", ["VARGEN, Issa Group", "Issa Group VARGEN"])
def test_a_person_is_known_in_either_order_without_generic_words(order):
    assert bare_key(parted(read(order))[0]) in bare_keys_of_name("VARGEN, Issa Group", person=True)


def test_a_name_of_punctuation_has_no_key():
    assert keys_of(read("...")) == ()
