"""Sentences with facts in braces: what they name, how they are filled, what is refused."""

from __future__ import annotations

import pytest

from earmark.law.template import parse_template

SAYS = "{chip.name} has {chip.tpp}, {{so far}}; {chip.name} is new."


def test_a_sentence_is_filled_with_its_facts_in_their_places() -> None:
    shown = {"chip.name": "H800", "chip.tpp": "15,840"}.__getitem__
    assert parse_template(SAYS).fill(shown) == "H800 has 15,840, {so far}; H800 is new."


def test_a_sentence_without_facts_is_said_as_it_stands() -> None:
    template = parse_template("It may go.")
    assert template.paths == ()
    assert template.fill(lambda _: "never asked") == "It may go."


def test_a_sentence_tells_which_facts_it_names() -> None:
    assert parse_template(SAYS).paths == ("chip.name", "chip.tpp", "chip.name")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{} is new", "{} names no fact"),
        ("{chip.name!r}", "{chip.name} must be the bare name of a fact"),
        ("{chip.name:>9}", "{chip.name} must be the bare name of a fact"),
    ],
)
def test_a_fact_is_named_barely(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="fact") as caught:
        parse_template(text)
    assert str(caught.value) == said


@pytest.mark.parametrize("text", ["{chip.name", "chip.name}"])
def test_braces_pair(text: str) -> None:
    with pytest.raises(ValueError, match=r"'[{}]'"):
        parse_template(text)
