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


def test_no_step_relaxes_a_verdict_under_the_shipped_rulebook(ours: World) -> None:
    found = list(check(ours))
    assert [one for one in found if isinstance(one, Broken)] == []
    by_law = {one.what: one.law for one in found if isinstance(one, Listed)}
    assert {what: law.rpartition("; ")[2] for what, law in by_law.items()} == {
        "consignee.uae_approved, from no to yes": "Supp. 8 to 15 CFR part 740",
        "end_user.uae_approved, from no to yes": "Supp. 8 to 15 CFR part 740",
        "chip.performance_density, from does not apply to below 1.6": (
            "15 CFR 774 Supp. 1, ECCN 3A090, technical notes"
        ),
    }


@pytest.mark.parametrize(
    ("rules", "step"),
    [
        (
            ('id = "low"\nabout = "chip"\nwhen = "chip.tpp < 4800"\nfinds = "low"', licence("low")),
            "chip.tpp, from below 4,800 to 4,800 or more",
        ),
        (
            (
                'id = "slow"\nabout = "chip"\nwhen = "chip.memory_bandwidth < 9"\nfinds = "slow"',
                licence("slow"),
            ),
            "chip.memory_bandwidth, from below 9 to 9 or more",
        ),
        (
            (
                party("listed", "party.on_entity_list"),
                party("denied", "party.on_denied_persons_list"),
                licence("listed", unless="denied"),
            ),
            "on_denied_persons_list, from no to yes",
        ),
        (
            (party("owned", "not party.owned_by_listed"), licence("owned")),
            "owned_by_listed, from no to yes",
        ),
        (
            (
                party("elsewhere", 'party.parent_headquarters not in group["D:5"]'),
                licence("elsewhere"),
            ),
            "parent_headquarters, from Germany to China",
        ),
        (
            (party("there", 'party.parent_headquarters == "SG"'), licence("there")),
            "parent_headquarters, from Singapore to China",
        ),
    ],
)
def test_a_step_that_relaxes_a_verdict_is_found(
    book: Any, rules: tuple[str, ...], step: str
) -> None:
    broken = [one for one in check(World(book(*rules))) if isinstance(one, Broken)]
    assert any(one.says.endswith(step) for one in broken), [one.says for one in broken]
    for one in broken:
        before, after = one.case.split("\n\n")
        assert 'verdict = "deny"' in before
        assert 'verdict = "deny"' not in after


def test_an_approval_is_no_burden_and_is_listed(book: Any) -> None:
    free = party("approved", "party.uae_approved")
    listed = party("listed", "party.on_entity_list")
    world = World(book(free, listed, licence("listed", unless="approved")))
    found = list(check(world))
    assert found
    assert all(isinstance(one, Listed) and "uae_approved" in one.what for one in found)


PLANAR = "chip.data_centre and not chip.nonplanar"


@pytest.mark.parametrize("name", ["3a090-no-density", "another"])
def test_a_first_density_relaxes_a_verdict_only_by_the_rule_that_is_listed(
    book: Any, name: str
) -> None:
    """Found by a user: a density that becomes a figure was not tried."""
    dense = 'id = "dense"\nabout = "chip"\nwhen = "chip.performance_density >= 2"\nfinds = "dense"'
    planar = f'id = "{name}"\nabout = "chip"\nwhen = "{PLANAR}"\nfinds = "dense"'
    (found,) = check(World(book(dense, planar, licence("dense"))))
    assert isinstance(found, Listed if name == "3a090-no-density" else Broken)
