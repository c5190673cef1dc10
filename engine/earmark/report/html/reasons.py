"""The denied and reviewed lines, grouped by the rules that carry the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from earmark.batch.summary import Group, RuleCited, Summary
from earmark.conclusion import DENY, REVIEW
from earmark.report.html.filters import Numbered, filters
from earmark.report.html.lines import Lines
from earmark.report.html.markup import Markup, bullets, section, tag
from earmark.report.html.sources import law, quotes
from earmark.report.html.units import Unit, units
from earmark.report.text import plural

_ORDER: Final = (DENY, REVIEW)


def reasons(summary: Summary) -> Iterator[Markup]:
    """Yield the section on what is held, reason by reason: it is most of the page."""
    title, anchor = "Denied and under review, by reason", "reasons"
    numbers = _numbers(summary.groups)
    if not numbers:
        yield section(title, anchor, tag("p", "No line was denied or put under review."))
        return
    told = tag("p", _told(summary), class_="note")
    yield section(title, anchor, told, _index(summary.groups, numbers))
    numbered = Numbered(summary)
    yield Markup('<div class="held">\n')
    yield filters(numbered, len(summary.lines))
    yield from map(_Reasons(summary, numbers, numbered).written, numbers)
    yield Markup("</div>\n")


def _numbers(groups: Sequence[Group]) -> dict[int, int]:
    """Return the number that each group has on the page: the denied first, from 1."""
    held = [at for verdict in _ORDER for at, one in enumerate(groups) if one.verdict == verdict]
    return {at: number for number, at in enumerate(held, 1)}


def _told(summary: Summary) -> str:
    """Say what stands together, and what of the file is not on the page."""
    told = (
        "Lines with the same order number are one order: all its lines that are not allowed stand "
        "together, under the reason of the strictest."
    )
    held, kept = summary.counts.denied + summary.counts.review, len(summary.lines)
    if kept < held:
        told += (
            f" Of {plural(held, 'line')} denied or under review this page has {kept:,}. The other "
            f"{held - kept:,} are counted but not shown; the screened file has them all."
        )
    return told


def _index(groups: Sequence[Group], numbers: Mapping[int, int]) -> Markup:
    columns = (
        tag("th", "Reason", scope="col"),
        tag("th", "Verdict", scope="col"),
        tag("th", "Lines", scope="col", class_="number"),
    )
    rows = (
        tag(
            "tr",
            tag("th", tag("a", _title(groups[at]), href=f"#reason-{number}"), scope="row"),
            tag("td", *_verdict(groups[at])),
            tag("td", f"{groups[at].lines:,}", class_="number"),
        )
        for at, number in numbers.items()
    )
    return tag(
        "table",
        tag("caption", "Reasons"),
        tag("thead", tag("tr", *columns)),
        tag("tbody", *rows),
        class_="index",
    )


class _Reasons:
    """Writes reason after reason; the quotes of a rule are unfolded where it comes first."""

    def __init__(self, summary: Summary, numbers: Mapping[int, int], numbered: Numbered) -> None:
        self._groups = summary.groups
        self._numbers = numbers
        self._numbered = numbered
        self._lines = Lines(numbered, numbers)
        self._orders = units(summary.lines, summary.groups)
        self._kept = Counter(line.group for line in summary.lines)
        self._quoted: set[str] = set()

    def written(self, at: int) -> Markup:
        group, number = self._groups[at], self._numbers[at]
        orders = self._orders.get(at, [])
        anchor = f"reason-{number}"
        return tag(
            "section",
            tag("h3", f"{number}. ", *_verdict(group), id=anchor),
            tag("p", self._counted(at, orders), class_="count"),
            *_conditions(group),
            *map(self._rule, group.rules),
            self._lines.table(orders, f"Lines of reason {number}"),
            class_=f"reason {group.verdict}",
            data_group=at,
            data_verdict=group.verdict,
            data_rules=" ".join(str(self._numbered.rules[one.rule]) for one in group.rules),
        )

    def _counted(self, at: int, orders: Sequence[Unit]) -> str:
        """Say how many lines there are, and where those are that do not stand here."""
        shown = [line.group for unit in orders for line in unit.lines]
        below = shown.count(at)
        elsewhere = self._kept[at] - below
        cut = self._groups[at].lines - self._kept[at]
        said = plural(self._groups[at].lines, "line")
        if elsewhere or cut:
            said += f": {below:,} below"
        if elsewhere:
            said += f", {elsewhere:,} with the rest of their orders under stricter reasons"
        if cut:
            said += f", {cut:,} only in the screened file"
        if len(shown) > below:
            others = plural(len(shown) - below, "line")
            said += f"; with {others} of the same orders that other reasons hold"
        licence = self._groups[at].licence
        return f"{said}. Licence: {licence}." if licence else f"{said}."

    def _rule(self, rule: RuleCited) -> Markup:
        first = rule.rule not in self._quoted
        self._quoted.add(rule.rule)
        return tag(
            "div",
            tag("h4", f"{rule.title} ", tag("code", rule.rule)),
            law(rule.citations),
            quotes(rule.citations, open_=first),
            class_="rule",
        )


def _verdict(group: Group) -> Iterator[str]:
    yield tag("span", group.verdict.upper(), class_=f"verdict {group.verdict}")
    if group.review_policy:
        yield f", {group.review_policy}"


def _title(group: Group) -> str:
    return "; ".join(one.title for one in group.rules) or "No rule decides"


def _conditions(group: Group) -> Iterator[Markup]:
    if group.conditions:
        yield tag("p", f"{group.review_policy.capitalize()} only where the application shows:")
        yield bullets(group.conditions)
