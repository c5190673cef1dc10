"""A table of a rule file: known keys, typed values, and every mistake with its key and a hint."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from earmark.errors import Fault, Place
from earmark.law.table import Table

ALLOWED = ("title", "given", "cites", "about")


def place(key: str) -> Place:
    """Tell keys apart by the file."""
    return Place(f"at {key or 'the table'}")


def table(data: Mapping[str, object]) -> Table:
    return Table(data, ALLOWED, [], place)


def test_a_key_that_is_not_known_is_a_fault_at_its_place_with_the_nearest_or_all() -> None:
    assert [str(fault) for fault in table({"titel": "A", "zzz": "B", "title": "C"}).faults] == [
        "at titel:1:1: 'titel' is no key here (did you mean 'title'?) [unknown-key]",
        "at zzz:1:1: 'zzz' is no key here (the keys are title, given, cites, about) [unknown-key]",
    ]


def test_a_fault_may_be_of_the_table_and_without_a_hint() -> None:
    one = table({})
    one.fault("odd", "it is odd")
    assert one.faults == [Fault("odd", "it is odd", Place("at the table"))]


def test_what_is_as_it_should_be_is_returned_without_a_fault() -> None:
    one = table({"title": " A ", "given": ["a", "b"], "cites": [{"law": "L"}], "about": "chip"})
    assert one.text("title") == "A"
    assert one.texts("given") == ("a", "b")
    assert one.tables("cites") == [{"law": "L"}]
    assert one.choice("about", ("chip", "sale")) == "chip"
    assert one.faults == []


def test_what_may_be_left_out_is_empty_or_the_default() -> None:
    one = table({})
    assert one.text("title", required=False) == ""
    assert one.texts("given") == ()
    assert list(one.tables("cites")) == []
    assert one.choice("about", ("chip", "sale"), "sale") == "sale"
    assert one.faults == []


CHOICE = "it is one of chip, sale"
WRONG: list[tuple[Callable[[Table], object], dict[str, object], object, str]] = [
    (lambda one: one.text("title"), {"title": 5}, "", "title must be text, not 5 [wrong-type]"),
    (lambda one: one.text("title"), {}, "", "'title' is missing [missing-key]"),
    (lambda one: one.text("title"), {"title": " "}, "", "'title' is missing [missing-key]"),
    (
        lambda one: one.texts("given"),
        {"given": "a"},
        (),
        'given must be a list of texts (given = ["…"]) [wrong-type]',
    ),
    (
        lambda one: one.texts("given"),
        {"given": ["a", 5]},
        (),
        'given must be a list of texts (given = ["…"]) [wrong-type]',
    ),
    (
        lambda one: one.tables("cites"),
        {"cites": {}},
        (),
        "cites must be a list of tables [wrong-type]",
    ),
    (
        lambda one: one.tables("cites"),
        {"cites": [{}, "a"]},
        (),
        "cites must be a list of tables [wrong-type]",
    ),
    (
        lambda one: one.choice("about", ("chip", "sale")),
        {"about": "sail"},
        "",
        "about is 'sail' (did you mean 'sale'?) [unknown-choice]",
    ),
    (
        lambda one: one.choice("about", ("chip", "sale")),
        {"about": "zzz"},
        "",
        f"about is 'zzz' ({CHOICE}) [unknown-choice]",
    ),
    (
        lambda one: one.choice("about", ("chip", "sale")),
        {"about": 7},
        "",
        f"about is 7 ({CHOICE}) [unknown-choice]",
    ),
    (
        lambda one: one.choice("about", ("chip", "sale")),
        {},
        "",
        f"'about' is missing ({CHOICE}) [unknown-choice]",
    ),
]


@pytest.mark.parametrize(("asked", "data", "value", "said"), WRONG)
def test_what_is_not_as_it_should_be_is_empty_and_one_fault_at_its_key(
    asked: Callable[[Table], object], data: dict[str, object], value: object, said: str
) -> None:
    one = table(data)
    assert asked(one) == value
    (fault,) = one.faults
    (key,) = data or {said.split("'")[1]: ""}
    assert str(fault) == f"at {key}:1:1: {said}"
