"""What must hold between rules: names that resolve, and editions without gap or overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from earmark.errors import Fault, Place, nearest
from earmark.law.positions import Positions
from earmark.law.rule import Effect, Rule
from earmark.schema import DEALS, FIELDS, with_article

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
    # A rule that could not be read may be the one that tells what the rulebook is about.
    faults += _mixed(rules, places) if not unread else ()
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
            elif rule.about not in DEALS and about[name] != {rule.about}:
                others = " and ".join(map(with_article, sorted(about[name])))
                yield Fault(
                    "foreign-finding",
                    f"a rule about {with_article(rule.about)} cannot rest on {name!r}, a finding "
                    f"about {others}",
                    _place(places, rule, key, name),
                    f"make it a rule about the {max(_deals(rule))}",
                )


def _lifts(rule: Rule, by_id: Mapping[str, Rule], places: Places) -> Iterator[Fault]:
    for name in rule.lifts:
        other = by_id.get(name)
        if other is None or other.effect is not Effect.REQUIRES:
            requirements = [one.id for one in by_id.values() if one.effect is Effect.REQUIRES]
            yield Fault(
                "unknown-requirement",
                f"{name!r} is no rule that requires a licence",
                _place(places, rule, "lifts", name),
                nearest(name, requirements),
            )


def _sentence(rule: Rule, about: Mapping[str, set[str]], places: Places) -> Iterator[Fault]:
    visible = {rule.about, *_deals(rule)}
    if "sale" in visible:
        visible.add("chip")
    if any(about.get(name) == {"party"} for name in rule.given):
        visible.add("party")
    fields = [("says", path) for path in rule.says.paths]
    if rule.review_policy.startswith("{"):
        fields.append(("requires", rule.review_policy[1:-1]))
    for key, path in fields:
        if path in FIELDS and FIELDS[path].thing not in visible:
            yield Fault(
                "foreign-field",
                f"{{{path}}} has no meaning in a rule about {with_article(rule.about)} that rests "
                "on no party",
                _place(places, rule, key, path),
            )


def _deals(rule: Rule) -> set[str]:
    """Return what a rule serves to judge: a sale, an investment, or (by its roles) both."""
    if rule.about in DEALS:
        return {rule.about}
    roles = rule.roles or {""}
    return {"investment" if role == "target" else "sale" for role in roles}


def _mixed(rules: Sequence[Rule], places: Places) -> Iterator[Fault]:
    """Yield the rules that have no place beside rules about the other kind of deal.

    Licences and investments are two bodies of law: a finding of the one must never bear on the
    other, and a rulebook without a rule about the deal at hand would allow whatever comes.
    """
    if any(rule.about == "investment" for rule in rules):
        for rule in rules:
            if "sale" in _deals(rule):
                hint = "a rulebook is about sales or about investments, never both"
                if rule.about == "party":
                    hint = 'of the parties to an investment rules judge one: roles = ["target"]'
                message = f"{rule.id!r} is a rule for sales, in a rulebook about investments"
                yield Fault("mixed-rulebook", message, _place(places, rule, "about"), hint)
    else:
        for rule in rules:
            if "investment" in _deals(rule):
                message = f"{rule.id!r} judges the target of an investment"
                hint = "no rule here is about an investment"
                yield Fault("mixed-rulebook", message, _place(places, rule, "roles"), hint)


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
