"""Programs as durable rules, and cases as durable facts.

Part of the chaining judge's worker; nothing here needs durable_rules. A rule becomes one
durable rule, or several where one cannot hold it: each is called a *way*. The patterns of a
way are, in this order: the phase of its stratum; the thing; the findings that must stand; the
groups its countries must be in; the findings and memberships that must be absent. Phases are
asserted one after the other, each after every finding of the strata below it, so what is
absent by then stays absent.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False  # importing typing would delay the worker's first answer
if TYPE_CHECKING or __package__:
    from earmark.judges.chaining_terms import (
        MEMBER,
        NO,
        NONE,
        YES,
        Condition,
        Names,
        RefusedError,
        bounds,
        joined,
        spread,
    )
else:
    from chaining_terms import (
        MEMBER,
        NO,
        NONE,
        YES,
        Condition,
        Names,
        RefusedError,
        bounds,
        joined,
        spread,
    )

if TYPE_CHECKING:
    from typing import Any

    Json = dict[str, Any]

DEALS = ("sale", "investment")  # judged last, on findings about anything
CROWD = 24  # durable: 64 open alternatives of one fact, of which one way may need 28
FIELDS = 70  # durable: 252 properties of a fact; two for a field, one for a way
NAMES = 400  # durable: 511 children of one node, here the names of one kind of fact
PATTERNS = 16  # durable: facts matched at once
WAYS = 128  # more of them for one rule would be slow, and are a mistake


class Supply:
    """Names the facts that ways wait for: a new copy of one as soon as a crowd waits for it."""

    def __init__(self) -> None:
        self.copies: dict[tuple[str, str], list[Json]] = {}
        self.waits: dict[tuple[str, str], int] = {}
        self.named = 0

    def take(self, kind: str, name: str) -> Json:
        """Return kind and name of the copy that one more way is to wait for."""
        waits = self.waits[kind, name] = self.waits.get((kind, name), -1) + 1
        copies = self.copies.setdefault((kind, name), [])
        if waits % CROWD == 0:
            copies.append({"kind": f"{kind}{self.named // NAMES}", "name": f"n{self.named}"})
            self.named += 1
        return copies[-1]

    def facts(self, kind: str, name: str, **more: str) -> list[Json]:
        """Return the facts to assert, one for each copy; none where nothing waits."""
        return [{**copy, **more} for copy in self.copies.get((kind, name), ())]


class Crowd:
    """Ways about one kind of thing that share a fact: as many as durable's stack can take."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.ways: dict[str, str] = {}
        self.fields: dict[str, None] = {}

    def takes(self, fields: dict[str, None]) -> bool:
        """Tell whether there is room for one more way that asks for these fields."""
        return len(self.ways) < CROWD and len(self.fields | fields) <= FIELDS


class Program:
    """A program, and in ``durable`` what it becomes; raises RefusedError, naming the rule.

    ``ways`` gives the rule of each durable rule, ``fields`` the facts that each rule asks for.
    """

    def __init__(self, program: Json) -> None:
        self.names, self.supply = Names(), Supply()
        self.rules: dict[str, Json] = {}
        self.fields: dict[str, tuple[str, ...]] = {}
        self.ways: list[str] = []
        self.crowds: dict[str, list[Crowd]] = {about: [] for about in ("chip", "party", *DEALS)}
        self.strata = sorted({rule["stratum"] for rule in program["rules"]})
        # Deleting a session in which no action ever ran is a crash: this one runs in each.
        durable: Json = {"open": {"all": [{"m0": {"kind": "open"}}]}}
        for rule in program["rules"]:
            try:
                self._check(rule, program["rules"])
                durable.update(self._compiled(rule))
            except RefusedError as error:
                raise RefusedError(f"cannot express rule {rule['id'][:80]!r}: {error}") from None
        self.durable = json.dumps(durable)

    def _check(self, rule: Json, rules: list[Json]) -> None:
        """Refuse a second rule of one name, and a rule that rests on what is not settled."""
        if self.rules.setdefault(rule["id"], rule) is not rule:
            raise RefusedError("another rule has the same name")
        asked = {*rule["given"], *rule["any"], *rule["unless"]}
        about = {rule["about"]} if rule["about"] not in DEALS else self.crowds.keys()
        for other in rules:
            late = other["stratum"] >= rule["stratum"] and other["about"] in about
            if late and other["finding"] in asked:
                raise RefusedError(f"{other['finding']!r} is not settled in a lower stratum")

    def _compiled(self, rule: Json) -> Json:
        """Return the durable rules of one rule."""
        condition = Condition(self.names, rule["about"])
        tree = condition.read(rule["when"] or {"all": []})
        self.fields[rule["id"]] = tuple(condition.fields)
        if rule["about"] == "party" and rule["roles"]:
            roles = [condition.read({"is": f"party.role {role}"}) for role in rule["roles"]]
            tree = joined("$and", [joined("$or", roles), tree])
        if len(condition.fields) > FIELDS:
            raise RefusedError(f"it asks for more than {FIELDS} fields")
        rules: Json = {}
        for leaves in spread(tree.get("$and", [tree])):
            for one in [[name] for name in rule["any"]] or [[]]:
                if len(rules) == WAYS:
                    raise RefusedError(f"its condition has more than {WAYS} alternatives")
                name = str(len(self.ways))
                given = [*rule["given"], *one]
                rules[name] = self._way(rule, leaves, given, condition.fields)
        return rules

    def _way(
        self, rule: Json, leaves: list[Json], given: list[str], fields: dict[str, None]
    ) -> Json:
        """Return one durable rule; its patterns come in the order that the module explains."""
        flag = f"r{len(self.ways)}"
        self.ways.append(rule["id"])
        local = [leaf for leaf in leaves if MEMBER not in leaf]
        groups = [leaf[MEMBER] for leaf in leaves if MEMBER in leaf]
        needed = [
            self._waited("phase", str(rule["stratum"])),
            [{"kind": self._crowd(rule, flag, fields)}, {flag: True}, *local],
            *[self._found(rule, name) for name in dict.fromkeys(given)],
            *[self._member(name, group) for name, group, want in groups if want],
        ]
        absent = [
            *[self._found(rule, name) for name in dict.fromkeys(rule["unless"])],
            *[self._member(name, group) for name, group, want in groups if not want],
        ]
        if len(needed) > PATTERNS:
            raise RefusedError(f"it needs {len(needed)} patterns at once; {PATTERNS} are possible")
        # What joins two facts stands right under the $and of its pattern: behind an inner
        # connective durable would pass over it without a word.
        patterns = [{f"m{place}": {"$and": terms}} for place, terms in enumerate(needed)]
        patterns += [{f"m{place}$not": {"$and": terms}} for place, terms in enumerate(absent, 50)]
        # By default durable lets one fact meet only one pattern of a rule: two fields with the
        # same country would never both be in a group.
        return {"all": patterns, "dist": 0}

    def _crowd(self, rule: Json, flag: str, fields: dict[str, None]) -> str:
        """Return the kind of the fact through which a way sees its thing."""
        crowds = self.crowds[rule["about"]]
        if not crowds or not crowds[-1].takes(fields):
            crowds.append(Crowd(f"{rule['about']}{len(crowds)}"))
        crowds[-1].ways[flag] = rule["id"]
        crowds[-1].fields.update(fields)
        return crowds[-1].kind

    def _waited(self, kind: str, name: str) -> list[Json]:
        return [{term: value} for term, value in self.supply.take(kind, name).items()]

    def _found(self, rule: Json, name: str) -> list[Json]:
        if rule["about"] in DEALS:
            return self._waited("anywhere", name)
        return [*self._waited("found", name), {"thing": {"m1": "thing"}}]

    def _member(self, name: str, group: str) -> list[Json]:
        return [*self._waited("member", group), {"country": {"m1": name}}]


class Case:
    """One case: its facts as durable takes them. Raises RefusedError if it cannot be stated."""

    def __init__(self, program: Program, case: Json) -> None:
        self.program, self.texts = program, dict[str, str]()
        self.things: list[Json] = case["things"]
        self.off = frozenset(case["off"])
        if len({thing["key"] for thing in self.things}) < len(self.things):
            raise RefusedError("two things of the case have the same key")
        self.facts = [
            fact
            for group, country in sorted({(group, country) for group, country in case["members"]})
            for fact in program.supply.facts("member", group, country=self._token(country))
        ]
        for index, thing in enumerate(self.things):
            for crowd in program.crowds[thing["about"]]:
                self.facts.append(self._seen(crowd, thing, str(index)))

    def _token(self, text: str) -> str:
        known = self.program.names.texts.get(text)
        return known or self.texts.setdefault(text, f"w{len(self.texts)}")

    def _seen(self, crowd: Crowd, thing: Json, index: str) -> Json:
        """Return a thing as a crowd of ways sees it: the ways in force, and the fields asked."""
        fact: Json = {"kind": crowd.kind, "thing": index}
        fact.update((flag, True) for flag, rule in crowd.ways.items() if rule not in self.off)
        facts = {f"{thing['about']}.{name}": value for name, value in thing["facts"].items()}
        facts.update((f"party.role {role}", {"flag": True}) for role in thing["roles"])
        for field in crowd.fields:
            fact.update(self._property(field, facts.get(field)))
        return fact

    def _property(self, field: str, value: Json | None) -> Json:
        kind, name = self.program.names.fields[field]
        if value is None:
            return {f"{name}n": True} if kind == "number" else {name: NONE}
        if kind not in value:
            raise RefusedError(f"{field} is not a {kind}, as the rules have it")
        if kind == "number":
            try:
                floor, ceiling = bounds(value[kind])
            except RefusedError as error:
                raise RefusedError(f"{field}: {error}") from None
            return {f"{name}f": floor, f"{name}c": ceiling}
        return {name: self._token(value[kind]) if kind == "text" else YES if value[kind] else NO}
