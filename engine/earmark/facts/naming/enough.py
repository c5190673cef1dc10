"""How much must agree for a name to be possibly an alias.

Every bar was set on one half of generated misspellings of the Consolidated Screening List and
checked on the other half, and on companies that are on no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from earmark.facts.naming.compare import Agreement, Pair
from earmark.facts.naming.lexicon import TELLING, Lexicon
from earmark.facts.naming.wordlike import SLIP
from earmark.facts.naming.words import PLACE, TRADE, everyday, kinds
from earmark.facts.naming.written import Written

_ALL: Final = 0.99
_STRONG: Final = 0.9
_LONG: Final = 6
"""Letters from which on a word by itself can tell a company."""


def is_enough(written: Written, alias: Sequence[int], lexicon: Lexicon, agreed: Agreement) -> bool:
    """Return whether a written name is possibly the alias."""
    theirs = [lexicon.kinds[number] for number in alias]
    telling = [pair for pair in agreed.pairs if theirs[pair[1]] == TELLING]
    if not telling:
        return _is_spelt_out(written, theirs, agreed)
    if agreed.of_alias >= _ALL and agreed.evidence >= _STRONG:
        return True  # The whole alias stands in the name, whatever else does.
    if len(agreed.pairs) == len(alias) > 1 and agreed.extra < 0.2 and agreed.evidence >= 0.55:
        return True  # Several words, all of them alike.
    if len(telling) == 1:
        return _is_one_enough(written, alias, lexicon, agreed, telling[0])
    return agreed.evidence >= 0.5 and (
        (agreed.of_alias >= 0.78 and agreed.of_name >= 0.6)
        or (agreed.of_name >= 0.9 and agreed.evidence >= _STRONG)
    )


def is_enough_in_form(
    written: Written, alias: Sequence[int], lexicon: Lexicon, agreed: Agreement
) -> bool:
    """Return whether a name is possibly the alias if their legal forms agree, too."""
    if agreed.of_name < 0.75 or agreed.of_alias < 0.78 or agreed.evidence < 0.5:
        return False
    pairs = [pair for pair in agreed.pairs if lexicon.kinds[alias[pair[1]]] == TELLING]
    begun = all(written.words[h][0] == lexicon.words[alias[t]][0] for h, t, _ in pairs)
    return len(pairs) == 1 and begun


def is_enough_without_form(agreed: Agreement) -> bool:
    """Return whether that is so where neither has a form, which is less in common."""
    return agreed.evidence >= 0.64


def is_enough_abroad(agreed: Agreement) -> bool:
    """Return whether so much agrees that another country does not outweigh it."""
    return agreed.evidence >= _STRONG and agreed.of_alias >= 0.85 and agreed.of_name >= 0.75


def _is_one_enough(
    written: Written, alias: Sequence[int], lexicon: Lexicon, agreed: Agreement, pair: Pair
) -> bool:
    """Return whether a name is possibly the alias where only one telling word agrees."""
    if _is_its_one_telling_word(written, alias, lexicon, pair):
        return True
    backed = agreed.evidence >= _STRONG and len(agreed.pairs) > 1
    if agreed.of_name < 0.75 or agreed.of_alias < (0.65 if backed else 0.78):
        return False
    here, there, like = pair
    word, known = written.words[here], lexicon.words[alias[there]]
    if like > SLIP:
        return agreed.evidence >= 0.75 or agreed.extra < (0.01 if word in everyday() else 0.2)
    if like == SLIP:
        return agreed.evidence >= 0.6
    sure = len(agreed.pairs) > 1 or word[0] == known[0] or len(known) > 8
    return agreed.evidence >= 0.76 and sure


def _is_its_one_telling_word(
    written: Written, alias: Sequence[int], lexicon: Lexicon, pair: Pair
) -> bool:
    """Return whether a name is nothing but the one word that tells the alias from others.

    What is left out then says where a company is and what it does, not which it is.
    """
    here, _, like = pair
    word = written.words[here]
    alone = written.count == 1 and sum(lexicon.kinds[one] == TELLING for one in alias) == 1
    return alone and like == 1 and len(word) >= _LONG and word not in everyday()


def _is_spelt_out(written: Written, theirs: Sequence[str], agreed: Agreement) -> bool:
    """Return whether a name has every word of an alias that has no telling one, and little else.

    A single word must be a place. Generic words alone must stand there in order, and none of them
    may be another generic word, only a misspelt one.
    """
    here = [pair[0] for pair in agreed.pairs if pair[0] < written.count]
    if TELLING in theirs or len(agreed.pairs) < len(theirs) or agreed.of_alias < 0.8:
        return False
    alike = [(written.words[at], like) for at, _, like in agreed.pairs if like < 1 and at in here]
    if len(theirs) == 1:
        return not alike and agreed.extra < 0.01 and theirs[0] == PLACE
    if not {TRADE, PLACE} & set(theirs):
        misspelt = all(like >= 0.85 and word not in kinds() for word, like in alike)
        return bool(alike) and misspelt and here == sorted(here) and agreed.extra < 0.01
    if len(theirs) == 2 and here != sorted(here):
        return not alike and agreed.extra < 0.01
    return all(len(word) > 2 for word, _ in alike) and agreed.extra < 0.15 * len(theirs)
