"""Things resolved once stand for a stretch of days: on each of them they would be made the same."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark import Sale
from earmark.batch.cells import Parts
from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.signature import read_by, signature
from earmark.batch.things import Things
from earmark.errors import UsageError
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped
from earmark.sale import FIRST_DAY, LAST_DAY
from earmark.testing import sales

sys.path.insert(0, str(Path(__file__).parent))
from stated import cells_of

PATHS = read_by(shipped())
ON = {
    "chip": (CHIP, lambda things, cells, day: things.chip.on(cells, day)),
    "companies": (PARTIES, lambda things, cells, day: things.companies.on(cells, day)),
    "itself": (ITSELF, lambda things, cells, day: things.itself.on(cells, day)),
}


@pytest.fixture(scope="module")
def things() -> Things:
    """One for all examples: what it remembers of one sale must not colour another."""
    return Things(registry(), PATHS)


def read(found: Any) -> list[Any]:
    """Return everything that is read of things; sales in which they have other names share them."""
    parts: Parts = found if isinstance(found, tuple) else (found,)
    return [(replace(part.thing, notes=()), part.notes) for part in parts]


@pytest.mark.parametrize("kind", ON)
@given(sale=sales(), data=st.data())
def test_things_are_what_they_would_be_on_each_day_for_which_they_stand(
    things: Things, kind: str, sale: Sale, data: st.DataObject
) -> None:
    fields, on = ON[kind]
    cells = cells_of(sale, fields)
    first, until, value = on(things, cells, sale.on)
    assert first <= sale.on < until
    last = min(until - timedelta(1), LAST_DAY)
    day = data.draw(st.sampled_from([max(first, FIRST_DAY), last]) | st.dates(FIRST_DAY, LAST_DAY))
    if first <= day <= last:
        # Anew: what is remembered would agree with itself.
        assert read(on(Things(registry(), PATHS), cells, day).value) == read(value)


@given(sale=sales())
def test_things_by_themselves_are_those_of_the_whole_sale(things: Things, sale: Sale) -> None:
    chip, *companies, itself = (signature(one, PATHS) for one in resolve(sale).things)
    for kind, expected in (("chip", [chip]), ("companies", companies), ("itself", [itself])):
        fields, on = ON[kind]
        found = read(on(things, cells_of(sale, fields), sale.on).value)
        assert [signature(thing, PATHS) for thing, _ in found] == expected


@given(one=sales(), other=sales())
def test_things_have_the_same_number_where_rules_read_the_same_of_them(
    things: Things, one: Sale, other: Sale
) -> None:
    for fields, on in ON.values():
        each = [on(things, cells_of(sale, fields), sale.on).value for sale in (one, other)]
        first, second = (part if isinstance(part, tuple) else (part,) for part in each)
        for a, b in zip(first, second, strict=False):
            alike = signature(a.thing, PATHS) == signature(b.thing, PATHS)
            assert (a.facts == b.facts) is alike


HONG_KONG = date(2020, 12, 23)
TURNS = [
    ("Hong Kong", None, HONG_KONG - timedelta(1), date.min, HONG_KONG),
    ("CN", None, HONG_KONG, HONG_KONG, date.max),
    ("DE", "HK", HONG_KONG, HONG_KONG, date.max),
    ("DE", "FR", HONG_KONG, date.min, date.max),
    ("KH", None, date(2025, 12, 15), date(2025, 11, 1), date(2026, 2, 3)),
]


@pytest.mark.parametrize(("destination", "ship_from", "day", "first", "until"), TURNS)
def test_a_sale_turns_where_one_of_its_own_places_does_and_no_other(
    things: Things, destination: str, ship_from: str | None, day: date, first: date, until: date
) -> None:
    stated = {"destination": destination, "ship_from": ship_from}
    assert things.itself.on(tuple(map(stated.get, ITSELF)), day)[:2] == (first, until)


def test_a_kind_that_the_places_contradict_is_refused_on_the_days_on_which_they_do(
    things: Things,
) -> None:
    stated = {"destination": "HK", "ship_from": "CN", "kind": "transfer"}
    cells = tuple(map(stated.get, ITSELF))
    for _ in range(2):
        assert things.itself.on(cells, HONG_KONG).value.thing.options[0].values["sale.kind"] == (
            "transfer"
        )
        with pytest.raises(UsageError):
            things.itself.on(cells, HONG_KONG - timedelta(1))
