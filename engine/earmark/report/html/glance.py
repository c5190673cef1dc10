"""The day at a glance: the verdicts counted, and where the denied and reviewed lines are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from earmark.batch.summary import Count, Counts, Summary
from earmark.report.html.markup import Markup, join, named, section, tag
from earmark.report.html.questions import in_words
from earmark.report.page import told_apart
from earmark.report.text import plural

_ROWS: Final = 8
"""Rows of a chart. The rest stands in the JSON summary."""

_UNITS: Final = 1000
"""How wide a bar is drawn, in units of its own."""


def head(summary: Summary) -> Markup:
    """Return the head of the page: which file, which days, and what its lines come to."""
    urgent = (*summary.not_screened, *told_apart(summary.caveats)[0])
    days = {str(day) for day in (summary.first, summary.last) if day}
    between = f", sales of {' to '.join(sorted(days))}" if days else ""
    return tag(
        "header",
        tag("p", "Earmark: a day’s orders, screened", class_="kicker"),
        tag("h1", named(summary.input.name)),
        tag("p", f"{plural(summary.counts.read, 'line')}{between}", class_="days"),
        _verdicts(summary.counts),
        _bar(summary.counts.read, _parts(summary.counts), "whole"),
        tag("p", reconciliation(summary.counts), class_="sum"),
        *(tag("p", said, class_="urgent") for said in urgent),
    )


def reconciliation(counts: Counts) -> str:
    """Return the line that accounts for every line of the file."""
    return (
        f"{counts.read:,} read = {counts.allowed:,} allowed + {counts.denied:,} "
        f"denied + {counts.review:,} review + {counts.quarantined:,} quarantined"
    )


def glance(summary: Summary) -> Markup:
    """Return the charts; each is a table whose bars only repeat its numbers."""
    charts = (
        *_chart("Question", tuple(map(_asked, summary.by_question)), summary.counts),
        *_chart("Destination", summary.by_destination, summary.counts),
        *_chart("Chip", summary.by_chip, summary.counts),
        *_chart("Rule", summary.by_rule, summary.counts),
    )
    if not charts:
        return Markup()
    key = "Share: of all lines under review. A line may hang on several questions and rules."
    return section(
        "At a glance",
        "glance",
        tag("div", *charts, class_="charts"),
        tag("p", key, class_="note"),
    )


def _asked(count: Count) -> Count:
    return count.model_copy(update={"name": in_words(count.name)})


def _verdicts(counts: Counts) -> Markup:
    return tag(
        "dl",
        *(
            tag("div", tag("dt", name), tag("dd", f"{count:,}"), class_=name)
            for name, count in _parts(counts)
        ),
        class_="verdicts",
    )


def _parts(counts: Counts) -> list[tuple[str, int]]:
    return [
        ("allowed", counts.allowed),
        ("denied", counts.denied),
        ("review", counts.review),
        ("quarantined", counts.quarantined),
    ]


def _chart(kind: str, shares: tuple[Count, ...], counts: Counts) -> Iterator[Markup]:
    """Yield the chart of one kind; nothing where no line is denied or under review."""
    held = [share for share in shares if share.deny or share.review]
    if not held:
        return
    held.sort(key=lambda share: -share.deny - share.review)
    scale = max(share.deny + share.review for share in held)
    denied = any(share.deny for share in held)
    named_above = (*(("Denied",) if denied else ()), "Review", "Share")
    columns = join(tag("th", name, scope="col", class_="number") for name in named_above)
    rows = (_row(share, scale, counts.review, denied=denied) for share in held[:_ROWS])
    more = len(held) - _ROWS
    yield tag(
        "figure",
        tag(
            "table",
            tag("caption", f"By {kind.lower()}"),
            tag(
                "thead",
                tag("tr", tag("th", kind, scope="col"), tag("td"), columns),
            ),
            tag("tbody", *rows),
        ),
        tag("figcaption", f"{more:,} more in the JSON summary.") if more > 0 else Markup(),
    )


def _row(share: Count, scale: int, review: int, *, denied: bool) -> Markup:
    bar = _bar(scale, [("denied", share.deny), ("review", share.review)], "share")
    percent = f"{share.review / review:.0%}" if review else "–"
    figures = (*((f"{share.deny:,}",) if denied else ()), f"{share.review:,}", percent)
    return tag(
        "tr",
        tag("th", named(share.name), scope="row"),
        tag("td", bar, class_="bar"),
        *(tag("td", figure, class_="number") for figure in figures),
    )


def _bar(scale: int, parts: list[tuple[str, int]], class_: str) -> Markup:
    """Return parts of a whole side by side; the numbers stand beside it, so it is hidden."""
    drawn, at = [], 0
    for name, count in parts:
        begin, at = at, at + count
        x, end = (_UNITS * place / max(scale, 1) for place in (begin, at))
        drawn.append(tag("rect", x=f"{x:.1f}", width=f"{end - x:.1f}", height="10", class_=name))
    return tag(
        "svg",
        *drawn,
        viewbox=f"0 0 {_UNITS} 10",
        preserveaspectratio="none",
        aria_hidden="true",
        class_=f"{class_}-bar",
    )
