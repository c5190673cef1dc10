"""Two judges, one meaning: deals by the thousand, verdict and fired rules alike.

``EARMARK_DEALS`` is how many sales are judged; of investments it is a quarter. A request that the
worker does not survive is written to the folder of the test; keep it in ``kept``, where each is
asked again. Those that are there were hard for the engine under the worker when it was chosen.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from earmark.conclusion import conclude
from earmark.judges.chaining import Answer, Chaining
from earmark.judges.program import program
from earmark.law.rulebook import Law, shipped, shipped_for_investments

sys.path.insert(0, str(Path(__file__).parent))
from known import Deal, deals

DEALS = int(os.environ.get("EARMARK_DEALS", "10000"))
AT_ONCE = 500
PATIENCE = 120
PARTS = 4
"""So that several processes can share the work."""

KEPT = sorted((Path(__file__).parent / "kept").glob("*.json"))
BOOKS = {"sale": (shipped, DEALS), "investment": (shipped_for_investments, DEALS // 4)}


def judged(law: Law, some: list[Deal], judge: Chaining, folder: Path) -> list[Answer]:
    answers: list[Answer] = []
    for at in range(0, len(some), AT_ONCE):
        asked = program(law), [deal.as_case() for deal in some[at : at + AT_ONCE]]
        heard = judge.judge(*asked, patience=PATIENCE)
        if not isinstance(heard, list):
            path = folder / "request.json"
            path.write_text(json.dumps(asked), encoding="utf-8")
            pytest.fail(f"{heard.what}: {path}")
        answers += heard
    return answers


def verdict(deal: Deal, fired: Iterable[tuple[str, str]], *, acts_done: bool) -> str:
    rules = {rule for rule, _ in fired}
    statements = [
        one for found in deal.law.statements.values() for one in found if one.rule.id in rules
    ]
    return conclude(statements, lambda _: acts_done).verdict


@pytest.mark.parametrize("about", BOOKS)
@pytest.mark.parametrize("part", range(PARTS))
def test_both_judges_come_to_the_same(
    about: str, part: int, chaining: Chaining, tmp_path: Path
) -> None:
    rulebook, count = BOOKS[about]
    book, verdicts, in_force, fired = rulebook(), set(), set(), set()
    laws = [law for law in map(book.on, book.boundaries) if any(law.statements.values())]
    for law in laws[part::PARTS]:
        some = list(islice(deals(book, law, Random(str(law.day))), -(-count // len(laws))))
        in_force |= {one.rule.id for found in law.statements.values() for one in found}
        for deal, answer in zip(some, judged(law, some, chaining, tmp_path), strict=True):
            expected = deal.fired()
            assert answer.error == ""
            assert set(answer.fired) == expected.keys()
            for done in (False, True):
                said = verdict(deal, answer.fired, acts_done=done)
                assert said == verdict(deal, expected, acts_done=done)
                verdicts.add(said)
            fired |= {rule for rule, _ in expected}
    assert verdicts == {"allow", "deny"}
    assert len(fired) >= 0.95 * len(in_force)


def test_requests_that_went_wrong_are_kept() -> None:
    assert KEPT


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_request_that_once_went_wrong_is_answered(path: Path, chaining: Chaining) -> None:
    asked: list[Any] = json.loads(path.read_text(encoding="utf-8"))
    heard = chaining.judge(*asked, patience=PATIENCE)
    assert isinstance(heard, list)
    assert [answer.error for answer in heard] == [""] * len(asked[1])
    assert any(answer.fired for answer in heard)
