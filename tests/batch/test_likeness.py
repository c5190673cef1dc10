"""What a law tells apart is never alike to it; what it does not tell apart is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark import Sale
from earmark.batch.likeness import Likeness
from earmark.batch.residue import residue
from earmark.batch.signature import printed, read_by, signature
from earmark.facts.resolve import resolve
from earmark.law.rulebook import shipped
from earmark.matter import Doubt, Facts
from earmark.schema import ACTS, FIELDS, Kind
from earmark.testing import sales

BOOK = shipped()
PATHS = read_by(BOOK)
PRINTED = printed(BOOK)
EARLY, DAY, LATE = date(2019, 6, 1), date(2024, 3, 4), date(2026, 2, 3)
LAWS = [BOOK.on(day) for day in (EARLY, date(2022, 10, 7), date(2023, 6, 1), DAY, LATE)]
CHIP, BUYER, ITSELF = 0, 1, -1
PLAIN = {"buyer": "Acme", "chip": "X9000", "destination": "DE"}
STATED = {"tpp": "100", "die_area": "1000", "data_centre": True}
"""The figures of a chip that no table has."""


@pytest.fixture(scope="module")
def likeness():
    """One for all laws and things: what it remembers of one must not colour another."""
    return Likeness(BOOK, PATHS)


def left(law, thing):
    """Return what is left of a law for a thing, as a cell names it."""
    found = residue(law, thing, PRINTED)
    names = tuple(one.name for one in found.left)
    return thing.about, thing.key, names, found.which, found.printed


@given(some=st.lists(sales(), min_size=1, max_size=6), law=st.sampled_from(LAWS))
def test_of_things_that_are_alike_to_a_law_the_same_is_left_of_it(likeness, some, law):
    met = {}
    for thing in (thing for sale in some for thing in resolve(sale).things):
        assert met.setdefault(likeness.of(law, thing), left(law, thing)) == left(law, thing)


def test_of_every_pair_of_alike_things_the_same_is_left(likeness):
    """Drawn at random few are alike: here are the figures and places around every limit."""
    figures = ["1", "1599.9999", "1600", "2399.9999", "2400", "4799.9999", "4800", "9999"]
    some = [
        *(one(CHIP, {**STATED, "tpp": tpp, "data_centre": d}) for tpp in figures for d in (0, 1)),
        *(one(CHIP, {**STATED, "die_area": area}) for area in ("1", "30", "62.5", "63", "99")),
        *(one(CHIP, {"chip": name}) for name in ("H100", "A100", "H800", "T4", "RTX 4090")),
        *(one(CHIP, {"memory_bandwidth_density": x}) for x in ("1.9999", "2", "3.3", "3.3001")),
        *(one(BUYER, {"buyer_hq": x}) for x in ("DE", "FR", "CN", "HK", "MO", "KH", "RU", "US")),
        *(one(BUYER, {"buyer": x}) for x in ("Tencent", "SenseTime", "Huawei", "TSMC", "G42")),
        *(one(ITSELF, {"destination": x}) for x in ("DE", "FR", "CN", "MO", "SG", "AE", "RU")),
        *(one(ITSELF, {"destination": "KH"}, on) for on in (DAY, date(2025, 12, 15), LATE)),
        *(one(ITSELF, {"end_use": x}) for x in ("civil", "military", "unknown", "supercomputer")),
        *(one(ITSELF, {"seller": x}) for x in ("NVIDIA", "AMD", "TSMC", "Some", "Other")),
    ]
    shared = 0
    for law in LAWS:
        alike = {}
        for thing in some:
            alike.setdefault(likeness.of(law, thing), []).append(thing)
        for things in alike.values():
            assert all(left(law, a) == left(law, b) for a, b in pairwise(things))
            shared += len({signature(thing, PATHS) for thing in things}) - 1
    # Things of which rules read other facts, and a law answers them alike nonetheless.
    assert shared > 100


def one(which, stated, on=DAY):
    return resolve(Sale(**{**PLAIN, "on": on, **stated})).things[which]


ALIKE = [
    (CHIP, DAY, {**STATED, "tpp": "100"}, {**STATED, "tpp": "200"}),
    (CHIP, DAY, {**STATED, "tpp": "4800"}, {**STATED, "tpp": "5000"}),
    (CHIP, EARLY, {**STATED, "tpp": "100"}, {**STATED, "tpp": "4800"}),
    (CHIP, DAY, {**STATED, "chip": "X9000"}, {**STATED, "chip": "Y9000"}),
    (BUYER, DAY, {"buyer_hq": "DE"}, {"buyer_hq": "FR"}),
    (BUYER, EARLY, {"buyer_hq": "DE"}, {"buyer_hq": "SG"}),
    (BUYER, DAY, {"buyer": "Acme"}, {"buyer": "Other"}),
    (ITSELF, DAY, {"destination": "DE"}, {"destination": "FR"}),
    (ITSELF, DAY, {"destination": "CN"}, {"destination": "HK"}),
    (ITSELF, DAY, {"seller": "Some Trading"}, {"seller": "Other Trading"}),
]
APART = [
    (CHIP, DAY, {**STATED, "tpp": "4799.9999"}, {**STATED, "tpp": "4800"}),
    (CHIP, DAY, {**STATED, "tpp": "1599.9999"}, {**STATED, "tpp": "1600"}),
    (CHIP, DAY, {**STATED, "tpp": "4800"}, {**STATED, "tpp": "4800", "data_centre": False}),
    (CHIP, DAY, {**STATED, "tpp": "4800"}, {}),
    (CHIP, DAY, {**STATED}, {}),
    (CHIP, EARLY, {**STATED}, {}),
    (BUYER, DAY, {"buyer_hq": "DE"}, {"buyer_hq": "CN"}),
    (BUYER, DAY, {"buyer_hq": "DE"}, {}),
    (BUYER, DAY, {"buyer_hq": "CN"}, {}),
    (BUYER, DAY, {"buyer_hq": "DE"}, {"buyer_hq": "DE", "buyer_parent_hq": "CN"}),
    (BUYER, DAY, {"buyer": "Acme"}, {"buyer": "Tencent"}),
    (BUYER, DAY, {}, {"consignee": "Other"}),
    (ITSELF, DAY, {"destination": "DE"}, {"destination": "CN"}),
    (ITSELF, DAY, {"end_use": "civil"}, {"end_use": "unknown"}),
    (ITSELF, DAY, {"seller": "NVIDIA"}, {}),
    (ITSELF, EARLY, {}, {"other_exception": True}),
    (ITSELF, DAY, {"kind": "cloud"}, {}),
]


@pytest.mark.parametrize(("which", "day", "these", "those"), ALIKE)
def test_what_a_law_answers_alike_is_one_to_it(likeness, which, day, these, those):
    law = BOOK.on(day)
    assert likeness.of(law, one(which, these)) == likeness.of(law, one(which, those))


@pytest.mark.parametrize(("which", "day", "these", "those"), APART)
def test_what_a_law_tells_apart_is_not(likeness, which, day, these, those):
    law = BOOK.on(day)
    assert likeness.of(law, one(which, these)) != likeness.of(law, one(which, those))


def test_what_one_law_answers_alike_another_may_tell_apart(likeness):
    these, those = (one(CHIP, {**STATED, "tpp": tpp}) for tpp in ("100", "4800"))
    alike = [
        likeness.of(BOOK.on(day), these) == likeness.of(BOOK.on(day), those) for day in (EARLY, DAY)
    ]
    assert alike == [True, False]


VALUES = {
    Kind.FLAG: (None, False, True),
    Kind.NUMBER: (None, Fraction(0), Fraction(1600), Fraction(9999)),
    Kind.TEXT: (None, "", "doubt"),
    Kind.CHOICE: (None, "civil", "export"),
    Kind.COUNTRY: (None, "CN", "DE"),
}
OPEN = [*resolve(Sale(**PLAIN, on=DAY)).things]
EVERY = [pytest.param(thing, path, id=path) for thing in OPEN for path in PATHS[thing.about]]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law.day))
@pytest.mark.parametrize(("thing", "path"), EVERY)
def test_a_doubt_and_a_value_are_never_alike(likeness, law, thing, path):
    (facts,) = thing.options

    def told(known):
        return likeness.of(law, replace(thing, options=(Facts({**facts.values, path: known}),)))

    doubt = told(Doubt(f"{path}?", "What?"))
    assert doubt != told(Doubt("other?", "What?"))
    for value in VALUES[FIELDS[path].kind]:
        assert doubt != told(value)


ACTED = [f"sale.{act}" for act in ACTS]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law.day))
def test_what_is_printed_is_told_as_it_is_whatever_the_law_asks(likeness, law):
    for thing in OPEN:
        (facts,) = thing.options
        for path in facts.values.keys() & {*PRINTED, *ACTED}:
            each = (Facts({**facts.values, path: value}) for value in ("one", "other", True, False))
            told = {likeness.of(law, replace(thing, options=(one,))) for one in each}
            assert len(told) == 4
