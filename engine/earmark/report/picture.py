"""The verdict as a line of characters by time, with the years below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from earmark.report.page import COLOURS
from earmark.timeline import Period

GLYPHS: Final = {"allow": "·", "deny": "█", "review": "?"}
"""How each verdict is drawn: told apart without colour."""

_WIDEST: Final = 120
_LABEL: Final = len("|2019 ")


@dataclass(frozen=True)
class Picture:
    """The verdict as a line of characters, one for each stretch of time, with years below.

    A run of one verdict has at least one character however short it is, so that nothing is
    hidden; others move aside for it by as little.
    """

    periods: Sequence[Period]
    today: date
    checked_through: date | None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the picture, for the width of the page."""
        scale = _Scale(self.periods[0].first, self._end, min(options.max_width, _WIDEST))
        yield self._line(scale)
        yield _years(scale)
        if self.checked_through:
            said = f"checked through {self.checked_through}"
            yield _mark(scale, self.checked_through, said)
        yield _mark(scale, self.today, f"today, {self.today}")
        yield Text()
        yield _legend(dict.fromkeys(period.verdict for period in self.periods))

    @property
    def _end(self) -> date:
        """The first day after the picture: a new year."""
        last = max(self.periods[-1].first, self.today, self.checked_through or self.today)
        return date(last.year + 1, 1, 1)

    def _line(self, scale: _Scale) -> Text:
        runs = [next(run) for _, run in groupby(self.periods, key=lambda period: period.verdict)]
        columns = _apart([scale.column(run.first) for run in runs], scale.width)
        line = Text()
        for run, start, end in zip(runs, columns, [*columns[1:], scale.width], strict=True):
            line.append(GLYPHS[run.verdict] * (end - start), style=COLOURS[run.verdict])
        return line


@dataclass(frozen=True)
class _Scale:
    """Days to columns: ``end`` is the first day beyond the last column."""

    first: date
    end: date
    width: int

    def column(self, day: date) -> int:
        """Return the column in which a day lies; the edges take what is outside."""
        whole = (self.end - self.first).days
        return max(0, min(self.width - 1, (day - self.first).days * self.width // whole))


def _apart(columns: Sequence[int], width: int) -> list[int]:
    """Return columns that rise by one at least, each as near as can be to where it was.

    Where there are more than fit, the last ones share the last column, and take no room.
    """
    found: list[int] = []
    for index, column in enumerate(columns):
        latest = width - (len(columns) - index)
        earliest = found[-1] + 1 if found else 0
        found.append(min(max(min(column, latest), earliest), width))
    return found


def _years(scale: _Scale) -> Text:
    """Return a tick for each year, and the number of as many as there is room for."""
    columns = {
        year: scale.column(date(year, 1, 1)) for year in range(scale.first.year, scale.end.year)
    }
    step = -(-_LABEL * len(columns) // scale.width)
    line = [" "] * scale.width
    for column in columns.values():
        line[column] = "|"
    for year, column in list(columns.items())[::step]:
        if column + _LABEL <= scale.width + 1:
            line[column + 1 : column + _LABEL - 1] = str(year)
    return Text("".join(line), style="dim")


def _mark(scale: _Scale, day: date, said: str) -> Text:
    """Return a pointer at a day with its words, on the side where there is room for them."""
    at = scale.column(day)
    if at + len(said) + 2 <= scale.width:
        return Text(f"{' ' * at}^ {said}", style="dim")
    if len(said) < at:
        return Text(f"{' ' * (at - len(said) - 1)}{said} ^", style="dim")
    return Text(said, style="dim")


def _legend(verdicts: Iterable[str]) -> Text:
    line = Text()
    for verdict in verdicts:
        line.append(f"{'   ' if line else ''}{GLYPHS[verdict]}", style=COLOURS[verdict])
        line.append(f" {verdict}")
    return line
