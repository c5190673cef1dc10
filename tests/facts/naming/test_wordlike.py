"""When two spellings are one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.naming.wordlike import (
    SLIP,
    abbreviates,
    disguised,
    edited,
    edits,
    guises,
    skeleton,
    sound,
)

WORDS = st.text("abcdefghiklmnoprstuvwy", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("written", "known", "least"),
    [
        ("hikvison", "hikvision", 0.9),
        ("huwaei", "huawei", SLIP),
        ("sparow", "sparrow", SLIP),
        ("zulekna", "zulekha", 0.9),
        ("semiconducter", "semiconductor", 0.9),
        ("kones", "jones", 0.7),
    ],
)
def test_a_typing_error_is_graded_by_how_few_words_it_could_come_from(written, known, least):
    assert edited(written, known) >= least


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("n0vinf0", "novinfo"),
        ("ahmacl", "ahmad"),
        ("kosrnos", "kosmos"),
        ("filips", "philips"),
        ("aleksander", "alexander"),
        ("engnrng", "engineering"),
        ("rk5", "rks"),
    ],
)
def test_a_word_is_known_in_disguise(written, known):
    assert disguised(written, known) > 0
    assert guises(written) & guises(known)


@pytest.mark.parametrize(
    ("written", "known"),
    [("abc", "abd"), ("601", "602"), ("gazprom", "rosneft"), ("micro", "macros"), ("华为", "华力")],
)
def test_other_words_are_other_words(written, known):
    assert not edited(written, known)
    assert not disguised(written, known)


@given(WORDS, st.data())
def test_two_words_one_edit_apart_share_a_key(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    dropped = word[:at] + word[at + 1 :]
    for other in (dropped, word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        if len(other) >= 4:
            assert edits(word) & edits(other)


@given(WORDS)
def test_a_word_without_its_vowels_is_found(word):
    assert guises(skeleton(word)) & guises(word) or len(skeleton(word)) < 4
    assert sound(word) == sound(word.upper().lower())


@pytest.mark.parametrize(
    ("short", "word"),
    [("tech", "technology"), ("grp", "group"), ("intl", "international"), ("svcs", "services")],
)
def test_an_abbreviation_begins_a_word_or_has_its_letters_in_order(short, word):
    assert abbreviates(short, word)
    assert not abbreviates(word, short)


def test_two_letters_or_other_letters_abbreviate_nothing():
    assert not abbreviates("te", "technology")
    assert not abbreviates("gnl", "international")
