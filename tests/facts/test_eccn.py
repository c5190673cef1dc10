"""Stated ECCNs, read to the paragraph that the rules tell apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark import Sale, screen
from earmark.facts.eccn import of_memory, told_apart
from earmark.law.condition import Compare, OneOf, atoms
from earmark.law.rulebook import shipped

BASES = ("3A001", "4A003", "4A004", "4A005", "5A002", "5A004", "5A992", "5D002", "5D992")
OPEN = {"3A090", "4A090", *(f"{base}.z" for base in BASES)}


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        *(("3A090.a", "3A090.a"), ("3A090.a.2", "3A090.a"), ("3A090.b.2", "3A090.b")),
        *(("3A090.c.1", "3A090.c"), ("4A090.b.1.2", "4A090.b"), ("4A090.c", "4A090")),
        *(("3A090.d", "3A090"), ("3A090.a1", "3A090"), ("3A090.z", "3A090"), ("3A090", "3A090")),
        *(("5D002.z.2.a", "5D002.z.a"), ("5D002.z.9.b", "5D002.z.b"), ("5D002.z.9", "5D002.z")),
        *(("5A002.z.a", "5A002.z.a"), ("5A002.z.1.a.3", "5A002.z.a"), ("5A002.z.c", "5A002.z")),
        *(("5A992.z.1", "5A992.z.1"), ("5A992.z.2.a", "5A992.z.2"), ("5A992.z.3", "5A992.z")),
        *(("4A004.z.1", "4A004.z.1"), ("4A005.z", "4A005.z"), ("5D992.z.2", "5D992.z.2")),
        *(("5E002.z.1.a", "3A001.z"), ("5A992.z1", "3A001.z"), ("5A002.a.z", "3A001.z")),
        *(("5A992.c", "5A992.c"), ("4A994.l", "4A994.l"), ("EAR99", "EAR99"), ("", "")),
    ],
)
def test_an_eccn_is_cut_to_what_tells_a_from_b(stated: str, read: str) -> None:
    assert told_apart(stated) == read


def named_by_rules() -> set[str]:
    texts: set[str] = set()
    for rule in shipped().rules:
        for atom in atoms(rule.when):
            if atom.field.path == "chip.eccn":
                match atom:
                    case OneOf(values=values):
                        texts.update(values)
                    case Compare(literal=str(text)) if text:
                        texts.add(text)
    return texts


parts = st.lists(st.sampled_from(("a", "b", "c", "z", "1", "2", "5", "9", "z1", "l")), max_size=4)
numbers = st.sampled_from(("3A090", "4A090", "5E002", "3A991", *BASES))
eccns = st.builds(lambda number, below: ".".join((number, *below)), numbers, parts)


@given(eccns)
def test_what_is_read_is_read_the_same_again(stated: str) -> None:
    assert told_apart(told_apart(stated)) == told_apart(stated)


@given(eccns)
def test_whatever_speaks_of_the_limits_is_named_by_a_rule(stated: str) -> None:
    of_limits = stated.startswith(("3A090", "4A090")) or ".z" in stated
    assert (told_apart(stated) in named_by_rules()) is of_limits


def test_every_paragraph_that_a_rule_names_is_one_that_is_read() -> None:
    assert {told_apart(text) for text in named_by_rules()} == named_by_rules()


def required(stated: str) -> frozenset[str]:
    sale = Sale(
        buyer="Tencent",
        chip="L20",
        destination="CN",
        eccn=stated,
        on=date(2025, 2, 3),
        seller="Acme",
    )
    return frozenset(one.rule for one in screen(sale).licence.requirements)


@given(eccns.filter(lambda stated: stated.startswith(("3A090", "4A090")) or ".z" in stated))
def test_no_paragraph_ever_needs_less_than_the_one_above_it_that_is_told_apart(stated: str) -> None:
    assert required(stated) == required(told_apart(stated))
    assert required(stated) or of_memory(stated)


@pytest.mark.parametrize("stated", sorted(OPEN))
def test_one_that_leaves_a_and_b_open_needs_what_a_needs(stated: str) -> None:
    assert required(stated) == required("3A090.a") != frozenset()
