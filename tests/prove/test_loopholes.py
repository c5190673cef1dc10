"""No loophole: who is denied gains nothing by buying through a company of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark.prove import loopholes
from earmark.prove.found import Broken, Listed
from earmark.prove.loopholes import LISTED, WAYS, check
from earmark.prove.world import World

from .conftest import rewritten

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


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the lists that the 50 percent rule does not reach."""
    monkeypatch.setattr(loopholes, "LISTED", LISTED[:2])


@pytest.mark.usefixtures("few")
def test_a_stay_that_lasts_longer_than_the_law_s_is_a_loophole(lapsed: World) -> None:
    broken = [one for one in check(lapsed) if isinstance(one, Broken)]
    assert {one.says.partition(" is denied")[0] for one in broken} == {
        "a company on the Entity List",
        "a company on the Military End-User List",
    }


def test_what_is_open_under_the_shipped_rulebook_is_so_by_law(ours: World) -> None:
    found = list(check(ours))
    assert [one for one in found if isinstance(one, Broken)] == []
    listed = {one.what: one.law for one in found if isinstance(one, Listed)}
    assert not any("headquartered" in what for what in listed)
    assert listed["a company on the Entity List"] == "15 CFR 744.11(a)(1); 90 FR 50857"
    assert len(listed) == len(LISTED)
    assert all(listed.values())


@pytest.mark.usefixtures("few")
def test_the_50_percent_rule_is_known_by_what_it_asks_whatever_it_is_called(tmp_path: Any) -> None:
    """What lifts it is then a general licence too, and no loophole."""
    world = rewritten(tmp_path / "rules", ("owned-by-listed-", "affiliates-"))
    assert {"affiliates-licence", "affiliates-general-licence"} <= world.book.by_id.keys()
    assert [one for one in check(world) if isinstance(one, Broken)] == []


def test_a_rule_that_only_asks_for_its_own_seat_leaves_a_loophole(book: Any) -> None:
    world = World(book(headquarters('party.headquarters in group["D:5"]'), LICENCE))
    broken = [one for one in check(world) if isinstance(one, Broken)]
    assert [one.says for one in broken if "China" in one.says] == [
        f"a company headquartered in China is denied, and not one that it owns ({way})"
        for way in WAYS
    ]
    named, *_, on_file = broken[:6]
    assert 'subsidiary = "Merlion Compute"' in named.case
    assert 'sale = { buyer = "Merlion Compute"' in on_file.case
    assert 'owner_hq = "CN"' in on_file.case
    for one in broken:
        assert 'expect = [{ verdict = "allow", deciding = [] }]' in one.case


@pytest.mark.parametrize(
    "seats", ['party.headquarters not in group["A:5"]', 'party.headquarters in {"VN", "SG"}']
)
def test_a_loophole_is_found_wherever_the_two_companies_sit(book: Any, seats: str) -> None:
    world = World(book(headquarters(seats), LICENCE))
    broken = [one for one in check(world) if isinstance(one, Broken)]
    assert broken
    for one in broken:
        assert "its seat in Germany" in one.says
        assert 'subsidiary_hq = "DE"' in one.case or 'buyer_hq = "DE"' in one.case
        assert 'expect = [{ verdict = "allow", deciding = [] }]' in one.case


def test_a_country_that_counts_as_another_is_no_seat(book: Any) -> None:
    own = 'party.headquarters == "HK" or party.parent_headquarters == "HK"'
    world = World(book(headquarters(own), LICENCE + "in_force = [{ from = 2021-01-01 }]"))
    assert list(check(world)) == []


def licence_for(finding: str, name: str) -> str:
    return LICENCE.replace("headquartered in D:5", finding).replace('"licence"', f'"{name}"')


@pytest.mark.parametrize("seats", ['!= "US"', 'in {"DE", "CN"}'])
def test_a_loophole_is_found_where_a_stranger_would_be_denied_too(book: Any, seats: str) -> None:
    """Not whoever buys is denied: one that sits elsewhere is not."""
    world = World(book(headquarters(f"party.headquarters {seats}"), LICENCE))
    assert any(isinstance(one, Broken) for one in check(world))


@pytest.mark.parametrize(("acts", "is_open"), [("", True), ('acts = ["general_licence"]', False)])
def test_an_exception_that_takes_no_act_is_no_general_licence(
    book: Any, acts: str, is_open: bool
) -> None:
    listed = 'id = "listed"\nabout = "party"\nwhen = "party.on_entity_list"\nfinds = "listed"'
    owned = 'id = "owned"\nabout = "party"\nwhen = "party.owned_by_listed"\nfinds = "owned"'
    free = 'id = "free"\nabout = "sale"\ngiven = ["subject to the EAR"]\nlifts = ["fifty"]\n'
    rules = (listed, owned, licence_for("listed", "own"), licence_for("owned", "fifty"))
    found = check(World(book(*rules, f"{free}{acts}")))
    assert any(isinstance(one, Broken) for one in found) is is_open


def test_a_rule_about_listed_companies_of_one_country_leaves_a_loophole(book: Any) -> None:
    """Found by a user: a company was tried with a list or a seat, never with both."""
    both = 'party.on_entity_list and party.headquarters == "CN"'
    rule = LICENCE + "in_force = [{ from = 2025-01-01 }]"
    broken = [
        one for one in check(World(book(headquarters(both), rule))) if isinstance(one, Broken)
    ]
    assert {one.says.partition(" is denied")[0] for one in broken} == {
        "a company on the Entity List, headquartered in China"
    }
    # Until then, and while it is stayed, nothing in law reaches what a listed company owns.
    assert {one.on for one in broken} == {date(2025, 9, 29)}


def test_asking_for_the_parent_too_closes_it(book: Any) -> None:
    either = 'party.headquarters in group["D:5"] or party.parent_headquarters in group["D:5"]'
    assert list(check(World(book(headquarters(either), LICENCE)))) == []
