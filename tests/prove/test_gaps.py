"""No gap: what a control bears on before and after, it bears on in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark.prove.exceptions import GAPS
from earmark.prove.found import Broken, Listed
from earmark.prove.gaps import check
from earmark.prove.world import World

TWO = "in_force = [{ from = 2020-01-01, until = 2021-01-01 }, { from = 2021-01-02 }]"


def test_the_shipped_rulebook_has_no_gap_but_the_stay(ours: World) -> None:
    found = list(check(ours))
    assert {one.what for one in found if isinstance(one, Listed)} < set(GAPS)
    letters, *stays = sorted({one.law for one in found if isinstance(one, Listed)})
    assert (letters, stays) == ("15 CFR 744.21(b), 744.23(b)", ["90 FR 50857"])
    assert [one for one in found if isinstance(one, Broken)] == []


def test_a_stay_that_lasts_longer_than_the_law_s_is_a_gap(lapsed: World) -> None:
    broken = {one.says.partition(":")[0] for one in check(lapsed) if isinstance(one, Broken)}
    assert broken == {"owned-by-listed", "owned-by-listed-licence", "red-flag-29"}


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


@pytest.mark.parametrize("turn", [1, -1])
def test_a_gap_in_one_of_two_that_take_the_place_of_one_is_found(
    book: Any, requires: Any, turn: int
) -> None:
    """Found by a user: of several later editions only the last was looked at."""
    old = "from = 2020-01-01, until = 2021-01-01"
    gap = "from = 2021-01-01, until = 2022-01-01 }, { from = 2023-01-01"

    def edition(name: str, where: str, window: str) -> str:
        replaces = 'replaces = "old"\n' if name != "old" else ""
        return requires(name, where, f"{replaces}in_force = [{{ {window} }}]")

    later = [edition("china", '== "CN"', gap), edition("macau", '== "MO"', "from = 2021-01-01")]
    (broken,) = check(World(book(edition("old", 'in {"CN", "MO"}', old), *later[::turn])))
    assert isinstance(broken, Broken)
    assert 'destination = "CN"' in broken.case


def test_two_rules_of_a_control_are_editions_of_it_though_none_says_that_it_replaces_the_other(
    book: Any, requires: Any
) -> None:
    """Found by a user: two rules with a month between them were two controls without a gap."""
    early = requires("early", more="in_force = [{ from = 2020-01-01, until = 2021-01-01 }]")
    late = requires("late", more="in_force = [{ from = 2021-02-01 }]")
    (broken,) = check(World(book(early, late)))
    assert isinstance(broken, Broken)
    assert broken.says == "early and late: law before and after, and not on that day"
    assert broken.on == date(2021, 1, 1)


def test_what_another_rule_denies_falls_through_nothing(book: Any, requires: Any) -> None:
    also = requires("also")
    assert list(check(World(book(requires(more=TWO), also)))) == []


def test_a_window_that_is_not_enforced_closes_no_gap(book: Any, requires: Any) -> None:
    windows = "in_force = [{ from = 2020-01-01, until = 2021-01-01 }, "
    windows += '{ from = 2021-01-01, until = 2022-01-01, status = "not_enforced" }, '
    (broken,) = check(World(book(requires(more=f"{windows}{{ from = 2022-01-01 }}]"))))
    assert isinstance(broken, Broken)
    assert broken.on == date(2021, 1, 1)
