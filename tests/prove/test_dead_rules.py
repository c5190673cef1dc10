"""No dead rule: each fires in each of its windows, and decides or informs."""

from __future__ import annotations

from typing import Any

from earmark.prove.dead_rules import check
from earmark.prove.found import Broken, Listed
from earmark.prove.world import World

SUBJECT = """
id = "subject"
about = "sale"
when = 'sale.destination != "US"'
finds = "subject to the EAR"
"""


def said(world: World) -> list[str]:
    return [one.says for one in check(world) if isinstance(one, Broken)]


def test_no_shipped_rule_is_dead(ours: World) -> None:
    found = list(check(ours))
    assert [one for one in found if isinstance(one, Broken)] == []
    informing = {one.what: one.why for one in found if isinstance(one, Listed)}
    assert informing["listed-parent"] == "they warn"
    assert informing["ai-diffusion"] == "they are codified and not enforced"
    assert (
        informing["3a090-note-2"] == "what they find is printed, and read by no rule that decides"
    )
    assert "3a090-a" not in informing


def test_a_rule_that_can_never_fire_is_dead(book: Any, requires: Any) -> None:
    never = requires("never", '== "CN" and sale.destination == "MO"')
    assert said(World(book(requires(), never))) == ["never never fires from 2020-01-01"]


def test_a_window_in_which_a_rule_never_fires_is_dead(book: Any, requires: Any) -> None:
    windows = "in_force = [{ from = 2020-01-01, until = 2021-01-01 }, { from = 2022-01-01 }]"
    other = "in_force = [{ from = 2020-01-01, until = 2021-06-01 }]"
    world = World(book(requires(more=windows), subject=f"{SUBJECT}{other}"))
    assert said(world) == ["china never fires from 2022-01-01"]


def test_a_finding_that_makes_no_difference_is_dead(book: Any, requires: Any) -> None:
    again = SUBJECT.replace('"subject"', '"again"').replace('!= "US"', '== "CN"')
    both = requires(where='in {"CN", "MO"}')
    assert said(World(book(both, again))) == ["again decides nothing"]


def test_what_is_found_and_read_by_no_rule_informs(book: Any, requires: Any) -> None:
    note = 'id = "note"\nabout = "sale"\nwhen = \'sale.destination == "DE"\'\nfinds = "Germany"'
    found = list(check(World(book(requires(), note))))
    assert [one.what for one in found if isinstance(one, Listed)] == ["note"]
    assert said(World(book(requires(), note))) == []
