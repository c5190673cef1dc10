"""What stands at the end: what to ask, red flags, what was not checked, what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from earmark.batch.summary import Ask, Sampled, Summary, Warned
from earmark.report.html.markup import Markup, bullets, join, section, shortened, tag
from earmark.report.html.sources import law, quotes
from earmark.report.text import plural

_QUESTIONS: Final = 20
"""Questions that stand open; the others are folded away on a screen, and printed."""


def questions(summary: Summary) -> Markup:
    """Return what to ask, the questions that most lines hang on first."""
    if not summary.asks:
        return Markup()
    asks = sorted(summary.asks, key=lambda ask: -ask.lines)
    first, more = asks[:_QUESTIONS], asks[_QUESTIONS:]
    return section(
        "What to ask",
        "questions",
        tag("p", "The screened file has the questions of every line.", class_="note"),
        _asked(first),
        tag("details", tag("summary", f"{len(more):,} more"), _asked(more)) if more else "",
    )


def _asked(asks: Iterable[Ask]) -> Markup:
    columns = (
        tag("th", "Question", scope="col"),
        tag("th", "About", scope="col"),
        tag("th", "Lines", scope="col", class_="number"),
    )
    rows = (
        tag(
            "tr",
            tag("th", shortened(ask.ask), scope="row"),
            tag("td", tag("code", ask.fact)),
            tag("td", f"{ask.lines:,}", class_="number"),
        )
        for ask in asks
    )
    return tag("table", tag("thead", tag("tr", *columns)), tag("tbody", *rows), class_="index")


def warnings(summary: Summary) -> Markup:
    """Return the red flags that the law attaches, on how many lines, and whose words they are."""
    if not summary.warnings:
        return Markup()
    return section("Red flags", "flags", *map(_warned, summary.warnings))


def _warned(warned: Warned) -> Markup:
    said = warned.says if warned.lines == 1 else f"The first: {warned.says}"
    return tag(
        "div",
        tag("h3", f"{warned.title} ", tag("code", warned.rule)),
        tag("p", f"{plural(warned.lines, 'line')}. {shortened(said)}"),
        law(warned.citations),
        quotes(warned.citations, open_=True),
        class_="rule",
    )


def not_checked(summary: Summary) -> Markup:
    """Return everything that was assumed, not screened, not read, or judged only once."""
    unread = ", ".join(summary.unread)
    return section(
        "Assumed, and not checked",
        "not-checked",
        bullets(
            [
                *summary.not_screened,
                *summary.caveats,
                *([f"Columns that were not read: {shortened(unread)}."] if unread else []),
                _sampled(summary.sampled),
            ]
        ),
    )


def _sampled(sampled: Sampled) -> str:
    if not sampled.rows:
        return f"No line was judged again from scratch. Second judge: {sampled.chaining}."
    differing = f"{sampled.differing:,} differed" if sampled.differing else "none differed"
    return (
        f"Judged again from scratch, drawn at random: {plural(sampled.rows, 'line')}, "
        f"{differing}. Second judge: {sampled.chaining}."
    )


def basis(summary: Summary) -> Markup:
    """Return what the page rests on, so that it can be made again: digests and versions."""
    through = summary.rulebook.verified_through or "not stated"
    lists = (
        ("List", f"{used.name}, {used.parties:,} parties, as of {used.as_of}", used.digest)
        for used in summary.lists
    )
    rows = (
        ("Input", summary.input.name, summary.input.digest),
        ("Rulebook", f"checked through {through}", summary.rulebook.digest),
        *lists,
        ("Earmark", summary.earmark, ""),
        ("Judged", f"{plural(summary.cells, 'cell')}: sales that the law can tell apart", ""),
    )
    return tag("footer", tag("h2", "What this rests on"), tag("dl", *_pairs(rows)))


def _pairs(rows: tuple[tuple[str, str, str], ...]) -> Iterator[Markup]:
    for name, said, digest in rows:
        shown = tag("code", digest) if digest else ""
        yield tag("div", tag("dt", name), join([tag("dd", shortened(said)), tag("dd", shown)]))
