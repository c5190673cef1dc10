"""What the registry holds, as pure data: one row type for each thing that a source can say.

Stakes are :class:`earmark.facts.stakes.Stake`; owner and owned are nodes: what :func:`node` makes
of a name, an LEI or a record id.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from typing import NamedTuple

from earmark.facts.stakes import Stake


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


def node(text: str) -> str:
    """Return the node that a name, an LEI or a record id stands for: case and spacing aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def entry_key(list_code: str, number: str, name: str, countries: tuple[str, ...]) -> str:
    """Return the key of an entry: its number, or a digest where the list numbers none."""
    if number:
        return f"{list_code}:{number}"
    said = "\n".join((list_code, node(name), *sorted(countries)))
    return f"{list_code}:{hashlib.blake2b(said.encode(), digest_size=6).hexdigest()}"
