"""The companies of the rows of a file: each option is a column, and each company is looked up once.

What the companies of a row come to hangs on what each option states, and on which of them name the
same company; of most nothing is known but the name, so that there are few such groups.
"""

from __future__ import annotations

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
from earmark.batch.stating import Cells
from earmark.batch.timed import Standing, around
from earmark.facts.roles import OPTIONS
from earmark.orders import Header
from earmark.orders.coded import Coded, Codes, together, whole
from earmark.orders.table import Table

_SUBSIDIARY: Final = "subsidiary"
_UNNAMED: Final = Met("", Mention(()))
"""Stands where an option names no company."""

_Key = tuple[Mention | bool, ...]
"""What each option mentions, and for each pair of options whether they name the same company."""


class Parties:
    """Finds the companies of rows, by the columns of files with one header."""

    def __init__(self, header: Header, companies: Companies) -> None:
        self._companies = companies
        self._options = [one for one in OPTIONS if one in header.fields and one != _SUBSIDIARY]
        self._pairs = list(combinations(range(len(self._options)), 2))
        each = ([option + end for end in COMPANY] for option in self._options)
        self._met = [Stated(fields, header, self._meet) for fields in each]
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
        met = [option.on(table, days) for option in self._met]
        mentions = [one.map(attrgetter("mention")) for one in met]
        numbers: dict[str, int] = {}
        who = [_numbered(one, numbers) for one in met]
        same = [Coded(_equal(who[one], who[other]), (False, True)) for one, other in self._pairs]
        return self._strangers.on(together(*mentions, *same), days)

    def _meet(self, cells: Cells, day: date) -> Standing[Met]:
        named = cells[0] is not None
        return self._companies.met(cells, day) if named else around(day, (), _UNNAMED)

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


def _numbered(met: Coded[Met], numbers: dict[str, int]) -> Codes:
    """Return for each row the number of the company that is named."""
    each = (numbers.setdefault(one.identity, len(numbers)) for one in met.values)
    return whole(each).take(met.codes)


def _equal(one: Codes, other: Codes) -> Codes:
    return compute.equal(one, other).cast(arrow.int64())
