"""What differs in law between two standpoints: rules, country groups, lists of parties.

Between two days of one rulebook rules begin, end and change their status, countries join and
leave groups, parties join and leave lists. Between two rulebooks rules differ in what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Final, Literal

from earmark.facts.countries import country, country_name
from earmark.facts.shipped import registry
from earmark.law.geography import CODES, GROUPS, members
from earmark.law.rule import Effect, Rule, Status, Window
from earmark.law.rulebook import Rulebook
from earmark.schema import THINGS
from earmark.standpoints import Part, Standpoint, law_cited
from earmark.verdict import Cited

_PARTS: Final = tuple(
    one.name for one in fields(Rule) if one.name not in ("id", "windows", "place", "stratum")
)
"""What a rule says; when it is law, and where it stands in its book, is compared elsewhere."""

_WORDS: Final = frozenset(("title", "control", "replaces", "says", "note", "cites"))
"""Parts of a rule that are read by people only."""

LIST_NAMES: Final[Mapping[str, str]] = {
    "entity-list": "the Entity List",
    "meu": "the Military End-User List",
    "sdn-744.8": "the SDN list, as far as 15 CFR 744.8 reaches",
    "ns-cmic": "the NS-CMIC list",
    "1260h": "the section 1260H list",
    "uae-supp-8": "the approved entities of the United Arab Emirates",
}
_GROUPS_LAW: Final = Cited(law="15 CFR part 740, Supp. 1")
_LISTS_LAW: Final[Mapping[str, Cited]] = {
    "entity-list": Cited(law="15 CFR part 744, Supp. 4"),
    "meu": Cited(law="15 CFR part 744, Supp. 7"),
    "sdn-744.8": Cited(law="15 CFR 744.8"),
    "uae-supp-8": Cited(law="15 CFR part 740, Supp. 8"),
}


Change = Literal["new", "gone", "changed"]

_ON_LISTS: Final[Mapping[Change, str]] = {
    "new": "put on",
    "gone": "taken off",
    "changed": "with another entry on",
}


class Difference(Part):
    """One thing that is law otherwise at two standpoints.

    ``name`` is the id of a rule, the code of a country or the name of a list; ``says`` is what
    has changed, one line each, or the parties of a list. Not ``decisive`` is a rule of which only
    words for people have changed: no sale is judged otherwise because of it.
    """

    kind: Literal["rule", "country", "list"]
    name: str
    change: Change
    title: str
    says: tuple[str, ...] = ()
    decisive: bool = True
    citation: Cited | None = None


_Stands = tuple[Rule, tuple[object, ...]]
"""A rule, and how sure it is that it is law on a day, or the windows of its days."""


def differences(before: Standpoint, after: Standpoint) -> list[Difference]:
    """Return what differs in law: rules in the order in which law is read, then tables.

    Where the standpoints have no day, rules are compared over all days. Tables are shipped with
    Earmark, so they differ between days only.
    """
    found = list(_rules(before, after))
    if before.day and after.day and before.day != after.day:
        found += [*_countries(before.day, after.day), *_lists(before.day, after.day)]
    return found


# -- rules -----------------------------------------------------------------------------------


def standing(book: Rulebook, day: date | None) -> dict[str, _Stands]:
    """Return the rules that stand on a day (``None``: on any), by their ids."""
    if day is None:
        return {rule.id: (rule, rule.windows) for rule in book.rules}
    windows = ((rule, rule.window(day)) for rule in book.rules)
    return {rule.id: (rule, (one.status, one.doubt)) for rule, one in windows if one}


def tells_apart(one: _Stands | None, other: _Stands | None) -> bool:
    """Tell whether a rule stands so differently that some sale may be judged otherwise."""
    if one is None or other is None:
        return one is not other
    return one[1] != other[1] or not _WORDS.issuperset(_changed(one[0], other[0]))


def _rules(before: Standpoint, after: Standpoint) -> Iterator[Difference]:
    old, new = standing(before.book, before.day), standing(after.book, after.day)
    latest = {**old, **new}
    for name in sorted(latest, key=lambda name: _reading_order(latest[name][0])):
        rule, was, now = latest[name][0], old.get(name), new.get(name)
        says = tuple(_told(was, now)) if was and now else ()
        if says or not (was and now):
            yield Difference(
                kind="rule",
                name=name,
                change="changed" if was and now else "new" if now else "gone",
                title=rule.title,
                says=says,
                decisive=tells_apart(was, now),
                citation=law_cited(rule),
            )


def _reading_order(rule: Rule) -> tuple[int, int, str]:
    return THINGS.index(rule.about), rule.stratum, rule.id


def _changed(one: Rule, other: Rule) -> list[str]:
    """Return the parts in which two versions of a rule differ."""
    return [part for part in _PARTS if _part(one, part) != _part(other, part)]


def _part(rule: Rule, part: str) -> object:
    # A rule may move to another file and stay what it is.
    return (rule.control.name, rule.control.authority) if part == "control" else getattr(rule, part)


def _told(was: _Stands, now: _Stands) -> Iterator[str]:
    """Say what has changed in a rule that stands on both sides, one line for each part."""
    if was[1] != now[1]:
        yield f"in force: {_when(was[1])} → {_when(now[1])}"
    for part in _changed(was[0], now[0]):
        old, new = (getattr(one, part) for one in (was[0], now[0]))
        shown = part not in _WORDS or part in ("title", "replaces")
        yield f"{part}: {_shown(old)} → {_shown(new)}" if shown else f"{part}: other words"


def _when(status: tuple[object, ...]) -> str:
    return "; ".join(_span(one) for one in status if one) or "never"


def _span(one: object) -> str:
    if not isinstance(one, Window):
        return one.value.replace("_", " ") if isinstance(one, Status) else str(one)
    until = "" if one.until == date.max else f" until {one.until}"
    status = "" if one.status is Status.IN_FORCE else f", {one.status.value.replace('_', ' ')}"
    return f"from {one.start}{until}{status}"


def _shown(value: object) -> str:
    match value:
        case tuple() | frozenset():
            ordered = value if isinstance(value, tuple) else sorted(value)
            return ", ".join(map(str, ordered)) or "none"
        case Effect():
            return value.value
        case _:
            return str(value) or "none"


# -- tables ----------------------------------------------------------------------------------


def _countries(before: date, after: date) -> Iterator[Difference]:
    for code in sorted(CODES):
        says = tuple(_moved(code, before, after))
        if says:
            yield Difference(
                kind="country",
                name=code,
                change="changed",
                title=country_name(code),
                says=says,
                citation=_GROUPS_LAW,
            )


def _moved(code: str, before: date, after: date) -> Iterator[str]:
    was, now = country(code, before), country(code, after)
    if was != now:
        counts = f"counts as {country_name(was if now == code else now)}"
        yield f"no longer {counts}" if now == code else counts
    for group in moved_groups(before, after):
        old, new = (code in members(group, day) for day in (before, after))
        if old != new:
            # Besides the lettered groups there are places that one section of law names.
            called = f"Country Group {group}" if ":" in group else f"the places of 15 CFR {group}"
            yield f"{'joins' if new else 'leaves'} {called}"


def moved_groups(before: date, after: date) -> tuple[str, ...]:
    """Return the country groups that some country is in on one of two days only."""
    return tuple(name for name in sorted(GROUPS) if members(name, before) != members(name, after))


def _lists(before: date, after: date) -> Iterator[Difference]:
    """Yield the parties that were put on a list, taken off it, or whose entry changed."""
    moved: dict[tuple[str, Change], list[str]] = {}
    for party in registry().parties.values():
        for name in dict.fromkeys(listing.list for listing in party.listings):
            was, now = party.listing(before, name), party.listing(after, name)
            if was != now:
                change: Change = "changed" if was and now else "new" if now else "gone"
                moved.setdefault((name, change), []).append(party.name)
    for (name, change), parties in sorted(moved.items()):
        count = f"{len(parties)} {'party' if len(parties) == 1 else 'parties'}"
        yield Difference(
            kind="list",
            name=name,
            change=change,
            title=f"{count} {_ON_LISTS[change]} {LIST_NAMES.get(name, name)}",
            says=tuple(sorted(parties)),
            citation=_LISTS_LAW.get(name),
        )
