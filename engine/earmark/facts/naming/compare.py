"""Which words of a written name are found in an alias, and what they weigh.

Telling words are evidence, the rarer and the longer the more; others are a little. Generic words of
the written name weigh nothing, so adding one never loses a match; those of the alias weigh a
little, so "Merlin" is not "Merlin Trading". Trades and places that differ count against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from earmark.facts.naming.lexicon import Lexicon
from earmark.facts.naming.wordlike import abbreviates, edited, is_one_mistake, skeleton, sound
from earmark.facts.naming.words import GENERIC, PLACE, TRADE
from earmark.facts.naming.written import Written

_ALL: Final = 0.99
_SOME: Final = 0.35
_LITTLE: Final = 0.25
_CONTRARY: Final = 0.6
_ABBREVIATED: Final = 0.85
_CUT: Final = 0.75
_INITIAL: Final = 0.5
_ODD: Final = 0.6
_LEAST: Final = 0.1
_LONG: Final = 8
_SHORT: Final = 4
_CACHED: Final = 1 << 14

Pair = tuple[int, int, float]
"""A word of the written name, the word of the alias that it is, and how alike they are."""


class Agreement(NamedTuple):
    """How far a written name and an alias agree.

    ``of_alias`` and ``of_name`` are the shares of their weight that is found in the other,
    ``evidence`` is what agrees. ``extra`` is the weight of what only the written name has.
    """

    of_alias: float
    of_name: float
    evidence: float
    extra: float
    pairs: Sequence[Pair]


def agreement(
    written: Written, alias: Sequence[int], total: float, lexicon: Lexicon
) -> Agreement | None:
    """Pair the words of a written name with those of an alias, and weigh what agrees.

    ``total`` is what all words of the alias weigh.
    Returns None where less than half of either agrees, save where an alias stands in a longer name.
    """
    likely, weights, ours = written.likely, lexicon.weights, written.weights
    found = mine = 0.0
    for number in [number for number in alias if number in likely]:
        like, here = likely[number]
        found += weights[number] * like
        mine += ours[here]
    if found < _SOME * total or (mine < _LITTLE * written.total and found < _ALL * total):
        return None  # So little agrees at first sight that the rest will not make up for it.
    pairs: list[Pair] = []
    missing: list[int] = []
    taken = 0
    found = 0.0
    for there, number in enumerate(alias):
        if number in likely and not taken >> (hit := likely[number])[1] & 1:
            taken |= 1 << hit[1]
            pairs.append((hit[1], there, hit[0]))
            found += weights[number] * hit[0]
        else:
            missing.append(there)
    for pair in _loose_pairs(written, alias, lexicon, taken, missing) if missing else ():
        pairs.append(pair)
        missing.remove(pair[1])
        taken |= 1 << pair[0]
        found += weights[alias[pair[1]]] * pair[2]
    theirs = [there for there in missing if lexicon.kinds[alias[there]] != GENERIC]
    most = found + weights[alias[theirs[0]]] * _ODD if len(theirs) == 1 else found
    if most < total / 2:
        return None
    mine = known = 0.0
    left = [here for here in range(written.count) if not taken >> here & 1]
    for here, like in _echoes(written, alias, lexicon, left) if left else ():
        left.remove(here)
        mine += ours[here] * like
        known += ours[here]
    if len(left) == len(theirs) == 1 and _is_odd_pair(
        written.words[left[0]], lexicon.words[alias[theirs[0]]]
    ):
        pairs.append((left[0], theirs[0], _ODD))
        missing.remove(theirs[0])
        taken |= 1 << left[0]
        found = most
    evidence = 0.0
    for here, there, like in pairs:
        evidence += lexicon.evidence[alias[there]] * like
        mine += ours[here] * like
        known += ours[here]
    if found < total / 2 or (mine < written.total / 2 and found < _ALL * total):
        return None
    against = _contrary(written, alias, lexicon, taken, missing) if missing else 0.0
    of_name = mine / (written.total + against) if written.total else 1.0
    return Agreement(found / (total + against), of_name, evidence, written.total - known, pairs)


def score(written: Written, alias: Sequence[int], lexicon: Lexicon, agreed: Agreement) -> float:
    """Grade an agreement from 0 to 1. Here, generic words count a little on both sides."""
    known = lexicon.weights
    ours = [weight if weight > _LEAST else _LEAST for weight in written.weights]
    theirs = [known[number] if known[number] > _LEAST else _LEAST for number in alias]
    alike = sum([like * (ours[here] + theirs[there]) for here, there, like in agreed.pairs])
    return alike / (sum(ours) + sum(theirs))


def _loose_pairs(
    written: Written, alias: Sequence[int], lexicon: Lexicon, taken: int, missing: Sequence[int]
) -> list[Pair]:
    """Return pairs of words left over: abbreviations, initials, one cut off."""
    initials, words = written.initials, lexicon.words
    pairs = []
    for there in missing:
        known = words[alias[there]]
        for here in initials.get(known[0], ()):
            if not taken >> here & 1 and (
                like := _loosely(written.words[here], known, here >= written.last)
            ):
                taken |= 1 << here
                pairs.append((here, there, like))
                break
    return pairs


def _echoes(
    written: Written, alias: Sequence[int], lexicon: Lexicon, left: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """Yield words left over that are short for a generic word of the alias, and how alike.

    It may be that another word was paired with it; adding that one must not cost the match.
    """
    generic = [lexicon.words[number] for number in alias if lexicon.kinds[number] == GENERIC]
    if generic:
        for here in tuple(left):
            word, cut = written.words[here], here >= written.last
            likes = [_loosely(word, known, cut) for known in generic if known[0] == word[0]]
            if likes and (like := max(likes)):
                yield here, like


def _is_odd_pair(word: str, known: str) -> bool:
    """Return whether the only words of either that do not agree, generic ones aside, may be a slip.

    A short word is like too many others to be known by itself, but not where all others agree.
    """
    if len(word) + len(known) <= _SHORT:
        return False
    return is_one_mistake(word, known) or word == skeleton(known) or sound(word) == sound(known)


@lru_cache(_CACHED)
def _loosely(word: str, known: str, cut: bool) -> float:
    if cut and known.startswith(word):
        return _CUT
    if len(word) == 1 or len(known) == 1:
        return _INITIAL
    if abbreviates(word, known) or (len(known) > 3 and word.startswith(known)):
        return _ABBREVIATED
    if len(word) < len(known) and word == skeleton(known):
        return _ABBREVIATED
    # What is nearer is known to be near: here, only two mistakes in a long word are left.
    return edited(word, known) if len(word) >= _LONG else 0.0


def _contrary(
    written: Written, alias: Sequence[int], lexicon: Lexicon, taken: int, missing: Sequence[int]
) -> float:
    """Return the weight of what the two names say differently: their trades, their places."""
    theirs = {lexicon.kinds[alias[there]] for there in missing}
    ours = {kind for here, kind in enumerate(written.kinds) if not taken >> here & 1}
    return _CONTRARY * len(theirs & ours & {TRADE, PLACE})
