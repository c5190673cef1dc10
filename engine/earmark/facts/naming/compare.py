"""Which words of a written name are found in an alias, and what they weigh.

Telling words are evidence, the rarer and the longer the more; others are a little. Generic words of
the written name weigh nothing, so adding one never loses a match; those of the alias weigh a
little, so "Merlin" is not "Merlin Trading". Trades and places that differ count against.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from earmark.facts.naming.lexicon import Lexicon
from earmark.facts.naming.wordlike import abbreviates, edited, skeleton
from earmark.facts.naming.words import PLACE, TRADE
from earmark.facts.naming.written import Written

_CONTRARY: Final = 0.6
_ABBREVIATED: Final = 0.85
_CUT: Final = 0.75
_INITIAL: Final = 0.5
_LEAST: Final = 0.1
_LONG: Final = 8
_CACHED: Final = 1 << 17

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


def agreement(written: Written, alias: Sequence[int], lexicon: Lexicon) -> Agreement | None:
    """Pair the words of a written name with those of an alias, and weigh what agrees.

    Returns None where less than half of either agrees, save where an alias stands in a longer name.
    """
    pairs, missing, taken = _paired(written, alias)
    if missing and len(pairs) < len(written.words):
        for pair in _loose_pairs(written, alias, lexicon, taken, missing):
            pairs.append(pair)
            taken |= 1 << pair[0]
    weights, proof, ours = lexicon.weights, lexicon.evidence, written.weights
    total = sum([weights[number] for number in alias])
    found = evidence = mine = known = 0.0
    for here, there, like in pairs:
        number = alias[there]
        found += weights[number] * like
        evidence += proof[number] * like
        mine += ours[here] * like
        known += ours[here]
    if found < total / 2 or (mine < written.total / 2 and found < 0.99 * total):
        return None
    against = _contrary(written, alias, lexicon, taken, missing) if missing else 0.0
    of_name = mine / (written.total + against) if written.total else 1.0
    return Agreement(found / (total + against), of_name, evidence, written.total - known, pairs)


def score(written: Written, alias: Sequence[int], lexicon: Lexicon, agreed: Agreement) -> float:
    """Grade an agreement from 0 to 1. Here, generic words count a little on both sides."""
    ours = [max(weight, _LEAST) for weight in written.weights]
    theirs = [max(lexicon.weights[number], _LEAST) for number in alias]
    alike = sum(like * (ours[here] + theirs[there]) for here, there, like in agreed.pairs)
    return alike / (sum(ours) + sum(theirs))


def _paired(written: Written, alias: Sequence[int]) -> tuple[list[Pair], list[int], int]:
    """Return the pairs of like words, what of the alias is left, and the words taken, as bits."""
    likely = written.likely
    pairs: list[Pair] = []
    missing: list[int] = []
    taken = 0
    for there, number in enumerate(alias):
        hit = likely.get(number)
        if hit is None or taken >> hit[1] & 1:
            missing.append(there)
        else:
            taken |= 1 << hit[1]
            pairs.append((hit[1], there, hit[0]))
    return pairs, missing, taken


def _loose_pairs(
    written: Written, alias: Sequence[int], lexicon: Lexicon, taken: int, missing: list[int]
) -> list[Pair]:
    """Pair words left over: abbreviations, initials, one cut off. Takes them out of ``missing``."""
    initials, words = written.initials, lexicon.words
    pairs: list[Pair] = []
    for there in missing.copy():
        known = words[alias[there]]
        for here in initials.get(known[0], ()):
            if not taken >> here & 1 and (
                like := _loosely(written.words[here], known, here >= written.last)
            ):
                missing.remove(there)
                taken |= 1 << here
                pairs.append((here, there, like))
                break
    return pairs


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
