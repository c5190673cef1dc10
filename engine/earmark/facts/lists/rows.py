"""What the registry holds, as pure data: one row type for each thing that a source can say.

Stakes are :class:`earmark.facts.stakes.Stake`; owner and owned are nodes: what :func:`node` makes
of a name, or :func:`identifier` of an LEI or a record id.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from earmark.facts.spelling import LONGEST, spelt_one_way
from earmark.facts.stakes import Stake

_RECENT: Final = 1 << 12
_NUMBER: Final = re.compile(r"\d+")


class Entry(NamedTuple):
    """A party on a screening list, as the list has it.

    ``list`` is the code of the Consolidated Screening List (EL, MEU, DPL, UVL, SDN, CMIC …).
    ``key`` stays the same from one copy to the next; several entries can share one. ``type`` is
    Entity, Individual, Vessel or Aircraft, or empty where the list does not say. ``countries``
    are ISO codes, ``notices`` Federal Register citations ("88 FR 13675"), ``footnotes`` those of
    Supp. 4 to 15 CFR part 744. ``start`` and ``end`` are as published.
    """

    list: str
    key: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    requirement: str = ""
    policy: str = ""
    remarks: str = ""
    url: str = ""

    @property
    def party(self) -> bool:
        """Whether it can be a party to a sale (15 CFR 748.5): a ship or an aircraft cannot."""
        return self.type not in ("Vessel", "Aircraft")

    @property
    def person(self) -> bool:
        """Whether the list says that it is a natural person."""
        return self.type == "Individual"


class Dating(NamedTuple):
    """Since when an entry of the Entity List is in force; ``since`` is None where nobody knows.

    ``said`` is what the source has in its place ("Various").
    """

    key: str
    name: str
    since: date | None
    said: str
    addresses: tuple[str, ...] = ()


class Firm(NamedTuple):
    """A company or person that stakes are about. Countries are ISO codes, or empty.

    ``headquarters`` is never the legal address, and never the place of incorporation.
    """

    key: str
    name: str
    headquarters: str = ""
    incorporated: str = ""
    other_names: tuple[str, ...] = ()
    source: str = ""


class Declaration(NamedTuple):
    """What a firm tells GLEIF about its ``direct`` or ``ultimate`` accounting parent.

    Either the node of the ``parent``, or the ``reason`` for naming none (NATURAL_PERSONS,
    NO_KNOWN_PERSON, NON_CONSOLIDATING, NON_PUBLIC …).
    """

    key: str
    level: str
    parent: str = ""
    reason: str = ""
    since: date | None = None
    until: date | None = None
    source: str = ""


Row = Entry | Dating | Stake | Firm | Declaration


def identifier(text: str) -> str:
    """Return the node that an LEI or a record id stands for: case and spacing aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(_RECENT)
def node(name: str) -> str:
    """Return the node that a company's name stands for, however its legal form is spelt.

    "Acme Limited" and "ACME Ltd." are one company; "Acme AG" and "A Cme Ltd" are others. Numbers
    are kept apart as they are written ("Fund 1-2" is not "Fund 12"). What is one word of Latin
    letters has no legal form, and may be an identifier.
    """
    plain = identifier(name)
    if len(name) > LONGEST or (plain.isascii() and " " not in plain):
        return plain
    spelt = spelt_one_way(name) or plain
    numbers = _NUMBER.findall(plain)
    return spelt if _NUMBER.findall(spelt) == numbers else f"{spelt} #{'-'.join(numbers)}"


def entry_key(list_code: str, number: str, name: str, countries: tuple[str, ...]) -> str:
    """Return the key of an entry: its number, or a digest where the list numbers none."""
    if number:
        return f"{list_code}:{number}"
    said = "\n".join((list_code, identifier(name), *sorted(countries)))
    return f"{list_code}:{hashlib.blake2b(said.encode(), digest_size=6).hexdigest()}"
