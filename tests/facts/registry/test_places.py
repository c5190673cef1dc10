"""Listed addresses, found by the numbers in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.addresses import alike, read_address
from earmark.facts.registry.places import Places

ADDRESSES = st.lists(
    st.sampled_from(("1", "16", "18", "Luard", "Road", "Main", "Floor 3", "Unit 7", "Tower")),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(listed=st.lists(ADDRESSES, max_size=8), sought=ADDRESSES)
def test_what_is_found_is_what_comparing_with_each_would_find(
    listed: list[str], sought: str
) -> None:
    places = Places((f"EL:{at}", "Quxar Ltd", text) for at, text in enumerate(listed))
    here = read_address(sought)
    found = [place.key for place in places.near(here)]
    alone = [f"EL:{at}" for at, text in enumerate(listed) if alike(here, read_address(text))]
    assert sorted(found) == sorted(alone)


def test_an_address_without_a_party_is_told_apart() -> None:
    places = Places((("EL:1", "Address 01", "18 Luard Road"), ("EL:2", "Quxar", "18 Luard Road")))
    assert [place.bare for place in places.near(read_address("18 Luard Rd"))] == [True, False]
