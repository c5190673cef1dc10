"""A stated ECCN, read as far down its paragraphs as the rules tell them apart.

The limits of 3A090 stand in paragraphs a and b of 3A090 and of 4A090, and in the .z paragraphs of
what has another ECCN for another reason, such as encryption (15 CFR 742.6(a)(6)(iii)). What lies
below a or b does not matter, nor which of the numbered .z paragraphs it is: 3A090.b.2 is 3A090.b,
and 5D002.z.9.a is 5D002.z.a. Where the text names neither a nor b, both stay open; nothing that
speaks of 3A090, of 4A090 or of a .z paragraph is ever read as something else.
"""

from __future__ import annotations

from typing import Final

_MEMORY: Final = "3A090.c"
_LIMITS: Final = {"3A090": frozenset("abc"), "4A090": frozenset("ab")}
_LETTERED: Final = frozenset({"3A001", "4A003", "5A002", "5A004", "5D002"})
"""ECCNs whose numbered .z paragraphs are divided into a and b."""

_NUMBERED: Final = frozenset({"4A004", "4A005", "5A992", "5D992"})
"""ECCNs whose z.1 is what paragraph a is elsewhere, and z.2 what b is."""

_OPEN: Final = "3A001.z"
"""Stands for a .z paragraph of an ECCN that has none: of a and b, neither is named."""


def told_apart(stated: str) -> str:
    """Return the paragraph that a stated ECCN comes to; any other ECCN as it stands.

    ``stated`` is an ECCN as :class:`earmark.Sale` reads it, or empty.
    """
    number, *below = stated.split(".")
    if number in _LIMITS:
        first = below[0] if below else ""
        return f"{number}.{first}" if first in _LIMITS[number] else number
    if any(part.startswith("z") for part in below):
        return _of_z(number, below)
    return stated


def of_memory(stated: str | None) -> bool:
    """Tell whether a stated ECCN is that of high-bandwidth memory."""
    return told_apart(stated or "") == _MEMORY


def _of_z(number: str, below: list[str]) -> str:
    if below[0] != "z" or number not in _LETTERED | _NUMBERED:
        return _OPEN
    rest = below[1:]
    if number in _LETTERED and rest and rest[0].isdigit():
        rest = rest[1:]
    telling = ("a", "b") if number in _LETTERED else ("1", "2")
    return f"{number}.z.{rest[0]}" if rest and rest[0] in telling else f"{number}.z"
