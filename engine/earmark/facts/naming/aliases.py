"""The words of every alias of an index, and which aliases are worth comparing with a name."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise, product
from sys import intern
from typing import Any, Final, NamedTuple

from earmark.facts.naming import phrases
from earmark.facts.naming.keys import Keys
from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.words import GENERIC, kinds
from earmark.facts.naming.written import Written

LONGEST: Final = 60
"""Words of a name that are compared; what follows is ignored."""

_MANY: Final = 64
"""A word that more aliases have leads to none of them by itself."""

_FEW: Final = 12
_STRONG: Final = 0.4
_MOST_PAIRED: Final = 16
_MOST_HEARD: Final = 6
_GLUED: Final = 6
_GREATER_PART: Final = 0.6

_PARTS: Final = 4
"""Into so many parts the aliases of a word fall."""


def once_each(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that are compared: each once, or "of" would have to be paired with "of"."""
    return tuple(dict.fromkeys(words[:LONGEST]))


class Aliases(NamedTuple):
    """Aliases as numbers of words, whose name each is, and the ways that lead to them.

    ``starts`` has one number more than there are aliases. ``uses`` are the aliases that have a
    word, in four parts: those to which a word hardly like it leads by itself, those to which only
    one alike does, only a rare one, and no single one. ``sections`` are where each part begins, and
    the end. Of a ``frequent`` word there are only the aliases that have no other. What else leads
    to aliases is told by ``phrases``, each kind of it ``joined``, ``paired`` or ``begun``.
    """

    lexicon: Lexicon
    whose: array[int]
    words: array[int]
    starts: array[int]
    totals: array[float]
    uses: array[int]
    sections: array[int]
    frequent: frozenset[int]
    joined: Keys
    paired: Keys
    begun: Keys

    @classmethod
    def of(
        cls, names: Iterable[Sequence[str]], families: Sequence[str], persons: Container[int]
    ) -> Aliases:
        """Build from the words of names, their families, and the numbers of those of people."""
        rows = [(tuple(map(intern, once_each(name))), at) for at, name in enumerate(names)]
        # A company's name of two words is often written as one.
        rows += [
            (("".join(name),), at)
            for name, at in rows
            if len(name) == 2 and at not in persons and kinds().keys().isdisjoint(name)
        ]
        lexicon = Lexicon.of(_bearers((name, families[at]) for name, at in rows))
        numbers = [[lexicon.number[word] for word in name] for name, _ in rows]
        count = Counter(chain.from_iterable(numbers))
        frequent = frozenset(word for word, uses in count.items() if uses > _MANY)
        uses = _uses(numbers, lexicon, frequent)
        return cls(
            lexicon,
            array("I", (at for _, at in rows)),
            *_flat(numbers),
            array("d", (_total([lexicon.weights[n] for n in words]) for words in numbers)),
            *_flat([uses.get(part, ()) for part in range(_PARTS * len(lexicon.words))]),
            frequent,
            Keys.of(phrases.joined(lexicon, numbers, frequent)),
            Keys.of(phrases.paired(lexicon, numbers, frequent), _MOST_PAIRED),
            Keys.of(phrases.begun(lexicon, numbers), _MANY),
        )

    def columns(self) -> list[array[Any]]:
        """Return all but the lexicon as arrays, for ``stored`` to read."""
        numbers = (self.whose, self.words, self.starts, self.totals, self.uses, self.sections)
        of_phrases = (*self.joined.columns, *self.paired.columns, *self.begun.columns)
        return [*numbers, array("I", sorted(self.frequent)), *of_phrases]

    @classmethod
    def stored(cls, lexicon: Lexicon, columns: Sequence[array[Any]]) -> Aliases:
        """Read what ``columns`` returned."""
        whose, words, starts, totals, uses, sections, frequent, *of_phrases = columns
        numbers = (whose, words, starts, totals, uses, sections)
        joined, paired, begun = (Keys(*of_phrases[at : at + 2]) for at in (0, 2, 4))
        return cls(lexicon, *numbers, frozenset(frequent), joined, paired, begun)

    def alias(self, at: int) -> array[int]:
        """Return the words of one alias."""
        return self.words[self.starts[at] : self.starts[at + 1]]

    def parts(self, words: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return which words run two neighbouring words of an alias together, and those two."""
        known = self.lexicon.words
        found: dict[str, tuple[str, str]] = {}
        for at in self.joined.get_all([word for word in words if len(word) >= _GLUED]):
            for one, two in pairwise([known[number] for number in self.alias(at)]):
                if one + two in words:
                    found.setdefault(one + two, (one, two))
        return found

    def candidates(self, written: Written) -> set[int]:
        """Return the aliases that share enough with a name to be worth comparing.

        Two words are enough. So is a rare one, where it is half of what leads to the alias; and
        one that is alike, or not so rare, where it is all. An alias of frequent words is found by
        the sound of two.
        """
        uses, sections, weights = self.uses, self.sections, self.lexicon.weights
        found: set[int] = set()
        seen: set[int] = set()
        for near in written.near[: written.count]:
            mine: set[int] = set()
            for number, like in near.items():
                part = number * _PARTS
                first, by_any, by_alike, by_rare, end = sections[part : part + _PARTS + 1]
                if like == 1:
                    leads = by_rare if end - first <= _FEW else by_alike
                else:
                    leads = by_alike if weights[number] * like >= _STRONG else by_any
                if leads > first:
                    found.update(uses[first:leads])
                mine.update(uses[first:end])
            found |= seen & mine
            seen |= mine
        if not self.frequent.isdisjoint(written.likely):
            found.update(self._by_two(written))
            told = phrases.telling(written.words, written.kinds)
            found.update(self.joined.get(told) if told else ())
        return found

    def cut_off(self, written: Written) -> set[int]:
        """Return the aliases of which a name of several words is the greater part, cut off.

        Generic words aside; where more than a few names begin so, it tells none of them.
        """
        if written.count < 2 or not written.tells:
            return set()
        letters = "".join(written.words[: written.count])
        if len(letters) < phrases.STARTS[-1]:
            return set()
        most = len(letters) / _GREATER_PART
        starts = {
            at
            for at in self.begun.get(phrases.start(letters))
            if len(told := self._letters(at)) <= most and told.startswith(letters)
        }
        return starts if len(starts) <= _FEW else set()

    def _letters(self, at: int) -> str:
        words, kinds = self.lexicon.words, self.lexicon.kinds
        return "".join([words[number] for number in self.alias(at) if kinds[number] != GENERIC])

    def _by_two(self, written: Written) -> Iterator[int]:
        """Yield the aliases that have two words that sound like two of a name, one frequent."""
        generic = range(written.count, len(written.words))
        places = [*range(min(written.count, phrases.PAIRED + 2)), *generic]
        frequent = {at for at in places if not self.frequent.isdisjoint(written.near[at])}
        tells = [kind == TELLING for kind in written.kinds]
        sounds: dict[int, set[str]] = {}
        for one, two in combinations(places, 2):
            if phrases.leads(one in frequent, tells[one], two in frequent, tells[two]):
                for at in {one, two} - sounds.keys():
                    sounds[at] = self._sounds(written.words[at], written.near[at])
                pairs = product(sounds[one], sounds[two])
                yield from self.paired.get_all([phrases.spoken(*pair) for pair in pairs])

    def _sounds(self, word: str, near: Iterable[int]) -> set[str]:
        """Return the sounds of a word and of the first frequent ones that it may mean."""
        words = self.lexicon.words
        frequent = [words[number] for number in near if number in self.frequent]
        return {phrases.heard(word), *map(phrases.heard, frequent[:_MOST_HEARD])}


def _bearers(rows: Iterable[tuple[Sequence[str], str]]) -> dict[str, int]:
    """Return how many families bear each word.

    Owners for whom it is the only telling word ("Huawei", "Huawei Technologies Jordan") are one
    family; and the more of them there are, the likelier do the others belong to it.
    """
    known = kinds()
    alone: defaultdict[str, set[str]] = defaultdict(set)
    others: defaultdict[str, set[str]] = defaultdict(set)
    for words, owner in rows:
        telling = {word for word in words if word not in known}
        for word in words:
            (alone if telling == {word} else others)[word].add(owner)
    return {
        word: bool(alone[word]) + len(others[word] - alone[word]) // max(len(alone[word]), 1)
        for word in alone.keys() | others.keys()
    }


def _total(weights: Iterable[float]) -> float:
    """Return a sum that is rounded alike by every version of Python."""
    total = 0.0
    for weight in weights:
        total += weight
    return total


def _uses(
    numbers: Iterable[Sequence[int]], lexicon: Lexicon, frequent: Container[int]
) -> Mapping[int, list[int]]:
    """Return the aliases of each word by parts."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, words in enumerate(numbers):
        telling = [word for word in words if lexicon.kinds[word] == TELLING]
        leading = sum(word not in frequent for word in telling)
        part = min(leading, _PARTS - 1) if leading > 1 else int(len(telling) == 1)
        for word in words:
            if word not in frequent:
                found[word * _PARTS + part].append(at)
            elif len(words) == 1:
                found[word * _PARTS].append(at)
    return found


def _flat(lists: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    starts = array("I", [0])
    for numbers in lists:
        starts.append(starts[-1] + len(numbers))
    return array("I", (number for numbers in lists for number in numbers)), starts
