"""The facts of a company about its owners, as far as the tables and the order say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from earmark.facts.lineage import Company, Lineage
from earmark.facts.ownership import OWNED, OWNER, POLICY, ownership
from earmark.facts.records import Records
from earmark.facts.shipped import registry
from earmark.matter import Doubt, Facts

DAY = date(2024, 5, 2)
"""Inspur Group is listed by then, its subsidiaries are not."""

STRANGER = Company("subsidiary", "Beta", None)


def company(name: str, option: str = "buyer") -> Company:
    return Company(option, name, registry().find(name).certain)


def owned(below: Company, on: date, buyers: Sequence[Company] = ()) -> Facts:
    records = Records(registry(), on)
    return ownership(below.option, Lineage(below, records, buyers), records)[0]


def said(facts: Facts) -> tuple[object, ...]:
    owned = facts.values[OWNED]
    known = owned.key if isinstance(owned, Doubt) else owned
    return known, facts.values[OWNER], facts.values[POLICY]


def test_a_company_of_which_nothing_is_known_is_taken_not_to_be_owned_by_a_listed_one() -> None:
    assert said(owned(STRANGER, DAY)) == (False, "", "")
    assert said(owned(STRANGER, DAY, [company("Northwind")])) == (False, "", "")


@pytest.mark.parametrize("buyer", ["Hikvision", "Skyrizon", "Huawei"])
def test_a_listed_buyer_owns_the_subsidiary_that_the_order_names(buyer: str) -> None:
    found = owned(STRANGER, DAY, [company(buyer)])
    name = registry().find(buyer).certain.name
    assert said(found) == (True, name, "presumption of denial")
    assert " FR " in found.sources[OWNER]


def test_a_policy_that_is_not_on_file_is_not_made_up() -> None:
    buyer = company("Semiconductor Manufacturing International (Shenzhen) Corporation")
    assert said(owned(STRANGER, date(2024, 12, 1), [buyer]))[::2] == (True, "")


def test_a_buyer_that_is_not_yet_listed_burdens_no_one() -> None:
    buyer = [company("Hikvision")]
    assert said(owned(STRANGER, date(2019, 10, 8), buyer))[0] is False
    assert said(owned(STRANGER, date(2019, 10, 9), buyer))[0] is True


def test_lists_that_require_no_licence_burden_no_one() -> None:
    for name in ("Tencent", "SenseTime Group Inc.", "Microsoft"):
        buyer = [company(name)]
        assert said(owned(STRANGER, date(2026, 7, 31), buyer)) == (False, "", "")


def test_of_a_listed_parent_on_file_the_share_is_not_known() -> None:
    below = company("Inspur Electronic Information Industry Co., Ltd.")
    expected = ("buyer.owned_by_listed", "Inspur Group Co., Ltd.", "presumption of denial")
    assert said(owned(below, DAY)) == expected
    assert said(owned(below, date(2023, 3, 1)))[0] is False


def test_a_listed_company_may_be_owned_by_a_listed_one_too() -> None:
    below = company("Inspur Electronic Information Industry Co., Ltd.")
    assert said(owned(below, date(2025, 3, 25)))[0] == "buyer.owned_by_listed"


def test_a_company_that_is_its_own_ultimate_parent_does_not_own_itself() -> None:
    assert said(owned(company("Inspur Group Co., Ltd."), DAY)) == (False, "", "")


@pytest.mark.parametrize(
    "name",
    ["SenseTime Group Inc.", "SenseTime International Pte. Ltd.", "Huawei Investment & Holding"],
)
def test_parents_and_sisters_of_a_listed_company_are_not_owned_by_it(name: str) -> None:
    assert said(owned(company(name), date(2026, 7, 31))) == (False, "", "")


def test_what_owns_the_buyer_owns_the_subsidiary_that_it_buys_through() -> None:
    buyer = company("Inspur Electronic Information Industry Co., Ltd.")
    assert said(owned(STRANGER, DAY, [buyer])) == said(owned(buyer, DAY))


def test_where_not_everyone_that_the_buyer_may_be_is_listed_it_is_a_doubt() -> None:
    buyers = [company("Hikvision"), company("Hikvision Singapore Pte. Ltd.")]
    known, owner, policy = said(owned(STRANGER, DAY, buyers))
    assert known == "subsidiary.owned_by_listed"
    assert owner == "Hangzhou Hikvision Digital Technology Co., Ltd. (if it is the buyer)"
    assert policy == "presumption of denial"
