"""Reading a name: letters of one kind, words, and what of them is a mere legal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from earmark.facts.naming.letters import CYRILLIC, LOOKALIKES, SIMPLIFIED
from earmark.facts.naming.words import SPELT, LegalForm, chinese_words, legal_forms

LONGEST: Final = 500
"""Letters of a name that are read; what follows is ignored."""

_RECENT: Final = 1 << 12

ORDINALS: Final = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_BESIDE: Final = re.compile(r"(?i)[()（）/;|]|\b[afd]\.?k\.?a\.?\s|\bformerly\b")
_INITIAL: Final = re.compile(r"(?<=\b\w)\.(?=\w)")
_CYRILLIC_RUN: Final = re.compile(r"[\w'’-]*[\u0400-\u052f][\w'’-]*")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SPACED: Final = str.maketrans(
    {chr(c): " " for c in range(128) if not chr(c).isalnum()}
    | {"'": "", "&": " and ", "+": " plus "}
)


class Name(NamedTuple):
    """A name, read: the words without its legal form, and three keys that ignore spacing.

    ``full`` keeps the legal form, spelt one way; ``core`` is without it; ``glued`` is all words,
    which are ``said``. ``forms`` are its legal forms, each spelt one way.
    """

    words: tuple[str, ...]
    full: str
    core: str
    glued: str
    said: tuple[str, ...]
    forms: tuple[str, ...]


@lru_cache(_RECENT)
def read(text: str) -> Name:
    """Read a company name. A name of nothing but punctuation has empty keys."""
    return read_words(split(text))


def read_words(words: Sequence[str]) -> Name:
    """Read the folded words of a company name."""
    before, core, after = _without_legal_form(words)
    full = "".join([*before, *core, *after]).replace(" ", "")
    kept = _without_inner_form(core)
    return Name(tuple(kept), full, "".join(kept), "".join(words), tuple(words), (*before, *after))


def spelt_one_way(text: str) -> str:
    """Return the folded words of a company name, parted by spaces, its legal form spelt one way."""
    before, core, after = _without_legal_form(split(text))
    return " ".join([*before, *core, *after])


def split(text: str) -> list[str]:
    """Return the folded words of a name, initials joined ("S. A." is "sa")."""
    folded = fold(text)
    words = folded.split()
    if not folded.isascii():
        words = [part for word in words for part in _parts(word)]
    if words and min(map(len, words)) == 1:
        words = _initials_joined(words)
    return words if ORDINALS.keys().isdisjoint(words) else [ORDINALS.get(w, w) for w in words]


def fold(text: str) -> str:
    """Return ``text`` with case, accents, look-alike letters and punctuation set aside.

    Traditional Chinese characters become simplified, Cyrillic ones Latin; words are parted by
    spaces.
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = _plain_letters(text)
    if "." in text:
        text = _INITIAL.sub("", text)
    return text.lower().translate(_SPACED)


@lru_cache(_RECENT)
def readings(text: str) -> tuple[str, ...]:
    """Return the names that ``text`` gives side by side: two scripts, brackets, "a.k.a."."""
    text = text[:LONGEST]
    if text.isascii() and not _BESIDE.search(text):
        return ()
    parts = _BESIDE.split(text)
    found = [piece for part in parts for piece in _by_script(part) if fold(piece).strip()]
    return tuple(found) if 1 < len(found) <= 6 else ()


def is_chinese(text: str) -> bool:
    """Return whether any letter is a Chinese character."""
    return not text.isascii() and any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _plain_letters(text: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if not _is_unseen(c))
    text = _in_latin(text).translate(LOOKALIKES).translate(SIMPLIFIED)
    parted = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in parted if unicodedata.category(c) != "Mn")
    text = unicodedata.normalize("NFC", kept).replace("æ", "ae").replace("œ", "oe")
    return "".join(c if c.isalnum() or c.isascii() else " " for c in text)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def _in_latin(text: str) -> str:
    """Spell Cyrillic words in Latin letters; a Cyrillic letter in a Latin word is a lookalike."""
    in_latin_text = _LATIN.search(text) is not None

    def spelt(match: re.Match[str]) -> str:
        word = match[0]
        alike = word.translate(LOOKALIKES)
        if _LATIN.search(word) or (in_latin_text and alike.isascii()):
            return alike
        return word.lower().translate(CYRILLIC)

    return _CYRILLIC_RUN.sub(spelt, text)


def _by_script(text: str) -> list[str]:
    if text.isascii():
        return [text]
    return ["".join(run) for _, run in groupby(unicodedata.normalize("NFKC", text), _is_cjk)]


def _is_cjk(letter: str) -> bool:
    return "\u3005" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def _parts(word: str) -> list[str]:
    if word.isascii():
        return [word]
    return [part for run in _by_script(word) for part in _chinese_words(run)]


@cache
def _chinese_lexicon() -> re.Pattern[str]:
    return re.compile(f"((?:{'|'.join(chinese_words())})(?:[省市](?!场))?)")


def _chinese_words(run: str) -> list[str]:
    if run.isascii() or len(run) < 3:
        return [run]
    return [part.rstrip("省市") or part for part in _chinese_lexicon().split(run) if part]


def _initials_joined(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    was_initial = False
    for word in words:
        initial = len(word) == 1 and word.isascii()
        if initial and was_initial:
            joined[-1] += word
        else:
            joined.append(word)
        was_initial = initial
    return joined


def _without_legal_form(words: Sequence[str]) -> tuple[list[str], Sequence[str], list[str]]:
    """Return what the legal forms that lead mean, the words between, and what those at the end do.

    A word is always left over.
    """
    forms = legal_forms()
    short = _short(words)
    start, end = 0, len(words)
    before: list[str] = []
    after: list[str] = []
    while (
        end - start > 1
        and short[start] in forms.leading
        and (form := _form_at(tuple(short[start:end]), forms.leading[short[start]], first=True))
    ):
        before.append(form.means)
        start += len(form.words)
    while (
        end - start > 1
        and short[end - 1] in forms.ending
        and (form := _form_at(tuple(short[start:end]), forms.ending[short[end - 1]], first=False))
    ):
        after.insert(0, form.means)
        end -= len(form.words)
    if after and end - start > 1 and words[end - 1] == "and":
        end -= 1
    return before, words[start:end], after


def _short(words: Sequence[str]) -> Sequence[str]:
    """Return words with each of a legal form spelt the short way."""
    return words if SPELT.keys().isdisjoint(words) else [SPELT.get(word, word) for word in words]


def _form_at(
    words: tuple[str, ...], forms: Iterable[LegalForm], *, first: bool
) -> LegalForm | None:
    """Return the first of some legal forms that stands at one end and leaves a word over."""
    for form in forms:
        size = len(form.words)
        if size < len(words) and form.words == (words[:size] if first else words[-size:]):
            return form
    return None


def _without_inner_form(words: Sequence[str]) -> Sequence[str]:
    inside = legal_forms().inside
    if inside.keys().isdisjoint(_short(words[1:])):
        return words
    kept, at = [words[0]], 1
    while at < len(words):
        rest = _short(words[at : at + 4])
        fits = (f for f in inside.get(rest[0], ()) if f.words == tuple(rest[: len(f.words)]))
        form = next(fits, None)
        if not form:
            kept.append(words[at])
        at += len(form.words) if form else 1
    return kept
