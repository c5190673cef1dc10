"""Company names: what two spellings have in common, and whether that is enough.

*Certain*: equal once case, accents, punctuation, spacing and the legal form are set aside.

*Close*: the distinctive words agree. Distinctive is a word that is neither generic
("technology") nor a place nor borne by more than four families of shipped names; the fewer
bear it, the more it weighs. A name is close where at least 80 % of the alias's distinctive
weight is found in it and at least 45 % of its own in the alias, or at least 60 % and 80 %; or
where the whole alias stands in it, word for word. A word of five to nine letters may have one
mistake (of five: not in its first letter), a longer one two; shorter words must be equal. An
alias of generic words alone is found only where the name spells it out; generic words alone
never match anything else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import fsum, sqrt
from typing import Final, NamedTuple

from earmark.facts.spelling import GENERIC, LEGAL, PLACES, Name, fold, read
from earmark.resources import table

_COMMON: Final = 4
_LONGEST: Final = 60
_GLUED: Final = ("coltd", "companylimited", "limited", "ltd", "inc", "corp", "co")


class Likeness(NamedTuple):
    """Why a name is close to an alias: folded words, and a score from 0 to 100.

    ``agreed`` holds the distinctive words of the name that agree (every agreeing word where
    none is distinctive), ``differing`` what only one of the two has, legal forms aside.
    """

    owner: str
    alias: str
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float


class NameIndex:
    """The aliases of many owners: by exact key, and by distinctive word once that is asked for.

    ``aliases`` are pairs of alias and owner; ``families`` tells which owners belong together,
    so that a family name does not pass for a common word.
    """

    def __init__(
        self, aliases: Iterable[tuple[str, str]], families: Mapping[str, str] | None = None
    ) -> None:
        self._read = [(alias, owner, read(alias)) for alias, owner in aliases]
        self._families = families or {}
        self._full: defaultdict[str, list[int]] = defaultdict(list)
        self._core: defaultdict[str, list[int]] = defaultdict(list)
        for at, (_, _, name) in enumerate(self._read):
            self._full[name.full].append(at)
            self._core[name.core].append(at)
        self._words: _ByWord | None = None

    def exact(self, text: str) -> list[tuple[str, str]]:
        """Return alias and owner of every exact hit; a like legal form beats none or another."""
        name = read(text)
        hits = self._full.get(name.full) or self._core.get(name.core) or self._unglued(name.core)
        return [self._read[at][:2] for at in hits] if name.core else []

    def close(self, text: str) -> list[Likeness]:
        """Return what is close to ``text``, best first, each owner once with its best alias."""
        if self._words is None:
            self._words = _ByWord(self._read, self._families)
        best: dict[str, Likeness] = {}
        for like in self._words.search(read(text).words[:_LONGEST]):
            if like.owner not in best or like.score > best[like.owner].score:
                best[like.owner] = like
        return sorted(best.values(), key=lambda like: -like.score)

    def _unglued(self, core: str) -> list[int]:
        cores = (core.removesuffix(form) for form in _GLUED if core.endswith(form))
        return next((self._core[c] for c in cores if len(c) >= 8 and c in self._core), [])


class _Entry(NamedTuple):
    owner: str
    alias: str
    words: tuple[str, ...]
    distinctive: frozenset[str]


class _ByWord:
    """Aliases by distinctive word, and what each word weighs."""

    def __init__(
        self, aliases: Sequence[tuple[str, str, Name]], families: Mapping[str, str]
    ) -> None:
        self._plain = GENERIC | LEGAL | _places()
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for _, owner, name in aliases:
            for word in set(name.words) - self._plain:
                bearers[word].add(families.get(owner, owner))
        self._weight = {w: 1 / sqrt(len(b)) for w, b in bearers.items() if len(b) <= _COMMON}
        self._plain = self._plain | (bearers.keys() - self._weight.keys())
        entries = {
            (owner, words): _Entry(owner, alias, words, self._distinctive(words))
            for alias, owner, name in reversed(aliases)
            for words in (self._run_together(name.words), name.words)
        }
        self._generic = [e for (_, words), e in entries.items() if not e.distinctive and words[1:]]
        self._by_word: defaultdict[str, list[_Entry]] = defaultdict(list)
        for entry in entries.values():
            for word in entry.distinctive:
                self._by_word[word].append(entry)
        self._spellings = [w for w in (*self._by_word, *self._plain) if len(w) > 4]

    def search(self, words: Sequence[str]) -> Iterator[Likeness]:
        """Yield every alias that is close to a name of these words, as split or run together."""
        apart = tuple(part for word in words for part in self._unglued(word))
        for variant in dict.fromkeys((apart, self._rejoined(apart))):
            yield from self._close_to(variant)

    def _close_to(self, words: Sequence[str]) -> Iterator[Likeness]:
        strong: dict[str, Mapping[str, float]] = {}
        corrected: dict[str, str] = {}
        for word in words:
            if len(word) == 1 or word in self._plain:
                continue
            near = self._near(word)
            if near and near.keys() <= self._plain:
                corrected[word] = next(iter(near))
            else:
                strong[word] = {w: likeness for w, likeness in near.items() if w in self._by_word}
        entries = {id(e): e for near in strong.values() for w in near for e in self._by_word[w]}
        for entry in entries.values():
            agreed = self._agreeing(entry, strong)
            if agreed or _stands_in(entry.words, words) or _is_named(entry, words):
                agreed = agreed or tuple(w for w in entry.words if w in entry.distinctive)
                yield self._likeness(entry, words, agreed, strong)
        plain = [corrected.get(word, word) for word in words]
        for entry in self._generic:
            if _spelt_out(entry.words, plain, alone=not strong):
                yield self._likeness(entry, words, entry.words, strong)

    def _distinctive(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(word for word in words if len(word) > 1 and word not in self._plain)

    def _run_together(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words with neighbouring distinctive ones written as one: "sense time"."""
        joined: list[str] = []
        strong = self._distinctive(words)
        for at, word in enumerate(words):
            if at and min(len(word), len(words[at - 1])) > 3 and {word, words[at - 1]} <= strong:
                joined[-1] += word
            else:
                joined.append(word)
        return tuple(joined)

    def _rejoined(self, words: Iterable[str]) -> tuple[str, ...]:
        """Join the words that a known word was split into: "hik vision"."""
        done: list[str] = []
        for word in words:
            if done and done[-1] + word in self._by_word:
                done[-1] += word
            else:
                done.append(word)
        return tuple(done)

    def _unglued(self, word: str) -> tuple[str, ...]:
        if len(word) < 9 or word in self._by_word or word in self._plain:
            return (word,)
        ends = (at for at in range(5, len(word) - 1) if word[:at] in self._by_word)
        at = next((at for at in ends if word[at:] in self._plain), 0)
        return (word[:at], word[at:]) if at else (word,)

    def _near(self, word: str) -> Mapping[str, float]:
        """Return the known words that ``word`` may be, with their likeness."""
        if word in self._by_word:
            return {word: 1.0}
        if len(word) < 5 or not (word.isascii() and word.isalpha()):
            return {}
        from rapidfuzz.distance import OSA  # costs more than all the rest: only when needed
        from rapidfuzz.process import extract

        reach = 1 if len(word) < 10 else 2
        hits = extract(word, self._spellings, scorer=OSA.distance, score_cutoff=reach, limit=8)
        least = min((distance for _, distance, _ in hits), default=0)
        return {w: 1 - d / 10 for w, d, _ in hits if d == least and _may_misspell(word, w, d)}

    def _agreeing(
        self, entry: _Entry, strong: Mapping[str, Mapping[str, float]]
    ) -> tuple[str, ...]:
        """Return the words that agree if they are enough, else nothing."""
        agreed = {w: near.keys() & entry.distinctive for w, near in strong.items()}
        agreed = {w: both for w, both in agreed.items() if both}
        likeness = {known: strong[w][known] for w, both in agreed.items() for known in both}
        weights = {w: self._weigh(w, entry.distinctive) for w in entry.distinctive}
        found = fsum(weight * likeness.get(w, 0) for w, weight in weights.items())
        of_alias = found / fsum(weights.values())
        of_name = fsum(max(likeness[w] for w in both) for both in agreed.values()) / len(strong)
        enough = (of_alias >= 0.8 and of_name >= 0.45) or (of_alias >= 0.6 and of_name >= 0.8)
        return tuple(agreed) if enough else ()

    def _likeness(
        self,
        entry: _Entry,
        words: Sequence[str],
        agreed: tuple[str, ...],
        strong: Mapping[str, Mapping[str, float]],
    ) -> Likeness:
        shared = set(entry.words) & set(words)
        known = {k for w in agreed for k in strong.get(w, ())} & entry.distinctive
        only_here = [w for w in words if w not in shared and w not in agreed]
        only_there = [w for w in entry.words if w not in shared and w not in known]
        differing = tuple(dict.fromkeys((*only_here, *only_there)))
        apart = fsum(self._weigh(w, strong) for w in differing)
        alike = 2 * fsum(self._weigh(w, strong) for w in shared | known)
        score = round(100 * alike / (alike + apart), 1)
        return Likeness(entry.owner, entry.alias, agreed, differing, score)

    def _weigh(self, word: str, strong: Collection[str]) -> float:
        return self._weight.get(word, 1.0 if word in strong else 0.1)


@cache
def _places() -> frozenset[str]:
    """Return the words that name places: those of every country, and cities of the trade."""
    return PLACES | {word for row in table("countries") for word in fold(row["name"]).split()}


def _may_misspell(word: str, known: str, mistakes: int) -> bool:
    longer = max(len(known), len(word))
    if longer < 6:
        return known[0] == word[0] or sorted(known) == sorted(word)
    return mistakes <= (2 if longer >= 10 else 1)


def _stands_in(alias: Collection[str], words: Iterable[str]) -> bool:
    return len(alias) > 1 and f" {' '.join(alias)} " in f" {' '.join(words)} "


def _is_named(entry: _Entry, words: Iterable[str]) -> bool:
    """Tell whether a name has the one telling word of an alias, whatever stands around it."""
    word = entry.words[0]
    return len(entry.words) == 1 and len(word) > 4 and word in entry.distinctive and word in words


def _spelt_out(alias: Sequence[str], words: Sequence[str], *, alone: bool) -> bool:
    """Return whether a name has all words of an alias of generic words."""
    if len(alias) > 2 and _stands_in(alias, words):
        return True
    rest = iter(words)
    in_order = all(word in rest for word in alias)
    return alone and (in_order or (len(alias) > 2 and not Counter(alias) - Counter(words)))
