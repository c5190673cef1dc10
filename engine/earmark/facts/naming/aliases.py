"""The words of every alias of an index, and which aliases are worth comparing with a name."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple

from earmark.facts.naming.keys import Keys
from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.phrases import PAIRED, STARTS, heard, leads, phrases, start, telling
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


def once_each(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that are compared: each once, or "of" would have to be paired with "of"."""
    return tuple(dict.fromkeys(words[:LONGEST]))


class Aliases(NamedTuple):
    """Aliases as numbers of words, whose name each is, and the ways that lead to them.

    ``starts`` and ``use_starts`` have one number more than there are aliases and words. ``uses``
    are the aliases that have a word, and only that where it is a ``frequent`` one. ``lone`` aliases
    have at most one telling word that is not frequent, ``brief`` ones two; ``mixed`` ones are lone,
    but have frequent telling ones, or none that tells. ``phrases`` are neighbouring words written
    as one, and, where most words are frequent, the sounds of two, and all that tell.
    """

    lexicon: Lexicon
    whose: array[int]
    words: array[int]
    starts: array[int]
    uses: array[int]
    use_starts: array[int]
    frequent: frozenset[int]
    lone: frozenset[int]
    brief: frozenset[int]
    mixed: frozenset[int]
    phrases: Keys

    @classmethod
    def of(
        cls, names: Sequence[Sequence[str]], families: Sequence[str], persons: Container[int]
    ) -> Aliases:
        """Build from the words of names, their families, and the numbers of those of people."""
        rows = [(once_each(name), at) for at, name in enumerate(names)]
        # A company's name of two words is often written as one.
        rows += [
            (("".join(name),), at)
            for name, at in rows
            if len(name) == 2 and at not in persons and kinds().keys().isdisjoint(name)
        ]
        lexicon = Lexicon.of(_bearers((name, families[at]) for name, at in rows))
        numbers = [[lexicon.number[word] for word in name] for name, _ in rows]
        uses = _uses(numbers)
        frequent = frozenset(word for word, found in uses.items() if len(found) > _MANY)
        for word in frequent:
            uses[word] = [at for at in uses[word] if len(numbers[at]) == 1]
        tells = [[w for w in words if lexicon.kinds[w] == TELLING] for words in numbers]
        leading = [sum(word not in frequent for word in words) for words in tells]
        return cls(
            lexicon,
            array("I", (at for _, at in rows)),
            *_flat(numbers),
            *_flat([uses.get(word, ()) for word in range(len(lexicon.words))]),
            frequent,
            frozenset(at for at, count in enumerate(leading) if count < 2),
            frozenset(at for at, count in enumerate(leading) if count < 3),
            frozenset(at for at, n in enumerate(leading) if n < 2 and len(tells[at]) != 1),
            Keys.of(phrases(lexicon, (name for name, _ in rows), frequent)),
        )

    def alias(self, at: int) -> array[int]:
        """Return the words of one alias."""
        return self.words[self.starts[at] : self.starts[at + 1]]

    def parts(self, words: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return which words run two neighbouring words of an alias together, and those two."""
        known = self.lexicon.words
        found: dict[str, tuple[str, str]] = {}
        for at in self.phrases.get_all([word for word in words if len(word) >= _GLUED]):
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
        found: set[int] = set()
        half: set[int] = set()
        whole: set[int] = set()
        weak: set[int] = set()
        for near in written.near[: written.count]:
            rare, common, faint = self._users(near, found)
            found |= (half | whole | weak) & (rare | common | faint)
            half |= rare
            whole |= common
            weak |= faint
        found |= half & self.brief
        found |= whole & self.lone
        found |= weak & self.mixed
        if told := telling(written.words, written.kinds):
            found.update(self.phrases.get(told))
        return found.union(*self._by_two(written))

    def begun(self, written: Written) -> set[int]:
        """Return the aliases of which a name of several words is the greater part, cut off.

        Generic words aside; where more than a few names begin so, it tells none of them.
        """
        letters = "".join(written.words[: written.count])
        if len(letters) < STARTS[-1] or written.count < 2 or not written.tells:
            return set()
        found = self.phrases.get(start(letters))
        if len(found) > _MANY:
            return set()
        most = len(letters) / _GREATER_PART
        starts = {
            at
            for at in found
            if len(told := self._letters(at)) <= most and told.startswith(letters)
        }
        return starts if len(starts) <= _FEW else set()

    def _letters(self, at: int) -> str:
        words, kinds = self.lexicon.words, self.lexicon.kinds
        return "".join([words[number] for number in self.alias(at) if kinds[number] != GENERIC])

    def _users(
        self, near: Mapping[int, float], found: set[int]
    ) -> tuple[set[int], set[int], set[int]]:
        """Return the aliases with a word: a rare one, one not so rare or alike, one hardly alike.

        Those that have only that word, a frequent one, are ``found`` at once.
        """
        rare: set[int] = set()
        common: set[int] = set()
        faint: set[int] = set()
        for number, like in near.items():
            uses = self.uses[self.use_starts[number] : self.use_starts[number + 1]]
            if number in self.frequent:
                found.update(uses)
            elif like == 1 and len(uses) <= _FEW:
                rare.update(uses)
            elif like == 1 or self.lexicon.weights[number] * like >= _STRONG:
                common.update(uses)
            else:
                faint.update(uses)
        return rare, common, faint

    def _by_two(self, written: Written) -> Iterator[list[int]]:
        """Yield the aliases that have two words that sound like two of a name, one frequent."""
        sounds = [
            ({heard(word), *(heard(known) for known in frequent)}, bool(frequent), tells)
            for word, frequent, tells in self._frequent(written)
        ]
        for (one, *its), (two, *other) in combinations(sounds, 2):
            if leads(*its, *other):
                for pair in product(one, two):
                    found = self.phrases.get(" ".join(sorted(pair)))
                    if len(found) <= _MOST_PAIRED:
                        yield found

    def _frequent(self, written: Written) -> Iterator[tuple[str, list[str], bool]]:
        """Yield the first words, the frequent ones that each may mean, whether it tells."""
        words = self.lexicon.words
        generic = range(written.count, len(written.words))
        for at in (*range(min(written.count, PAIRED + 2)), *generic):
            word = written.words[at]
            frequent = [words[number] for number in written.near[at] if number in self.frequent]
            yield word, frequent[:_MOST_HEARD], written.kinds[at] == TELLING


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


def _uses(numbers: Iterable[Iterable[int]]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, words in enumerate(numbers):
        for word in set(words):
            found[word].append(at)
    return found


def _flat(lists: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    starts = array("I", [0])
    for numbers in lists:
        starts.append(starts[-1] + len(numbers))
    return array("I", (number for numbers in lists for number in numbers)), starts
