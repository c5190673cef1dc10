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

Aliases = Iterable[Sequence[int]]
"""The words of each alias, by number."""


def joined(
    lexicon: Lexicon, aliases: Aliases, frequent: frozenset[int]
) -> Iterator[tuple[str, int]]:
    """Yield neighbouring words written as one, and where all are ``frequent`` all that tell."""
    for at, numbers in enumerate(aliases):
        words = [lexicon.words[number] for number in numbers]
        for one, two in pairwise(words):
            yield one + two, at
        kinds = [lexicon.kinds[number] for number in numbers]
        if frequent.issuperset(numbers) and (told := telling(words, kinds)):
            yield told, at


def paired(
    lexicon: Lexicon, aliases: Aliases, frequent: frozenset[int]
) -> Iterator[tuple[str, int]]:
    """Yield the sounds of two words, where most words are ``frequent``."""
    words, kinds = lexicon.words, lexicon.kinds
    for at, numbers in enumerate(aliases):
        if sum(number not in frequent for number in numbers) < 2:
            for one, two in combinations(numbers[:PAIRED], 2):
                tells, is_telling = kinds[one] == TELLING, kinds[two] == TELLING
                if leads(one in frequent, tells, two in frequent, is_telling):
                    yield spoken(heard(words[one]), heard(words[two])), at


def begun(lexicon: Lexicon, aliases: Aliases) -> Iterator[tuple[str, int]]:
    """Yield the first letters of aliases that have a telling word, generic words aside."""
    words, kinds = lexicon.words, lexicon.kinds
    for at, numbers in enumerate(aliases):
        if any(kinds[number] == TELLING for number in numbers):
            letters = "".join([words[n] for n in numbers if kinds[n] != GENERIC])
            for size in STARTS:
                if len(letters) > size:
                    yield start(letters[:size]), at


def start(letters: str) -> str:
    """Return the first letters of a name that begins with ``letters``, as many as a key has."""
    return letters[: next(size for size in STARTS if len(letters) >= size)]


def telling(words: Iterable[str], kinds: Iterable[str]) -> str:
    """Return the telling words as one text, in alphabetical order, empty where there is none."""
    told = sorted(word for word, kind in zip(words, kinds, strict=True) if kind == TELLING)
    return f"*{' '.join(told)}" if told else ""


def heard(word: str) -> str:
    """Return the sound of a word, or the word where that is hardly any."""
    spoken = sound(word)
    return spoken if len(spoken) > 1 else word


def spoken(one: str, two: str) -> str:
    """Return the key of two sounds in any order."""
    return f"{one} {two}" if one < two else f"{two} {one}"


def leads(one_is_frequent: bool, one_tells: bool, two_is_frequent: bool, two_tells: bool) -> bool:
    """Return whether two words lead to aliases together: a generic one only to a frequent one."""
    if one_tells == two_tells:
        return one_is_frequent or two_is_frequent
    return one_is_frequent if one_tells else two_is_frequent
