"""Rules come after what they read; a circle is shown as it runs."""

from __future__ import annotations

from itertools import pairwise, permutations

from earmark.errors import Place
from earmark.law.condition import ALWAYS
from earmark.law.rule import Control, Effect, Rule
from earmark.law.strata import stratify
from earmark.law.template import Template


def rule(name: str, finds: str = "", **rests: tuple[str, ...]) -> Rule:
    return Rule(
        id=name,
        title=name,
        about="sale",
        control=Control("C", "made up", "a.toml"),
        windows=(),
        effect=Effect.FINDS,
        finding=finds or name,
        says=Template(()),
        when=ALWAYS,
        place=Place(f"{name}.toml"),
        **rests,  # type: ignore[arg-type]
    )


RULES = (
    rule("a", given=("found",)),
    rule("b", unless=("a",)),
    rule("c", finds="found"),
    rule("d", lifts=("b", "nothing")),
    rule("e", given=("found",)),
    rule("f", finds="found", given=("g",)),
    rule("g"),
)


def test_a_rule_stands_above_every_rule_whose_finding_it_reads_in_any_order_of_files() -> None:
    for rules in (RULES, RULES[::-1], *permutations(RULES[:4])):
        placed, faults = stratify(rules)
        assert faults == []
        if len(rules) == len(RULES):
            assert [(one.id, one.stratum) for one in placed] == [
                *(("c", 0), ("g", 0), ("f", 1), ("a", 2), ("e", 2), ("b", 3), ("d", 4)),
            ]
        else:
            assert [(one.id, one.stratum) for one in placed] == [
                *(("c", 0), ("a", 1), ("b", 2), ("d", 3)),
            ]


def test_of_two_rules_of_one_id_there_is_one() -> None:
    placed, _ = stratify([rule("a"), rule("a", given=("b",)), rule("b")])
    assert [(one.id, one.stratum) for one in placed] == [("b", 0), ("a", 1)]


def test_a_circle_is_shown_from_what_rests_to_what_it_rests_on() -> None:
    circle = (rule("a", given=("c",)), rule("b", unless=("a",)), rule("c", lifts=("b",)))
    placed, (fault,) = stratify((*circle, rule("d")))
    assert placed == []
    said, _, chain = fault.message.partition(": ")
    assert said == "rules rest on each other in a circle"
    names = chain.split(" → ")
    assert names[0] == names[-1]
    assert set(names) == {"a", "b", "c"}
    rests = {"a": "c", "b": "a", "c": "b"}
    assert all(rests[one] == on for one, on in pairwise(names))
    assert fault.place == Place(f"{names[0]}.toml")
    assert fault.hint == "a finding may only rest on findings that come before it"
    assert fault.code == "cycle"


def test_a_rule_that_rests_on_itself_is_a_circle() -> None:
    _, (fault,) = stratify([rule("a", given=("a",))])
    assert fault.message == "rules rest on each other in a circle: a → a"
