"""A Chinese name in Latin letters: what is generic in English, the rest in pinyin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from earmark.facts.naming.words import in_english

_NO_PHRASES: Final = "PYPINYIN_NO_PHRASES"


def romanised(words: Iterable[str]) -> list[str]:
    """Return the words of a Chinese name as a register in Latin letters would have them.

    Trades, places and generic words are translated ("科技" is "technology"); of the others every
    character is a syllable, and a word of its own.
    """
    known = in_english()
    return [
        part
        for word in words
        for part in (known[word].split() if word in known else _pinyin()(word))
        if part.isalnum()
    ]


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """Return the function of a large library, without its phrases: names are none."""
    before = os.environ.get(_NO_PHRASES)
    os.environ[_NO_PHRASES] = "true"
    try:
        from pypinyin import lazy_pinyin
    finally:
        if before is None:
            del os.environ[_NO_PHRASES]
        else:
            os.environ[_NO_PHRASES] = before
    return lazy_pinyin
