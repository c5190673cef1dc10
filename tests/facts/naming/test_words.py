"""The tables of legal forms and of words that say little."""

from earmark.facts.naming.words import (
    EVERYDAY,
    FORM,
    GENERIC,
    PARTICLE,
    PLACE,
    TRADE,
    everyday,
    generic_words,
    in_english,
    kinds,
    legal_forms,
    short_for,
)
from earmark.facts.spelling import fold
from earmark.resources import table


def test_no_word_and_no_legal_form_stands_twice():
    for name, column in (("name_words", "word"), ("legal_forms", "form")):
        values = [row[column] for row in table(name)]
        assert len(values) == len(set(values)), name


def test_every_word_is_written_as_names_are_read():
    for row in table("name_words"):
        assert fold(row["word"]).strip() == row["word"]
        assert row["kind"] in {GENERIC, PARTICLE, TRADE, PLACE, EVERYDAY}
    for row in table("legal_forms"):
        assert fold(row["form"]).strip() == row["form"]
        assert row["means"]
        assert {row["leads"], row["inside"]} <= {"yes", ""}


def test_group_and_holdings_are_generic_and_no_legal_forms():
    forms = {form.words for forms in legal_forms().ending.values() for form in forms}
    for word in ("group", "holding", "holdings"):
        assert kinds()[word] == GENERIC
        assert (word,) not in forms


def test_what_a_word_stands_for_is_known_to_the_tables():
    for means in in_english().values():
        assert all(word.isascii() for word in means.split())
    assert short_for()["ctr"] == "center"


def test_an_everyday_word_tells_who_it_is():
    assert "phoenix" in everyday()
    assert not everyday() & kinds().keys()
    assert not everyday() & generic_words()
    assert kinds()["liability"] == FORM
