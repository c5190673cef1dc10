"""The printed answer: what is absent is left out of a citation, and names are those of JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from pydantic import ValidationError

from earmark import Sale, screen
from earmark.verdict import AnswerSide, Cited, Question


def test_a_citation_has_only_what_it_cites() -> None:
    assert Cited(law="15 CFR 744.11").model_dump() == {"law": "15 CFR 744.11"}
    quoted = Cited(seed="a.txt", quote="words", start=0, end=5)
    assert quoted.model_dump() == {"seed": "a.txt", "quote": "words", "start": 0, "end": 5}


def test_a_question_says_if_as_json_does() -> None:
    side = AnswerSide(answer="China", verdict="deny", rules=("a",))
    question = Question(fact="f", ask="?", rules=("a",), if_=(side,))
    assert [*json.loads(question.model_dump_json(by_alias=True))] == ["fact", "ask", "rules", "if"]


def test_a_verdict_cannot_be_changed() -> None:
    sale = Sale(buyer="Acme", chip="A100", destination="DE", on=date(2021, 2, 1))
    with pytest.raises(ValidationError, match="frozen"):
        screen(sale).verdict = "deny"
