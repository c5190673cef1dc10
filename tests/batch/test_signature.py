"""A fact that any rule reads is in the signature; what only people read is not."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from earmark import Sale
from earmark.batch.signature import everything_of, printed, read_by, signature
from earmark.facts.resolve import resolve
from earmark.law.condition import atoms
from earmark.law.rulebook import shipped
from earmark.matter import Applies, Doubt, Facts, Ratio
from earmark.schema import ACTS

PATHS = read_by(shipped())


def things(**stated):
    plain = {"buyer": "Acme", "chip": "H800", "destination": "SG", "on": date(2024, 3, 4)}
    return resolve(Sale(**plain | stated)).things


def test_every_fact_that_a_rule_asks_or_prints_as_a_policy_is_read():
    read = {path for paths in PATHS.values() for path in paths}
    asked = {atom.field.path for rule in shipped().rules for atom in atoms(rule.when)}
    assert asked <= read
    assert set(printed(shipped())) <= read
    assert {f"sale.{act}" for act in ACTS} <= read


ALL = [pytest.param(one, path, id=path) for one in things() for path in PATHS[one.about]]


@pytest.mark.parametrize(("thing", "path"), ALL)
def test_a_thing_of_which_one_fact_is_another_is_another(thing, path):
    (facts,) = thing.options
    for other in ("no such value", Doubt(f"{path}?", "What?"), Fraction(1, 7)):
        changed = Facts({**facts.values, path: other})
        assert signature(replace(thing, options=(changed,)), PATHS) != signature(thing, PATHS)


def test_names_sources_notes_and_the_words_of_questions_are_not_read():
    for thing in things(buyer="Acme Cloud"):
        asked = {
            path: replace(known, ask="Why?") if isinstance(known, Doubt) else known
            for path, known in thing.options[0].values.items()
        }
        unread = dict.fromkeys(thing.options[0].values.keys() - PATHS[thing.about], "Other")
        other = replace(
            thing, name="Other", notes=("!",), options=(Facts({**asked, **unread}, {"a": "b"}),)
        )
        assert signature(other, PATHS) == signature(thing, PATHS)


def test_roles_are_read():
    buyer = things()[1]
    assert signature(replace(buyer, roles=frozenset({"parent"})), PATHS) != signature(buyer, PATHS)


DOUBT = Doubt("chip.tpp", "What is it?")
OTHERS = [
    replace(DOUBT, key="chip.x"),
    replace(DOUBT, feeds=frozenset({"tpp"})),
    replace(DOUBT, answers=("a", "b")),
    replace(DOUBT, low=Fraction(1)),
    replace(DOUBT, high=Fraction(1)),
    replace(DOUBT, among=("CN",)),
    replace(DOUBT, may_not_apply=True),
    replace(DOUBT, settles=("x",)),
]


@pytest.mark.parametrize("other", OTHERS)
def test_everything_of_a_doubt_but_its_words_is_told(other):
    assert everything_of(other) != everything_of(DOUBT)
    assert everything_of(replace(other, ask="!")) == everything_of(other)


def test_what_follows_from_a_doubt_is_not_the_doubt():
    chip = things()[0]
    path = PATHS["chip"][0]
    known = (DOUBT, Ratio(DOUBT, Fraction(2)), Ratio(DOUBT, Fraction(3)), Applies(DOUBT), None)
    found = {
        signature(replace(chip, options=(Facts({**chip.options[0].values, path: one}),)), PATHS)
        for one in known
    }
    assert len(found) == len(known)


def test_a_value_is_told_as_one_asks_and_a_doubt_always_as_it_is():
    chip = things()[0]
    path = PATHS["chip"][0]

    def told(known):
        changed = Facts({**chip.options[0].values, path: known})
        return signature(replace(chip, options=(changed,)), PATHS, lambda path, _: path)

    assert told("one") == told("other") == told(None)
    assert len({told("one"), told(DOUBT), told(OTHERS[0]), told(Applies(DOUBT))}) == 4
