"""What must hold between rules: names that resolve, and editions without gap or overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from earmark.errors import Fault, Place, nearest
from earmark.law.positions import Positions
from earmark.law.rule import Effect, Rule
from earmark.schema import FIELDS

Places = Mapping[str, tuple[Positions, int]]


def check_rules(rules: Sequence[Rule], places: Places, unread: Collection[str]) -> list[Fault]:
    """Return every fault that only shows when all rules are seen together.

    ``unread`` names the ids and findings of rules whose own faults are already reported.
    """
    by_id = {rule.id: rule for rule in rules}
    about = _findings(rules)
    faults = [*_duplicates(rules), *_two_meanings(rules, by_id)]
    for rule in rules:
        faults += _names(rule, about, places)
        faults += _lifts(rule, by_id, places)
        faults += _sentence(rule, about, places)
    faults += _editions(rules, by_id, places)
    return [fault for fault in faults if not _secondary(fault, unread)]


ANY: Final = "*"
"""Among the unread: a whole file could not be read, so any name may stand in it."""

_UNRESOLVED: Final = ("unknown-finding", "unknown-requirement", "unknown-rule")


def _secondary(fault: Fault, unread: Collection[str]) -> bool:
    if fault.code not in _UNRESOLVED:
        return False
    return ANY in unread or any(repr(name) in fault.message for name in unread)


def _findings(rules: Sequence[Rule]) -> Mapping[str, set[str]]:
    about: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        about[rule.finding].add(rule.about)
    return about


def _place(places: Places, rule: Rule, key: str, word: str = "") -> Place:
    positions, index = places[rule.id]
    return positions.rule(index, key, word)


def _duplicates(rules: Sequence[Rule]) -> Iterator[Fault]:
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in first:
            message = f"the id {rule.id!r} is already taken at {first[rule.id].place}"
            yield Fault("duplicate-id", message, rule.place)
        first.setdefault(rule.id, rule)


def _two_meanings(rules: Sequence[Rule], by_id: Mapping[str, Rule]) -> Iterator[Fault]:
    for rule in rules:
        other = by_id.get(rule.finding)
        if rule.effect is Effect.FINDS and other and other.effect is not Effect.FINDS:
            message = f"{rule.finding!r} is also the id of a rule, at {other.place}"
            hint = "that rule is itself a finding, by its id; give this finding another name"
            yield Fault("ambiguous-finding", message, rule.place, hint)


def _names(rule: Rule, about: Mapping[str, set[str]], places: Places) -> Iterator[Fault]:
    for key, names in (("given", rule.given), ("unless", rule.unless)):
        for name in names:
            if name not in about:
                yield Fault(
                    "unknown-finding",
                    f"no rule finds {name!r}",
                    _place(places, rule, key, name),
                    nearest(name, about),
                )
            elif rule.about != "sale" and about[name] != {rule.about}:
                yield Fault(
                    "foreign-finding",
                    f"a rule about a {rule.about} cannot rest on {name!r}, a finding about a "
                    f"{' and a '.join(sorted(about[name]))}",
                    _place(places, rule, key, name),
                    "make it a rule about the sale",
                )


def _lifts(rule: Rule, by_id: Mapping[str, Rule], places: Places) -> Iterator[Fault]:
    requirements = [name for name, other in by_id.items() if other.effect is Effect.REQUIRES]
    for name in rule.lifts:
        if name not in requirements:
            yield Fault(
                "unknown-requirement",
                f"{name!r} is no rule that requires a licence",
                _place(places, rule, "lifts", name),
                nearest(name, requirements),
            )


def _sentence(rule: Rule, about: Mapping[str, set[str]], places: Places) -> Iterator[Fault]:
    visible = {"chip", "sale", rule.about}
    if any("party" in about.get(name, ()) for name in rule.given):
        visible.add("party")
    fields = [("says", path) for path in rule.says.paths]
    if rule.review_policy.startswith("{"):
        fields.append(("requires", rule.review_policy[1:-1]))
    for key, path in fields:
        if path in FIELDS and FIELDS[path].thing not in visible:
            yield Fault(
                "foreign-field",
                f"{{{path}}} has no meaning in a rule about a {rule.about} that rests on no party",
                _place(places, rule, key, path),
            )


def _editions(rules: Sequence[Rule], by_id: Mapping[str, Rule], places: Places) -> Iterator[Fault]:
    for rule in rules:
        if not rule.replaces:
            continue
        old = by_id.get(rule.replaces)
        if old is None:
            hint = nearest(rule.replaces, by_id)
            message = f"there is no rule {rule.replaces!r} to replace"
            yield Fault("unknown-rule", message, _place(places, rule, "replaces"), hint)
            continue
        ends, begins = old.windows[-1].until, rule.windows[0].start
        if ends != begins:
            what = "a gap" if ends < begins else "an overlap"
            last = "never ends" if ends == date.max else f"is in force until {ends}"
            yield Fault(
                "edition-gap" if ends < begins else "edition-overlap",
                f"{what} between editions: {old.id!r} {last}, {rule.id!r} begins on {begins}",
                _place(places, rule, "in_force"),
                f"let {old.id!r} end with until = {begins}",
            )
