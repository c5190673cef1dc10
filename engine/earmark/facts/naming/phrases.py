"""What leads to an alias that no single word leads to, as keys of several of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.wordlike import sound
from earmark.facts.naming.words import GENERIC

PAIRED: Final = 6
"""So many words of an alias are paired."""

STARTS: Final = (11, 7)
"""With so many letters the key of a name that is cut off is made, the longer the better."""


def phrases(
    lexicon: Lexicon, names: Iterable[Sequence[str]], frequent: frozenset[int]
) -> Iterator[tuple[str, int]]:
    """Yield keys of names, and the place of the name.

    Every name has its neighbouring words written as one, and its beginning; where most of its words
    are ``frequent``, also the sounds of two, and all that tell.
    """
    for at, words in enumerate(names):
        numbers = [lexicon.number[word] for word in words]
        kinds = [lexicon.kinds[number] for number in numbers]
        for one, two in pairwise(words):
            yield one + two, at
        for key in _starts(words, kinds):
            yield key, at
        if (told := telling(words, kinds)) and frequent.issuperset(numbers):
            yield told, at
        if sum(number not in frequent for number in set(numbers)) < 2:
            known = [(n in frequent, lexicon.kinds[n] == TELLING) for n in numbers[:PAIRED]]
            for (one, its), (two, other) in combinations(zip(words, known, strict=False), 2):
                if leads(*its, *other):
                    yield " ".join(sorted((heard(one), heard(two)))), at


def start(letters: str) -> str:
    """Return the key of a name that begins with ``letters``."""
    size = next(size for size in STARTS if len(letters) >= size)
    return letters[:size] + "^"


def _starts(words: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    letters = "".join([word for word, kind in zip(words, kinds, strict=True) if kind != GENERIC])
    if TELLING in kinds:
        for size in STARTS:
            if len(letters) > size:
                yield start(letters[:size])


def telling(words: Iterable[str], kinds: Iterable[str]) -> str:
    """Return the telling words as one text, in alphabetical order, empty where there is none."""
    told = sorted(word for word, kind in zip(words, kinds, strict=True) if kind == TELLING)
    return f"*{' '.join(told)}" if told else ""


def heard(word: str) -> str:
    """Return the sound of a word, or the word where that is hardly any."""
    spoken = sound(word)
    return spoken if len(spoken) > 1 else word


def leads(one_is_frequent: bool, one_tells: bool, two_is_frequent: bool, two_tells: bool) -> bool:
    """Return whether two words lead to aliases together: a generic one only to a frequent one."""
    if one_tells == two_tells:
        return one_is_frequent or two_is_frequent
    return one_is_frequent if one_tells else two_is_frequent
