"""Values that stand for a stretch of days, each made once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

from earmark.batch.memory import Memory
from earmark.facts.changes import recounted
from earmark.facts.places_in_doubt import turns as turns_of_doubts

_PLACES: Final = (
    *((one.since, frozenset((one.code, one.counts_as))) for one in recounted()),
    *turns_of_doubts(),
)
PLACE_TURNS: Final = frozenset(day for day, _ in _PLACES)
"""Days on which any place begins to count as another, or to be in doubt."""


def turns_of(places: Collection[str]) -> frozenset[date]:
    """Return the days on which one of these places begins to count as another, or to be in doubt.

    They are the codes under which places count on some day.
    """
    return frozenset(day for day, codes in _PLACES if not codes.isdisjoint(places))


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Standing(NamedTuple, Generic[T]):
    """A value, and the days for which it stands: ``until`` is the first that is not one."""

    first: date
    until: date
    value: T


def around(day: date, turns: Iterable[date], value: T) -> Standing[T]:
    """Return a value for the stretch of days between the turns on either side of a day."""
    before, after = date.min, date.max
    for turn in turns:
        if turn <= day:
            before = max(before, turn)
        else:
            after = min(after, turn)
    return Standing(before, after, value)


class Timed(Generic[K, T]):
    """Values by what they are made of; ``make`` returns what stands on a day, and how long."""

    def __init__(self, make: Callable[[K, date], Standing[T]]) -> None:
        self._make = make
        self._known: Memory[K, tuple[Standing[T], ...]] = Memory()

    def on(self, key: K, day: date) -> Standing[T]:
        """Return what stands on a day. Raises what ``make`` raises."""
        known = self._known.get(key, ())
        for standing in known:
            if standing.first <= day < standing.until:
                return standing
        made = self._make(key, day)
        self._known[key] = (*known, made)
        return made
