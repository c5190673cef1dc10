"""What the rows of a run come to, counted: nothing here grows with the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from earmark.batch.outline import Outline
from earmark.batch.parts import Part, fill
from earmark.batch.screener import Screened
from earmark.batch.summary import Line
from earmark.conclusion import ALLOW, Answer
from earmark.law.geography import names
from earmark.matter import Doubt

LINES: Final = 10_000
"""How many denied lines are kept for the report, and how many under review."""

_COUNTED: Final = 1 << 16
"""How many different questions, chips or notes are counted before the rarest are let go."""

_COMBINED: Final = 1 << 16


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
        self._combined: Counter[tuple[Outline, Part, Part]] = Counter()
        self._noted: Counter[tuple[str, ...]] = Counter()

    def wants(self, outline: Outline) -> bool:
        """Tell whether a line of this verdict is still to be kept."""
        kept = self._tally.kept.get(outline.verdict, ())
        return outline.verdict != ALLOW and len(kept) < self._most

    def keep(self, line: Kept) -> None:
        """Keep a line that was not allowed."""
        self._tally.kept.setdefault(line.key.verdict, []).append(line)

    def count(self, screened: Screened, day: date) -> None:
        """Count a row."""
        tally = self._tally
        outline, parts = screened
        self._combined[outline, parts[0], parts[-1]] += 1
        if len(self._combined) >= _COMBINED:
            self._settle()
        for company in parts[1:-1]:
            if company.notes:
                self._noted[company.notes] += 1
        for asked in outline.questions:
            tally.asks[asked.fact, screened.ask(asked)] += 1
        for flagged in outline.warnings:
            if flagged.rule not in tally.says:
                tally.says[flagged.rule] = fill(flagged.says, parts)
        if len(tally.asks) >= _COUNTED:
            _let_go(tally.asks)
        if day < tally.first:
            tally.first = day
        if day > tally.last:
            tally.last = day

    def tally(self) -> Tally:
        """Return what the rows counted so far come to."""
        self._settle()
        return self._tally

    def _settle(self) -> None:
        """Count what was counted together under each of its names."""
        tally = self._tally
        for (outline, chip, itself), lines in self._combined.items():
            verdict = outline.verdict
            tally.groups[key_of(outline)] += lines
            tally.chips[chip.thing.name, verdict] += lines
            tally.destinations[place_of(itself), verdict] += lines
            for kind in outline.kinds:
                tally.kinds[kind] += lines
            for rule in {flagged.rule for flagged in outline.warnings}:
                tally.warnings[rule] += lines
            self._noted[chip.notes] += lines
            self._noted[itself.notes] += lines
        for notes, often in self._noted.items():
            for note in notes:
                tally.notes[note] += often
        self._combined.clear()
        self._noted.clear()
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
