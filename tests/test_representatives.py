"""One value stands for its whole cell: whatever an unknown turns out to be, it was considered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from earmark import Sale
from earmark.conclusion import conclude
from earmark.facts.resolve import resolve
from earmark.judges.reference import Judgement, standing_findings
from earmark.law.cells import Cell
from earmark.law.condition import Compare
from earmark.law.geography import CODES
from earmark.law.rulebook import Law, shipped
from earmark.matter import Doubt, Value
from earmark.schema import FIELDS, Kind
from earmark.testing import sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.doubts import scales
from earmark.unknowns.sides import Sides
from earmark.unknowns.views import Assignment
from earmark.weighed import Weighed

TRIES = 40
"""Sets of concrete values for each sale."""


def concrete(doubt: Doubt, law: Law, scales: list[Fraction], chance: Random) -> Value:
    """Return one of all the values that an unknown may have, not only of its cells'."""
    if doubt.answers:
        return Fraction(chance.randrange(len(doubt.answers)))
    field = FIELDS[min(doubt.feeds)]
    match field.kind:
        case Kind.NUMBER:
            limits = list(figures(doubt, law, scales))
            within = [limit for limit in limits if inside(limit, doubt)]
            return chance.choice([*within, None] if doubt.may_not_apply else within)
        case Kind.FLAG:
            return chance.random() < 0.5
        case Kind.COUNTRY:
            return chance.choice(doubt.among or sorted(CODES))
        case Kind.CHOICE:
            return chance.choice(field.choices)
        case Kind.TEXT:
            return chance.choice(doubt.among or (*named(doubt, law), "Acme", "nvidia", ""))


def named(doubt: Doubt, law: Law) -> list[str]:
    """Return every text that a rule names."""
    asked = [one for path in sorted(doubt.feeds) for one in law.asked.get(path, ())]
    return [text for one in asked for text in getattr(one, "values", None) or [str(one.literal)]]


def figures(doubt: Doubt, law: Law, scales: list[Fraction]) -> Iterator[Fraction]:
    """Yield figures on every limit, a hair beside it, at the bounds, and far off."""
    at = {
        one.literal * scale
        for path in doubt.feeds
        for one in law.asked.get(path, ())
        if isinstance(one, Compare) and isinstance(one.literal, Fraction)
        for scale in (Fraction(1), *scales)
    }
    for limit in at | {Fraction(0), *filter(None, (doubt.low, doubt.high))}:
        yield from (limit, limit + Fraction(1, 10**9), limit - Fraction(1, 10**9), limit * 7 / 3)


def inside(figure: Fraction, doubt: Doubt) -> bool:
    above = figure >= (doubt.low if doubt.low is not None else 0)
    return above and (doubt.high is None or figure <= doubt.high)


def values(alternatives: Alternatives, chance: Random) -> Assignment:
    law, things = alternatives.law, alternatives.things
    found = {
        key: Cell(concrete(doubt, law, [*scales(things, key).values()], chance), "concrete")
        for key, doubt in alternatives.doubts.items()
    }
    open_law = {one.doubt for each in law.statements.values() for one in each} - {""}
    return found | {key: Cell(chance.random() < 0.5, "concrete") for key in open_law}


def names(judgement: Judgement) -> tuple[str, ...]:
    return tuple(statement.rule.id for statement in judgement.fired)


@settings(max_examples=150)
@given(sale=sales(), seed=st.integers(0, 2**32))
def test_no_concrete_value_leads_where_no_alternative_led(sale: Sale, seed: int) -> None:
    alternatives = Alternatives.of(shipped().on(sale.on), resolve(sale).things)
    weighed = Weighed(Sides(alternatives), sale.acts)
    verdicts = {conclusion.verdict for conclusion in weighed.conclusions.values()}
    *others, itself = alternatives.ways
    outcomes = {
        ways.thing.key: {
            tuple(statement.rule.id for statement in outcome.fired) for outcome in ways.outcomes()
        }
        for ways in others
    }
    event(f"{min(len(alternatives.doubts), 5)} or more unknowns, {len(verdicts)} verdicts")
    chance = Random(seed)
    for _ in range(TRIES if alternatives.doubts else 1):
        taken = values(alternatives, chance)
        made = {ways.thing.key: ways.judge(taken) for ways in others}
        assert {key for key, one in made.items() if names(one) not in outcomes[key]} == set()
        fired = [statement for judgement in made.values() for statement in judgement.fired]
        standing = frozenset(standing_findings(fired))
        whole = [*fired, *itself.judge(taken, standing).fired]
        assert conclude(whole, sale.acts.__contains__).verdict in verdicts
