"""What stands in the columns of a cell: the word for the licence, reasons, red flags, questions."""

from datetime import date

import pytest

from earmark import Sale, screen
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped

DAY = date(2024, 3, 4)
CHINA = {"buyer": "Tencent", "chip": "H100", "destination": "CN"}
GERMAN = {"buyer": "Acme", "buyer_hq": "DE", "chip": "H100", "destination": "DE"}


@pytest.fixture(scope="module")
def told():
    screener = Screener(shipped(), registry())
    return lambda stated, day=DAY: screener.screen_stated(stated, day)


@pytest.mark.parametrize(
    ("stated", "verdict", "licence"),
    [
        (GERMAN, "allow", "not required"),
        (CHINA, "deny", "required"),
        ({**GERMAN, "buyer_hq": "CN"}, "deny", "required"),
        ({**CHINA, "buyer": "Acme", "destination": "SG"}, "review", "depends"),
    ],
)
def test_the_word_for_the_licence_follows_from_the_verdict(told, stated, verdict, licence):
    outline = told(stated).outline
    assert (outline.verdict, outline.licence) == (verdict, licence)


ALL = [GERMAN, CHINA, {**CHINA, "buyer": "Sense Time"}, {**CHINA, "destination": "SG"}]


@pytest.mark.parametrize("stated", ALL)
def test_questions_and_red_flags_are_those_of_the_sale_from_scratch(told, stated):
    found, verdict = told(stated), screen(Sale(**stated, on=DAY))
    assert found.outline.rules == verdict.deciding
    assert found.warnings == [warned.says for warned in verdict.warnings]
    assert [line.partition(" (")[0] for line in found.questions] == [
        question.ask.partition(" (")[0] for question in verdict.questions
    ]


def test_a_reason_is_that_of_the_strictest_rule_and_names_what_could_lift_it(told):
    found = told(CHINA)
    assert found.reason.startswith("A licence is required to send an advanced computing item")
    assert "could lift it, if" in found.reason
    assert found.outline.review_policy == "presumption of denial"


def test_without_a_rule_the_reason_is_the_default_of_the_law(told):
    assert "no licence required (15 CFR 736.1)" in told(GERMAN).reason


def test_a_reason_that_hangs_on_a_doubt_says_so(told):
    found = told({**CHINA, "buyer": "Acme", "destination": "SG"})
    assert found.reason.startswith("Possibly: ")
    assert found.outline.kinds == ("buyer.headquarters",)
    assert found.questions[0].endswith("elsewhere: allow)")


def test_sales_of_one_cell_have_words_of_their_own(told):
    one, other = (told({**GERMAN, "buyer": name, "buyer_hq": "CN"}) for name in ("One", "Other"))
    assert one.outline is other.outline
    assert one.reason.replace("One", "Other") == other.reason != one.reason
