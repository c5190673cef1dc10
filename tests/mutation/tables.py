"""What is on file of chips and companies, as a deal that names them has it resolved.

Nothing is read from the tables themselves. Each row is named in a deal and resolved, so that what
is known here is what the judges are told; a fact that is left open is left out. Of rows that
differ in words alone one is kept, unless a rule names the word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from earmark.facts.changes import changes
from earmark.facts.chips import chips as tabled
from earmark.facts.countries import country
from earmark.facts.records import Records
from earmark.facts.resolve import chip_of, itself_of, parties_of
from earmark.facts.securities import NS_CMIC
from earmark.facts.shipped import registry
from earmark.facts.target import resolve_investment
from earmark.investment import Investment
from earmark.law.geography import CODES
from earmark.matter import Facts, Value, doubt_of
from earmark.sale import FIRST_DAY, LAST_DAY, PROCESSING, Sale
from earmark.schema import FIELDS, Kind

Row = Mapping[str, Value]
Words = frozenset[str]
"""Texts that some rule names."""

NEW_CHIP: Final = "X9000 Ultra"
"""A processor that is in no table."""

NEW_MEMORY: Final = "HBM3E"
"""Memory, which is never in the table."""

NEW_COMPANY: Final = "Acme Compute GmbH"
"""A company that is on no list and in no registry."""

NEW_SUBSIDIARY: Final = "Northwind Cloud"
"""Another one, which its buyer names as its own."""

HOME: Final = "DE"
"""Where a company sits of which nothing is asked."""

CHIP, SORT = "chip.who", "chip.sort"
COMPANY, BELOW, DAY = "party.who", "party.below", "party.on"
"""Paths that are no facts: the chip, processor or memory; the company, its buyer, on which day."""

FREE: Final = frozenset(
    {"chip.designer", "chip.designer_country", "chip.eccn", "chip.combined_bandwidth"}
    | {f"chip.{name}" for name in PROCESSING}
)
"""Facts of a processor that a sale can state, so that the table never has the last word."""

SELLER: Final = ("sale.seller", "sale.seller_is_foundry")

_DENSITY: Final = "chip.memory_bandwidth_density"
_FAMILIAR: Final = ("DE", "CN", "SG", "VN", "RU", "AE", "IL", "MO", "US")
"""Places that stand for those like them, most ordinary first."""

_SOME_DAY: Final = date(2024, 1, 1)


def _sale(day: date, **stated: str) -> Sale:
    return Sale(**{"buyer": NEW_COMPANY, "chip": NEW_CHIP, "destination": HOME, **stated}, on=day)


def _known(facts: Facts) -> dict[str, Value]:
    return {path: value for path, value in facts.values.items() if not doubt_of(value)}


@cache
def places(day: date) -> tuple[str, ...]:
    """Return the codes that places have on a day, familiar ones first."""
    codes = {country(code, day) for code in CODES}
    familiar = [code for code in _FAMILIAR if code in codes]
    return (*familiar, *sorted(codes.difference(familiar)))


# -- chips -----------------------------------------------------------------------------------


@cache
def chips() -> tuple[Row, ...]:
    """Return processors, with what only the table says of them: a new one first."""
    return tuple(_processor(name) for name in (NEW_CHIP, *(chip.name for chip in tabled())))


def _processor(name: str) -> Row:
    known = _known(chip_of(_sale(_SOME_DAY, chip=name)).options[0])
    fixed = {path: value for path, value in known.items() if path not in FREE}
    return {CHIP: name, SORT: "processor", _DENSITY: None, **fixed}


@cache
def memory() -> Row:
    """Return memory: no fact of a processor applies to it."""
    known = _known(chip_of(_sale(_SOME_DAY, chip=NEW_MEMORY)).options[0])
    fixed = {path: value for path, value in known.items() if path != "chip.eccn"}
    return {CHIP: NEW_MEMORY, SORT: "memory", **fixed}


# -- companies -------------------------------------------------------------------------------


def companies(day: date, words: Words) -> list[Row]:
    """Return companies as they stand on a day: a new one, and those on file."""
    return _standing(_companies(_since(day)), day, words)


def subsidiaries(day: date, words: Words) -> list[Row]:
    """Return a new company below each buyer that may name it as its own."""
    return _standing(_subsidiaries(_since(day)), day, words)


def below(day: date, buyer: str) -> Row:
    """Return a new company below one buyer."""
    return {DAY: day.isoformat(), **_subsidiaries(_since(day))[buyer]}


def targets(day: date, words: Words) -> list[Row]:
    """Return companies as targets of an investment: a new one, and those on file."""
    return _standing(_targets(_since(day)), day, words)


def on_file(name: str, day: str, deal: str) -> Row:
    """Return what is on file of a company by itself."""
    since = _since(date.fromisoformat(day))
    return (_companies(since) if deal == "sale" else _targets(since))[name]


def sellers(day: date, words: Words) -> list[Row]:
    """Return sellers: those of some names, and those on file."""
    return _distinct(_sellers(_since(day), words).values(), words)


@cache
def _since(day: date) -> date:
    """Return the first day since which what is on file stands as it does on a day."""
    found = sorted({FIRST_DAY, *(one for one in changes() if FIRST_DAY <= one <= LAST_DAY)})
    return found[bisect_right(found, day) - 1]


def _names() -> tuple[str, ...]:
    return (NEW_COMPANY, *(party.name for party in registry().parties.values()))


@cache
def _companies(day: date) -> dict[str, Row]:
    records = Records(registry(), day)
    return {name: _party(_sale(day, buyer=name), records) for name in _names()}


@cache
def _subsidiaries(day: date) -> dict[str, Row]:
    rows, records = {}, Records(registry(), day)
    for buyer in _names():
        known = _party(_sale(day, buyer=buyer, subsidiary=NEW_SUBSIDIARY), records)
        rows[buyer] = {COMPANY: NEW_COMPANY, BELOW: buyer, **known}
    return rows


def _party(sale: Sale, records: Records) -> Row:
    """Return what is known of the purchaser."""
    return _known(parties_of(sale, records)[0].options[-1])


@cache
def _targets(day: date) -> dict[str, Row]:
    listings = (one for party in registry().parties.values() for one in party.listings)
    listed = (one.listed_as for one in listings if one.list == NS_CMIC)
    return {name: _target(day, name) for name in dict.fromkeys((*_names(), *listed))}


def _target(day: date, name: str) -> Row:
    investment = Investment(investor="Acme Fund", target=name, on=day)
    return _known(resolve_investment(investment).things[0].options[-1])


@cache
def _sellers(day: date, words: Words) -> dict[str, Row]:
    found, records = {}, Records(registry(), day)
    for name in (*sorted(words), *(party.name for party in registry().parties.values())):
        known = _known(itself_of(_sale(day, seller=name), records).options[0])
        found[name] = {path: known[path] for path in SELLER if path in known}
    return found


def _standing(rows: Mapping[str, Row], day: date, words: Words) -> list[Row]:
    stands = {DAY: day.isoformat()}
    return _distinct(({COMPANY: name, **stands, **row} for name, row in rows.items()), words)


def _distinct(rows: Iterable[Row], words: Words) -> list[Row]:
    found: dict[object, Row] = {}
    for row in rows:
        found.setdefault(frozenset((path, _kind(path, row[path], words)) for path in row), row)
    return list(found.values())


def _kind(path: str, value: Value, words: Words) -> Value:
    """Return a value, or of words that no rule names only whether there are any."""
    field = FIELDS.get(path)
    if field and field.kind is not Kind.TEXT:
        return value
    return value if value in words else bool(value)
