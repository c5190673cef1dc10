"""The folded sides against brute force: every combination of every cell, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path

import pytest
from hypothesis import assume, event, given, settings

from earmark import Sale
from earmark.conclusion import conclude
from earmark.facts.resolve import resolve
from earmark.law.cells import Cell
from earmark.law.rulebook import Statement, load, shipped
from earmark.screening import screen
from earmark.testing import sales
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.unknowns.splitting import Splitting
from earmark.weighed import Weighed

MOST = 1500


def everything(alternatives: Alternatives) -> Iterator[dict[str, Cell]]:
    """Yield every combination of cells of every doubt, doubtful law included."""
    law_doubts = {
        statement.doubt
        for statements in alternatives.law.statements.values()
        for statement in statements
        if statement.doubt
    }
    keys = [*alternatives.doubts, *sorted(law_doubts)]
    choices = [alternatives.cells(key) for key in keys]
    assume(prod(map(len, choices)) <= MOST)
    for cells in product(*choices):
        yield dict(zip(keys, cells, strict=True))


def fired(alternatives: Alternatives, assignment: Mapping[str, Cell]) -> list[Statement]:
    *others, itself = alternatives.ways
    made = [ways.judge(assignment) for ways in others]
    statements = [statement for judgement in made for statement in judgement.fired]
    findings = frozenset(statement.rule.finding for statement in statements)
    return statements + itself.judge(assignment, findings).fired


_RULE = """
[[rule]]
id       = "{0}"
title    = "{0}"
about    = "{1}"
in_force = [{{ from = 2020-01-01, status = "unconfirmed", doubt = "our policy" }}]
when     = "{2}"
finds    = "{0}"
says     = "It is {0}."
[[rule.cites]]
law = "Policy 1"
"""
POLICY = f"""
control   = "Of our own"
authority = "Policy 1"
{_RULE.format("listed", "party", "party.on_entity_list")}
{_RULE.format("fast", "chip", "chip.tpp >= 2000")}
[[rule]]
id        = "none"
title     = "No sale"
about     = "sale"
in_force  = [{{ from = 2020-01-01 }}]
given     = ["listed", "fast"]
prohibits = true
says      = "No sale."
[[rule.cites]]
law = "Policy 1"
"""


@pytest.mark.parametrize(
    ("chip", "leads"),
    [
        ("H800", {"yes": "deny", "no": "allow"}),
        ("T4", {}),
        ("X9000", {"yes": "review", "no": "allow"}),
    ],
)
def test_a_doubt_about_law_is_answered_for_all_things_at_once(
    tmp_path: Path, chip: str, leads: dict[str, str]
) -> None:
    (tmp_path / "own.toml").write_text(POLICY, encoding="utf-8")
    listed = {
        "buyer": "Beijing Sensetime Technology Development Co., Ltd.",
        "end_user": "Hikvision",
    }
    stated = {**listed, "chip": chip, "destination": "SG", "on": "2024-02-01"}
    verdict = screen(Sale.model_validate(stated), rulebook=load(tmp_path))
    asked = {one.ask: one for one in verdict.questions}
    answers = next((one.if_ for ask, one in asked.items() if "our policy" in ask), ())
    assert {side.answer: side.verdict for side in answers} == leads


@settings(max_examples=150)
@given(sale=sales())
def test_folding_loses_no_verdict_and_asks_exactly_the_doubts_that_matter(sale: Sale) -> None:
    alternatives = Alternatives.of(shipped().on(sale.on), resolve(sale).things)
    verdicts = {
        tuple(assignment.items()): conclude(
            fired(alternatives, assignment), sale.acts.__contains__
        ).verdict
        for assignment in everything(alternatives)
    }
    weighed = Weighed(Sides(alternatives), sale.acts)
    assert {side.verdict for side in weighed.conclusions.values()} == set(verdicts.values())

    asked = Splitting(weighed.every, lambda outcomes: weighed.conclude(outcomes).verdict).keys()
    settled = {
        other
        for key in asked
        if key in alternatives.doubts
        for other in alternatives.doubts[key].settles
    }
    event(f"{len(set(verdicts.values()))} verdicts, {min(len(asked), 3)} or more questions")
    assert set(_matter(verdicts)) - settled == set(asked) - settled


def _matter(verdicts: Mapping[tuple[tuple[str, Cell], ...], str]) -> Iterator[str]:
    """Yield each doubt that some change of its own answer turns the verdict on."""
    keys = [key for key, _ in next(iter(verdicts))]
    for position, key in enumerate(keys):
        seen: dict[tuple[tuple[str, Cell], ...], set[str]] = {}
        for assignment, verdict in verdicts.items():
            rest = assignment[:position] + assignment[position + 1 :]
            seen.setdefault(rest, set()).add(verdict)
        if any(len(found) > 1 for found in seen.values()):
            yield key
