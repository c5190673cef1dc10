"""From an investment to things: who the target may be, where it sits, what is not known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from earmark import Investment
from earmark.errors import UsageError
from earmark.facts.resolve import Matter
from earmark.facts.target import resolve_investment
from earmark.matter import Doubt, Facts, Thing
from earmark.schema import FIELDS
from earmark.testing import investments

BARRED = "2022-02-08"


def resolved(target: str = "Northwind Cloud", **stated: Any) -> Matter:
    on = stated.pop("on", BARRED)
    return resolve_investment(Investment(investor="Acme Fund", target=target, on=on, **stated))


def party(target: str, **stated: Any) -> Thing:
    return resolved(target, **stated).things[0]


def only(thing: Thing) -> Facts:
    assert thing.doubt is None
    (facts,) = thing.options
    return facts


# -- the target ------------------------------------------------------------------------------


def test_the_target_is_a_party_with_a_role_of_its_own_and_the_investment_comes_last() -> None:
    target, itself = resolved().things
    assert (target.key, target.about, target.roles) == ("target", "party", {"target"})
    assert (itself.key, itself.about) == ("investment", "investment")


@given(investments())
def test_every_fact_that_a_rule_may_ask_is_there(investment: Investment) -> None:
    for thing in resolve_investment(investment).things:
        for option in thing.options:
            assert set(option.values) == {
                path for path, field in FIELDS.items() if field.thing == thing.about
            }


def test_a_stranger_s_seat_is_one_question_for_itself_and_its_parent() -> None:
    known = only(party("Northwind Cloud")).values
    doubt = known["party.headquarters"]
    assert isinstance(doubt, Doubt)
    assert doubt.key == "target.headquarters"
    assert doubt.settles == ("target.parent_headquarters",)


def test_a_stated_seat_is_the_parent_s_too_unless_that_is_stated() -> None:
    known = only(party("Northwind Cloud", target_hq="Singapore")).values
    assert known["party.headquarters"] == known["party.parent_headquarters"] == "SG"
    known = only(party("Northwind Cloud", target_hq="SG", target_parent_hq="CN")).values
    assert (known["party.headquarters"], known["party.parent_headquarters"]) == ("SG", "CN")


def test_a_seat_that_contradicts_the_registry_leaves_both_possible_and_says_so() -> None:
    matter = resolved("Moonshot AI", target_hq="SG")
    assert any("The investment says Singapore, the registry China" in x for x in matter.caveats)


def test_a_place_that_is_no_country_is_refused() -> None:
    with pytest.raises(UsageError):
        resolved(target_hq="Chna")


def test_a_company_is_called_as_written_where_only_the_legal_form_is_another() -> None:
    assert party("SenseTime Group Limited").name == "SenseTime Group Limited"
    assert party("Hikvision").name == "Hangzhou Hikvision Digital Technology Co., Ltd."


# -- who it may be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["SenseTime Group Limited", "SenseTime Group Ltd", "SenseTime Group"]
)
def test_the_name_on_the_list_and_a_name_without_legal_form_are_certain(name: str) -> None:
    known = only(party(name)).values
    assert known["party.on_ns_cmic_list"] is True
    assert known["party.ns_cmic_barred"] is True


def test_another_legal_form_may_be_another_company_which_is_one_doubt_for_both_facts() -> None:
    known = only(party("SenseTime Group Inc.")).values
    doubt = known["party.on_ns_cmic_list"]
    assert isinstance(doubt, Doubt)
    assert doubt is known["party.ns_cmic_barred"]
    assert "Sensetime Group Limited" in doubt.ask


def test_until_the_bar_only_the_listing_is_doubtful() -> None:
    known = only(party("SenseTime Group Inc.", on="2022-02-07")).values
    assert isinstance(known["party.on_ns_cmic_list"], Doubt)
    assert known["party.ns_cmic_barred"] is False


@pytest.mark.parametrize("name", ["SenseTime", "Sense Time", "商汤"])
def test_a_short_name_may_mean_the_listed_group(name: str) -> None:
    thing = party(name)
    assert thing.doubt is not None
    assert thing.doubt.key == "target.identity"
    assert thing.doubt.answers == (
        "Sensetime Group Limited",
        "Beijing Sensetime Technology Development Co., Ltd.",
    )
    assert party(name, on="2021-12-09").doubt is None


@pytest.mark.parametrize("name", ["Huawei", "Cambricon", "Zhipu", "Hikvision", "Megvii"])
def test_a_short_name_is_certain_where_no_other_of_the_group_is_listed_more(name: str) -> None:
    assert party(name, on="2026-01-01").doubt is None


def test_a_name_that_resembles_a_listed_one_is_that_company_or_another() -> None:
    thing = party("Hikvison Digital")
    assert thing.doubt is not None
    assert thing.doubt.answers[-1] == "another company"
    assert [option.values["party.on_ns_cmic_list"] for option in thing.options][-1] is False
    assert any(option.values["party.on_ns_cmic_list"] for option in thing.options)


def test_a_likeness_to_what_is_not_listed_that_day_is_no_doubt() -> None:
    assert party("Hikvison Digital", on="2019-01-02").doubt is None


# -- the investment --------------------------------------------------------------------------


def test_what_is_not_stated_is_a_doubt_named_like_the_option() -> None:
    known = only(resolved().things[1]).values
    keys = {path: doubt.key for path, doubt in known.items() if isinstance(doubt, Doubt)}
    assert keys == {
        "investment.us_person": "investor_us_person",
        **{
            f"investment.{name}": name
            for name in (
                *("instrument", "beyond_minority_rights", "fund_limits"),
                *("activity", "ai_use", "training_operations", "biological_data"),
            )
        },
    }
    assert set(keys.values()) <= set(Investment.model_fields)
    assert known["investment.other_exception"] is False


def test_no_name_is_evidence_of_a_us_person() -> None:
    matter = resolve_investment(Investment(investor="NVIDIA", target="Tencent"))
    assert isinstance(only(matter.things[1]).values["investment.us_person"], Doubt)


def test_operations_are_exact() -> None:
    known = only(resolved(activity="ai", training_operations="1e25").things[1]).values
    assert known["investment.training_operations"] == Fraction(10**25)


def test_what_was_not_screened_comes_first_and_what_is_not_encoded_last() -> None:
    matter = resolved(activity="ai")
    (not_screened,), caveats = matter.not_screened, matter.caveats
    assert not_screened.startswith("Only the parties shipped with Earmark were screened")
    assert "controlled foreign company (850.302)" in caveats[-1]
    assert any("“ai” was taken for all that the target does" in one for one in caveats)
