"""All rules together: checked, ordered, and asked what the law is on a day."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from earmark.errors import Fault, InputFileError, Place, RuleError, nearest
from earmark.law.check import check_rules
from earmark.law.citation import seeds
from earmark.law.condition import Atom, atoms
from earmark.law.geography import CHANGES
from earmark.law.positions import Positions
from earmark.law.read import read_rules
from earmark.law.rule import Effect, Rule, Status
from earmark.law.strata import stratify
from earmark.law.toml import read_toml
from earmark.resources import INVESTMENT_RULES, RULES
from earmark.schema import THINGS

_SETTINGS: Final = "rulebook.toml"


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule on a day on which it stands in the book."""

    rule: Rule
    status: Status
    doubt: str
    """The key of the doubt whether it is law; empty where there is none."""

    @property
    def warns(self) -> bool:
        """Whether it only raises a red flag: so does a rule that is law and not enforced."""
        return self.rule.effect is Effect.WARNS or self.status is Status.NOT_ENFORCED


@dataclass(frozen=True, eq=False)
class Law:
    """The law of a day: statements about each kind of thing, in the order of their strata."""

    day: date
    statements: Mapping[str, tuple[Statement, ...]]

    @cached_property
    def asked(self) -> Mapping[str, tuple[Atom, ...]]:
        """Every question that this law asks, by the path of the fact."""
        found: defaultdict[str, dict[Atom, None]] = defaultdict(dict)
        for statements in self.statements.values():
            for statement in statements:
                for atom in atoms(statement.rule.when):
                    found[atom.field.path][atom] = None
        return {path: tuple(questions) for path, questions in found.items()}

    @cached_property
    def doubts(self) -> frozenset[str]:
        """The keys of the doubts whether a statement is law."""
        return frozenset(
            statement.doubt
            for statements in self.statements.values()
            for statement in statements
            if statement.doubt
        )


@dataclass(frozen=True)
class Rulebook:
    """Checked rules, in the order of their strata."""

    rules: tuple[Rule, ...]
    verified_through: date | None
    digest: str
    _laws: dict[date, Law] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Return the rules by their ids."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def deal(self) -> str:
        """Return what it judges: sales, or investments; never both."""
        return "investment" if any(rule.about == "investment" for rule in self.rules) else "sale"

    def about(self, deal: str) -> Rulebook:
        """Return this rulebook, if that is what it judges.

        Raises :class:`InputFileError` where it is not: it would allow whatever comes.
        """
        if self.deal == deal:
            return self
        message = f"this rulebook is about {self.deal}s, not about {deal}s"
        raise InputFileError(Fault("wrong-rulebook", message, hint="name another with --rules"))

    @cached_property
    def boundaries(self) -> tuple[date, ...]:
        """Every day on which the law may change: windows begin or end, countries move."""
        days = {
            day
            for rule in self.rules
            for window in rule.windows
            for day in (window.start, window.until)
            if day != date.max
        }
        return tuple(sorted(days | CHANGES))

    def on(self, day: date) -> Law:
        """Return the law of ``day``; days between two boundaries share one."""
        index = bisect_right(self.boundaries, day)
        first = self.boundaries[index - 1] if index else date.min
        if first not in self._laws:
            self._laws[first] = self._law(first)
        return self._laws[first]

    def _law(self, day: date) -> Law:
        statements: dict[str, list[Statement]] = {thing: [] for thing in THINGS}
        for rule in self.rules:
            window = rule.window(day)
            if window:
                unsure = window.status is Status.UNCONFIRMED
                doubt = f"law: {window.doubt or rule.title}" if unsure else ""
                statements[rule.about].append(Statement(rule, window.status, doubt))
        return Law(day, {thing: tuple(found) for thing, found in statements.items()})


@cache
def shipped() -> Rulebook:
    """Return the rulebook that ships with Earmark."""
    return load(RULES)


@cache
def shipped_for_investments() -> Rulebook:
    """Return the rulebook on investments that ships with Earmark."""
    return load(INVESTMENT_RULES)


def on_sales(path: Path | None) -> Rulebook:
    """Return the rulebook on sales at a path, or the shipped one. Raises what :func:`load` raises.

    Raises :class:`InputFileError` for a rulebook on investments: it would allow every sale.
    """
    return load(path).about("sale") if path else shipped()


def load(path: Path) -> Rulebook:
    """Return the rulebook in ``path``, a folder of rule files or one file.

    Raises :class:`InputFileError` where nothing can be read, and :class:`RuleError` with all
    mistakes of all files.
    """
    texts = _texts(path)
    faults: list[Fault] = []
    rules: list[Rule] = []
    places: dict[str, tuple[Positions, int]] = {}
    unread: set[str] = set()
    verified = _verified_through(texts.pop(_SETTINGS, ""), faults)
    for file, text in texts.items():
        reading = read_rules(file, text, seeds())
        rules += reading.rules
        faults += reading.faults
        places = {**reading.positions, **places}
        unread |= reading.unread
    faults += check_rules(rules, places, unread)
    ordered, cycles = stratify(rules)
    faults += cycles
    if faults:
        raise RuleError(sorted(faults, key=_by_place))
    if not ordered:
        raise InputFileError(Fault("no-rules", f"there is no rule in {path}"))
    digest = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()
    return Rulebook(tuple(ordered), verified, f"sha256:{digest}")


def _by_place(fault: Fault) -> tuple[str, int, int]:
    place = fault.place or Place("")
    return place.file, place.line, place.column


def _texts(path: Path) -> dict[str, str]:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise InputFileError(Fault("no-rules", f"there is no rule file (*.toml) in {path}"))
    texts = {}
    for file in files:
        try:
            texts[file.name] = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            cause = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputFileError(Fault("unreadable", f"{file} cannot be read: {cause}")) from None
    return texts


def _verified_through(text: str, faults: list[Fault]) -> date | None:
    try:
        settings = read_toml(text)
    except ValueError as error:
        faults.append(Fault("bad-toml", f"this is not TOML: {error}", Place(_SETTINGS)))
        return None
    for key in settings:
        if key != "verified_through":
            hint = nearest(key, ["verified_through"]) or "the key is verified_through"
            faults.append(Fault("unknown-key", f"{key!r} is no key here", Place(_SETTINGS), hint))
    value = settings.get("verified_through")
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        message = f"verified_through is {str(value)!r}"
        faults.append(Fault("bad-date", message, Place(_SETTINGS), "write 2024-12-01"))
        return None
    return value
