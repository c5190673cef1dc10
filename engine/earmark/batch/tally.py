"""What the rows of a run come to, counted: nothing here grows with the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from earmark.batch.desk import Sales
from earmark.batch.group import Group
from earmark.batch.outline import Outline
from earmark.batch.parts import Part
from earmark.batch.summary import Line
from earmark.batch.telling import Told
from earmark.conclusion import ALLOW, Answer
from earmark.law.geography import names
from earmark.matter import Doubt
from earmark.orders.coded import Coded, together

LINES: Final = 10_000
"""How many denied lines are kept for the report, and how many under review."""

_COUNTED: Final = 1 << 14
"""How many different questions, chips or notes are counted before the rarest are let go."""

_COMBINED: Final = 1 << 14


class Key(NamedTuple):
    """What makes a group: lines answered alike, by the same rules."""

    verdict: Answer
    licence: str
    review_policy: str
    rules: tuple[str, ...]
    conditions: tuple[str, ...]


class Kept(NamedTuple):
    """A line that was not allowed, as far as lines are kept, and the group it belongs to."""

    key: Key
    line: Line


@dataclass
class Tally:
    """Counts of lines: by group, by place, chip, question and warning, each with its verdict.

    ``says`` has the words of each warning where it was first given.
    """

    groups: Counter[Key] = field(default_factory=Counter)
    destinations: Counter[tuple[str, str]] = field(default_factory=Counter)
    chips: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    asks: Counter[tuple[str, str]] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    says: dict[str, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    first: date = date.max
    last: date = date.min
    cells: int = 0


class Counting:
    """Counts rows as they are screened; :meth:`tally` is what they come to so far."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self._most = LINES if keeps_lines else 0
        self._tally = Tally()
        self._chips: Counter[tuple[Outline, Part]] = Counter()
        self._themselves: Counter[tuple[Answer, Part]] = Counter()
        self._groups: Counter[Group] = Counter()

    def wants(self, outline: Outline) -> bool:
        """Tell whether a line of this verdict is still to be kept."""
        kept = self._tally.kept.get(outline.verdict, ())
        return outline.verdict != ALLOW and len(kept) < self._most

    def keep(self, line: Kept) -> None:
        """Keep a line that was not allowed."""
        self._tally.kept.setdefault(line.key.verdict, []).append(line)

    def count(self, outlines: Coded[Outline], sales: Sales) -> None:
        """Count rows."""
        tally = self._tally
        verdicts = outlines.map(attrgetter("verdict"))
        self._chips.update(dict(together(outlines, sales.chips).counts()))
        self._themselves.update(dict(together(verdicts, sales.themselves).counts()))
        self._groups.update(dict(sales.groups.counts()))
        tally.first = min(tally.first, *sales.days.values)
        tally.last = max(tally.last, *sales.days.values)
        counted = len(self._chips) + len(self._themselves) + len(self._groups)
        if counted >= _COMBINED:
            self._settle()

    def note(self, told: Told) -> None:
        """Count what is asked about a row, and keep the words of its warnings."""
        tally = self._tally
        for ask in told.asks:
            tally.asks[ask] += 1
        if told.rules and not tally.says.keys() >= set(told.rules):
            for rule, words in told.warns:
                tally.says.setdefault(rule, words)
        if len(tally.asks) >= _COUNTED:
            _let_go(tally.asks)

    def tally(self) -> Tally:
        """Return what the rows counted so far come to."""
        self._settle()
        return self._tally

    def _settle(self) -> None:
        """Count what was counted together under each of its names."""
        tally = self._tally
        noted: Counter[tuple[str, ...]] = Counter()
        for (outline, chip), lines in self._chips.items():
            tally.groups[key_of(outline)] += lines
            tally.chips[chip.thing.name, outline.verdict] += lines
            for kind in outline.kinds:
                tally.kinds[kind] += lines
            for rule in {flagged.rule for flagged in outline.warnings}:
                tally.warnings[rule] += lines
            noted[chip.notes] += lines
        for (verdict, itself), lines in self._themselves.items():
            tally.destinations[place_of(itself), verdict] += lines
            noted[itself.notes] += lines
        for group, lines in self._groups.items():
            for company in group.parts:
                noted[company.notes] += lines
        for notes, often in noted.items():
            for note in notes:
                tally.notes[note] += often
        for counted in (self._chips, self._themselves, self._groups):
            counted.clear()
        _let_go(tally.chips)
        _let_go(tally.notes)


def _let_go(counted: Counter[Any]) -> None:
    """Forget the rarest, where too many different ones were counted."""
    if len(counted) >= _COUNTED:
        for name, _ in counted.most_common()[_COUNTED // 2 :]:
            del counted[name]


def key_of(outline: Outline) -> Key:
    """Return the group that the rows of a cell belong to."""
    one = outline
    return Key(one.verdict, one.licence, one.review_policy, one.rules, one.conditions)


def place_of(itself: Part) -> str:
    """Return the destination as the EAR counts it; one in doubt by its own name."""
    known = itself.thing.options[0].values["sale.destination"]
    code = known.among[0] if isinstance(known, Doubt) else str(known)
    return names()[code]
