"""Sentences are filled in with the facts of each sale."""

from fractions import Fraction

import pytest

from earmark.batch.outline import Gap, line_of
from earmark.batch.parts import SOMEONE, Named, Part, fill
from earmark.matter import Doubt, Facts, Thing


def chip(name, tpp):
    facts = Facts({"chip.name": name, "chip.tpp": tpp})
    return Part(Thing("chip", "chip", name, (facts,)), 1)


def company(name):
    asked = Doubt("buyer.headquarters", f"Where is {name} headquartered?")
    facts = Facts({"party.name": name, "party.headquarters": asked})
    return Part(Thing("buyer", "party", name, (facts,)), 2)


SAYS = line_of(
    (
        *("The chip ", Gap("chip.name", (0,)), " has ", Gap("chip.tpp", (0,))),
        *("; sold to ", Gap("party.name", (1, 2)), "."),
    ),
    {},
)


def test_a_line_names_the_things_of_its_own_sale():
    one, other = chip("H100", Fraction(15840)), chip("T4", Fraction(1040))
    acme, third = company("Acme"), company("Third")
    assert fill(SAYS, (one, acme, third)) == "The chip H100 has 15,840; sold to Acme and Third."
    assert fill(SAYS, (other, third, third)) == "The chip T4 has 1,040; sold to Third."


@pytest.mark.parametrize("name", ["Acme", SOMEONE, "\\1", "", "{name}"])
def test_a_company_like_all_others_is_called_by_its_own_name(name):
    named = Named(company(SOMEONE), name)
    assert named.says("party.name", SAYS) == name
    assert named.asks("buyer.headquarters") == f"Where is {name} headquartered?"
    assert (named.facts, named.called) == (2, "")


def test_two_lines_are_never_taken_for_each_other():
    assert line_of(("a",), {}) != line_of(("a",), {})


def test_a_thing_has_its_own_name_unless_an_option_calls_it():
    assert (chip("H100", Fraction(1)).called, company("Acme").called) == ("", "")
