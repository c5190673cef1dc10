"""No gap: what a control bears on before and after, it bears on in between."""

from __future__ import annotations

from typing import Any

import pytest

from earmark.prove.exceptions import GAPS
from earmark.prove.found import Broken, Listed
from earmark.prove.gaps import check
from earmark.prove.world import World

TWO = "in_force = [{ from = 2020-01-01, until = 2021-01-01 }, { from = 2021-01-02 }]"


@pytest.mark.usefixtures("unmeasured")
def test_the_shipped_rulebook_has_no_gap_but_the_stay(ours: World) -> None:
    found = list(check(ours))
    assert {one.what for one in found if isinstance(one, Listed)} == set(GAPS)
    assert {one.law for one in found if isinstance(one, Listed)} == {"90 FR 50857"}
    assert [one for one in found if isinstance(one, Broken)] == []


def test_a_day_between_two_windows_is_a_gap(book: Any, requires: Any) -> None:
    (broken,) = check(World(book(requires(more=TWO))))
    assert isinstance(broken, Broken)
    assert broken.says == "china: law before and after, and not on that day"
    assert "on = 2021-01-01" in broken.case
    assert 'expect = [{ verdict = "allow", deciding = [] }]' in broken.case


def test_an_edition_that_is_narrower_for_a_while_is_a_gap(book: Any, requires: Any) -> None:
    def edition(number: int, where: str, window: str) -> str:
        replaces = f'replaces = "edition-{number - 1}"\n' if number > 1 else ""
        return requires(f"edition-{number}", where, f"{replaces}in_force = [{{ {window} }}]")

    world = World(
        book(
            edition(1, 'in {"CN", "MO"}', "from = 2020-01-01, until = 2021-01-01"),
            edition(2, '== "CN"', "from = 2021-01-01, until = 2022-01-01"),
            edition(3, 'in {"CN", "MO"}', "from = 2022-01-01"),
        )
    )
    (broken,) = check(world)
    assert isinstance(broken, Broken)
    assert 'destination = "MO"' in broken.case


def test_what_another_rule_denies_falls_through_nothing(book: Any, requires: Any) -> None:
    also = requires("also")
    assert list(check(World(book(requires(more=TWO), also)))) == []
