"""Which case notices a mutant.

A case notices where :func:`earmark.cases.run_case` reports a difference. It is not run where it
cannot: on a day on which the two rulebooks agree, and where the changed rule comes to the same
on every leaf of the sale's alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property

from earmark import screening
from earmark.alternatives import Alternatives, View
from earmark.cases import Case, run_case
from earmark.facts.resolve import Matter, resolve
from earmark.judges.reference import Asked
from earmark.law.condition import atoms
from earmark.law.rulebook import Rulebook
from earmark.matter import Thing, doubt_of
from earmark.sale import Sale
from earmark.sides import Sides
from mutation.changes import Change, changes
from mutation.mutants import Mutant


@cache
def resolved(sale: Sale) -> Matter:
    """Return a sale's facts, which no rule changes, resolved once."""
    return resolve(sale)


@contextmanager
def facts_remembered() -> Iterator[None]:
    """Let ``screen`` resolve each sale once, however many laws judge it."""
    before = screening.resolve
    screening.resolve = resolved
    try:
        yield
    finally:
        screening.resolve = before


@dataclass(frozen=True)
class Leaf:
    """A thing under one assignment, and all findings that stand with it."""

    view: View
    findings: frozenset[str]


class Trial:
    """A case under the rulebook as it is: what fires, and every leaf of what was judged."""

    def __init__(self, case: Case, book: Rulebook) -> None:
        self.case = case
        self.law = book.on(case.deal.on)
        self.things = resolved(case.deal).things
        outcome = run_case(case, book)
        self.differences = outcome.differences
        self.fired = frozenset(finding.rule for finding in outcome.verdict.findings)

    @cached_property
    def _sides(self) -> Sides:
        return Sides(Alternatives(self.law, self.things))

    @cached_property
    def leaves(self) -> dict[str, tuple[Leaf, ...]]:
        """Every leaf, by what its thing is."""
        found: dict[str, list[Leaf]] = {thing.about: [] for thing in self.things}
        seen: set[int] = set()
        for side in self._sides.all:
            before = frozenset[str]().union(*(outcome.findings for outcome in side.outcomes))
            for outcome in side.outcomes:
                about = outcome.thing.about
                if about != "sale" and id(outcome) in seen:
                    continue
                seen.add(id(outcome))
                standing = before if about == "sale" else outcome.findings
                for region in outcome.regions:
                    settled = {key: cells[0] for key, cells in region.items() if len(cells) == 1}
                    found[about].append(Leaf(View(outcome.thing, settled), standing))
        return {about: tuple(leaves) for about, leaves in found.items()}

    def could_notice(self, change: Change) -> bool:
        """Tell whether the change can come to anything in this case."""
        rule = change.rule
        if any(self._open(change, thing) for thing in self.things if thing.about == rule.about):
            return True
        return any(self._matters(change, leaf) for leaf in self.leaves[rule.about])

    def _matters(self, change: Change, leaf: Leaf) -> bool:
        try:
            return change.matters(self.law, leaf.view, leaf.findings, leaf.view.thing.roles)
        except Asked:
            return True

    def _open(self, change: Change, thing: Thing) -> bool:
        """Tell whether the change may split a doubt otherwise than the law as it is."""
        old, *new = [statement.rule.when for statement in change.statements]
        if not new or new[0] == old:
            return False
        paths = {atom.field.path for one in (old, *new) for atom in atoms(one)}
        return any(doubt_of(option.values[path]) for option in thing.options for path in paths)


class Trials:
    """All cases, tried in the order in which they are likely to notice."""

    def __init__(self, cases: Sequence[Case], book: Rulebook) -> None:
        self.book = book
        every = [Trial(case, book) for case in cases]
        # A case that expects much notices much.
        self.every = sorted(every, key=lambda trial: -len(trial.case.expected))

    @property
    def failing(self) -> list[str]:
        """The names of cases that do not hold even under the rulebook as it is."""
        return [trial.case.name for trial in self.every if trial.differences]

    def catches(self, mutant: Mutant) -> Case | None:
        """Return a case that fails under the mutant, if there is one."""
        other = mutant.of(self.book)
        for trial in self._likeliest(mutant):
            day = trial.case.deal.on
            found = changes(self.book, other, mutant, day)
            if any(trial.could_notice(change) for change in found) and (
                run_case(trial.case, other).differences
            ):
                return trial.case
        return None

    def _likeliest(self, mutant: Mutant) -> Iterator[Trial]:
        ids = {rule.id for rule in mutant.changed}
        yield from (trial for trial in self.every if ids & trial.fired)
        yield from (trial for trial in self.every if not ids & trial.fired)
