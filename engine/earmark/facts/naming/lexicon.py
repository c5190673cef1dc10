"""Every word that the names of an index have: what it weighs, and which spellings may mean it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import log
from typing import Final, NamedTuple

from earmark.facts.naming.keys import Keys
from earmark.facts.naming.wordlike import (
    abbreviates,
    disguised,
    edited,
    edits,
    guises,
    is_one_mistake,
)
from earmark.facts.naming.words import (
    FORM,
    GENERIC,
    PARTICLE,
    PLACE,
    TRADE,
    everyday,
    kinds,
    short_for,
)

TELLING: Final = ""
"""The kind of a word that tells who it is."""

_WEIGHT: Final = {FORM: 0.05, GENERIC: 0.25, PARTICLE: 0.25, TRADE: 0.4, PLACE: 0.3}
_EVIDENCE: Final = {FORM: 0.0, GENERIC: 0.1, PARTICLE: 0.1, TRADE: 0.2, PLACE: 0.15}
_LENGTHS: Final = (0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.76, 0.85)
_OF_EVERYDAY: Final = 0.65

_LETTERS: Final = 4
"""So many letters less are as telling in a small index, of ``_SMALL`` words, as in a large one.

One letter less where there are ``_STEP`` times fewer words.
"""
_SMALL: Final = 1000
_STEP: Final = 2.48
_RAREST: Final = 0.15

_FORMS: Final = ("ltd", "llc", "inc", "jsc", "pjsc", "ojsc", "cjsc", "corp", "gmbh", "dmcc", "fze")
_LONG_FORMS: Final = ("limited", "company", "corporation", "incorporated")
_ABBREVIATED: Final = 0.85
_CUT_LATE: Final = 0.85
_CUT_EARLY: Final = 0.7
_SPELT_WRONG: Final = 4
_START: Final = 5
_LATE: Final = 8
_FULL: Final = 8
_MOST_NEAR: Final = 24
_CACHED: Final = 1 << 14


class Meant(NamedTuple):
    """What a written word may mean: known words by number with their likeness; its own weight."""

    kind: str
    weight: float
    near: Mapping[int, float]


class Lexicon:
    """The words of an index, numbered in alphabetical order, and how many families bear each."""

    def __init__(self, words: list[str], bearers: array[int], spellings: Keys) -> None:
        self.words = words
        self.bearers = bearers
        self.spellings = spellings
        self.number = dict(zip(words, range(len(words)), strict=True))
        known = kinds()
        self.kinds = [TELLING] * len(words)
        self._plain: dict[str, list[int]] = {}
        for word, kind in known.items():
            number = self.number[word]
            self.kinds[number] = kind
            if bearers[number] or kind == FORM:
                self._plain.setdefault(word[0], []).append(number)
        telling = len(words) - len(known)
        self._sparse = round(min(max(_LETTERS - log(max(telling, 1) / _SMALL, _STEP), 0), _LETTERS))
        self.weights = list(map(self._weight, words, self.kinds, bearers))
        self.evidence = [_EVIDENCE.get(*of) for of in zip(self.kinds, self.weights, strict=True)]
        self._meant: dict[tuple[str, bool, bool], Meant] = {}
        self._near: dict[str, dict[int, float]] = {}
        self._generic: dict[str, dict[int, float]] = {}

    @classmethod
    def of(cls, bearers: Mapping[str, int]) -> Lexicon:
        """Build from the words of the names and how many families bear each."""
        words = sorted(bearers.keys() | kinds().keys())
        spellings = Keys.of(
            (key, at) for at, word in enumerate(words) for key in (*edits(word), *guises(word))
        )
        return cls(words, array("I", (bearers.get(word, 0) for word in words)), spellings)

    def meant(self, word: str, *, cut: bool = False, edge: bool = False) -> Meant:
        """Return what ``word`` may mean; it may be ``cut`` off, or at the ``edge`` a legal form."""
        key = (word, cut, edge)
        found = self._meant.get(key)
        if found is None:
            if len(self._meant) >= _CACHED:
                self._meant.clear()
                self._near.clear()
            found = self._read(word, cut)
            if found.kind == TELLING and _is_a_garbled_form(word, cut=cut, edge=edge):
                found = Meant(FORM, 0.0, found.near)
            self._meant[key] = found
        return found

    def generic(self, word: str) -> Mapping[int, float]:
        """Return the generic words that a generic one may mean: itself, and for short."""
        near = self._generic.get(word)
        if near is None:
            near = {
                at: _ABBREVIATED
                for at in self._plain.get(word[0], ())
                if self.kinds[at] == GENERIC
                and (abbreviates(word, self.words[at]) or abbreviates(self.words[at], word))
            }
            near[self.number[word]] = 1.0
            if word in short_for():
                near[self.number[short_for()[word]]] = 1.0
            self._generic[word] = near
        return near

    def last_telling(self, words: Sequence[str]) -> int:
        """Return the place of the last word that is neither generic nor of a legal form."""
        for at in range(len(words) - 1, 0, -1):
            number = self.number.get(words[at])
            if number is None or self.kinds[number] not in (GENERIC, PARTICLE, FORM):
                return at
        return 0

    def _weight(self, word: str, kind: str, bearers: int) -> float:
        """Return what a word weighs: one that tells by its rarity and its length.

        The more words an index has, the likelier a stranger's word is like one of them.
        """
        if kind != TELLING:
            return _WEIGHT[kind]
        letters = len(word) if word.isascii() else 3 * len(word)
        letters += self._sparse if letters >= _SPELT_WRONG else 0
        rarity = max(_RAREST, 1 - log(bearers) / 10) if bearers > 1 else 1.0
        told = rarity * _LENGTHS[letters] if letters < len(_LENGTHS) else rarity
        return told * _OF_EVERYDAY if word in everyday() else told

    def _read(self, word: str, cut: bool) -> Meant:
        at = self.number.get(word)
        near = self._near_to(word, at)
        if cut:
            near = self._cut(word, at) | near
        if at is not None:
            return Meant(self.kinds[at], self.weights[at], near)
        best = max(near, key=lambda k: (near[k], self.kinds[k] != TELLING), default=None)
        if best is not None and self.kinds[best] != TELLING:
            return Meant(self.kinds[best], self.weights[best], near)
        return Meant(TELLING, self._weight(word, TELLING, 1), near)

    def _near_to(self, word: str, at: int | None) -> dict[int, float]:
        """Return the words that ``word``, which is the known one at that place, may mean."""
        near = self._near.get(word)
        if near is None:
            if at is None:
                near = self._abbreviated(word) | self._seeming(word) | self._nearest(word)
            elif self.kinds[at] == TELLING and word not in everyday():
                near = self._nearest(word)
            else:
                near = {at: 1.0}
            if word in short_for():
                near |= self._nearest(short_for()[word])
            self._near[word] = near
        return near

    def _cut(self, word: str, at: int | None) -> dict[int, float]:
        """Return the words that begin with ``word``; an unknown one may be short for more."""
        little = at is None or self.kinds[at] != TELLING
        known = self._plain_like(word) if little and 1 < len(word) < _FULL else ()
        near = {k: _ABBREVIATED for k in known if self.words[k].startswith(word)}
        tells = at is not None and self.kinds[at] == TELLING and word not in everyday()
        if len(word) >= (_START if at is None else _LATE) and (at is None or tells):
            near = self._beginning_with(word) | near
        return near

    def _abbreviated(self, word: str) -> dict[int, float]:
        """Return the words that tell little which ``word`` is short for."""
        if not 2 < len(word) < _FULL:
            return {}
        words, end = self.words, word[-1]
        return {
            at: _ABBREVIATED
            for at in self._plain_like(word)
            if end in words[at] and abbreviates(word, words[at])
        }

    def _plain_like(self, word: str) -> list[int]:
        """Return the words that tell little, begin with the same letter and have the second one."""
        start = word[:2]
        known = self._plain.get(start)
        if known is None:
            first = self._plain.get(start[0], ())
            known = self._plain[start] = [at for at in first if start[1] in self.words[at]]
        return known

    def _nearest(self, word: str) -> dict[int, float]:
        """Return the words that ``word`` is by a typing error."""
        words = self.words
        found = set(self.spellings.get_all(edits(word)))
        near = {
            at: like
            for at in sorted(found)
            if (like := 1.0 if words[at] == word else edited(word, words[at]))
        }
        return _likeliest(near)

    def _seeming(self, word: str) -> dict[int, float]:
        """Return the words that ``word`` is as heard, misread or without its vowels."""
        words = self.words
        seeming = set(self.spellings.get_all(guises(word)))
        return _likeliest(
            {at: like for at in sorted(seeming) if (like := disguised(word, words[at]))}
        )

    def _beginning_with(self, start: str) -> dict[int, float]:
        first = bisect_left(self.words, start)
        few = self.words[first : first + _MOST_NEAR]
        longest = len(start) / 0.55
        like = _CUT_LATE if len(start) >= _LATE else _CUT_EARLY
        begun = takewhile(lambda word: word.startswith(start), few)
        return {at: like for at, word in enumerate(begun, first) if len(word) <= longest}


def _likeliest(near: dict[int, float]) -> dict[int, float]:
    if len(near) <= _MOST_NEAR:
        return near
    return dict(sorted(near.items(), key=lambda item: -item[1])[:_MOST_NEAR])


def _is_a_garbled_form(word: str, *, cut: bool, edge: bool) -> bool:
    if cut and any(form.startswith(word) for form in _LONG_FORMS):
        return True
    return edge and 1 < len(word) < _START and any(is_one_mistake(word, form) for form in _FORMS)
