"""What is out of reach never fires: no rule that is left out could have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from earmark import Sale
from earmark.facts.resolve import resolve
from earmark.law.rule import Effect, Status
from earmark.law.rulebook import Statement, shipped
from earmark.testing import sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.reach import heeded, reach
from earmark.unknowns.sides import Sides


@settings(max_examples=60)
@given(sale=sales())
def test_every_rule_that_fires_on_a_side_was_within_reach(sale: Sale) -> None:
    alternatives = Alternatives.of(shipped().on(sale.on), resolve(sale).things)
    *others, _ = alternatives.ways
    near = {id(one) for ways in others for one in ways.within().statements}
    near |= {id(one) for one in alternatives.reach.statements}
    for side in Sides(alternatives).all:
        assert all(id(statement) in near for statement, _ in side.firings)


@settings(max_examples=60)
@given(sale=sales())
def test_what_rules_heed_is_all_that_makes_a_difference_to_them(sale: Sale) -> None:
    law = shipped().on(sale.on)
    alternatives = Alternatives.of(law, resolve(sale).things)
    itself, heeded = alternatives.ways[-1], alternatives.reach.heeds
    findings = frozenset[str]().union(*(one.within().findings for one in alternatives.ways[:-1]))
    whole = [outcome.rules for outcome in itself.outcomes(findings)]
    assert [outcome.rules for outcome in itself.outcomes(findings & heeded)] == whole


@settings(max_examples=60)
@given(sale=sales())
def test_what_nothing_heeds_changes_nothing_that_is_heeded(sale: Sale) -> None:
    """Of the outcomes of a thing those are the same that others can see, without the rest."""
    law = shipped().on(sale.on)
    alternatives = Alternatives.of(law, resolve(sale).things)
    read = alternatives.reach.heeds
    for ways in alternatives.ways[:-1]:
        every = ways.within().statements
        kept = heeded(every, read)
        assert [one for one in every if one in kept] == kept
        needed = {name for one in kept for name in (*one.rule.given, *one.rule.unless)} | read
        dropped = [one for one in every if one not in kept]
        assert not any(one.warns or one.rule.finding in needed for one in dropped)
        assert heeded(kept, read) == kept


def statement(finding: str, effect: Effect, **read: tuple[str, ...]) -> Statement:
    """Return a statement of which only that counts: what it brings about and what it reads."""
    nothing: dict[str, tuple[str, ...]] = {"given": (), "unless": (), "lifts": ()}
    rule = replace(shipped().rules[0], finding=finding, effect=effect, **{**nothing, **read})
    return Statement(rule, Status.IN_FORCE, "")


@pytest.mark.parametrize("how", ["given", "unless", "lifts"])
def test_what_a_heeded_rule_reads_is_heeded_in_whatever_way_it_reads_it(how: str) -> None:
    first = statement("first", Effect.FINDS)
    other = statement("other", Effect.FINDS)
    last = statement("last", Effect.FINDS, **{how: ("first",)})
    assert heeded([first, other, last], {"last"}) == [first, last]
    assert heeded([first, other, last], {"other"}) == [other]


@pytest.mark.parametrize("effect", Effect)
def test_what_does_more_than_find_something_is_heeded_by_itself(effect: Effect) -> None:
    found = heeded([statement("alone", effect)], ())
    assert bool(found) is (effect is not Effect.FINDS)


def test_nothing_rests_on_a_rule_that_is_not_enforced() -> None:
    laws = (shipped().on(day) for day in shipped().boundaries)
    silent = {
        one.rule.id: one
        for law in laws
        for one in law.statements["sale"]
        if one.status is Status.NOT_ENFORCED
    }
    assert silent
    for one in silent.values():
        found = reach([one], frozenset((*one.rule.given, *one.rule.lifts)))
        assert found.statements == (one,)
        assert one.rule.finding not in found.findings
