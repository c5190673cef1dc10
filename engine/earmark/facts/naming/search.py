"""Close search: which names of an index a written one resembles, and why."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from earmark.facts.naming.aliases import Aliases, once_each
from earmark.facts.naming.compare import Agreement, agreement, score
from earmark.facts.naming.enough import (
    is_enough,
    is_enough_abroad,
    is_enough_in_form,
    is_enough_without_form,
)
from earmark.facts.naming.lexicon import TELLING
from earmark.facts.naming.pinyin import romanised
from earmark.facts.naming.written import Written
from earmark.facts.spelling import Name, read

_LONGEST_JOINED: Final = 4


class Known(NamedTuple):
    """The names of an index, and which of them are people's, by number.

    Who is known by a single name is not meant by a company's.
    """

    names: Sequence[str]
    persons: Container[int]

    def forms(self, at: int) -> set[str]:
        """Return the legal forms of a name."""
        return set() if at in self.persons else set(read(self.names[at]).forms)


class Close(NamedTuple):
    """A name of the index, by its number, and how close it is.

    ``score`` goes from 0 to 1. ``firm`` tells that it is close even if the countries differ.
    """

    at: int
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float
    firm: bool


def search(
    aliases: Aliases, known: Known, name: Name, generic: Sequence[str], *, chinese: bool
) -> Iterator[Close]:
    """Yield every name that a written one is close to, some more than once.

    ``generic`` are its generic words, which ``name`` is without.
    """
    lexicon, totals = aliases.lexicon, aliases.totals
    for written in _variants(aliases, name.words, generic, chinese=chinese):
        rows, begun = aliases.candidates(written), aliases.cut_off(written)
        for row in rows | begun if begun else rows:
            alias = aliases.alias(row)
            found = agreement(written, alias, totals[row], lexicon)
            if not found:
                continue
            at = aliases.whose[row]
            if not (
                row in begun
                or is_enough(written, alias, lexicon, found)
                or (
                    is_enough_in_form(written, alias, lexicon, found)
                    and known.forms(at) == set(name.forms)
                    and (name.forms or is_enough_without_form(found))
                )
            ):
                continue
            if name.forms and len(alias) == 1 and at in known.persons:
                continue
            graded = score(written, alias, lexicon, found)
            words = _told(aliases, written, alias, found)
            yield Close(at, *words, graded, is_enough_abroad(found))


def _variants(
    aliases: Aliases, words: Sequence[str], generic: Sequence[str], *, chinese: bool
) -> Iterator[Written]:
    """Yield a name as it is written, romanised, and with words joined or parted."""
    words = once_each(words)
    lexicon = aliases.lexicon
    known = lexicon.number.keys()
    yield Written([*words, *generic], lexicon)
    if chinese:
        joined = _joined(romanised(words), known)
        if known >= set(joined):
            yield Written([*joined, *generic], lexicon)
    elif not known.isdisjoint([one + two for one, two in pairwise(words)]):
        yield Written([*_joined(words, known), *generic], lexicon)
    parts = aliases.parts(words)
    if parts:
        parted = [(part, word) for word in words for part in parts.get(word, (word,))]
        parted += [(word, word) for word in generic]
        yield Written([part for part, _ in parted], lexicon, [word for _, word in parted])


def _joined(words: Sequence[str], known: Container[str]) -> list[str]:
    """Join what a known word was parted into: "hik vision"."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(at + _LONGEST_JOINED, len(words)), at + 1, -1)
        end = next((e for e in ends if "".join(words[at:e]) in known), at + 1)
        joined.append("".join(words[at:end]))
        at = end
    return joined


def _told(
    aliases: Aliases, written: Written, alias: Sequence[int], found: Agreement
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that agree, telling ones alone if any, and the words that differ."""
    words, said = aliases.lexicon.words, written.said
    here = sorted([pair[0] for pair in found.pairs])
    there = [pair[1] for pair in found.pairs]
    telling = [at for at in here if written.kinds[at] == TELLING]
    agreed = dict.fromkeys([said[at] for at in telling or here])
    ours = [word for at, word in enumerate(said) if at not in here]
    theirs = [words[number] for at, number in enumerate(alias) if at not in there]
    return tuple(agreed), tuple(dict.fromkeys([*ours, *theirs]))
