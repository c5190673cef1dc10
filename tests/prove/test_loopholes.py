"""No loophole: who is denied gains nothing by buying through a company of its own."""

from __future__ import annotations

from typing import Any

import pytest

from earmark.law.rulebook import shipped_for_investments
from earmark.prove.found import Broken, Listed
from earmark.prove.loopholes import BURDENS, WAYS, check
from earmark.prove.world import World

LICENCE = """
id = "licence"
about = "sale"
given = ["headquartered in D:5", "subject to the EAR"]
requires = { review_policy = "presumption of denial", reason_for_control = "RS" }
"""


def headquarters(condition: str) -> str:
    return f"""
id = "headquarters"
about = "party"
when = '{condition}'
finds = "headquartered in D:5"
"""


@pytest.mark.usefixtures("unmeasured")
def test_a_stay_that_lasts_longer_than_the_law_s_is_a_loophole(lapsed: World) -> None:
    broken = [one for one in check(lapsed) if isinstance(one, Broken)]
    assert {one.says.partition(" is denied")[0] for one in broken} == {
        "a company on the Entity List",
        "a company on the Military End-User List",
    }


@pytest.mark.usefixtures("unmeasured")
def test_what_is_open_under_the_shipped_rulebook_is_so_by_law(ours: World) -> None:
    found = list(check(ours))
    assert [one for one in found if isinstance(one, Broken)] == []
    listed = {one.what: one.law for one in found if isinstance(one, Listed)}
    assert "a company headquartered in China" not in listed
    assert listed["a company on the Entity List"] == "15 CFR 744.11(a)(1); 90 FR 50857"
    assert len(listed) == len(BURDENS) - 1
    assert all(listed.values())


def test_a_rule_that_only_asks_for_its_own_seat_leaves_a_loophole(book: Any) -> None:
    world = World(book(headquarters('party.headquarters in group["D:5"]'), LICENCE))
    broken = [one for one in check(world) if isinstance(one, Broken)]
    assert [one.says for one in broken] == [
        f"a company headquartered in China is denied, and not one that it owns ({way})"
        for way in WAYS
    ]
    assert 'subsidiary = "Merlion Compute"' in broken[0].case
    assert 'expect = [{ verdict = "allow", deciding = [] }]' in broken[0].case


def test_asking_for_the_parent_too_closes_it(book: Any) -> None:
    either = 'party.headquarters in group["D:5"] or party.parent_headquarters in group["D:5"]'
    assert list(check(World(book(headquarters(either), LICENCE)))) == []


def test_an_investment_has_no_company_in_between() -> None:
    assert list(check(World(shipped_for_investments()))) == []
