"""Places that may be in a country group or not: two alternatives, under one question."""

from __future__ import annotations

from datetime import date

import pytest

from earmark.facts.headquarters import OWN, PARENT
from earmark.facts.places_in_doubt import with_doubts
from earmark.facts.resolve import resolve
from earmark.matter import Doubt, Facts, Known, Thing
from earmark.sale import Sale

IN_DOUBT, BEFORE, AFTER = date(2025, 12, 15), date(2025, 10, 31), date(2026, 2, 3)


def party(own: Known, parent: Known = "DE") -> Thing:
    return Thing("buyer", "party", "Acme", (Facts({OWN: own, PARENT: parent}),))


def places(thing: Thing) -> tuple[Known, ...]:
    return tuple(thing.options[0].values.values())


def test_a_place_in_doubt_is_itself_or_itself_outside_the_group() -> None:
    own, parent = places(with_doubts(party("KH"), IN_DOUBT))

    assert isinstance(own, Doubt)
    assert own.among == ("KH", "KH-")
    assert own.key == "law: Cambodia in Country Group D:5"
    assert own.ask.startswith("Is Cambodia in Country Group D:5 on that day? On file: State")
    assert parent == "DE"


def test_the_same_place_is_the_same_doubt_wherever_it_stands() -> None:
    sale = Sale(buyer="Acme", buyer_hq="KH", chip="T4", destination="KH", on=IN_DOUBT)
    _, buyer, itself = resolve(sale).things

    doubt = itself.options[0].values["sale.destination"]
    assert isinstance(doubt, Doubt)
    assert [buyer.options[0].values[path] for path in (OWN, PARENT)] == [doubt, doubt]


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_outside_its_days_a_place_is_not_in_doubt(on: date) -> None:
    assert with_doubts(party("KH"), on).options[0].values[OWN] == "KH"


def test_where_two_places_are_possible_one_in_doubt_stands_for_two() -> None:
    doubt = Doubt("buyer.headquarters", "Where?", frozenset({OWN, PARENT}), among=("CN", "KH"))
    own, _ = places(with_doubts(party(doubt), IN_DOUBT))

    assert isinstance(own, Doubt)
    assert (own.key, own.among) == ("buyer.headquarters", ("CN", "KH", "KH-"))


def test_what_is_not_known_at_all_stays_as_it_is() -> None:
    doubt = Doubt("buyer.headquarters", "Where?", frozenset({OWN, PARENT}))

    assert places(with_doubts(party(doubt), IN_DOUBT))[0] is doubt
