"""What an entry of a list goes by: its name and aliases, and what their wording adds to them.

A list may put an alias into a name ("KOLOKOL (AKA: ALDRICH AMES)"), an abbreviation behind it
("… (AASPT)"), or other companies that it covers ("and any successor, sub-unit, or subsidiary
thereof"). The registry keeps the words as listed; these are the names to search by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from earmark.facts.lists.rows import Entry

_COVERED: Final = re.compile(
    r"[;,]?\s*\b(?:and (?:any|its)\s+(?:successor|sub-unit)s?\b.*|and all of its subsidiaries.*)$",
    re.I,
)
_AKA: Final = re.compile(
    r"\s*[\[(]\s*(?:a\.?k\.?a|f\.?k\.?a|also known as)\b[.:]?\s*([^\[\]()]*)[\])]", re.I
)
_NEXT_AKA: Final = re.compile(r",\s*a\.?k\.?a\b[.:]?\s*", re.I)
_BEHIND: Final = re.compile(r"\s*\(([A-Za-z][\w-]*(?: \d+)?)\)$")
_BARE_ADDRESS: Final = re.compile(r"Address \d+", re.I)
_SHORTEST: Final = 2


def names(entry: Entry) -> tuple[str, ...]:
    """Return the names to search an entry by, its own first; none for a bare address."""
    if bare_address(entry.name):
        return ()
    found = [called for name in (entry.name, *entry.aliases) for called in _readings(name)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))


def bare_address(name: str) -> bool:
    """Return whether an entry of this name lists an address and no party ("Address 01")."""
    return bool(_BARE_ADDRESS.fullmatch(name))


def _readings(name: str) -> Iterator[str]:
    bare = _COVERED.sub("", name).rstrip(" ;,.") if _COVERED.search(name) else name
    yield from (name, bare)
    apart = _AKA.sub("", bare).strip(" ,;")
    if apart != bare:
        yield apart
        for inside in _AKA.findall(bare):
            yield from _NEXT_AKA.split(inside)
    behind = _BEHIND.search(apart)
    if behind and _abbreviates(behind[1], apart[: behind.start()]):
        yield apart[: behind.start()]


def _abbreviates(short: str, name: str) -> bool:
    """Return whether an abbreviation's letters stand in a name in that order: no place, no form."""
    letters = iter(name.casefold())
    return short[1:] != short[1:].lower() and all(
        letter in letters for letter in short.casefold() if letter.isalpha()
    )
