"""The companies of a sale: roles, headquarters, identity, and what hangs on the buyer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark import Sale
from earmark.case_lists import stated_rows
from earmark.facts.companies import companies
from earmark.facts.records import Records
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.shipped import registry
from earmark.matter import Doubt, Known, Thing
from earmark.schema import FIELDS

DAY = date(2024, 5, 2)
OWN, PARENT = "party.headquarters", "party.parent_headquarters"
OWNED, OWNER = "party.owned_by_listed", "party.listed_owner"
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."


def parties(**stated: Any) -> dict[str, Thing]:
    sale = {"buyer": "Acme", "chip": "H100 PCIe", "destination": "DE", "on": DAY} | stated
    return {one.key: one for one in companies(Sale(**sale), Records(registry(), sale["on"]))}


def fact(thing: Thing, path: str, option: int = 0) -> Known:
    return thing.options[option].values[path]


def key(known: Known) -> str:
    assert isinstance(known, Doubt)
    return known.key


# -- roles, headquarters, identity -----------------------------------------------------------


def test_the_buyer_takes_every_transacting_role_that_no_one_else_has() -> None:
    assert parties()["buyer"].roles == {"purchaser", "consignee", "end_user"}
    found = parties(consignee="Beta", end_user="Gamma", intermediate_consignee="Delta")
    assert {name: set(one.roles) for name, one in found.items()} == {
        "buyer": {"purchaser"},
        "consignee": {"consignee"},
        "end_user": {"end_user"},
        "intermediate_consignee": {"intermediate_consignee"},
    }


def test_with_a_subsidiary_the_buyer_is_its_parent_and_no_party() -> None:
    found = parties(subsidiary="Beta")
    assert found["subsidiary"].roles == {"purchaser", "consignee", "end_user"}
    assert found["buyer"].roles == {"parent"}


def test_a_company_named_twice_is_one_party_with_both_roles() -> None:
    found = parties(buyer="Sense Time", subsidiary="Beta", end_user="SENSETIME")
    assert found["buyer"].roles == {"parent", "end_user"}


def test_headquarters_not_stated_and_not_on_file_are_doubts_settled_by_one_answer() -> None:
    buyer = parties()["buyer"]
    own = fact(buyer, OWN)
    assert isinstance(own, Doubt)
    assert (own.key, own.settles) == ("buyer.headquarters", ("buyer.parent_headquarters",))
    assert key(fact(buyer, PARENT)) == "buyer.parent_headquarters"


def test_stated_headquarters_are_the_parent_s_too_unless_stated() -> None:
    buyer = parties(buyer_hq="China")["buyer"]
    assert (fact(buyer, OWN), fact(buyer, PARENT)) == ("CN", "CN")
    buyer = parties(buyer_hq="SG", buyer_parent_hq="HK")["buyer"]
    assert (fact(buyer, OWN), fact(buyer, PARENT)) == ("SG", "CN")
    buyer = parties(buyer_parent_hq="CN")["buyer"]
    assert key(fact(buyer, OWN)) == "buyer.headquarters"
    assert fact(buyer, PARENT) == "CN"


def test_the_buyer_s_headquarters_are_its_subsidiary_s_parent_s() -> None:
    subsidiary = parties(subsidiary="Beta", buyer_hq="CN", subsidiary_hq="SG")["subsidiary"]
    assert (fact(subsidiary, OWN), fact(subsidiary, PARENT)) == ("SG", "CN")
    subsidiary = parties(subsidiary="Beta")["subsidiary"]
    assert key(fact(subsidiary, OWN)) == "subsidiary.headquarters"
    assert key(fact(subsidiary, PARENT)) == "buyer.headquarters"


def test_a_subsidiary_s_own_seat_says_nothing_of_its_parent_s() -> None:
    """Found by the proof: with half of it on file, its seat was taken for that of its parent."""
    rows = stated_rows({"stakes": [{"owner": "Alpha", "owned": "Beta", "percent": "50"}]}, [])
    stated = {"buyer": "Alpha", "buyer_hq": "CN", "subsidiary": "Beta", "subsidiary_hq": "SG"}
    sale = Sale(**stated, chip="H100 PCIe", destination="SG", on=DAY)
    subsidiary = companies(sale, Records(in_memory(rows, DAY), DAY))[0]
    assert fact(subsidiary, OWN) == "SG"
    assert key(fact(subsidiary, PARENT)) == "subsidiary.parent_headquarters"


def test_the_buyer_s_own_ultimate_parent_stands_above_its_subsidiary() -> None:
    found = parties(subsidiary="Beta", buyer_hq="SG", buyer_parent_hq="CN")
    assert fact(found["subsidiary"], PARENT) == "CN"


def test_the_registry_answers_where_the_sale_does_not() -> None:
    buyer = parties(buyer="SenseTime International Pte. Ltd.")["buyer"]
    assert key(fact(buyer, OWN)) == "buyer.headquarters"
    assert fact(buyer, PARENT) == "CN"


def test_a_statement_against_the_registry_leaves_both_possible_and_says_so() -> None:
    buyer = parties(buyer="Tencent", buyer_hq="SG")["buyer"]
    known = fact(buyer, OWN)
    assert isinstance(known, Doubt)
    assert set(known.among) == {"SG", "CN"}
    assert any("The sale says Singapore, the registry China" in one for one in buyer.notes)


def test_a_name_like_a_listed_one_is_that_party_or_another() -> None:
    buyer = parties(buyer="Hikvision Singapore Pte. Ltd.")["buyer"]
    assert buyer.doubt is not None
    assert buyer.doubt.key == "buyer.identity"
    assert buyer.doubt.answers[-1] == "another company"
    assert "agreeing in" in buyer.doubt.ask
    listed, other = buyer.options[0], buyer.options[-1]
    assert listed.values["party.on_entity_list"] is True
    assert other.values["party.on_entity_list"] is False
    assert other.values["party.name"] == "Hikvision Singapore Pte. Ltd."


def test_a_subsidiary_that_bears_its_parent_s_name_is_taken_for_another_and_that_is_said() -> None:
    stated = {"buyer": "SenseTime Group Inc.", "subsidiary": "SenseTime Malaysia Sdn. Bhd."}
    subsidiary = parties(**stated)["subsidiary"]
    assert subsidiary.doubt is None
    assert any("SenseTime Malaysia Sdn. Bhd. resembles" in one for one in subsidiary.notes)
    alone = parties(buyer="SenseTime Malaysia Sdn. Bhd.")["buyer"]
    assert alone.doubt is not None


def test_a_subsidiary_that_resembles_more_than_its_parent_s_name_stays_doubtful() -> None:
    found = parties(buyer="SenseTime Group Inc.", subsidiary="Beijing SenseTime Technology")
    assert found["subsidiary"].doubt is not None


@pytest.mark.parametrize(
    "stated",
    [{"buyer": "Huawei"}, {"buyer": "Hikvision India", "subsidiary": "Beta"}, {"end_user": "Beta"}],
)
def test_every_company_has_every_fact_of_a_party_on_every_side(stated: dict[str, str]) -> None:
    paths = {path for path in FIELDS if path.startswith("party.")}
    for company in parties(**stated).values():
        assert all(option.values.keys() == paths for option in company.options)


def test_a_name_like_a_military_end_user_s_is_that_party_or_another() -> None:
    buyer = parties(buyer="Skyrizon Ukraine LLC")["buyer"]
    assert buyer.doubt is not None
    assert fact(buyer, "party.on_meu_list") is True
    assert fact(buyer, "party.on_entity_list") is False
    assert fact(buyer, "party.on_meu_list", -1) is False
    before = parties(buyer="Skyrizon Ukraine LLC", on=date(2021, 1, 13))["buyer"]
    assert before.doubt is None


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Oracle Investment Management",
            "Meta Systems Ltd",
            "Apple Valley Foods",
            "Google Ventures",
        ),
        *("Amazon Trading GmbH", "Tencent Malaysia", "TSMC Vietnam", "G42 Robotics"),
    ],
)
def test_a_name_like_one_that_no_list_burdens_is_no_doubt(written: str) -> None:
    buyer = parties(buyer=written, on=date(2026, 8, 1))["buyer"]
    assert buyer.doubt is None
    assert buyer.name == written
    assert fact(buyer, "party.uae_approved") is False


# -- who owns it -----------------------------------------------------------------------------


def test_the_order_says_that_a_listed_buyer_owns_its_subsidiary_and_that_is_printed() -> None:
    subsidiary = parties(buyer="Hikvision", subsidiary="Beta")["subsidiary"]
    assert (fact(subsidiary, OWNED), fact(subsidiary, OWNER)) == (True, HIKVISION)
    assert " FR " in subsidiary.options[0].sources[OWNER]
    assert "Beta was taken to be owned at least half by Hikvision" in " ".join(subsidiary.notes)


def test_a_subsidiary_listed_itself_does_not_burden_the_buyer_above_it() -> None:
    assert fact(parties(buyer="Acme", subsidiary="Hikvision")["buyer"], OWNED) is False


def test_what_owns_the_buyer_owns_its_subsidiary_and_is_asked_about_once() -> None:
    found = parties(buyer="Inspur Electronic Information Industry Co., Ltd.", subsidiary="Beta")
    assert key(fact(found["buyer"], OWNED)) == "buyer.owned_by_listed"
    assert fact(found["subsidiary"], OWNED) == fact(found["buyer"], OWNED)
    assert fact(found["subsidiary"], OWNER) == "Inspur Group Co., Ltd."


def test_who_the_buyer_is_decides_who_owns_its_subsidiary_with_one_question_for_both() -> None:
    found = parties(buyer="Hikvision Singapore Pte. Ltd.", subsidiary="Beta")
    subsidiary, buyer = found["subsidiary"], found["buyer"]
    assert subsidiary.doubt == buyer.doubt
    assert len(subsidiary.options) == len(buyer.options) == 2
    assert [fact(subsidiary, OWNED, at) for at in (0, 1)] == [True, False]
    assert [fact(subsidiary, OWNER, at) for at in (0, 1)] == [HIKVISION, ""]
    assert {fact(subsidiary, "party.name", at) for at in (0, 1)} == {"Beta"}


def test_where_both_names_are_doubtful_ownership_is_a_doubt_of_its_own() -> None:
    stated = {"buyer": "Hikvision Singapore Pte. Ltd.", "subsidiary": "Cambricon Vietnam"}
    subsidiary = parties(**stated)["subsidiary"]
    assert subsidiary.doubt is not None
    assert subsidiary.doubt.key == "subsidiary.identity"
    for at in range(len(subsidiary.options)):
        assert key(fact(subsidiary, OWNED, at)) == "subsidiary.owned_by_listed"
        assert fact(subsidiary, OWNER, at) == f"{HIKVISION} (if it is the buyer)"


# -- who is approved with the buyer ----------------------------------------------------------


def approved(**stated: Any) -> Known:
    return fact(parties(on=date(2026, 7, 10), **stated)["subsidiary"], "party.uae_approved")


def test_the_order_puts_a_subsidiary_under_its_buyer_s_approval() -> None:
    assert approved(buyer="Microsoft", subsidiary="Northwind FZ-LLC") is True
    assert approved(buyer="AWS", subsidiary="Northwind FZ-LLC") is True
    assert approved(buyer="G42", subsidiary="Northwind FZ-LLC") is False
    assert approved(buyer="Acme", subsidiary="Northwind FZ-LLC") is False


def test_a_buyer_that_only_resembles_an_approved_one_approves_no_one() -> None:
    assert approved(buyer="Microsoft Gulf Trading", subsidiary="Northwind FZ-LLC") is False


def test_a_buyer_s_approval_does_not_reach_a_company_that_the_tables_put_elsewhere() -> None:
    assert approved(buyer="Microsoft", subsidiary="Tencent") is False
