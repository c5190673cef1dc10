"""A name to be found: its words, what each may mean, and what each weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.words import FORM, GENERIC, PARTICLE, PLACE, TRADE, everyday, kinds

_WEIGHT: Final = {FORM: 0.0, GENERIC: 0.0, PARTICLE: 0.0, TRADE: 0.33, PLACE: 0.1}
"""Generic words weigh nothing here, so that adding one never loses a match."""


class Written:
    """A name as it was written: ``count`` words, and after them its generic ones.

    What the others are taken for never depends on generic words, so that adding one never loses a
    match. ``last`` is the last telling word, which may be cut off. ``said`` are the words where one
    of ``words`` is only a part of one.
    """

    __slots__ = (
        *("count", "initials", "kinds", "last", "likely", "near", "said", "tells", "total"),
        *("weights", "words"),
    )

    def __init__(
        self, words: Sequence[str], lexicon: Lexicon, said: Sequence[str] | None = None
    ) -> None:
        known = kinds()
        generic = [at for at, word in enumerate(words) if known.get(word) == GENERIC]
        if generic:
            order = [at for at in range(len(words)) if at not in generic] + generic
            said = [(said or words)[at] for at in order]
            words = [words[at] for at in order]
        self.words = words
        self.said = said or words
        self.count = count = len(words) - len(generic)
        self.last = last = lexicon.last_telling(words[:count])
        self.kinds: list[str] = []
        self.weights: list[float] = []
        self.near: list[Mapping[int, float]] = []
        self.likely: dict[int, tuple[float, int]] = {}
        self.initials: dict[str, list[int]] = {}
        self.tells = False
        likely, usual = self.likely, everyday()
        for at, word in enumerate(words):
            if at < count:
                kind, weight, near = lexicon.meant(word, cut=at >= last, edge=at in (0, count - 1))
                self.initials.setdefault(word[0], []).append(at)
            else:
                kind, weight, near = GENERIC, 0.0, lexicon.generic(word)
            if kind != TELLING:
                weight = _WEIGHT[kind]
            elif word not in usual:
                self.tells = True
            self.kinds.append(kind)
            self.near.append(near)
            self.weights.append(weight)
            for number, like in near.items():
                if number not in likely or likely[number][0] < like:
                    likely[number] = like, at
        self.total = sum(self.weights)
