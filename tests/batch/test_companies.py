"""Companies resolved by themselves are what they are in the sale that names them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from earmark import Sale
from earmark.batch.fields import PARTIES
from earmark.batch.parts import SOMEONE, Named
from earmark.batch.signature import read_by, signature
from earmark.batch.things import Things
from earmark.facts.lists.rows import Firm
from earmark.facts.registry.importing import Origin, import_file
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.registry.screened import open_registry
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry
from earmark.facts.stakes import WHOLE, Stake
from earmark.law.rulebook import shipped
from earmark.sale import FIRST_DAY, LAST_DAY
from earmark.unknowns.doubts import doubts_of

DAY = date(2024, 3, 4)
PATHS = read_by(shipped())
SALES = [
    {"buyer": "Acme"},
    {"buyer": "Acme", "buyer_hq": "CN"},
    {"buyer": "Acme", "buyer_hq": "Hong Kong"},
    {"buyer": "Acme", "buyer_hq": "DE", "buyer_parent_hq": "KH"},
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


DAYS = [date(2019, 1, 1), date(2020, 12, 22), DAY, date(2026, 11, 10)]


@pytest.fixture(scope="module")
def things():
    return Things(registry(), PATHS)


def cells_of(buyer):
    return (buyer, *[None] * (len(PARTIES) - 1))


def called(part):
    """Return the name of a company."""
    name = part.thing.name
    return name.replace(SOMEONE, part._name) if isinstance(part, Named) else name


def asked(part):
    """Return the questions about a company, by what they are about."""
    return {key: part.asks(key) for key in doubts_of(part.thing)}


def unnamed(thing, whole, stated):
    """Return what was taken of a company in its sale, without names."""
    names = {*(stated[one.key] for one in whole), *(one.name for one in whole)}
    notes = [*thing.notes]
    for name in sorted(names, key=len, reverse=True):
        notes = [note.replace(name, SOMEONE) for note in notes]
    return notes


def read(part):
    """Return everything that is read of a company; sales that name it otherwise share it."""
    return called(part), asked(part), part.notes, replace(part.thing, notes=())


@pytest.mark.parametrize("stated", SALES, ids=str)
@pytest.mark.parametrize("day", DAYS)
def test_companies_are_what_they_are_in_the_whole_sale(things, stated, day):
    whole = resolve(Sale(chip="H100", destination="SG", on=day, **stated)).things[1:-1]
    parts = things.companies.on(tuple(map(stated.get, PARTIES)), day).value
    assert [signature(part.thing, PATHS) for part in parts] == [
        signature(thing, PATHS) for thing in whole
    ]
    assert [called(part) for part in parts] == [thing.name for thing in whole]
    assert [[*part.notes] for part in parts] == [unnamed(thing, whole, stated) for thing in whole]
    assert [asked(part) for part in parts] == [
        {key: doubt.ask for key, doubt in doubts_of(thing).items()} for thing in whole
    ]


@pytest.mark.parametrize("stated", SALES, ids=str)
@pytest.mark.parametrize("day", DAYS)
def test_companies_stand_for_the_days_that_are_told(things, stated, day):
    cells = tuple(map(stated.get, PARTIES))
    first, until, parts = things.companies.on(cells, day)
    assert first <= day < until
    for other in (max(first, FIRST_DAY), min(until - timedelta(1), LAST_DAY)):
        # Anew: what is remembered would agree with itself.
        then = Things(registry(), PATHS).companies.on(cells, other).value
        assert list(map(read, then)) == list(map(read, parts))
        assert (
            things.companies.group(cells, other).value is things.companies.group(cells, day).value
        )


def test_companies_of_which_nothing_is_known_are_resolved_once(things):
    def part(name):
        return things.companies.on(cells_of(name), DAY).value[0]

    one, other = part("Acme Cloud"), part("Harbour Analytics")
    assert one.thing is other.thing
    assert one.asks("buyer.headquarters").startswith("Where is Acme Cloud")
    assert other.asks("buyer.headquarters").startswith("Where is Harbour Analytics")
    assert one.facts == other.facts != part("Sense Time").facts


SMIC = "Semiconductor Manufacturing International Corporation"
NOTED = [
    (date(2020, 12, 18), {"end_user": "SMIC"}, {"end_user": SMIC}),
    (
        date(2023, 3, 2),
        {"end_user": "Inspur Group"},
        {"end_user": "Inspur Group", "subsidiary": "Acme HK", "consignee": "notice"},
    ),
]


@pytest.mark.parametrize(("day", "stated", "later"), NOTED)
def test_what_is_noted_of_a_company_stays_whatever_other_rows_call_it(day, stated, later):
    cells, others = (tuple(map({"buyer": "Acme", **one}.get, PARTIES)) for one in (stated, later))
    things = Things(registry(), PATHS)
    parts = things.companies.on(cells, day).value
    things.companies.on(others, day)
    alone = Things(registry(), PATHS).companies.on(cells, day).value
    assert list(map(read, parts)) == list(map(read, alone))
    assert any(note.startswith("[company]") for note in parts[1].notes)


# -- a registry of who owns whom -------------------------------------------------------------

SINCE, UNTIL = date(2021, 1, 1), date(2025, 1, 1)
STAKES = [
    Firm("acme", "Acme"),
    Firm("tencent", "Tencent"),
    Stake("tencent", "acme", WHOLE, WHOLE, since=SINCE, until=UNTIL, source="filing"),
]


@pytest.fixture(scope="module")
def owned():
    return in_memory(STAKES, date(2026, 7, 31))


@pytest.mark.parametrize("stated", SALES, ids=str)
@pytest.mark.parametrize("day", [SINCE - timedelta(1), SINCE, DAY, UNTIL])
def test_owners_that_are_on_file_count_and_turn_on_their_days(owned, stated, day):
    cells = tuple(map(stated.get, PARTIES))
    first, until, parts = Things(owned, PATHS).companies.on(cells, day)
    assert first <= day < until
    whole = resolve(Sale(chip="H100", destination="SG", on=day, **stated), owned).things[1:-1]
    assert [signature(part.thing, PATHS) for part in parts] == [
        signature(thing, PATHS) for thing in whole
    ]
    for other in (max(first, FIRST_DAY), min(until - timedelta(1), LAST_DAY)):
        then = Things(owned, PATHS).companies.on(cells, other).value
        assert list(map(read, then)) == list(map(read, parts))


def test_a_company_of_which_an_owner_is_on_file_is_not_one_like_all_others(owned):
    things = Things(owned, PATHS)
    acme, other = (things.companies.group(cells_of(name), DAY) for name in ("Acme", "X"))
    assert (acme.value.parts[0].called, other.value.parts[0].called) == ("", "buyer")
    on_its_days = [
        things.companies.group(cells_of("Acme"), day)[:2] for day in (SINCE, UNTIL - timedelta(1))
    ]
    assert (on_its_days[0][0], on_its_days[1][1]) == (SINCE, UNTIL)


COPIES = (date(2026, 6, 30), date(2026, 7, 31))


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Return a registry with two copies of the same file: the older one does not tell of Acme."""
    folder = tmp_path_factory.mktemp("registry")
    for copy, owned in zip(COPIES, ("Other", "Acme"), strict=True):
        file = folder / "stakes.csv"
        file.write_text(f"owner,owned,percent\nTencent,{owned},60\n")
        import_file(folder / "registry", file, Origin(as_of=copy))
    return open_registry(folder / "registry")


def test_whether_anything_is_on_file_of_a_company_turns_on_the_days_of_the_copies(copied):
    older, newer = COPIES
    things = Things(copied, PATHS)
    for day in (older, newer, newer - timedelta(1), LAST_DAY, FIRST_DAY):
        first, until, group = things.companies.group(cells_of("Acme"), day)
        assert first <= day < until
        assert until <= newer if day < newer else newer <= first
        assert group.parts[0].called == ("" if day >= newer else "buyer")
