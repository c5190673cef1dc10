"""Consistent: one item, one paragraph."""

from __future__ import annotations

from typing import Any

from earmark.prove.consistent import check
from earmark.prove.exceptions import CONSISTENT
from earmark.prove.found import Broken, Listed
from earmark.prove.world import World

A = 'id = "a"\nabout = "chip"\nwhen = "chip.tpp >= 4800"\nfinds = "3A090.a"'
B = 'id = "b"\nabout = "chip"\nwhen = "chip.tpp >= 2400"\nfinds = "3A090.b"'


def test_the_shipped_rulebook_is_consistent_save_for_what_sellers_state(ours: World) -> None:
    found = list(check(ours))
    assert {one.what for one in found if isinstance(one, Listed)} == set(CONSISTENT)
    assert [one for one in found if isinstance(one, Broken)] == []
    assert all(one.law for one in found if isinstance(one, Listed))


def test_a_chip_in_two_paragraphs_of_an_entry_is_found(book: Any) -> None:
    (broken,) = check(World(book(A, B)))
    assert isinstance(broken, Broken)
    assert broken.says == "the item is both 3A090.a and 3A090.b"
    assert 'tpp = "4800"' in broken.case


def test_a_paragraph_that_gives_way_is_none(book: Any) -> None:
    assert list(check(World(book(A, f'{B}\nunless = ["3A090.a"]')))) == []


def test_a_finding_and_its_denial_exclude_each_other(book: Any) -> None:
    yes = 'id = "yes"\nabout = "chip"\nwhen = "chip.data_centre"\nfinds = "eligible"'
    no = 'id = "no"\nabout = "chip"\nwhen = "chip.tpp >= 1"\nfinds = "not eligible"'
    (broken,) = check(World(book(yes, no)))
    assert isinstance(broken, Broken)
    assert broken.says == "the item is both eligible and not eligible"


YES = 'id = "yes"\nabout = "party"\nwhen = "party.on_entity_list"\nfinds = "eligible"'
NO = 'id = "no"\nabout = "party"\nwhen = "{when}"\nfinds = "not eligible"'


def test_two_companies_may_differ_where_one_may_not_contradict_itself(book: Any) -> None:
    apart = NO.format(when="not party.on_entity_list")
    assert list(check(World(book(YES, apart)))) == []
    (broken,) = check(World(book(YES, NO.format(when="party.on_meu_list"))))
    assert isinstance(broken, Broken)
    assert broken.says == "a company is both eligible and not eligible"


def test_paragraphs_of_two_entries_go_together(book: Any) -> None:
    board = 'id = "board"\nabout = "chip"\ngiven = ["3A090.a"]\nfinds = "4A090.a"'
    assert list(check(World(book(A, board)))) == []
