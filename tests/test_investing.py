"""One investment end to end, and what must hold for every investment there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from earmark import Investment, InvestmentVerdict, Sale, screen, screen_investment
from earmark.errors import EarmarkError
from earmark.facts.target import resolve_investment
from earmark.investing import NO_RULE, weigh
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.judges.chaining import Chaining
from earmark.law.rule import Effect
from earmark.law.rulebook import load, shipped, shipped_for_investments
from earmark.matter import Facts, Thing
from earmark.resources import RULES
from earmark.testing import countries, investments, operations

RANK: Final = {"allow": 0, "review": 1, "deny": 2}
DAY: Final = date(2025, 6, 2)
BASE: Final[dict[str, Any]] = {"investor": "Acme Fund", "target": "Northwind Cloud", "on": DAY}
DENIED: Final = {
    **BASE,
    "target_hq": "CN",
    "investor_us_person": True,
    "instrument": "equity",
    "activity": "quantum",
}


def answer(**stated: Any) -> InvestmentVerdict:
    return screen_investment(Investment(**BASE | stated))


# -- the verdict -----------------------------------------------------------------------------


def test_a_verdict_has_no_licence_and_repeats_the_investment_as_it_was_understood() -> None:
    verdict = answer(target_hq="Hong Kong", activity="ai", training_operations="1e25")
    assert "licence" not in InvestmentVerdict.model_fields
    assert verdict.investment == {
        "investor": "Acme Fund",
        "target": "Northwind Cloud",
        "on": "2025-06-02",
        "target_hq": "CN",
        "activity": "ai",
        "training_operations": 10**25,
    }


def test_an_allowed_investment_says_what_allow_means() -> None:
    verdict = answer(investor_us_person=False)
    assert (verdict.verdict, verdict.deciding) == ("allow", ())
    assert verdict.caveats[-1] == NO_RULE
    assert NO_RULE not in screen_investment(Investment(**DENIED)).caveats


def test_a_denied_investment_rests_on_its_chain_of_findings() -> None:
    verdict = screen_investment(Investment(**DENIED))
    assert verdict.deciding == ("outbound-prohibited",)
    by_rule = {finding.rule: finding for finding in verdict.findings}
    carrying = by_rule["outbound-prohibited"]
    assert set(carrying.because) == {
        "outbound-quantum",
        "outbound-kind",
        "outbound-country-of-concern",
    }
    assert carrying.says.startswith("A US person may not make this investment in Northwind Cloud")
    assert set(by_rule["outbound-kind"].because) == {"us-person", "outbound-country-of-concern"}
    assert [finding.about for finding in verdict.findings][:1] == ["party"]


def test_an_exact_figure_is_written_by_its_power_of_ten() -> None:
    stated = DENIED | {"activity": "ai", "ai_use": "other", "training_operations": 38 * 10**24}
    verdict = screen_investment(Investment(**stated))
    (finding,) = (one for one in verdict.findings if one.rule == "outbound-ai-compute")
    assert "trained the target's AI: 3.8 × 10^25 (prohibited: more than 10^25)." in finding.says
    assert finding.facts["investment.training_operations"] == 38 * 10**24


def test_a_training_run_of_unknown_size_is_asked_about_at_the_limits() -> None:
    verdict = screen_investment(Investment(**DENIED | {"activity": "ai", "ai_use": "other"}))
    question = next(one for one in verdict.questions if one.fact == "training_operations")
    assert [(side.answer, side.verdict) for side in question.if_] == [
        ("10^24 or less", "allow"),
        ("above 10^24 to 10^25", "review"),
        ("above 10^25", "deny"),
    ]


def test_places_of_concern_are_named_in_the_question() -> None:
    verdict = screen_investment(Investment(**{**DENIED, "target_hq": None}))
    (question,) = verdict.questions
    assert [(side.answer, side.verdict) for side in question.if_] == [
        ("China or Hong Kong or Macau", "deny"),
        ("elsewhere", "allow"),
    ]


def test_law_that_may_not_be_law_is_asked_of_the_investment() -> None:
    stated = DENIED | {"activity": "hpc-or-hypersonics", "on": date(2027, 3, 13)}
    (question,) = screen_investment(Investment(**stated)).questions
    assert question.ask.startswith("Does this law apply to the investment? the rules that")


# -- two bodies of law -----------------------------------------------------------------------


def test_the_shipped_rules_on_sales_hold_none_on_investments_and_the_other_way_round() -> None:
    assert shipped().deal == "sale"
    assert shipped_for_investments().deal == "investment"
    assert {rule.about for rule in shipped_for_investments().rules} == {"party", "investment"}
    assert "investment" not in {rule.about for rule in shipped().rules}
    lasting = {rule.effect for rule in shipped_for_investments().rules}
    assert lasting == {Effect.FINDS, Effect.PROHIBITS, Effect.WARNS}


def test_a_rulebook_about_the_other_kind_of_deal_is_refused() -> None:
    sale = Sale(buyer="Acme", chip="H100", destination="CN", on=DAY)
    for refused in (
        lambda: screen_investment(Investment(**DENIED), rulebook=shipped()),
        lambda: screen(sale, rulebook=shipped_for_investments()),
    ):
        with pytest.raises(EarmarkError, match="wrong-rulebook"):
            refused()


def test_files_of_both_kinds_do_not_load_as_one_rulebook(tmp_path: Any) -> None:
    for folder in (RULES, RULES / "investment"):
        for file in folder.glob("*.toml"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(EarmarkError) as caught:
        load(tmp_path)
    assert {fault.code for fault in caught.value.faults} == {"mixed-rulebook"}


def test_being_barred_for_investors_never_bears_on_a_chip() -> None:
    stated = {"chip": "RTX 3060", "destination": "CN", "on": date(2022, 2, 8)}
    verdict = screen(Sale(buyer="SenseTime Group Limited", **stated))
    assert verdict.verdict == "allow"
    ids = {rule.id for rule in shipped_for_investments().rules}
    assert not ids & {finding.rule for finding in verdict.findings}


# -- for every investment --------------------------------------------------------------------


@settings(max_examples=200)
@given(investment=investments())
def test_the_judges_agree_on_every_alternative(investment: Investment, chaining: Chaining) -> None:
    judges = screen_investment(investment, chaining=chaining).judges
    assert "differences" not in judges
    assert judges["chaining"].startswith(judges["reference"])


@given(
    known=investments(
        investor_us_person=st.just(True),
        target_hq=st.just("CN"),
        instrument=st.just("equity"),
        activity=st.just("ai"),
        training_operations=operations(),
        biological_data=st.booleans(),
    )
)
def test_the_judges_agree_at_every_limit_of_operations(
    known: Investment, chaining: Chaining
) -> None:
    judges = screen_investment(known, chaining=chaining).judges
    assert judges["chaining"] == judges["reference"]


@given(investment=investments())
def test_a_verdict_is_the_same_when_asked_twice(investment: Investment) -> None:
    assert screen_investment(investment) == screen_investment(investment)


@given(investment=investments())
def test_questions_are_asked_exactly_when_the_verdict_is_review(investment: Investment) -> None:
    verdict = screen_investment(investment)
    assert bool(verdict.questions) == (verdict.verdict == "review")
    assert (verdict.verdict == "allow") == (not verdict.deciding)
    assert set(verdict.deciding) <= {finding.rule for finding in verdict.findings}


@given(investment=investments(on=st.dates(date(2019, 1, 1), date(2021, 1, 10))))
def test_before_any_rule_was_in_force_everything_is_allowed(investment: Investment) -> None:
    assert screen_investment(investment).verdict == "allow"


@given(investment=investments(investor_us_person=st.just(False)))
def test_who_is_no_us_person_is_never_bound(investment: Investment) -> None:
    assert screen_investment(investment).verdict == "allow"


@given(investment=investments(), factor=st.integers(1, 10**6))
def test_more_training_never_relaxes(investment: Investment, factor: int) -> None:
    assume(investment.training_operations is not None)
    more = min((investment.training_operations or 0) * factor, 10**30)
    larger = Investment(**investment.model_dump() | {"training_operations": more})
    before, after = screen_investment(investment), screen_investment(larger)
    assert RANK[after.verdict] >= RANK[before.verdict]


@given(investment=investments(), path=st.sampled_from(("on_entity_list", "on_ns_cmic_list")))
def test_one_more_listing_never_relaxes(investment: Investment, path: str) -> None:
    matter = resolve_investment(investment)
    target, itself = matter.things
    options = tuple(
        Facts({**option.values, f"party.{path}": True}, option.sources) for option in target.options
    )
    listed = Thing(target.key, target.about, target.name, options, target.doubt, target.roles)
    book = shipped_for_investments()
    before = weigh(matter, book, investment)
    after = weigh(replace(matter, things=(listed, itself)), book, investment)
    assert RANK[after.verdict] >= RANK[before.verdict]


@given(investment=investments(), elsewhere=countries())
def test_a_seat_in_china_never_relaxes(investment: Investment, elsewhere: str) -> None:
    stated = investment.model_dump() | {"target": "Northwind Cloud", "target_parent_hq": "DE"}
    assume(investment.on < date(2027, 3, 12))
    there = screen_investment(Investment(**stated | {"target_hq": elsewhere}))
    china = screen_investment(Investment(**stated | {"target_hq": "CN"}))
    assert RANK[china.verdict] >= RANK[there.verdict]


# -- unknowns --------------------------------------------------------------------------------


def filled(investment: Investment, data: st.DataObject) -> Investment:
    """Return the investment with every unknown replaced by some value, as far as they fit."""
    stated = investment.model_dump()

    def fill(field: str, values: st.SearchStrategy[Any]) -> None:
        if stated[field] is None:
            stated[field] = data.draw(values, label=field)

    fill("investor_us_person", st.booleans())
    fill("beyond_minority_rights", st.booleans())
    fill("target_hq", countries())
    fill("instrument", st.sampled_from(("fund",) if stated["fund_limits"] else tuple(INSTRUMENTS)))
    spoken_of_ai = any(
        stated[name] is not None for name in ("ai_use", "training_operations", "biological_data")
    )
    fill("activity", st.sampled_from(("ai",) if spoken_of_ai else tuple(ACTIVITIES)))
    if stated["instrument"] == "fund":
        fill("fund_limits", st.booleans())
    else:
        stated["fund_limits"] = None
    if stated["activity"] == "ai":
        fill("ai_use", st.sampled_from(tuple(AI_USES)))
        fill("training_operations", operations())
        fill("biological_data", st.booleans())
    return Investment(**stated)


@settings(max_examples=400)
@given(investment=investments(), data=st.data())
def test_any_filling_of_the_unknowns_gives_a_verdict_that_the_screened_one_allowed_for(
    investment: Investment, data: st.DataObject
) -> None:
    """An unknown never becomes allow: allow and deny hold for every value that it can have."""
    doubtful = screen_investment(investment)
    concrete = screen_investment(filled(investment, data))
    # What contradicts the registry opens a doubt of its own.
    assume(not any("all were considered" in caveat for caveat in concrete.caveats))
    if doubtful.verdict != "review":
        assert concrete.verdict == doubtful.verdict
    elif not any(one.fact.startswith("law: ") for one in doubtful.questions):
        reachable = {side.verdict for one in doubtful.questions for side in one.if_}
        # What no field states stays open: which company of several of one name the target is.
        asked = {one.fact for one in doubtful.questions}
        still = concrete.questions and {one.fact for one in concrete.questions} <= asked
        assert still or concrete.verdict in reachable or "review" in reachable


def every_filling(**stated: Any) -> list[Investment]:
    """Return every fully known investment that agrees with what is stated."""
    near = [10**power + shift for power in (23, 24, 25) for shift in (0, 1)]
    ai = product(tuple(AI_USES), near, (True, False))
    names = ("ai_use", "training_operations", "biological_data")
    doing: list[dict[str, Any]] = [{"activity": word} for word in ACTIVITIES if word != "ai"]
    doing += [{"activity": "ai", **dict(zip(names, values, strict=True))} for values in ai]
    getting: list[dict[str, Any]] = [{"instrument": word} for word in INSTRUMENTS if word != "fund"]
    getting += [{"instrument": "fund", "fund_limits": limits} for limits in (True, False)]
    both = product(doing, getting, product((True, False), repeat=2))
    return [
        Investment(**known)
        for does, gets, (us_person, beyond) in both
        for known in [
            {
                **BASE,
                **does,
                **gets,
                "investor_us_person": us_person,
                "beyond_minority_rights": beyond,
                **stated,
            }
        ]
        if all(known.get(name) == value for name, value in {**does, **gets}.items())
    ]


@pytest.mark.parametrize(
    "stated",
    [
        {"target_hq": "CN", "on": date(2025, 1, 1)},
        {"target_hq": "CN", "instrument": "debt"},
        {"target_hq": "CN", "activity": "ai", "ai_use": "military", "instrument": "equity"},
        {"target_hq": "CN", "activity": "none"},
        {"target_hq": "DE"},
        {"target": "Huawei", "instrument": "public-securities"},
        {"target": "Huawei", "activity": "chip-design", "instrument": "equity"},
    ],
    ids=str,
)
def test_against_brute_force_the_verdict_is_what_all_fillings_agree_on(
    stated: dict[str, Any],
) -> None:
    verdicts = {screen_investment(one).verdict for one in every_filling(**stated)}
    told = answer(**stated).verdict
    assert told == (verdicts.pop() if len(verdicts) == 1 else "review")


def test_fully_known_investments_in_a_known_company_are_never_a_review() -> None:
    verdicts = {screen_investment(one).verdict for one in every_filling(target_hq="CN")[::7]}
    assert verdicts == {"allow", "deny"}


# -- thresholds, day by day ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "biological", "below", "above"),
    [
        (10**23, False, "", "outbound-notifiable"),
        (10**24, True, "outbound-notifiable", "outbound-prohibited"),
        (10**25, False, "outbound-notifiable", "outbound-prohibited"),
    ],
)
def test_a_limit_is_passed_one_operation_above_it_and_not_at_it(
    limit: int, biological: bool, below: str, above: str
) -> None:
    stated = DENIED | {"activity": "ai", "ai_use": "other", "biological_data": biological}
    for figure, expected in ((limit - 1, below), (limit, below), (limit + 1, above)):
        verdict = screen_investment(Investment(**stated, training_operations=figure))
        told = {*verdict.deciding, *(one.rule for one in verdict.warnings)}
        assert told - {"coins-signed"} == ({expected} if expected else set())


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_rules_begin_on_the_second_of_january_2025(shift: int) -> None:
    on = date(2025, 1, 2) + timedelta(days=shift)
    verdict = screen_investment(Investment(**DENIED | {"on": on}))
    assert verdict.verdict == ("allow" if shift < 0 else "deny")


def test_an_unknown_training_run_has_one_alternative_for_each_stretch_between_limits() -> None:
    investment = Investment(**BASE)
    weighed = weigh(resolve_investment(investment), shipped_for_investments(), investment)
    assert [cell.label for cell in weighed.every.alternatives.cells("training_operations")] == [
        "10^23 or less",
        "above 10^23 to 10^24",
        "above 10^24 to 10^25",
        "above 10^25",
    ]
