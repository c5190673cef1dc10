"""How a rulebook reads on a day: for each rule the cells in which it fires, and what they come to.

This is :mod:`earmark.judges.reference` over sets of cells: each question is put to it for each
cell of the facts that it hangs on. A rule about companies is read once for each role.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from earmark.judges.reference import Asked, holds
from earmark.law.condition import All, Any, Atom, Condition, InGroup, Not
from earmark.law.rule import Effect, Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.prove.diagram import ALL, NONE, Diagram
from earmark.prove.known import NAMED, Known
from earmark.prove.space import Space, Taken

Found = dict[str, Diagram]
"""The cells in which each finding stands."""


@dataclass(frozen=True, eq=False)
class Reading:
    """The cells in which rules fire, and in which deals are denied, on a day.

    ``fired`` has each rule by its id, with the role where it is about a company, ``found`` the
    findings about a chip, some company or the deal, ``of_role`` those about the company of each
    role. ``standing`` are requirements that nothing lifts, and prohibitions. Of law that is in
    doubt the cells tell whether it is in force.
    """

    space: Space
    law: Law
    fired: Mapping[tuple[str, str], Diagram]
    found: Mapping[str, Diagram]
    of_role: Mapping[str, Found]
    standing: Mapping[str, Diagram]
    lifting: Mapping[str, Diagram]

    @cached_property
    def deny(self) -> Diagram:
        """The cells in which something stands in the way."""
        return self.space.diagrams.any(self.standing.values())

    @cached_property
    def feasible(self) -> Diagram:
        """The cells in which a deal can be."""
        return self.space.feasible(self.law.day)

    @cached_property
    def may_deny(self) -> Diagram:
        """The cells that are denied, or may be: ``deny`` or ``review``."""
        return self.whatever_is_law(self.deny)

    @cached_property
    def must_deny(self) -> Diagram:
        """The cells that are denied whatever is law."""
        no = self.space.diagrams.no
        return no(self.whatever_is_law(no(self.deny)))

    def whatever_is_law(self, one: Diagram) -> Diagram:
        """Return the cells that are in a set for one answer or another on law in doubt."""
        return self.space.diagrams.some(one, self.space.doubts)

    def anywhere(self, rule: Rule) -> Diagram:
        """Return the cells in which a rule fires for the chip, some company or the deal."""
        return self.space.diagrams.any(
            cells for (name, _), cells in self.fired.items() if name == rule.id
        )


class Reader:
    """Reads the law of each day over one space; what days have in common is read once.

    ``fixed`` are cells of companies that are taken throughout: what is read hangs on all others.
    """

    def __init__(self, space: Space, fixed: Taken | None = None) -> None:
        self.space = space
        self._fixed = fixed or {}
        self._of_companies: dict[object, Diagram] = {}

    def read(self, law: Law, without: Container[str] = ()) -> Reading:
        """Return how a law reads, where some of its rules may be left out."""
        diagrams = self.space.diagrams
        fired: dict[tuple[str, str], Diagram] = {}
        found: Found = {}
        of_role: dict[str, Found] = {role: {} for role in self.space.roles}
        self._apply(law, "chip", found, fired, without)
        for role, its in of_role.items():
            self._apply(law, "party", its, fired, without, role)
            for name, cells in its.items():
                found[name] = diagrams.any((found.get(name, NONE), cells))
        self._apply(law, self.space.book.deal, found, fired, without)
        return Reading(self.space, law, fired, found, of_role, *self._weighed(law, fired))

    def _apply(
        self,
        law: Law,
        about: str,
        found: Found,
        fired: dict[tuple[str, str], Diagram],
        without: Container[str],
        role: str = "",
    ) -> None:
        for statement in law.statements[about]:
            rule = statement.rule
            if rule.id not in without and (not role or role in rule.roles):
                cells = self._fires(statement, found, law, role)
                if role in NAMED:
                    cells = self.space.diagrams.both(cells, self._named(role))
                fired[rule.id, role] = cells
                if statement.status is not Status.NOT_ENFORCED:
                    before = found.get(rule.finding, NONE)
                    found[rule.finding] = self.space.diagrams.any((before, cells))

    def _fires(self, statement: Statement, found: Found, law: Law, role: str) -> Diagram:
        diagrams, rule = self.space.diagrams, statement.rule
        parts = [found.get(name, NONE) for name in rule.given]
        parts += [diagrams.no(found.get(name, NONE)) for name in rule.unless]
        if rule.lifts:
            parts.append(diagrams.any(found.get(name, NONE) for name in rule.lifts))
        if statement.doubt:
            parts.append(diagrams.where(statement.doubt, [1]))
        return diagrams.all((*parts, self._answered(rule, law, role)))

    def _weighed(
        self, law: Law, fired: Mapping[tuple[str, str], Diagram]
    ) -> tuple[dict[str, Diagram], dict[str, Diagram]]:
        """Return what stands in the way, and which exceptions are used, as ``conclusion.py``."""
        diagrams = self.space.diagrams
        weighty: dict[Effect, list[Rule]] = {effect: [] for effect in Effect}
        for one in law.statements[self.space.book.deal]:
            if (one.rule.id, "") in fired and one.status is not Status.NOT_ENFORCED:
                weighty[one.rule.effect].append(one.rule)
        lifting = {
            rule.id: diagrams.all((fired[rule.id, ""], *map(self._done, rule.acts)))
            for rule in weighty[Effect.LIFTS]
        }
        standing = {rule.id: fired[rule.id, ""] for rule in weighty[Effect.PROHIBITS]}
        for rule in weighty[Effect.REQUIRES]:
            lifted = (lifting[one.id] for one in weighty[Effect.LIFTS] if rule.id in one.lifts)
            standing[rule.id] = diagrams.but(fired[rule.id, ""], diagrams.any(lifted))
        return standing, lifting

    def _done(self, act: str) -> Diagram:
        return self.space.diagrams.where(f"sale.{act}", [1])

    def _named(self, role: str) -> Diagram:
        """Return where there is a company in a role that a sale can be without."""
        at = self._fixed.get(NAMED[role])
        return self.space.diagrams.where(NAMED[role], [1]) if at is None else (NONE, ALL)[at]

    # -- conditions ------------------------------------------------------------------------------

    def _answered(self, rule: Rule, law: Law, role: str) -> Diagram:
        """Return where the condition of a rule holds."""
        known = self._of_companies if role else self.space.answers
        key = rule.id, role, law.day
        if key not in known:
            known[key] = self._holds(rule.when, law, role)
        return known[key]

    def _holds(self, condition: Condition, law: Law, role: str) -> Diagram:
        diagrams = self.space.diagrams
        match condition:
            case Not(of):
                return diagrams.no(self._holds(of, law, role))
            case All(parts):
                return diagrams.all(self._holds(part, law, role) for part in parts)
            case Any(parts):
                return diagrams.any(self._holds(part, law, role) for part in parts)
        key = condition, role, law.day if isinstance(condition, InGroup) else None
        known = self._of_companies if role else self.space.answers
        if key not in known:
            known[key] = self._asked(condition, law, role, self._fixed)
        return known[key]

    def _asked(self, atom: Atom, law: Law, role: str, taken: Taken) -> Diagram:
        """Return where the answer to a question is yes, by asking for each cell it hangs on."""
        diagrams, cells = self.space.diagrams, self.space.cells
        try:
            return ALL if holds(atom, law, Known(cells, taken, role)) else NONE
        except Asked as asked:
            name = asked.key
        return diagrams.any(
            diagrams.both(
                diagrams.where(name, [at]), self._asked(atom, law, role, {**taken, name: at})
            )
            for at in range(len(cells[name]))
        )
