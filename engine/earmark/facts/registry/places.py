"""The addresses on lists, found by the numbers in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from earmark.facts.addresses import Address, alike, read_address
from earmark.facts.lists.called import bare_address


class Place(NamedTuple):
    """An address on a list and the key of its entry; ``bare`` where it lists no party with it."""

    key: str
    text: str
    read: Address
    bare: bool


class Places:
    """The addresses of entries, given as their keys, the entries' names and the addresses."""

    def __init__(self, addresses: Iterable[tuple[str, str, str]]) -> None:
        self._by_number: defaultdict[str, list[Place]] = defaultdict(list)
        for key, name, text in addresses:
            place = Place(key, text, read_address(text), bare_address(name))
            for number in place.read.numbers:
                self._by_number[number].append(place)

    def near(self, address: Address) -> Iterator[Place]:
        """Yield each listed address that may be the same place: they share a number at least."""
        sharing = (self._by_number.get(number, ()) for number in sorted(address.numbers))
        for place in dict.fromkeys(place for places in sharing for place in places):
            if alike(address, place.read):
                yield place
