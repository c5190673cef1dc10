"""How facts are written for people."""

from __future__ import annotations

import pytest

from earmark.law.geography import names
from earmark.matter import Facts, Thing
from earmark.wording import enumerated, shown

PLACE = "sale.destination"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AE", "the United Arab Emirates"),
        ("GB", "the United Kingdom"),
        ("KY", "the Cayman Islands"),
        ("CZ", "the Czech Republic"),
        ("CF", "the Central African Republic"),
        ("NL", "the Netherlands"),
        ("GM", "The Gambia"),
        ("CN", "China"),
        ("NF", "Norfolk Island"),
        ("DM", "Dominica"),
    ],
)
def test_a_country_stands_in_a_sentence_with_its_article(code: str, said: str) -> None:
    assert code in names()
    assert shown(PLACE, Thing("sale", "sale", "", (Facts({PLACE: code}),)), {}) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "A", "C"], "A, B and C")],
)
def test_words_in_a_row_stand_each_once(words: list[str], said: str) -> None:
    assert enumerated(words) == said
