"""Read one rule file: every rule that can be read, and every mistake that was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Any, Final

from earmark.errors import Fault, Place, nearest
from earmark.law.check import ANY
from earmark.law.citation import Seed
from earmark.law.condition import ALWAYS, Condition
from earmark.law.parse import parse_condition
from earmark.law.positions import Positions
from earmark.law.read_cite import read_cite
from earmark.law.rule import EFFECTS, Citation, Control, Effect, Rule, Status, Window
from earmark.law.syntax import ConditionFault
from earmark.law.table import Table
from earmark.law.template import Template, parse_template
from earmark.law.toml import read_toml
from earmark.schema import ACTS, FIELDS, POLICIES, ROLES, THINGS, TRANSACTING

_HEAD: Final = ("control", "authority", "rule")
_RULE: Final = (
    *("id", "title", "about", "in_force", "replaces", "roles", "given", "unless", "when"),
    *(*EFFECTS, "acts", "says", "note", "cites"),
)
_WINDOW: Final = ("from", "until", "status", "doubt")
_STATUSES: Final = tuple(status.value for status in Status)
_REQUIRES: Final = ("review_policy", "reason_for_control", "conditions")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass
class Reading:
    """What one file yielded."""

    rules: list[Rule] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    positions: dict[str, tuple[Positions, int]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Findings and ids of rules that could not be read: resting on them is no second fault."""


def read_rules(file: str, text: str, seeds: Mapping[str, Seed]) -> Reading:
    """Return the rules and the faults of one file; never raises for what an author wrote."""
    reading = Reading()
    try:
        data = read_toml(text)
    except ValueError as error:
        reading.faults.append(_toml_fault(file, text, error))
        reading.unread.add(ANY)
        return reading
    positions = Positions(file, text)
    head = Table(data, _HEAD, reading.faults, lambda key: positions.top(key))
    control = Control(head.text("control"), head.text("authority"), file)
    for index, entry in enumerate(head.tables("rule")):
        rule = _RuleReader(entry, index, control, positions, seeds, reading.faults).read()
        if rule is None:
            reading.unread |= {str(entry.get("id")), str(entry.get("finds"))}
        else:
            reading.rules.append(rule)
            reading.positions.setdefault(rule.id, (positions, index))
    return reading


def _toml_fault(file: str, text: str, error: ValueError) -> Fault:
    message, lines = f"this is not TOML: {error}", text.split("\n")
    found = _TOML_PLACE.search(message)
    if not found:
        ends = len(lines) if "end of document" in message else 1
        return Fault("bad-toml", message, Place(file, ends))
    line, column = int(found[1]), int(found[2])
    words = lines[line - 1].strip()[:60]
    message = message[: found.start()].strip() + (f", near {words!r}" if words else "")
    return Fault("bad-toml", message, Place(file, line, column))


class _RuleReader(Table):
    """Reads one rule; every mistake in it is gathered before it is given up."""

    def __init__(
        self,
        data: Mapping[str, object],
        index: int,
        control: Control,
        positions: Positions,
        seeds: Mapping[str, Seed],
        faults: list[Fault],
    ) -> None:
        self._index = index
        self._control = control
        self._positions = positions
        self._seeds = seeds
        super().__init__(data, _RULE, faults, lambda key: positions.rule(index, key))

    def read(self) -> Rule | None:
        before = len(self.faults)
        about = self.choice("about", THINGS)
        effect = self._effect()
        requires = self._requires()
        name = self._id()
        parts = {
            "title": self.text("title"),
            "windows": self._windows(),
            "says": self._template("says"),
            "when": self._condition(about),
            "given": self.texts("given"),
            "unless": self.texts("unless"),
            "roles": self._roles(about),
            "lifts": self.texts("lifts"),
            "acts": self._acts(effect),
            "replaces": self.text("replaces", required=False),
            "note": self.text("note", required=False),
            "cites": self._cites(),
        }
        if len(self.faults) > before or effect is None:
            return None
        place = self._positions.rule(self._index)
        return Rule(
            id=name,
            about=about,
            control=self._control,
            effect=effect,
            finding=self.text("finds") if effect is Effect.FINDS else name,
            place=place,
            **requires,
            **parts,  # type: ignore[arg-type]
        )

    def _id(self) -> str:
        name = self.text("id")
        if name and not _ID.fullmatch(name):
            hint = "use lower-case letters, digits and hyphens"
            self.fault("bad-id", f"{name!r} cannot be a rule's id", "id", hint)
        return name

    def _effect(self) -> Effect | None:
        stated = [name for name in EFFECTS if name in self.data]
        if len(stated) != 1:
            what = f"states {' and '.join(stated)}" if stated else "has no effect"
            hint = f"exactly one of {', '.join(EFFECTS)}"
            self.fault("one-effect", f"the rule {what}", stated[1] if stated else "", hint)
            return None
        effect = Effect(stated[0])
        if effect is Effect.FINDS:
            self.text("finds")
        elif effect in (Effect.PROHIBITS, Effect.WARNS) and self.data[stated[0]] is not True:
            self.fault("wrong-type", f"{stated[0]} can only be true", stated[0])
        elif effect is Effect.LIFTS and self.data["lifts"] == []:
            self.fault("missing-key", "lifts names no requirement", "lifts")
        return effect

    def _requires(self) -> dict[str, Any]:
        value = self.data.get("requires")
        if value is None:
            return {}
        if not isinstance(value, dict):
            hint = 'requires = { review_policy = "…", reason_for_control = "…" }'
            self.fault("wrong-type", "requires must be a table", "requires", hint)
            return {}
        place = self._positions.rule(self._index, "requires")
        table = Table(value, _REQUIRES, self.faults, lambda _: place)
        policy = table.text("review_policy")
        field = FIELDS.get(policy[1:-1]) if policy[:1] == "{" else None
        if policy and policy not in POLICIES and (field is None or field.choices != POLICIES):
            hint = nearest(policy, POLICIES) or f"it is one of {', '.join(POLICIES)}"
            table.fault("unknown-choice", f"{policy!r} is no review policy", hint=hint)
        return {
            "review_policy": policy,
            "reason_for_control": table.text("reason_for_control"),
            "conditions": table.texts("conditions"),
        }

    def _windows(self) -> tuple[Window, ...]:
        entries = self.tables("in_force")
        if not self.data.get("in_force"):
            hint = "in_force = [{ from = 2023-11-17 }]"
            self.fault("missing-key", "'in_force' is missing", hint=hint)
        windows = [window for entry in entries if (window := self._window(entry))]
        for earlier, later in pairwise(windows):
            if later.start < earlier.until:
                message = f"the window from {later.start} begins before the one before it ends"
                self.fault("window-overlap", message, "in_force")
        return tuple(windows)

    def _window(self, entry: Mapping[str, object]) -> Window | None:
        place = self._positions.rule(self._index, "in_force")
        table = Table(entry, _WINDOW, self.faults, lambda _: place)
        start = _day(table, "from", None)
        until = _day(table, "until", date.max)
        if start is None or until is None:
            return None
        if until <= start:
            table.fault("empty-window", f"the window from {start} until {until} holds no day")
            return None
        status = table.choice("status", _STATUSES, "in_force")
        doubt = table.text("doubt", required=False)
        if doubt and status != Status.UNCONFIRMED.value:
            table.fault("doubt-without-status", "a doubt is stated of law that is not unconfirmed")
        return Window(start, until, Status(status), doubt) if status else None

    def _template(self, key: str) -> Template:
        text = self.text(key)
        try:
            template = parse_template(text)
        except ValueError as error:
            self.fault("bad-template", f"{key}: {error}", key)
            return Template(())
        for path in template.paths:
            if path not in FIELDS:
                place = self._positions.rule(self._index, key, path)
                message = f"{key} names {{{path}}}, which is no fact"
                self.faults.append(Fault("unknown-field", message, place, nearest(path, FIELDS)))
        return template

    def _condition(self, about: str) -> Condition:
        if "when" not in self.data:
            return ALWAYS
        text = self.data["when"]
        if not isinstance(text, str):
            self.fault("wrong-type", "when must be text", "when")
            return ALWAYS
        if not about:
            return ALWAYS
        try:
            return parse_condition(text, about)
        except ConditionFault as fault:
            place = self._positions.inside(self._index, "when", fault.line, fault.column)
            self.faults.append(Fault(fault.code, fault.message, place, fault.hint))
            return ALWAYS

    def _roles(self, about: str) -> frozenset[str]:
        if "roles" not in self.data:
            return TRANSACTING if about == "party" else frozenset()
        if about != "party":
            self.fault("roles-without-party", "only a rule about a party has roles", "roles")
        roles = self.texts("roles")
        if self.data["roles"] == []:
            hint = "leave the key out for all transacting parties"
            self.fault("no-roles", "roles names no role", "roles", hint)
        for role in roles:
            if role not in ROLES:
                self.fault("unknown-role", f"{role!r} is no role", "roles", nearest(role, ROLES))
        return frozenset(roles)

    def _acts(self, effect: Effect | None) -> tuple[str, ...]:
        acts = self.texts("acts")
        if acts and effect is not Effect.LIFTS:
            self.fault("acts-without-lifts", "only an exception (lifts) asks for acts", "acts")
        for act in acts:
            if act not in ACTS:
                self.fault("unknown-act", f"{act!r} is no act", "acts", nearest(act, ACTS))
        return acts

    def _cites(self) -> tuple[Citation, ...]:
        cites = tuple(
            read_cite(entry, self._seeds, self.faults, partial(self._cite_place, number))
            for number, entry in enumerate(self.tables("cites"))
        )
        if not any(cite.law for cite in cites):
            hint = '[[rule.cites]] with law = "15 CFR …"'
            self.fault("missing-citation", "the rule cites no authority", hint=hint)
        return cites

    def _cite_place(self, number: int, key: str) -> Place:
        return self._positions.cite(self._index, number, key)


def _day(table: Table, key: str, otherwise: date | None) -> date | None:
    value = table.data.get(key, otherwise)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    said = "is missing" if value is None else f"is {str(value)!r}"
    table.fault("bad-date", f"{key} {said}", hint=f"{key} = 2023-11-17, without quotes")
    return None
