"""When two spellings are one word: typing errors, sounds, look-alike letters, abbreviations.

``edits`` and ``guises`` give keys of which two spellings of one word share at least one, so that
candidates are looked up and never searched for; ``likeness`` then decides, and grades from 0 to 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from operator import eq
from typing import Final

SLIP: Final = 0.95
"""The likeness of words that differ by a slip that few other words could come from."""

_SHORTEST: Final = 4
_SLIPPED: Final = 5
_CACHED: Final = 1 << 14
_KEYED: Final = 24
"""Letters of a word that its keys are made of."""

_SOUNDS: Final = (
    ("sch", "s"),
    ("tsch", "s"),
    ("shch", "s"),
    ("ph", "f"),
    ("ch", "k"),
    ("ck", "k"),
    ("sh", "s"),
    ("zh", "j"),
    ("dj", "j"),
    ("th", "t"),
    ("wh", "w"),
    ("ts", "s"),
    ("tz", "s"),
    ("qu", "k"),
    ("x", "ks"),
)
_SPELT_OTHERWISE: Final = re.compile("|".join(written for written, _ in _SOUNDS))
_SOFT: Final = re.compile("c(?=[eiy])")
_ONE_SOUND: Final = str.maketrans("cqzwg", "kksvg")
_DOUBLE: Final = re.compile(r"(.)(?=\1)")
_SHAPES: Final = str.maketrans("01258639l|", "oizsbbegii")
_PAIRED_SHAPES: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_VOWELS: Final = frozenset("aeiouy")
_NO_VOWELS: Final = str.maketrans(dict.fromkeys(_VOWELS))
_NO_BREATH: Final = str.maketrans(dict.fromkeys(_VOWELS | {"h"}))


@lru_cache(_CACHED)
def sound(word: str) -> str:
    """Return what is left of a word when vowels and ways to write a sound are set aside."""
    if not word.isascii():
        return word
    heard = word
    if _SPELT_OTHERWISE.search(word):
        for written, spoken in _SOUNDS:
            heard = heard.replace(written, spoken)
    if "c" in heard:
        heard = _SOFT.sub("s", heard)
    heard = _once(heard.translate(_ONE_SOUND))
    return ("a" if heard[:1] in _VOWELS else heard[:1]) + heard[1:].translate(_NO_BREATH)


def _once(word: str) -> str:
    """Return a word with every double letter single."""
    if any(map(eq, word, word[1:])):
        return _DOUBLE.sub("", word)
    return word


def skeleton(word: str) -> str:
    """Return the first letter of a word and its consonants."""
    return word[0] + word[1:].translate(_NO_VOWELS)


def shape(word: str) -> str:
    """Return a word with letters and digits that look alike written as one ("rn", "m")."""
    seen = word
    for pair, one in _PAIRED_SHAPES:
        if pair in seen:
            seen = seen.replace(pair, one)
    return seen.translate(_SHAPES)


def edits(word: str) -> set[str]:
    """Return keys of which words share one that are one edit apart."""
    word = word[:_KEYED]
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return {word}
    return {word, *[word[:at] + word[at + 1 :] for at in range(len(word))]}


def guises(word: str) -> set[str]:
    """Return keys of which words share one that look or sound alike, or lack their vowels."""
    word = word[:_KEYED]
    found = {"#" + shape(word)}
    if len(word) >= _SHORTEST and word.isascii() and word.isalpha():
        found.add("@" + skeleton(word))
        heard = sound(word)
        if len(heard) > 2:
            found.add("~" + heard)
    return found


def edited(written: str, known: str) -> float:
    """Return how likely a typing error made ``written`` of ``known``."""
    a, b = len(written), len(known)
    longer = a if a > b else b
    if a < _SHORTEST or b < _SHORTEST or not (known.isascii() and known.isalpha()):
        return 0.0
    reach = 1 if longer < 9 else 2
    mistakes = _distance()(written, known, score_cutoff=reach)
    if mistakes > reach:
        return 0.0
    if mistakes == 1 and longer >= _SLIPPED and _is_slip(written, known):
        return SLIP
    if longer > 6:
        return 1 - mistakes * 0.1
    return 0.85 if longer == 6 or (longer == 5 and written[0] == known[0]) else 0.7


def disguised(written: str, known: str) -> float:
    """Return how likely ``written`` is ``known`` as heard, as misread, or without its vowels."""
    shorter, longer = len(written), len(known)
    if shorter > longer:
        shorter, longer = longer, shorter
    if not written.isalpha():
        return (0.98 if known.isalpha() else SLIP) * (shape(written) == shape(known))
    if shorter < 3 or not (known.isalpha() and known.isascii() and written.isascii()):
        return 0.0
    if written == skeleton(written) and written == skeleton(known):
        return 0.9 if shorter > 3 else 0.85
    if longer - shorter > 0.4 * longer:
        return 0.0
    apart = _distance()(written, known) / longer
    if apart > 0.4:
        return 0.0
    if shape(written) == shape(known) or _once(written) == _once(known):
        return SLIP if shorter >= _SHORTEST else 0.0
    if sound(written) != sound(known) or len(sound(known)) < 3:
        return 0.0
    return 0.78 if apart < 0.3 else 0.7


def _is_slip(written: str, known: str) -> bool:
    """Tell whether two letters are swapped, a double one is single, or one looks like another."""
    if len(written) == len(known):
        return sorted(written) == sorted(known) or shape(written) == shape(known)
    return _once(written) == _once(known)


@cache
def _distance() -> Callable[..., int]:
    """Return the optimal string alignment distance: edits, a swap of neighbours being one."""
    from rapidfuzz.distance import OSA  # costs more than all the rest: only when needed

    return OSA.distance


def is_one_mistake(written: str, known: str) -> bool:
    """Return whether at most one letter is wrong, missing, too many, or two are swapped."""
    return _distance()(written, known, score_cutoff=1) <= 1


def abbreviates(short: str, word: str) -> bool:
    """Return whether ``short`` can stand for ``word``: its beginning, or letters of it in order."""
    if not 3 <= len(short) < len(word) or short[0] != word[0]:
        return False
    if word.startswith(short) or short == skeleton(word):
        return True
    rest = iter(word)
    return len(short) > 3 and all(letter in rest for letter in short)
