"""Both judges on the same alternatives: they must agree, or the verdict is review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from earmark.conclusion import REVIEW, Answer, conclude
from earmark.judges import chaining
from earmark.judges.program import case, program
from earmark.law.cells import Cell
from earmark.law.rulebook import Law, Statement
from earmark.matter import Thing, Value
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Side
from earmark.unknowns.views import View
from earmark.weighed import Weighed

MOST: Final = 24
"""At most this many alternatives of one sale are judged twice."""

_NO_ANSWER: Final = "no answer: "


@dataclass(frozen=True)
class Opinion:
    """The verdict after the second judge was heard, and the record of both."""

    verdict: Answer
    record: dict[str, str]
    caveats: tuple[str, ...] = ()

    @classmethod
    def not_asked(cls, weighed: Weighed) -> Opinion:
        """Return the reference judge's verdict alone."""
        return cls(weighed.verdict, {"reference": weighed.verdict, "chaining": "not asked"})

    @classmethod
    def none(cls, weighed: Weighed, why: str) -> Opinion:
        """Return the reference judge's verdict, and why the second judge has none."""
        record = {"reference": weighed.verdict, "chaining": f"{_NO_ANSWER}{why}"}
        return cls(weighed.verdict, record, (f"No second opinion: {why}.",))


def second_opinion(weighed: Weighed, law: Law, judge: chaining.Chaining) -> Opinion:
    """Judge the alternatives again by forward chaining and compare verdicts and fired rules.

    A second judge that fails is on record and changes nothing; one that disagrees makes the
    verdict ``review``.
    """
    sides = sample(weighed.sides)
    cases = [as_case(weighed.every.alternatives, law, side) for side in sides]
    answer = judge.judge(program(law), cases)
    if isinstance(answer, chaining.Failure):
        return Opinion.none(weighed, answer.what)
    heard = _Heard()
    for side, one in zip(sides, answer, strict=True):
        heard.compare(weighed, law, side, one)
    return heard.opinion(weighed, len(sides))


def unheard(record: Mapping[str, str]) -> str:
    """Return why the second judge, who was asked, gave no answer; nothing where it gave one."""
    said = record["chaining"]
    return said if said.startswith(_NO_ANSWER) else ""


def sample(sides: tuple[Side, ...]) -> list[Side]:
    """Return the sides, or a fixed number of them evenly spread."""
    if len(sides) <= MOST:
        return list(sides)
    return [sides[index * len(sides) // MOST] for index in range(MOST)]


@dataclass
class _Heard:
    verdicts: set[Answer] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def compare(self, weighed: Weighed, law: Law, side: Side, answer: chaining.Answer) -> None:
        if answer.error:
            self.errors.append(answer.error)
            return
        fired = frozenset(answer.fired)
        conclusion = conclude(_statements(law, fired), weighed.done.__contains__)
        self.verdicts.add(conclusion.verdict)
        expected = weighed.conclusions[side].verdict
        if conclusion.verdict != expected or fired != side.rules:
            self.differences.append(_difference(side, fired, expected, conclusion.verdict))

    def opinion(self, weighed: Weighed, judged: int) -> Opinion:
        # One answer that differs is enough, whatever became of the others.
        if self.differences:
            record = {
                "reference": weighed.verdict,
                "chaining": self.verdicts.pop() if len(self.verdicts) == 1 else REVIEW,
                "differences": "; ".join(self.differences),
            }
            caveat = (
                "INTERNAL FAULT: the two judges disagree, so nothing may rest on this verdict. "
                f"{self.differences[0]}"
            )
            return Opinion(REVIEW, record, (caveat,))
        if self.errors:
            return Opinion.none(weighed, self.errors[0])
        whole = judged == len(weighed.sides)
        said = weighed.verdict if whole else f"{weighed.verdict} ({judged} of {len(weighed.sides)})"
        return Opinion(weighed.verdict, {"reference": weighed.verdict, "chaining": said})


def _statements(law: Law, fired: Iterable[tuple[str, str]]) -> list[Statement]:
    names = {name for name, _ in fired}
    return [
        statement
        for statements in law.statements.values()
        for statement in statements
        if statement.rule.id in names
    ]


def _difference(side: Side, fired: frozenset[tuple[str, str]], expected: str, said: str) -> str:
    only_reference = ", ".join(f"{rule} ({key})" for rule, key in sorted(side.rules - fired))
    only_chaining = ", ".join(f"{rule} ({key})" for rule, key in sorted(fired - side.rules))
    taken = ", ".join(f"{key} {cell.label}" for key, cell in side.assignment.items()) or "as stated"
    return (
        f"With {taken}: the reference says {expected}, chaining says {said}; "
        f"fired only in the reference: {only_reference or 'none'}; "
        f"only in chaining: {only_chaining or 'none'}"
    )


def as_case(alternatives: Alternatives, law: Law, side: Side) -> dict[str, object]:
    """Return a side as a fully known sale; what never mattered takes its first value."""
    assignment: dict[str, Cell] = {
        key: cells[0] for key in alternatives.doubts if (cells := alternatives.cells(key))
    }
    assignment.update(side.assignment)
    things = [(outcome.thing, _known(outcome.thing, assignment)) for outcome in side.outcomes]
    off = [
        statement.rule.id
        for statements in law.statements.values()
        for statement in statements
        if statement.doubt and _refused(assignment.get(statement.doubt))
    ]
    return case(law, things, off)


def _refused(cell: Cell | None) -> bool:
    return cell is not None and cell.value is False


def _known(thing: Thing, assignment: Mapping[str, Cell]) -> Mapping[str, Value]:
    view = View(thing, assignment)
    return {path: view.value(path) for path in thing.options[0].values}
