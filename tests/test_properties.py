"""What must hold for every sale there can be."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from earmark import Sale, Verdict, screen
from earmark.facts.resolve import resolve
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import Rulebook, load, shipped
from earmark.matter import Facts, Thing
from earmark.resources import RULES
from earmark.testing import chip_figures, countries, days, sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.weighed import Weighed

RANK = {"allow": 0, "review": 1, "deny": 2}


def weighed(things: tuple[Thing, ...], sale: Sale) -> Weighed:
    return Weighed(Sides(Alternatives.of(shipped().on(sale.on), things)), sale.acts)


@settings(max_examples=400)
@given(sale=sales())
def test_the_judges_agree_on_every_alternative(sale: Sale, chaining: Chaining) -> None:
    judges = screen(sale, chaining=chaining).judges
    assert "differences" not in judges
    assert judges["chaining"].startswith(judges["reference"])


@given(sale=sales())
def test_every_deny_and_every_review_has_a_deciding_rule(sale: Sale) -> None:
    verdict = screen(sale)
    if verdict.verdict == "allow":
        exceptions = {exception.rule for exception in verdict.exceptions}
        assert set(verdict.deciding) <= exceptions
    else:
        assert verdict.deciding
        assert set(verdict.deciding) <= {finding.rule for finding in verdict.findings}


@given(sale=sales())
def test_questions_are_asked_exactly_when_the_verdict_is_review(sale: Sale) -> None:
    verdict = screen(sale)
    assert bool(verdict.questions) == (verdict.verdict == "review")
    decisive = [
        any(side.verdict != "review" for side in question.if_) for question in verdict.questions
    ]
    assert decisive == sorted(decisive, reverse=True)


@given(sale=sales())
def test_a_verdict_is_the_same_when_asked_twice(sale: Sale) -> None:
    assert screen(sale) == screen(sale)


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder = tmp_path_factory.mktemp("shuffled")
    order = random.Random(20231117)
    for file in RULES.glob("*.toml"):
        head, *rules = re.split(r"(?m)^(?=\[\[rule\]\]$)", file.read_text(encoding="utf-8"))
        order.shuffle(rules)
        name = f"{order.random()}.toml" if rules else file.name
        (folder / name).write_text(head + "".join(rules), encoding="utf-8")
    return load(folder)


def told(verdict: Verdict) -> dict[str, Any]:
    return verdict.model_dump(exclude={"rulebook"})


@given(sale=sales())
def test_the_order_of_rules_and_files_does_not_matter(sale: Sale, shuffled: Rulebook) -> None:
    assert told(screen(sale)) == told(screen(sale, rulebook=shuffled))


def with_figures(sale: Sale, figures: dict[str, Any]) -> dict[str, Any]:
    replaced = {"die_area", "performance_density", "memory_bandwidth_density"}
    return sale.model_dump(exclude=replaced, exclude_unset=True) | figures


def raised(figure: Decimal, factor: Decimal) -> Decimal:
    return min(figure * factor, Decimal(10_000_000)).quantize(Decimal("0.0001"))


@pytest.mark.parametrize(
    "figure", ["tpp", "performance_density", "transfer_rate", "memory_bandwidth"]
)
@given(sale=sales(), figures=chip_figures(), factor=st.decimals(1, 50, places=1))
def test_more_performance_never_relaxes(
    figure: str, sale: Sale, figures: dict[str, Any], factor: Decimal
) -> None:
    assume(figure in figures)
    known = with_figures(sale, figures)
    more = known | {figure: raised(figures[figure], factor)}
    assert RANK[screen(Sale(**more)).verdict] >= RANK[screen(Sale(**known)).verdict]


@given(sale=sales(), data=st.data())
def test_one_more_listing_never_relaxes(sale: Sale, data: st.DataObject) -> None:
    things = resolve(sale).things
    parties = [index for index, thing in enumerate(things) if thing.about == "party"]
    chosen = data.draw(st.sampled_from(parties))
    listed = tuple(
        _listed(thing) if index == chosen else thing for index, thing in enumerate(things)
    )
    assert RANK[weighed(listed, sale).verdict] >= RANK[weighed(things, sale).verdict]


def _listed(thing: Thing) -> Thing:
    options = tuple(
        Facts({**option.values, "party.on_entity_list": True}, option.sources)
        for option in thing.options
    )
    return Thing(thing.key, thing.about, thing.name, options, thing.doubt, thing.roles)


@given(
    sale=sales(buyer=st.just("Acme Compute GmbH"), buyer_hq=st.just(None), on=days()),
    elsewhere=countries(),
)
def test_a_parent_headquartered_in_china_never_relaxes(sale: Sale, elsewhere: str) -> None:
    stated = sale.model_dump() | {"buyer_hq": elsewhere}
    without = screen(Sale(**stated | {"buyer_parent_hq": elsewhere}))
    with_one = screen(Sale(**stated | {"buyer_parent_hq": "CN"}))
    assert RANK[with_one.verdict] >= RANK[without.verdict]


@settings(max_examples=300)
@given(sale=sales(), figures=chip_figures(), data=st.data())
def test_any_concrete_value_gives_a_verdict_that_the_screened_one_allowed_for(
    sale: Sale, figures: dict[str, Any], data: st.DataObject
) -> None:
    """Allow and deny stay; review becomes one of its sides, where a side may itself be open."""
    doubtful = screen(sale)
    answers: dict[str, Any] = {}
    roles = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")
    stated = (sale.tpp, sale.memory_bandwidth, sale.memory_bandwidth_density)
    if sale.chip == "X9000 Ultra" and not any(stated):
        answers.update(figures)
        answers.setdefault("designer", "NVIDIA")
    if sale.seller is None:
        answers["seller"] = data.draw(st.sampled_from(("NVIDIA", "AMD", "Acme Distribution GmbH")))
    if sale.end_use == "unknown":
        answers["end_use"] = data.draw(st.sampled_from(("civil", "military", "supercomputer")))
    for role in roles:
        if getattr(sale, role) and getattr(sale, f"{role}_hq") is None:
            answers[f"{role}_hq"] = data.draw(countries())
    concrete = screen(Sale(**sale.model_dump(exclude_none=True) | answers))
    reachable = {doubtful.verdict} | {
        side.verdict for question in doubtful.questions for side in question.if_
    }
    open_sides = sum(len(question.if_) for question in doubtful.questions) > 2
    if doubtful.verdict != "review":
        assert concrete.verdict == doubtful.verdict or _contradicted(concrete)
    elif not open_sides:
        assert concrete.verdict in reachable


def _contradicted(verdict: Verdict) -> bool:
    """Tell whether what was put in contradicts the registry, which opens a doubt of its own."""
    return any("all were considered" in caveat for caveat in verdict.caveats)
