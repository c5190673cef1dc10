"""From a piece of text to numbers, held as two arrays: nothing to rebuild when loaded.

Texts are known by their CRC-32 only. Two texts may share one, so what is found is a candidate
that its user compares.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import reduce
from itertools import accumulate, groupby
from operator import iadd
from typing import Final
from zlib import crc32

_ENTRY: Final = "Q"
_PLACE: Final = "I"
_MASK: Final = (1 << 32) - 1
_FIRST_BITS: Final = 4


class Keys:
    """An immutable multimap from text to numbers below 2**32.

    An entry is a hash and, in its lower half, a number; entries stand in ascending order.
    ``starts`` are the places where those begin whose hashes have the same first bits, and the end.
    """

    def __init__(self, entries: array[int], starts: array[int]) -> None:
        self.columns = entries, starts
        self._shift = 33 - len(starts).bit_length()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]], most: int | None = None) -> Keys:
        """Build from pairs of text and number, in any order.

        A text of more than ``most`` numbers leads nowhere.
        """
        packed = _sorted(crc32(text.encode()) << 32 | number for text, number in pairs)
        if most is not None:
            alike = (list(run) for _, run in groupby(packed, lambda entry: entry >> 32))
            packed = array(_ENTRY, (entry for run in alike if len(run) <= most for entry in run))
        bits = max(len(packed).bit_length(), 1)
        counts = array(_PLACE, bytes(4 * ((1 << bits) + 1)))
        for entry in packed:
            counts[(entry >> 64 - bits) + 1] += 1
        return cls(packed, array(_PLACE, accumulate(counts)))

    def get(self, text: str) -> list[int]:
        """Return the numbers of ``text``, in ascending order, and rarely one that is not its."""
        return self.get_all((text,))

    def get_all(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of all ``texts``, with repetitions."""
        (entries, starts), shift = self.columns, self._shift
        found = []
        for sought in map(crc32, map(str.encode, texts)):
            at = sought >> shift
            low, high = starts[at], starts[at + 1]
            if low != high:
                for entry in entries[low:high]:
                    if entry >> 32 == sought:
                        found.append(entry & _MASK)
        return found


def _sorted(entries: Iterable[int]) -> array[int]:
    """Sort a part at a time: as a list, numbers take five times the room."""
    parts = [array(_ENTRY) for _ in range(1 << _FIRST_BITS)]
    for entry in entries:
        parts[entry >> 64 - _FIRST_BITS].append(entry)
    for part in parts:
        part[:] = array(_ENTRY, sorted(part))
    return reduce(iadd, parts)
