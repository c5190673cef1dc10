"""The facts of a company about its owners, as far as the tables and the order say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from earmark.facts.lineage import Company, Lineage
from earmark.facts.lists.rows import Entry, Firm, Row, entry_key, node
from earmark.facts.ownership import BLOCKED, LISTED, POLICY, ownership
from earmark.facts.records import Records
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.shipped import registry
from earmark.facts.stakes import WHOLE, Stake
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
    owned = facts.values[LISTED.owned]
    known = owned.key if isinstance(owned, Doubt) else owned
    return known, facts.values[LISTED.owner], facts.values[POLICY]


def test_a_company_of_which_nothing_is_known_is_taken_not_to_be_owned_by_a_listed_one() -> None:
    assert said(owned(STRANGER, DAY)) == (False, "", "")
    assert said(owned(STRANGER, DAY, [company("Northwind")])) == (False, "", "")


@pytest.mark.parametrize("buyer", ["Hikvision", "Skyrizon", "Huawei"])
def test_a_listed_buyer_owns_the_subsidiary_that_the_order_names(buyer: str) -> None:
    found = owned(STRANGER, DAY, [company(buyer)])
    name = registry().find(buyer).certain.name
    assert said(found) == (True, name, "presumption of denial")
    assert " FR " in found.sources[LISTED.owner]


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


# -- stakes on file --------------------------------------------------------------------------

LONG_AGO = date(2018, 1, 1)


def entry(name: str, code: str, start: date | None = LONG_AGO) -> Entry:
    key = entry_key(code, "", name, ("DE",))
    return Entry(code, key, name, countries=("DE",), programs=("GLOMAG",), start=start)


def stake(owner: str, owned_: str, percent: int | None) -> Stake:
    low, high = (0, WHOLE) if percent is None else (percent * WHOLE // 100,) * 2
    return Stake(node(owner), node(owned_), low, high, source="filing", since=LONG_AGO)


def with_stakes(*rows: Row) -> dict[str, object]:
    ends = {end for one in rows if isinstance(one, Stake) for end in one[:2]}
    known = in_memory((*rows, *(Firm(end, end.title()) for end in sorted(ends))), DAY)
    records = Records(known, DAY)
    beta = Company("buyer", "Beta Works", None)
    return ownership("buyer", Lineage(beta, records), records)[0].values


@pytest.mark.parametrize(("percent", "answer"), [(49, False), (50, True), (100, True)])
def test_a_blocked_owner_of_half_blocks_the_company_and_lists_it_not(
    percent: int, answer: bool
) -> None:
    facts = with_stakes(entry("Quxar Marine", "SDN"), stake("Quxar Marine", "Beta Works", percent))
    assert (facts[BLOCKED.owned], facts[LISTED.owned]) == (answer, False)
    assert facts[BLOCKED.owner] == "Quxar Marine"
    assert f"holds {percent} % (filing, since 2018-01-01) of Beta Works" in str(facts[BLOCKED.path])


def test_listed_and_blocked_owners_are_added_up_apart() -> None:
    facts = with_stakes(
        entry("Quxar Marine", "SDN"),
        entry("Zorblat Optics", "EL"),
        stake("Quxar Marine", "Beta Works", 30),
        stake("Zorblat Optics", "Beta Works", 30),
    )
    assert (facts[BLOCKED.owned], facts[LISTED.owned]) == (False, False)


def test_a_denied_owner_is_no_owner_under_either_rule() -> None:
    facts = with_stakes(entry("Quxar Marine", "DPL"), stake("Quxar Marine", "Beta Works", 100))
    assert (facts[BLOCKED.owned], facts[LISTED.owned]) == (False, False)
    assert (facts[BLOCKED.owner], facts[LISTED.owner]) == ("", "")


def test_a_share_that_is_not_known_is_asked_about() -> None:
    facts = with_stakes(entry("Quxar Marine", "SDN"), stake("Quxar Marine", "Beta Works", None))
    doubt = facts[BLOCKED.owned]
    assert isinstance(doubt, Doubt)
    assert (doubt.key, "listed on that day" in doubt.ask) == ("buyer.owned_by_blocked", False)


def test_an_owner_of_whom_the_list_gives_no_day_is_asked_about_with_the_reason() -> None:
    known = in_memory(
        (
            entry("Quxar Marine", "SDN", None),
            stake("Quxar Marine", "Beta Works", 60),
            Firm("quxar marine", "Quxar Marine"),
        ),
        date(2026, 7, 31),
    )
    records = Records(known, DAY)
    facts, _ = ownership("buyer", Lineage(Company("buyer", "Beta Works", None), records), records)
    doubt = facts.values[BLOCKED.owned]
    assert isinstance(doubt, Doubt)
    assert doubt.ask.endswith("Whether Quxar Marine was listed on that day is not on file.")
