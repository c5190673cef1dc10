"""A citation: of law, or of words that stand in a source text; what is wrong is told in full."""

from __future__ import annotations

import pytest

from earmark.errors import Fault, Place
from earmark.law.citation import Seed
from earmark.law.read_cite import read_cite
from earmark.law.rule import Citation

TEXT = "One source says this once, and one source says so. So it is said."
SEEDS = {"words.txt": Seed("words.txt", "Words", "en", "0", TEXT)}
QUOTED = {"seed": "words.txt", "quote": "says this once", "gloss": "it says this"}


def place(key: str) -> Place:
    """Tell keys apart by the file."""
    return Place(f"at {key or 'the citation'}")


def read(entry: dict[str, object]) -> tuple[Citation, list[str]]:
    faults: list[Fault] = []
    cite = read_cite(entry, SEEDS, faults, place)
    return cite, [str(fault).removeprefix("at ").replace(":1:1", "") for fault in faults]


def test_a_paragraph_is_cited_with_the_notice_that_made_it_or_without() -> None:
    law = {"law": "15 CFR 744.11"}
    assert read({**law}) == (Citation(law="15 CFR 744.11"), [])
    cited = Citation(law="15 CFR 744.11", notice="88 FR 1")
    assert read({**law, "notice": "88 FR 1"}) == (cited, [])


def test_a_quote_is_cited_with_its_place_and_its_english() -> None:
    cited = Citation("", "", "words.txt", "says this once", "it says this", 11, 25)
    assert read({**QUOTED}) == (cited, [])


MIXED = (
    "(a citation is of law (law, notice) or of a source text (seed, quote, gloss)) [mixed-citation]"
)


@pytest.mark.parametrize("key", ["law", "notice"])
def test_law_does_not_stand_with_a_source_text(key: str) -> None:
    assert read({**QUOTED, key: "15 CFR 1"})[1] == [f"{key}: {key!r} stands with a seed {MIXED}"]


@pytest.mark.parametrize("key", ["quote", "gloss"])
def test_words_do_not_stand_without_their_source(key: str) -> None:
    cite, faults = read({"law": "15 CFR 1", key: "so it is"})
    assert faults == [f"{key}: {key!r} stands without a seed {MIXED}"]
    assert cite == Citation(law="15 CFR 1")


@pytest.mark.parametrize("entry", [{}, {"notice": "88 FR 1"}, {"law": " "}])
def test_a_citation_of_nothing_is_none(entry: dict[str, object]) -> None:
    said = "the citation: the citation has neither law nor seed [empty-citation]"
    assert read(entry)[1] == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"laws": "x"}, "laws: 'laws' is no key here (did you mean 'law'?) [unknown-key]"),
        ({"gloss": 5}, "gloss: gloss must be text, not 5 [wrong-type]"),
        ({"gloss": ""}, "gloss: 'gloss' is missing [missing-key]"),
        (
            {"seed": "word.txt"},
            "seed: there is no source text 'word.txt' (did you mean 'words.txt'?) [unknown-seed]",
        ),
    ],
)
def test_what_is_wrong_with_a_citation_is_told_at_its_key(
    change: dict[str, object], said: str
) -> None:
    assert read({**QUOTED, **change})[1] == [said]


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("source says ", "stands more than once in words.txt: 'source says ' (quote more words)"),
        ("nothing like it", "does not stand in words.txt: 'nothing like it'"),
        (
            "says this one thing",
            "does not stand in words.txt: 'says this one thing' (the text goes on with "
            "'ce, and one source s' after 'says this on')",
        ),
        (
            "says this on it",
            "does not stand in words.txt: 'says this on it' (the text goes on with "
            "'ce, and one source s' after 'says this on')",
        ),
        ("says this o it", "does not stand in words.txt: 'says this o it'"),
        (
            "One source says this twice",
            "does not stand in words.txt: 'One source says this twice' (the text goes on with "
            "'once, and one source' after 'ne source says this ')",
        ),
        (
            "source says nothing",
            "does not stand in words.txt: 'source says nothing' (the text goes on with "
            "'this once, and one s' after 'source says ')",
        ),
        ("x" * 90, f"does not stand in words.txt: {'x' * 80!r}"),
        (
            "So it is said. And more.",
            "does not stand in words.txt: 'So it is said. And more.' (the text goes on with '' "
            "after 'So it is said.')",
        ),
    ],
)
def test_a_quote_that_is_not_there_once_is_told_where_it_departs(quote: str, said: str) -> None:
    cite, (fault,) = read({**QUOTED, "quote": quote})
    assert fault == f"quote: the quote {said} [quote-not-once]"
    assert cite == Citation(seed="words.txt", quote=quote)


def test_a_quote_is_never_taken_for_granted() -> None:
    entry = {name: value for name, value in QUOTED.items() if name != "quote"}
    assert read(entry)[1] == ["quote: the quote does not stand in words.txt: '' [quote-not-once]"]


def test_what_is_cited_of_a_source_text_that_is_not_there_is_kept() -> None:
    cite, _ = read({**QUOTED, "seed": "word.txt"})
    assert cite == Citation(seed="word.txt", quote="says this once")
