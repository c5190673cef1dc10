"""The order of rules: a rule comes after those whose findings it reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from earmark.errors import Fault
from earmark.law.rule import Rule


def stratify(rules: Sequence[Rule]) -> tuple[list[Rule], list[Fault]]:
    """Return the rules with their strata, lowest first, and a fault for a cycle.

    Within a stratum the order is that of the ids, so that files can be shuffled freely.
    """
    rules = list({rule.id: rule for rule in rules}.values())
    producers: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        producers[rule.finding].add(rule.id)
    needs = {rule.id: set().union(*(producers[name] for name in _reads(rule))) for rule in rules}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        return [], [_cycle(error.args[1], {rule.id: rule for rule in rules})]
    strata: dict[str, int] = {}
    for name in order:
        strata[name] = 1 + max((strata[need] for need in needs[name]), default=-1)
    placed = [replace(rule, stratum=strata[rule.id]) for rule in rules]
    return sorted(placed, key=lambda rule: (rule.stratum, rule.id)), []


def _reads(rule: Rule) -> tuple[str, ...]:
    return (*rule.given, *rule.unless, *rule.lifts)


def _cycle(names: Sequence[str], rules: Mapping[str, Rule]) -> Fault:
    chain = " → ".join(reversed(names))
    message = f"rules rest on each other in a circle: {chain}"
    hint = "a finding may only rest on findings that come before it"
    return Fault("cycle", message, rules[names[0]].place, hint)
