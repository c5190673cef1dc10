"""Nodes: what a name stands for in stakes, however its legal form is spelt."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.lists.rows import identifier, node
from earmark.facts.spelling import read

SPELLINGS = (
    ("Ltd", "Ltd.", "LIMITED", "limited"),
    ("Co., Ltd.", "Company Limited", "CO LTD", "Co. Limited"),
    ("Inc", "Inc.", "Incorporated"),
    ("LLC", "L.L.C.", "Limited Liability Company"),
    ("S.A.", "SA", "S. A."),
    ("Corp.", "Corporation"),
    ("GmbH", "GMBH", "G.m.b.H."),
    ("Pte. Ltd.", "Pte Limited", "PTE LTD"),
)
WORDS = st.sampled_from(("Acme", "Beta", "Sense", "Time", "Sensetime", "Group", "7", "12", "1-2"))
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
FORMS = st.sampled_from(SPELLINGS)


@given(name=NAMES, form=FORMS, data=st.data())
def test_ways_to_spell_one_legal_form_are_one_node(name: str, form: tuple[str, ...], data) -> None:
    one, other = (f"{name} {data.draw(st.sampled_from(form))}" for _ in range(2))
    assert node(one) == node(other.upper())


@given(name=NAMES, form=FORMS, other=FORMS)
def test_companies_of_different_legal_forms_stay_apart(
    name: str, form: tuple[str, ...], other: tuple[str, ...]
) -> None:
    together = node(f"{name} {form[0]}") == node(f"{name} {other[0]}")
    assert together == (form == other)
    assert node(f"{name} {form[0]}") != node(name)


@given(one=NAMES, other=NAMES, form=FORMS)
def test_companies_of_different_words_or_numbers_stay_apart(
    one: str, other: str, form: tuple[str, ...]
) -> None:
    said = [re.split(r"[\W]+", name.casefold()) for name in (one, other)]
    assert (node(f"{one} {form[0]}") == node(f"{other} {form[0]}")) == (said[0] == said[1])


@given(text=st.text(max_size=40), other=st.text(max_size=40))
def test_what_is_one_node_is_one_name_to_the_index_or_the_same_text(text: str, other: str) -> None:
    alike = read(text).full == read(other).full or identifier(text) == identifier(other)
    assert node(text) != node(other) or alike


@given(text=st.text(max_size=60))
def test_a_node_is_never_empty_and_is_one_line(text: str) -> None:
    assert bool(node(text)) == bool(identifier(text))
    assert node(text) == " ".join(node(text).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fund 1-2 Ltd", "Fund 12 Ltd"),
        ("Fund 1.5 Ltd", "Fund 15 Ltd"),
        ("1st Bank Ltd", "First Bank Ltd"),
        ("gb-coh:0123", "gb-coh:01-23"),
        ("A" * 600 + " x", "A" * 600 + " y"),
        ("☆", "★"),
        ("Acme Group Ltd", "Acme Ltd"),
        ("Acme (Hong Kong) Ltd", "Acme Ltd"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert node(one) != node(other)


@pytest.mark.parametrize("text", ["5493001Z012YSB2A0K51", "gb-coh:01234567", "record-7", "OOO1"])
def test_an_identifier_is_its_own_node(text: str) -> None:
    assert node(text) == identifier(text)
