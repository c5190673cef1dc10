"""Chip names as people write them: whole names, aliases and part numbers, else word by word.

Case, spaces, hyphens and script do not count. A whole name is final: "H800" is the SXM5 board,
whose alias it is. A name that several rows bear gives all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_match import Found, Words
from earmark.facts.chip_words import COUNT, NUMBER, bare, key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from earmark.facts.chip_table import Chip

_FULL: Final = 15
"""Characters of an NVIDIA part number."""

_FAMILY: Final = 8
"""How many of them name the board family."""


class Names:
    """The names in a table of chips: whole ones at first, word by word only when asked."""

    def __init__(self, chips: Sequence[Chip]) -> None:
        self._chips = chips
        self._spelled = [
            (row, plain(spelling))
            for row, chip in enumerate(chips)
            for spelling in (chip.name, *chip.aliases)
        ]
        self._whole: dict[str, dict[int, None]] = {}
        self._numbers: dict[str, dict[int, None]] = {}
        for row, text in self._spelled:
            self._whole.setdefault(key(text), {})[row] = None
        for row, chip in enumerate(chips):
            for number in chip.part_numbers:
                self._numbers.setdefault(number.lower().replace("-", ""), {})[row] = None

    def find(self, name: str) -> Found:
        """Return the rows that ``name`` can mean, in the order of the table."""
        text = plain(name)
        found = self._find(text)
        if found.certain or not re.search(COUNT, text):
            return found
        counted = self._find(plain(re.sub(COUNT, " ", text)))
        return counted if counted.rows else found

    def similar(self, name: str) -> list[int]:
        """Return the rows, three at most, whose names are close to one that matches nothing."""
        from rapidfuzz import fuzz, process

        known = self._words.reduced
        query = self._words.reduce(self._words.read(plain(name[:80])))
        close = process.extract(query, list(known), scorer=fuzz.ratio, limit=9, score_cutoff=80)
        return list(dict.fromkeys(row for word, _, _ in close for row in known[word]))[:3]

    def _find(self, text: str) -> Found:
        rows = self._whole.get(key(text)) or self._numbers.get(bare(text))
        if rows:
            return Found(tuple(rows), certain=True)
        return self._numbered(text) or self._words.find(text)

    def _numbered(self, text: str) -> Found | None:
        """Find part numbers in a longer text, or the board family of one that is not known."""
        tokens = {token: bare(token) for token in re.findall(NUMBER, text)}
        listed = [set(self._numbers[n]) for n in tokens.values() if n in self._numbers]
        if listed:
            rest = " ".join(t for t, number in tokens.items() if number not in self._numbers)
            common = set.intersection(*listed)
            found = self._words.among(sorted(common or set.union(*listed)), rest)
            return found if common else replace(found, certain=False)
        unlisted = {t: number for t, number in tokens.items() if len(number) == _FULL}
        families = {number[:_FAMILY] for number in unlisted.values()}
        near = {
            row
            for number, listed in self._numbers.items()
            if len(number) == _FULL and number[:_FAMILY] in families
            for row in listed
        }
        return Found(tuple(sorted(near)), unexplained=tuple(unlisted)) if near else None

    @cached_property
    def _words(self) -> Words:
        return Words(self._chips, self._spelled)
