"""Companies resolved by themselves are what they are in the sale that names them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from earmark import Sale
from earmark.batch.fields import PARTIES
from earmark.batch.parts import SOMEONE, Named
from earmark.batch.signature import read_by, signature
from earmark.batch.things import Things
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry
from earmark.law.rulebook import shipped

DAY = date(2024, 3, 4)
PATHS = read_by(shipped())
SALES = [
    {"buyer": "Acme"},
    {"buyer": "Acme", "buyer_hq": "CN"},
    {"buyer": "Acme", "consignee": "Acme", "end_user": "ACME"},
    {"buyer": "Acme", "consignee": "Other", "end_user": "Third"},
    {"buyer": "Acme", "consignee": "Sense Time"},
    {"buyer": "Sense Time", "end_user": "Acme", "end_user_hq": "DE"},
    {"buyer": "Tencent", "intermediate_consignee": "Tencent"},
    {"buyer": "SenseTime Group Inc.", "subsidiary": "SenseTime International Pte. Ltd."},
    {"buyer": "Acme", "subsidiary": "Acme HK", "subsidiary_hq": "Hong Kong", "end_user": "Acme"},
    {"buyer": "Hikvision Digital Tech", "consignee": "Hikvison", "end_user": "Dahua Tech"},
    {"buyer": "[company]", "consignee": "(.*) Co", "end_user": "Inspur Group"},
]


@pytest.fixture(scope="module")
def things():
    return Things(registry(), PATHS)


@pytest.mark.parametrize("stated", SALES, ids=str)
@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2020, 12, 22), DAY, date(2026, 11, 10)])
def test_companies_are_what_they_are_in_the_whole_sale(things, stated, day):
    whole = resolve(Sale(chip="H100", destination="SG", on=day, **stated)).things[1:-1]
    parts = things.parties.on(tuple(map(stated.get, PARTIES)), day).value
    assert [signature(part.thing, PATHS) for part in parts] == [
        signature(thing, PATHS) for thing in whole
    ]
    named = [
        replace(part.thing, name=part.thing.name.replace(SOMEONE, part._name))
        if isinstance(part, Named)
        else part.thing
        for part in parts
    ]
    assert [thing.name for thing in named] == [thing.name for thing in whole]


@pytest.mark.parametrize("stated", SALES, ids=str)
def test_companies_stand_for_the_days_that_are_told(things, stated):
    cells = tuple(map(stated.get, PARTIES))
    standing = things.parties.on(cells, DAY)
    assert standing.first <= DAY < standing.until
    for day in (standing.first, standing.until - timedelta(1)):
        if date(2019, 1, 1) <= day <= date(2099, 12, 31):
            assert things.parties.on(cells, day).value == standing.value


def test_companies_of_which_nothing_is_known_are_resolved_once(things):
    def part(name):
        return things.parties.on((name, *[None] * (len(PARTIES) - 1)), DAY).value[0]

    one, other = part("Acme Cloud"), part("Harbour Analytics")
    assert one.thing is other.thing
    assert one.asks("buyer.headquarters").startswith("Where is Acme Cloud")
    assert other.asks("buyer.headquarters").startswith("Where is Harbour Analytics")
    assert one.facts == other.facts != part("Sense Time").facts
