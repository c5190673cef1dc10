"""From a sale as stated to things with facts, doubts and printed assumptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark import Sale
from earmark.errors import UsageError
from earmark.facts.resolve import resolve
from earmark.matter import Doubt, Known, Thing

DAY = date(2024, 5, 2)
OWN, PARENT = "party.headquarters", "party.parent_headquarters"


def sale(**stated: Any) -> Sale:
    return Sale(**{"buyer": "Acme", "chip": "H100 PCIe", "destination": "DE", "on": DAY} | stated)


def parties(**stated: Any) -> dict[str, Thing]:
    return {one.key: one for one in resolve(sale(**stated)).things if one.about == "party"}


def fact(thing: Thing, path: str) -> Known:
    return thing.options[0].values[path]


def key(known: Known) -> str:
    assert isinstance(known, Doubt)
    return known.key


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


def test_the_buyer_s_own_ultimate_parent_stands_above_its_subsidiary() -> None:
    found = parties(subsidiary="Beta", buyer_hq="SG", buyer_parent_hq="CN")
    assert fact(found["subsidiary"], PARENT) == "CN"


def test_the_registry_answers_where_the_sale_does_not() -> None:
    buyer = parties(buyer="SenseTime International Pte. Ltd.")["buyer"]
    assert key(fact(buyer, OWN)) == "buyer.headquarters"
    assert fact(buyer, PARENT) == "CN"


def test_a_statement_against_the_registry_leaves_both_possible_and_says_so() -> None:
    matter = resolve(sale(buyer="Tencent", buyer_hq="SG"))
    known = fact(matter.things[1], OWN)
    assert isinstance(known, Doubt)
    assert set(known.among) == {"SG", "CN"}
    assert any("The sale says Singapore, the registry China" in one for one in matter.caveats)


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
    matter = resolve(sale(**stated))
    assert matter.things[1].doubt is None
    assert any("SenseTime Malaysia Sdn. Bhd. resembles" in one for one in matter.caveats)
    alone = parties(buyer="SenseTime Malaysia Sdn. Bhd.")["buyer"]
    assert alone.doubt is not None


def test_a_subsidiary_that_resembles_more_than_its_parent_s_name_stays_doubtful() -> None:
    found = parties(buyer="SenseTime Group Inc.", subsidiary="Beijing SenseTime Technology")
    assert found["subsidiary"].doubt is not None


@pytest.mark.parametrize(
    ("origin", "destination", "kind"),
    [
        ("US", "CN", "export"),
        ("DE", "CN", "reexport"),
        ("DE", "US", "reexport"),
        ("CN", "CN", "transfer"),
        ("HK", "CN", "transfer"),
        ("US", "US", "transfer"),
    ],
)
def test_the_kind_follows_from_the_places(origin: str, destination: str, kind: str) -> None:
    itself = resolve(sale(ship_from=origin, destination=destination)).things[-1]
    assert fact(itself, "sale.kind") == kind
    cloud = resolve(sale(ship_from=origin, destination=destination, kind="cloud")).things[-1]
    assert fact(cloud, "sale.kind") == "cloud"


def test_a_kind_that_contradicts_the_places_is_refused() -> None:
    with pytest.raises(UsageError, match="kind is 'export', but from Germany to China is a reexp"):
        resolve(sale(ship_from="DE", destination="CN", kind="export"))


def test_the_seller_is_resolved_possible_or_unknown() -> None:
    def seller(**stated: Any) -> Known:
        return fact(resolve(sale(**stated)).things[-1], "sale.seller")

    assert seller(seller="nvidia corp.") == "NVIDIA Corporation"
    assert seller(seller="Northwind") == "Northwind"
    assert key(seller()) == "seller"
    close = seller(seller="NVIDIA Singapore Pte. Ltd.")
    assert isinstance(close, Doubt)
    assert set(close.among) >= {"NVIDIA Corporation", "NVIDIA Singapore Pte. Ltd."}


def test_what_is_assumed_is_said_and_what_is_stated_is_not() -> None:
    assumed = resolve(sale()).caveats
    assert assumed[0].startswith("Only the parties shipped with Earmark were screened")
    assert "It was taken to ship from the United States." in assumed
    assert any("civil was assumed" in one for one in assumed)
    assert "Acme was taken as ultimate consignee and end user." in assumed
    stated = resolve(sale(ship_from="US", end_use="civil", consignee="Acme", end_user="Acme"))
    assert len(stated.caveats) == 1


def test_an_unknown_end_use_is_unknown() -> None:
    itself = resolve(sale(end_use="unknown")).things[-1]
    assert key(fact(itself, "sale.end_use")) == "end_use"
