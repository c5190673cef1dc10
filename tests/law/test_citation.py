"""Quotes stand in their source, verbatim and once; the sources are those that were indexed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from earmark.errors import InputFileError
from earmark.law.citation import locate, seeds

WORDS = "Elle l’a dit, 说了 une fois."


@pytest.mark.parametrize(
    ("quote", "span"), [("Elle", (0, 4)), ("说了 une", (14, 20)), (WORDS, (0, len(WORDS)))]
)
def test_a_quote_has_its_place_in_characters(quote: str, span: tuple[int, int]) -> None:
    assert locate(quote, WORDS) == span


@pytest.mark.parametrize("quote", ["", "elle", "Elle  l’a", WORDS + " "])
def test_what_is_not_there_to_the_letter_does_not_stand_there(quote: str) -> None:
    with pytest.raises(LookupError, match=r"^does not stand in$"):
        locate(quote, WORDS)


@pytest.mark.parametrize(("quote", "text"), [("so", "so and so"), ("aa", "aaa")])
def test_what_is_there_twice_is_no_one_place_even_where_it_overlaps(quote: str, text: str) -> None:
    with pytest.raises(LookupError, match=r"^stands more than once in$"):
        locate(quote, text)


def indexed(folder: Path, words: str, digest: str) -> Path:
    (folder / "a.txt").write_text(words, encoding="utf-8")
    (folder / "index.toml").write_text(
        f'[[seed]]\nfile = "a.txt"\ntitle = "Fünf"\nlanguage = "fr"\nsha256 = "{digest}"\n',
        encoding="utf-8",
    )
    return folder


def test_a_source_text_comes_with_what_the_index_says_of_it(tmp_path: Path) -> None:
    digest = hashlib.sha256(WORDS.encode()).hexdigest()
    found = seeds(indexed(tmp_path, WORDS, digest))
    seed = found["a.txt"]
    assert (seed.file, seed.title, seed.language) == ("a.txt", "Fünf", "fr")
    assert (seed.sha256, seed.text) == (digest, WORDS)


def test_a_source_text_that_is_not_the_one_indexed_is_refused(tmp_path: Path) -> None:
    said = "^a.txt is not the text that was indexed: its SHA-256 differs \\[seed-changed\\]$"
    with pytest.raises(InputFileError, match=said):
        seeds(indexed(tmp_path, WORDS, "0" * 64))
