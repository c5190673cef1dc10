"""Which rows of the table of chips a name can mean, word by word.

The ladder, first rung that holds: a whole spelling, makers and fillers apart; a spelling that
has every word of the name and lacks nothing but board and memory words; the same without
system words; a family ("MI300"). A word that nothing explains, or a model word left out, makes
a match uncertain: it may be a chip that is not in the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_words import (
    FILLERS,
    LINES,
    MAKERS,
    SIZE,
    SYSTEMS,
    chunks,
    joined,
    key,
    plain,
    runs,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from earmark.facts.chip_table import Chip

_LONGEST: Final = 5
"""Most runs of letters and digits in one word: "a1b2c" has five."""

_SHORTEST: Final = 4
"""Fewest letters that can stand for a family: "gaudi", not "h"."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows a name can mean; not ``certain`` where it may also mean a chip not in the table."""

    rows: tuple[int, ...] = ()
    certain: bool = False
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of one row: the words that make the model, and all that it explains."""

    row: int
    model: frozenset[str]
    explains: frozenset[str]


class Words:
    """Every spelling of every row, word by word."""

    def __init__(self, chips: Sequence[Chip], spelled: Sequence[tuple[int, str]]) -> None:
        parts = [list(runs(text)) for _, text in spelled]
        keys = {word: key(plain(word)) for word in {w for chip in chips for w in chip.form}}
        boards = [frozenset(keys[word] for word in chip.form) for chip in chips]
        makers = [frozenset(MAKERS.get(c.designer, c.designer.lower()).split()) for c in chips]
        self._board = frozenset({"sxm"}).union(*boards)
        self._brands = LINES.union(*makers)
        self._vocabulary = self._board | self._brands | FILLERS | SYSTEMS
        self._vocabulary |= {word for glued in parts for word in chunks(glued)}
        self._spellings: list[Spelling] = []
        self._having: dict[str, list[Spelling]] = {}
        self.reduced: dict[str, dict[int, None]] = {}
        for (row, _), separate in zip(spelled, parts, strict=True):
            self._add(row, self._segment(separate), boards[row] | makers[row])

    def _add(self, row: int, words: list[str], also: frozenset[str]) -> None:
        if any(word.startswith("sxm") for word in also):
            also |= {"sxm"}
        apart = self._board | self._brands | FILLERS
        model = frozenset(w for w in words if w not in apart and not re.fullmatch(SIZE, w))
        spelling = Spelling(row, model, also | frozenset(words))
        self._spellings.append(spelling)
        for word in model:
            self._having.setdefault(word, []).append(spelling)
        if reduced := self.reduce(words):
            self.reduced.setdefault(reduced, {})[row] = None

    def read(self, text: str) -> list[str]:
        """Return the words of a name, fillers left out."""
        return [word for word in self._segment(list(runs(text))) if word not in FILLERS]

    def reduce(self, words: Iterable[str]) -> str:
        """Return words as one text, makers, product lines and fillers left out."""
        return " ".join(w for w in words if w not in self._brands and w not in FILLERS)

    def find(self, text: str) -> Found:
        """Return the rows that a name can mean, word by word."""
        words = self.read(text)
        without = [w for w in words if w not in SYSTEMS and not w.endswith("gpu")]
        for query in (words, without):
            if rows := self._same(query) or self._complete(query):
                return Found(tuple(self._closest(rows, words)), certain=True)
        return self._family(without) or self._most(words)

    def among(self, rows: list[int], text: str) -> Found:
        """Return rows known otherwise; certain where they explain the words of ``text``."""
        left = self._unexplained(rows, self.read(text))
        return Found(tuple(rows), certain=not left, unexplained=left)

    def _same(self, words: list[str]) -> list[int]:
        """Return the rows of which this is a whole spelling, makers and fillers apart."""
        makers = self._brands.intersection(words)
        return [
            row
            for row in self.reduced.get(self.reduce(words), ())
            if any(makers <= s.explains for s in self._spellings if s.row == row)
        ]

    def _complete(self, words: Iterable[str]) -> list[int]:
        """Return the rows with a spelling that has all these words, and no further model word."""
        query = frozenset(words)
        return sorted({s.row for s in self._with_any(query) if s.model <= query <= s.explains})

    def _with_any(self, words: frozenset[str]) -> list[Spelling]:
        return [spelling for word in words for spelling in self._having.get(word, ())]

    def _family(self, words: list[str]) -> Found | None:
        """Return the rows of a family: "MI300" is MI300A and MI300X, but "A10" is never A100."""
        known = self._board | self._brands | SYSTEMS | self._having.keys()
        stems = [word for word in words if word not in known]
        if len(stems) != 1 or (stems[0].isalpha() and len(stems[0]) < _SHORTEST):
            return None
        stem, rest = stems[0], [word for word in words if word != stems[0]]
        longer = (w for w in self._having if w.startswith(stem) and _another_class(w, len(stem)))
        rows = sorted({row for word in longer for row in self._complete([*rest, word])})
        return Found(tuple(rows), certain=len(rows) > 1) if rows else None

    def _most(self, words: list[str]) -> Found:
        """Return the rows that explain most of the words, none of them for certain."""
        query = frozenset(words)
        near = {
            spelling.row
            for spelling in self._with_any(query)
            if spelling.model <= query or any(map(telling, spelling.model & query))
        }
        rows = self._closest(sorted(near), words)
        return Found(tuple(rows), unexplained=self._unexplained(rows, words))

    def _closest(self, rows: Sequence[int], words: Iterable[str]) -> list[int]:
        """Return those of the rows that explain most of the words with one spelling."""
        query = frozenset(words)
        scores = dict.fromkeys(rows, 0)
        for spelling in self._spellings:
            if spelling.row in scores:
                score = len(query & spelling.explains)
                scores[spelling.row] = max(score, scores[spelling.row])
        return [row for row in rows if scores[row] == max(scores.values())]

    def _unexplained(self, rows: Sequence[int], words: Iterable[str]) -> tuple[str, ...]:
        explained = {w for s in self._spellings if s.row in rows for w in s.explains}
        return tuple(w for w in words if w not in explained and w not in SYSTEMS)

    def _segment(self, parts: Sequence[tuple[str, bool]]) -> list[str]:
        """Return the words that runs of letters and digits make up, longest known word first."""
        words, start = [], 0
        while start < len(parts):
            word, stop = self._longest(parts, start)
            if not word:
                stop = next((n for n in range(stop, len(parts)) if not parts[n][1]), len(parts))
                word = joined(run for run, _ in parts[start:stop])
            words.append(word)
            start = stop
        return words

    def _longest(self, parts: Sequence[tuple[str, bool]], start: int) -> tuple[str, int]:
        """Return the longest known word that starts here, of letters and digits by turns."""
        known, end, word = "", start + 1, ""
        for place, (run, _) in enumerate(parts[start : start + _LONGEST], start + 1):
            if word and word[-1].isdigit() == run[0].isdigit():
                break
            word += run
            if word in self._vocabulary:
                known, end = word, place
        return known, end


def _another_class(word: str, end: int) -> bool:
    """Tell whether a word goes on after ``end`` in another class of character."""
    return len(word) > end and word[end - 1].isdigit() != word[end].isdigit()
