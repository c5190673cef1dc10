"""Addresses: whether two ways of writing one mean the same place.

An address is read as its words and numbers, in any order: spelling of the usual abbreviations,
punctuation, the country and the postal code aside. Two are the same where all of them agree, and
alike where all numbers of the shorter one, two at least or one with a telling word, stand in the
longer, and most of its words do.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from earmark.facts.spelling import fold

_SPELT: Final = {
    "rd": "road",
    "st": "street",
    "str": "street",
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "bldg": "building",
    "blk": "block",
    "ctr": "centre",
    "center": "centre",
    "dist": "district",
    "fl": "floor",
    "f": "floor",
    "flr": "floor",
    "hwy": "highway",
    "ln": "lane",
    "rm": "room",
    "sq": "square",
    "twr": "tower",
}
_COMMON: Final = frozenset(
    {
        *("road", "street", "avenue", "boulevard", "building", "block", "centre", "district"),
        *("floor", "highway", "lane", "room", "square", "tower", "unit", "flat", "office"),
        *("suite", "no", "number", "the", "of", "and", "po", "box", "city", "province"),
        *("north", "south", "east", "west", "hong", "kong", "china", "kowloon", "moscow"),
        *("russia", "dubai", "singapore", "iran", "tehran", "turkey", "istanbul"),
        *("shenzhen", "beijing", "shanghai"),
    }
)
"""Words that many addresses have."""

_ORDINAL: Final = re.compile(r"\b(\d+)(?:st|nd|rd|th|f|/f)\b")
_COUNTRY: Final = re.compile(r",\s*[A-Z]{2}$")
_POSTAL: Final = re.compile(r"\d{5,6}")
_ENOUGH: Final = 0.75


class Address(NamedTuple):
    """An address as read: its numbers, and its other words."""

    numbers: frozenset[str]
    words: frozenset[str]


def read_address(text: str) -> Address:
    """Read an address."""
    apart = re.sub(r"(?<=\d)/[fF]\b", " floor ", _COUNTRY.sub("", text))
    words = [_SPELT.get(word, word) for word in _ORDINAL.sub(r"\1 floor", fold(apart)).split()]
    numbers = {word for word in words if any(map(str.isdigit, word))}
    kept = {number for number in numbers if not _POSTAL.fullmatch(number)}
    return Address(frozenset(kept or numbers), frozenset(words) - numbers)


def same_place(one: Address, other: Address) -> bool:
    """Tell whether two addresses agree in everything that tells."""
    return bool(one.numbers) and one.numbers == other.numbers and _telling(one) == _telling(other)


def alike(one: Address, other: Address) -> bool:
    """Tell whether two addresses may be the same place."""
    short, long = sorted((one, other), key=lambda read: len(read.numbers) + len(read.words))
    shared = _telling(short) & _telling(long)
    told = len(short.numbers) > 1 or bool(shared)
    words = len(shared) >= _ENOUGH * len(_telling(short))
    return bool(short.numbers) and told and words and short.numbers <= long.numbers


def _telling(read: Address) -> frozenset[str]:
    return read.words - _COMMON
