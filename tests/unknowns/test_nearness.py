"""Outcomes that differ in one doubt alone: found at once, and as comparing each two finds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings

from earmark import Sale
from earmark.facts.resolve import resolve
from earmark.law.rulebook import shipped
from earmark.testing import sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.forks import Region
from earmark.unknowns.nearness import Nearness
from earmark.unknowns.outcomes import Outcome


def of_each_thing(sale: Sale) -> list[tuple[Outcome, ...]]:
    """Return the outcomes of each thing of a sale but the sale itself."""
    every = Alternatives.of(shipped().on(sale.on), resolve(sale).things)
    return [ways.outcomes() for ways in every.ways[:-1]]


def meet(one: Region, other: Region, but: str) -> bool:
    """Tell whether two regions have a point in common once a doubt is left out of both."""
    return all(set(one[key]) & set(other[key]) for key in (one.keys() & other.keys()) - {but})


def differing(one: Outcome, other: Outcome) -> Iterator[str]:
    """Yield the doubts that two outcomes name, and in which alone they can differ."""
    for left, right in product(one.regions, other.regions):
        yield from (key for key in left.keys() & right.keys() if meet(left, right, key))


@settings(max_examples=30)
@given(sale=sales())
def test_outcomes_are_near_where_two_of_their_regions_meet_but_for_the_doubt(sale: Sale) -> None:
    lists = of_each_thing(sale)
    for outcomes in lists:
        near = Nearness(outcomes)
        keys = {key for outcome in outcomes for region in outcome.regions for key in region}
        for one, other in product(outcomes, repeat=2):
            alone = set(differing(one, other))
            for key in keys:
                assert near.forks(one, other, key) == (one is other or key in alone)
