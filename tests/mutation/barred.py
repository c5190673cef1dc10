"""Changes that the rules around a rule make up for, whatever the facts of the deal are.

An exception fires only where a requirement that it lifts stands, and a rule is barred by any one of
its ``unless``. Where these shut out the difference that a change makes, it comes to nothing. Only
the conditions on the deal itself are asked, and all cells of its facts are tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from earmark.judges.reference import holds
from earmark.law.cells import cells
from earmark.law.condition import atoms
from earmark.law.rule import Rule, Status
from earmark.law.rulebook import Law, Statement
from earmark.matter import Doubt, Value
from mutation.standings import statements


@dataclass(frozen=True, slots=True)
class _Taken:
    """Facts of the deal, taken for the moment."""

    law: Law
    values: Mapping[str, Value]

    def value(self, path: str) -> Value:
        return self.values[path]

    def applies(self, doubt: str) -> bool:
        raise NotImplementedError(doubt)

    def suit(self, rule: Rule) -> bool:
        """Tell whether a rule's condition holds."""
        return holds(rule.when, self.law, self)

    def suit_any(self, rules: Iterable[Rule]) -> bool:
        """Tell whether the condition of any of these rules holds."""
        return any(self.suit(rule) for rule in rules)


def barred_without(name: str, rule: Rule, law: Law) -> bool:
    """Tell whether a rule cannot fire wherever the finding ``name`` stands, which it dropped."""
    lifted = [one for one in _makers(rule.lifts, law) if name not in one.unless]
    if rule.lifts and not lifted:
        return True
    return all(
        maker.about == rule.about and _barred_with(maker, rule, lifted, law)
        for maker in _makers([name], law)
    )


def _barred_with(maker: Rule, rule: Rule, lifted: list[Rule], law: Law) -> bool:
    if set(maker.given) & set(rule.unless):
        return True
    standing = {*maker.given, *rule.given}
    others = [one.rule for one in statements(law) if _surely_bars(one, rule, standing)]
    return all(
        facts.suit_any(others)
        for facts in _all_facts([maker, rule, *lifted, *others], law)
        if facts.suit(maker) and facts.suit(rule) and (not lifted or facts.suit_any(lifted))
    )


def _surely_bars(statement: Statement, rule: Rule, standing: set[str]) -> bool:
    other = statement.rule
    return (
        other.finding in rule.unless
        and other.about == rule.about
        and statement.status is Status.IN_FORCE
        and set(other.given) <= standing
        and not other.unless
    )


def says_the_same(before: Rule, after: Rule, law: Law) -> bool:
    """Tell whether two conditions of an exception agree wherever it has something to lift."""
    lifted = _makers(before.lifts, law)
    return before.about == "sale" and all(
        facts.suit(before) == facts.suit(after)
        for facts in _all_facts([before, after, *lifted], law)
        if facts.suit_any(lifted)
    )


def never_met(names: Iterable[str], rule: Rule, law: Law) -> bool:
    """Tell whether these requirements never stand where the scope of an exception is met."""
    dropped = _makers(names, law)
    return not any(
        facts.suit(rule) and facts.suit_any(dropped) for facts in _all_facts([rule, *dropped], law)
    )


def _makers(names: Iterable[str], law: Law) -> list[Rule]:
    wanted = set(names)
    return [one.rule for one in statements(law) if one.rule.finding in wanted]


def _all_facts(rules: Iterable[Rule], law: Law) -> Iterator[_Taken]:
    paths = sorted({atom.field.path for rule in rules for atom in atoms(rule.when)})
    each = [cells(law, Doubt(path, "", frozenset({path})), {}) for path in paths]
    for values in product(*each):
        yield _Taken(law, dict(zip(paths, (cell.value for cell in values), strict=True)))
