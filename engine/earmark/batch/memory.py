"""What a run remembers, so that nothing is worked out twice: bounded, whatever the file."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

KEPT: Final = 1 << 15
"""How many things of a kind are remembered."""

K = TypeVar("K")
V = TypeVar("V")


class Memory(dict[K, V]):
    """A dict that forgets everything when it is full; what was in it is then worked out anew."""

    def __init__(self, most: int = KEPT) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        """Remember a value."""
        if len(self) >= self._most and key not in self:
            self.clear()
        super().__setitem__(key, value)


class Worked(Memory[K, V]):
    """A memory that works out what it is asked for and does not have."""

    def __init__(self, work: Callable[[K], V], most: int = KEPT) -> None:
        super().__init__(most)
        self._work = work

    def __missing__(self, key: K) -> V:
        """Work a value out."""
        value = self[key] = self._work(key)
        return value


class Once(Memory[K, K]):
    """The same object for all that are equal, which then take the room of one."""

    def __missing__(self, value: K) -> K:
        """Remember a value as the one that stands for all equal ones."""
        self[value] = value
        return value


class Numbers:
    """Numbers for names: one name has one number, but a forgotten name gets another."""

    def __init__(self) -> None:
        self._given = 0
        self._known: Memory[Hashable, int] = Memory()

    def of(self, name: Hashable) -> int:
        """Return the number of a name. No number ever stands for two names."""
        number = self._known.get(name)
        if number is None:
            self._given += 1
            number = self._known[name] = self._given
        return number
