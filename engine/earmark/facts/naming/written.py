"""A name to be found: its words, what each may mean, and what each weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.words import FORM, GENERIC, PLACE, TRADE

_WEIGHT: Final = {FORM: 0.0, GENERIC: 0.0, TRADE: 0.33, PLACE: 0.1}
"""Generic words weigh nothing here, so that adding one never loses a match."""


class Written:
    """A name as it was written. ``last`` is its last telling word, which may be cut off.

    ``said`` are its words where one of ``words`` is only a part of one.
    """

    __slots__ = ("initials", "kinds", "last", "likely", "near", "said", "total", "weights", "words")

    def __init__(
        self, words: Sequence[str], lexicon: Lexicon, said: Sequence[str] | None = None
    ) -> None:
        self.words = words
        self.said = said or words
        self.last = last = lexicon.last_telling(words)
        self.kinds: list[str] = []
        self.weights: list[float] = []
        self.near: list[Mapping[int, float]] = []
        self.likely: dict[int, tuple[float, int]] = {}
        self.initials: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            kind, weight, near = lexicon.meant(word, cut=at >= last, edge=at in (0, len(words) - 1))
            self.kinds.append(kind)
            self.near.append(near)
            self.weights.append(weight if kind == TELLING else _WEIGHT[kind])
            self.initials.setdefault(word[0], []).append(at)
            for number, like in near.items():
                if number not in self.likely or self.likely[number][0] < like:
                    self.likely[number] = like, at
        self.total = sum(self.weights)
