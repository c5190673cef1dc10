"""Kinds of questions are told in words that anyone reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from earmark import Sale, screen
from earmark.report.html.questions import in_words
from earmark.testing import sales


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("buyer.parent_headquarters", "Where is the ultimate parent of the buyer headquartered?"),
        ("intermediate_consignee.identity", "Which company is the intermediate consignee?"),
        ("chip.variant", "Which model is the chip?"),
        ("chip.designer", "Who designed the chip?"),
        ("chip.tpp", "What is the total processing performance (TPP) of the chip?"),
        ("end_use", "What will the item be used for: civil, military or supercomputer?"),
        ("seller", "Who sells?"),
        ("end_user.on_meu_list", "The end user: named on the Military End-User List on that day?"),
        (
            "buyer.on_meu_list.scope",
            "The buyer: does what is said with its listing reach the item?",
        ),
        ("law: the rule, as it stands: what it says", "Law: the rule, as it stands"),
        ("law: Cyprus in Country Group D:5", "Law: Cyprus in Country Group D:5"),
        ("own_question", "own_question"),
        ("buyer.", "buyer."),
        ("", ""),
    ],
)
def test_a_kind_of_question_is_told_in_words(kind: str, words: str) -> None:
    assert in_words(kind) == words


@given(sales())
def test_no_question_of_a_sale_is_told_as_a_code(sale: Sale) -> None:
    for question in screen(sale).questions:
        words = in_words(question.fact)
        assert not re.search(r"_|[a-z]\.[a-z]|[{}]", words)
        assert words.startswith("Law: ") or words.endswith("?")
