"""What stands in the columns of a cell: the word for the licence, reasons, red flags, questions."""

import pickle
from dataclasses import replace
from datetime import date

import pytest

from earmark import Sale, screen
from earmark.batch.outline import Asked, Choice, Flagged, Gap, Outline, Outlines, line_of
from earmark.batch.screener import Screener
from earmark.facts.shipped import registry
from earmark.law.cells import Cell
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


PIECES = ("The chip ", Gap("chip.tpp", (0,)), ".")
TAKEN = {"chip.tpp": Cell("4800", "4800 or more")}
ONE = Outline(
    *("review", "depends", "", ("a", "b"), ("no military end use",), line_of(PIECES, TAKEN)),
    questions=(Asked("chip.tpp", 0, "", ("if so: deny",)),),
    warnings=(Flagged("flag", line_of(("It is flagged.",), {})),),
)
OTHERS = [
    {"verdict": "deny"},
    {"licence": "required"},
    {"review_policy": "case by case"},
    {"rules": ("b", "a")},
    {"conditions": ()},
    {"reason": line_of((*PIECES, "!"), TAKEN)},
    {"reason": line_of((PIECES[0], Gap("chip.tpp", (1,)), "."), TAKEN)},
    {"reason": line_of(PIECES, {})},
    {"reason": line_of(PIECES, {"chip.tpp": Cell("100", "up to 1600")})},
    {"questions": ()},
    {"questions": (Asked("chip.tpp", 0, "", ("if so: allow",)),)},
    {"questions": (Asked("chip.tpp", 1, "", ("if so: deny",)),)},
    {"warnings": ()},
    {"warnings": (Flagged("other", ONE.warnings[0].says),)},
    {"warnings": (Flagged("flag", line_of(("It is not flagged.",), {})),)},
]


def said(outline):
    """Return everything that an outline says."""
    lines = (outline.reason, *(flag.says for flag in outline.warnings))
    words = [(line.pieces, line.taken) for line in lines]
    flags = [flag.rule for flag in outline.warnings]
    answer = outline.verdict, outline.licence, outline.review_policy, outline.rules
    return *answer, outline.conditions, outline.questions, words, flags


def again(outline):
    """Return an outline that says the same, in sentences of its own."""
    flags = tuple(Flagged(one.rule, repeated(one.says)) for one in outline.warnings)
    return replace(outline, reason=repeated(outline.reason), warnings=flags)


def repeated(line):
    return line_of(line.pieces, dict(line.taken))


def test_outlines_that_say_the_same_are_one():
    outlines = Outlines()
    assert again(ONE) != ONE
    assert outlines.one(ONE) is outlines.one(again(ONE)) is outlines.one(ONE)
    assert said(outlines.one(again(ONE))) == said(ONE)


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: next(iter(other)))
def test_outlines_of_which_one_thing_is_another_stay_apart(other):
    outlines, changed = Outlines(), replace(ONE, **other)
    one, another = outlines.one(ONE), outlines.one(changed)
    assert one is not another
    assert (said(one), said(another)) == (said(ONE), said(changed))
    assert outlines.one(again(changed)) is another


def test_sentences_that_were_said_in_turn_are_not_taken_for_each_other():
    """A reason and a warning, or the warnings of two rules, in another order."""
    reason, says = ONE.reason, ONE.warnings[0].says
    flags = (Flagged("flag", says), Flagged("other", reason))
    each = [
        replace(ONE, warnings=flags),
        replace(ONE, warnings=flags[::-1]),
        replace(ONE, reason=says, warnings=(Flagged("flag", reason),)),
        ONE,
    ]
    outlines = Outlines()
    assert [said(outlines.one(one)) for one in each] == list(map(said, each))
    assert len({*map(outlines.one, each)}) == len(each)


def test_a_sentence_is_one_in_whatever_outlines_it_is_said():
    """What a thing says in a sentence is remembered by it."""
    outlines = Outlines()
    one, other = outlines.one(ONE), outlines.one(replace(again(ONE), questions=()))
    assert one is not other
    assert one.reason is other.reason
    assert one.warnings[0].says is other.warnings[0].says


def test_a_sentence_from_another_process_says_the_same_and_is_no_other_here():
    there = ONE.reason
    here = pickle.loads(pickle.dumps(there))
    assert (here.pieces, repr(here.taken)) == (there.pieces, repr(there.taken))
    assert here != there


def test_outlines_from_another_process_that_say_the_same_are_one():
    outlines = Outlines()
    one, other = (pickle.loads(pickle.dumps(ONE)) for _ in range(2))
    assert outlines.one(one) is outlines.one(other)


NOTHING = {"reason": line_of(("a",), {}), "questions": ()}
SPOKEN_OF = [
    (NOTHING, [], []),
    (
        {
            **NOTHING,
            "reason": line_of((Gap("party.name", (2, 1)), " ", Gap("sale.kind", (3,))), {}),
        },
        [(2, "party.name"), (1, "party.name"), (3, "sale.kind")],
        [],
    ),
    (
        {**NOTHING, "questions": (Asked("law: x", None, "Is it?", ()), Asked("sale", 4, "", ()))},
        [],
        [(4, "sale")],
    ),
    (
        {**NOTHING, "questions": (Asked("law: x", None, "?", ("if ", Choice("variant", 0, 1))),)},
        [],
        [(0, "variant")],
    ),
    (
        {**NOTHING, "warnings": (Flagged("flag", line_of(("a", Gap("party.name", (3,))), {})),)},
        [(3, "party.name")],
        [],
    ),
]


@pytest.mark.parametrize(("other", "facts", "asked"), SPOKEN_OF)
def test_what_is_spoken_of_is_what_any_of_its_words_names_or_asks(other, facts, asked):
    one = replace(ONE, **other)
    assert [(place, path) for place, path, _ in one.facts] == facts
    assert [*one.asked] == asked
    lines = [one.reason, *(flagged.says for flagged in one.warnings)]
    assert all(line in lines for _, _, line in one.facts)


@pytest.mark.parametrize(
    "other", [{"questions": ()}, {"warnings": ()}, {"reason": line_of("a", {})}]
)
def test_rows_are_told_of_alike_where_nothing_of_their_own_is_said(other):
    plain = replace(ONE, reason=line_of(("a", "b"), {}), questions=(), warnings=())
    assert plain.alike == ("review", "depends", "", "a b", "ab", "", "")
    assert replace(ONE, **other).alike == ()
