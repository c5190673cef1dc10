"""Monotone: a step up never relaxes a verdict."""

from __future__ import annotations

from typing import Any

import pytest

from earmark.prove.found import Broken, Listed
from earmark.prove.monotone import check
from earmark.prove.world import World

REQUIRES = 'requires = { review_policy = "presumption of denial", reason_for_control = "RS" }'


def party(name: str, condition: str) -> str:
    return f'id = "{name}"\nabout = "party"\nwhen = \'{condition}\'\nfinds = "{name}"'


def licence(given: str, unless: str = "") -> str:
    without = f'unless = ["{unless}"]\n' if unless else ""
    both = f'given = ["{given}", "subject to the EAR"]'
    return f'id = "licence"\nabout = "sale"\n{both}\n{without}{REQUIRES}'


@pytest.mark.usefixtures("unmeasured")
def test_no_step_relaxes_a_verdict_under_the_shipped_rulebook(ours: World) -> None:
    found = list(check(ours))
    assert [one for one in found if isinstance(one, Broken)] == []
    by_law = {one.what: one.law for one in found if isinstance(one, Listed)}
    assert by_law.keys() == {"consignee.uae_approved", "end_user.uae_approved"}
    assert all("Supp. 8 to 15 CFR part 740" in law for law in by_law.values())


@pytest.mark.parametrize(
    ("rules", "step"),
    [
        (
            ('id = "low"\nabout = "chip"\nwhen = "chip.tpp < 4800"\nfinds = "low"', licence("low")),
            "chip.tpp was below 4,800 and becomes 4,800 or more",
        ),
        (
            (
                'id = "slow"\nabout = "chip"\nwhen = "chip.memory_bandwidth < 9"\nfinds = "slow"',
                licence("slow"),
            ),
            "chip.memory_bandwidth was below 9 and becomes 9 or more",
        ),
        (
            (
                party("listed", "party.on_entity_list"),
                party("denied", "party.on_denied_persons_list"),
                licence("listed", unless="denied"),
            ),
            "on_denied_persons_list was no and becomes yes",
        ),
        (
            (party("owned", "not party.owned_by_listed"), licence("owned")),
            "owned_by_listed was no and becomes yes",
        ),
        (
            (
                party("elsewhere", 'party.parent_headquarters not in group["D:5"]'),
                licence("elsewhere"),
            ),
            "parent_headquarters was Germany and becomes China",
        ),
        (
            (party("there", 'party.parent_headquarters == "SG"'), licence("there")),
            "parent_headquarters was Singapore and becomes China",
        ),
    ],
)
def test_a_step_that_relaxes_a_verdict_is_found(
    book: Any, rules: tuple[str, ...], step: str
) -> None:
    broken = [one for one in check(World(book(*rules))) if isinstance(one, Broken)]
    assert any(one.says.endswith(step) for one in broken), [one.says for one in broken]
    assert all('verdict = "deny"' in one.case for one in broken)


def test_an_approval_is_no_burden_and_is_listed(book: Any) -> None:
    free = party("approved", "party.uae_approved")
    listed = party("listed", "party.on_entity_list")
    world = World(book(free, listed, licence("listed", unless="approved")))
    found = list(check(world))
    assert found
    assert all(isinstance(one, Listed) and one.what.endswith("uae_approved") for one in found)
