"""The outcomes of one thing: those of every way it can be, whatever sale it is part of."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings

from earmark import Sale
from earmark.facts.resolve import resolve
from earmark.law.rulebook import shipped
from earmark.testing import sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.doubts import YES_NO
from earmark.unknowns.ways import Ways

UNKNOWN = Sale(buyer="A", chip="X9000 Ultra", destination="DE", on=date(2024, 1, 1))


@settings(max_examples=60)
@given(sale=sales())
def test_outcomes_that_read_alike_are_one_and_none_is_lost(sale: Sale) -> None:
    for ways in Alternatives.of(shipped().on(sale.on), resolve(sale).things).ways[:-1]:
        for read in (
            frozenset[str](),
            ways.within().findings,
            frozenset(sorted(ways.within().findings)[::2]),
        ):
            folded = [(one.findings & read, one.shared) for one in ways.as_read(read)]
            assert len(folded) == len(set(folded))
            whole = {one.findings & read for one in ways.outcomes()}
            assert {findings for findings, _ in folded} == whole


@settings(max_examples=60)
@given(sale=sales())
def test_every_finding_that_is_made_was_said_to_be_possible(sale: Sale) -> None:
    for ways in Alternatives.of(shipped().on(sale.on), resolve(sale).things).ways[:-1]:
        assert ways.within().effective <= ways.within().findings
        for outcome in ways.outcomes():
            assert outcome.findings <= ways.within().findings


@settings(max_examples=60)
@given(sale=sales(), other=sales())
def test_a_thing_without_common_doubts_is_the_same_in_every_sale(sale: Sale, other: Sale) -> None:
    law = shipped().on(sale.on)
    chip = Ways(law, resolve(sale).things[0])
    here = Alternatives(law, [chip, *(Ways(law, one) for one in resolve(sale).things[1:])])
    assume(here.ways[0] is chip)
    before = chip.outcomes()
    there = Alternatives(law, [chip, *(Ways(law, one) for one in resolve(other).things[1:])])
    assert there.ways[0] is not chip or there.ways[0].outcomes() is before


def test_doubts_in_common_are_taken_alike_for_all_things() -> None:
    law = shipped().on(UNKNOWN.on)
    chip, *_, itself = resolve(UNKNOWN).things
    one, two, _ = Alternatives.of(law, [chip, chip, itself]).ways
    assert one.asked()
    for key in one.asked():
        assert one.doubts.cells(key) is two.doubts.cells(key)


def test_law_in_doubt_is_in_force_or_not() -> None:
    law = next(law for day in shipped().boundaries if (law := shipped().on(day)).doubts)
    ways = Ways(law, resolve(UNKNOWN).things[0])
    assert {ways.doubts.cells(key) for key in law.doubts} == {YES_NO}
