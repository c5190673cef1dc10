"""From a piece of text to numbers, held as one sorted array: nothing to rebuild when loaded.

Texts are known by their CRC-32 only. Two texts may share one, so what is found is a candidate
that its user compares.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate
from typing import Final
from zlib import crc32

_ENTRY: Final = "Q"
_MASK: Final = (1 << 32) - 1


class Keys:
    """An immutable multimap from text to numbers below 2**32."""

    def __init__(self, entries: array[int]) -> None:
        self.entries = entries
        bits = max(len(entries).bit_length(), 1)
        self._shift = 32 - bits
        counts = array("I", bytes(4 * ((1 << bits) + 1)))
        for entry in entries:
            counts[(entry >> 64 - bits) + 1] += 1
        self._starts = array("I", accumulate(counts))

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Keys:
        """Build from pairs of text and number, in any order."""
        packed = [crc32(text.encode()) << 32 | number for text, number in pairs]
        packed.sort()
        return cls(array(_ENTRY, packed))

    def get(self, text: str) -> list[int]:
        """Return the numbers of ``text``, in ascending order, and rarely one that is not its."""
        sought = crc32(text.encode())
        at = sought >> self._shift
        low, high = self._starts[at], self._starts[at + 1]
        if low == high:
            return []
        return [entry & _MASK for entry in self.entries[low:high] if entry >> 32 == sought]

    def get_all(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of all ``texts``, with repetitions."""
        entries, starts, shift = self.entries, self._starts, self._shift
        found = []
        for text in texts:
            sought = crc32(text.encode())
            at = sought >> shift
            low, high = starts[at], starts[at + 1]
            if low != high:
                for entry in entries[low:high]:
                    if entry >> 32 == sought:
                        found.append(entry & _MASK)
        return found
