"""Consistent: one item, one paragraph."""

from __future__ import annotations

from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("3A090.a.1", "3A090.b", True),
        ("3A090.a", "EAR99", True),
        ("3A090", "EAR99", True),
        ("3A090", "3A090.b", False),
        ("3A090.a", "3A090.a.1", False),
        ("3A090 (2022)", "3A090.a", False),
    ],
)
def test_classifications_exclude_each_other_by_entry_and_paragraph(
    book: Any, one: str, other: str, apart: bool
) -> None:
    """Found by a user: only paragraphs of one letter were held apart."""
    rules = A.replace("3A090.a", one), B.replace("3A090.b", other)
    assert bool(list(check(World(book(*rules))))) == apart


def test_a_rule_by_the_name_of_one_that_is_listed_hides_nothing_that_others_do(book: Any) -> None:
    """Found by a user: cells in which it fired were left out, whatever it found."""
    name = next(iter(CONSISTENT))
    idle = f'id = "{name}"\nabout = "chip"\nwhen = "chip.tpp >= 1"\nfinds = "a figure"'
    found = list(check(World(book(A, B, idle))))
    assert [one.says for one in found if isinstance(one, Broken)] == [
        "the item is both 3A090.a and 3A090.b"
    ]
    assert len(found) == 1


def test_a_prohibition_that_rests_on_what_is_lifted_is_found(book: Any, requires: Any) -> None:
    """Found by a user: that a requirement stands and is lifted could not be seen."""
    lifts = 'id = "exception"\nabout = "sale"\nwhen = \'sale.destination == "CN"\'\n'
    bars = 'id = "bar"\nabout = "sale"\ngiven = ["china"]\nprohibits = true'
    (broken,) = check(World(book(requires(), f'{lifts}lifts = ["china"]', bars)))
    assert isinstance(broken, Broken)
    assert broken.says == "exception lifts china, and bar rests on it and stands"
    assert 'destination = "CN"' in broken.case
    also = f'{lifts}lifts = ["china"]\nunless = ["bar"]'
    assert list(check(World(book(requires(), also, bars)))) == []
