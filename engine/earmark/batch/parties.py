"""The companies of the rows of a file: each option is a column, and each company is looked up once.

What the companies of a row come to hangs on what each option states, and on which of them name the
same company; of most nothing is known but the name, so that there are few such groups.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from operator import attrgetter, not_
from typing import Final

import pyarrow as arrow
from pyarrow import compute

from earmark.batch.columns import Column, Stated
from earmark.batch.companies import Companies, Mention, Met, Together
from earmark.batch.fields import COMPANY, PARTIES
from earmark.batch.group import Group
from earmark.batch.timed import Standing, around
from earmark.facts.roles import OPTIONS
from earmark.orders import Header
from earmark.orders.coded import Coded, Codes, together, whole
from earmark.orders.table import Table

_SUBSIDIARY: Final = "subsidiary"
_UNNAMED: Final = Met("", Mention(()))
"""Stands where an option names no company."""

_NAMED: Final = 1 << 16
"""So many companies are remembered: a name counts anew with each seat that is stated of it."""

_Texts = tuple[str, ...]
"""The cells of an option in the order of ``COMPANY``, without the empty ones at the end."""

_Key = tuple[Mention | bool, ...]
"""What each option mentions, and for each pair of options whether they name the same company."""


class Parties:
    """Finds the companies of rows, by the columns of files with one header."""

    def __init__(self, header: Header, companies: Companies) -> None:
        self._companies = companies
        self._options = [one for one in OPTIONS if one in header.fields and one != _SUBSIDIARY]
        self._pairs = list(combinations(range(len(self._options)), 2))
        self._cells = [_columns_of(option, header) for option in self._options]
        # One for all options: whoever is named in one of them is the same company in another.
        self._met = Column(self._meet, _NAMED)
        self._strangers = Column(self._together)
        self._subsidiary = header.fields.get(_SUBSIDIARY)
        self._families = Stated(PARTIES, header, companies.family)

    def on(self, table: Table, days: Coded[date]) -> Coded[Group]:
        """Return the companies of each row. Raises what working them out raises."""
        if self._subsidiary is None:
            return self._side_by_side(table, days)
        named = table.column(self._subsidiary)
        alone, kin = named.rows_with(not_), named.rows_with(bool)
        strangers = iter(self._side_by_side(table.only(alone), days.only(alone)))
        families = iter(self._families.on(table.only(kin), days.only(kin)))
        return Coded.of(next(families if text else strangers) for text in named)

    def _side_by_side(self, table: Table, days: Coded[date]) -> Coded[Group]:
        """Return the companies of rows of which none names a subsidiary."""
        met = [self._met.on(_texts(table, cells), days) for cells in self._cells]
        mentions = [one.map(attrgetter("mention")) for one in met]
        numbers: dict[str, int] = {}
        who = [_numbered(one, numbers) for one in met]
        same = [Coded(_equal(who[one], who[other]), (False, True)) for one, other in self._pairs]
        return self._strangers.on(together(*mentions, *same), days)

    def _meet(self, texts: _Texts, day: date) -> Standing[Met]:
        if not texts or not texts[0]:
            return around(day, (), _UNNAMED)
        empty = ("",) * (len(COMPANY) - len(texts))
        return self._companies.met(tuple(text or None for text in texts + empty), day)

    def _together(self, key: _Key, day: date) -> Standing[Group]:
        each = list(zip(self._options, key, strict=False))
        named = [at for at, (_, mention) in enumerate(each) if mention is not _UNNAMED.mention]
        same = {pair for pair, yes in zip(self._pairs, key[len(each) :], strict=True) if yes}
        options = tuple(self._options[at] for at in named)
        mentions = tuple(one for at in named if isinstance(one := key[at], Mention))
        first = tuple(
            next(place for place, at in enumerate(named) if at == own or (at, own) in same)
            for own in named
        )
        return self._companies.together(Together(options, mentions, first), day)


def _columns_of(option: str, header: Header) -> list[int | None]:
    """Return the column of each cell of an option up to the last that there is."""
    places = [header.fields.get(option + end) for end in COMPANY]
    while places[-1] is None:
        places.pop()
    return places


def _texts(table: Table, places: Iterable[int | None]) -> Coded[_Texts]:
    """Return what an option states in each row."""
    columns = (_nothing(table) if place is None else table.column(place) for place in places)
    found = together(*columns)
    return Coded(found.codes, list(map(_shortened, found.values)))


def _nothing(table: Table) -> Coded[str]:
    return Coded.of([""] * len(table))


def _shortened(texts: _Texts) -> _Texts:
    """Return texts without the empty ones at the end."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def _numbered(met: Coded[Met], numbers: dict[str, int]) -> Codes:
    """Return for each row the number of the company that is named."""
    each = (numbers.setdefault(one.identity, len(numbers)) for one in met.values)
    return whole(each).take(met.codes)


def _equal(one: Codes, other: Codes) -> Codes:
    return compute.equal(one, other).cast(arrow.int64())
