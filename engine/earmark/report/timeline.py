"""A timeline for a person: the picture, then the periods and what made each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from earmark.report.citations import sources
from earmark.report.page import COLOURS, footer, section, told_apart, transaction
from earmark.report.picture import Picture
from earmark.report.text import indented, plain, show
from earmark.timeline import Period, Timeline
from earmark.turns.causes import Change

_DOES: Final = {
    "decides": "now decides",
    "no longer decides": "no longer decides",
    "could help": "could help now",
    "could no longer help": "could no longer help",
}
_GONE: Final = ("no longer decides", "could no longer help")


def print_timeline(timeline: Timeline, today: date | None = None) -> None:
    """Print a timeline on standard output; ``today`` is marked in the picture."""
    show(_parts(timeline, today or date.today()))


def _parts(timeline: Timeline, today: date) -> Iterable[RenderableType]:
    urgent, others = told_apart(timeline.caveats)
    first = timeline.periods[0].first
    yield plain(f"{transaction(timeline.sale)}, on every day since {first}", "bold")
    for caveat in urgent:
        yield plain(caveat, "bold")
    yield Text()
    yield Picture(timeline.periods, today, timeline.rulebook.verified_through)
    for period in timeline.periods:
        yield Text()
        yield _period(period)
    yield from section("Assumed, and not checked", map(plain, others))
    yield footer(timeline.judges, timeline.rulebook, timeline.lists)


def _period(period: Period) -> RenderableType:
    until = f"to {period.last}" if period.last else "and on"
    head = Text(f"{period.first} {until}  ", style="bold")
    head.append(period.verdict.upper(), style=COLOURS[period.verdict])
    head.append(f", {period.review_policy}" if period.review_policy else "")
    return Group(head, *_said(period))


def _said(period: Period) -> Iterator[RenderableType]:
    yield indented(period.reason, 2)
    for question in period.questions:
        yield indented(f"To ask: {question}", 2)
    for exception in period.exceptions:
        state = "is used" if exception.used else "could help"
        yield indented(f"Exception {exception.rule} {state}: {exception.title}.", 2)
    for change in period.changed_by:
        yield from _changed(change)


def _changed(change: Change) -> Iterator[RenderableType]:
    """Yield what a rule does now or no longer, why, and the rule's title and law."""
    if change.rule is None:
        yield indented(f"Changed: {change.says}.", 2, "bold")
        return
    does = f" {_DOES[change.does]}" if change.does else ""
    yield indented(f"Changed: {change.rule}{does}: {change.says}.", 2, "bold")
    # The law of a rule that goes was shown where it came.
    cites = [change.citation] if change.citation and change.does not in _GONE else []
    yield Padding(Group(plain(change.title or ""), *sources(cites)), (0, 0, 0, 4), expand=False)
