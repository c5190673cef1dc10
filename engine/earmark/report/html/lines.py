"""The lines under one reason, as a table: who gets what, where, when, and why it is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from earmark.batch.summary import Line
from earmark.report.html.filters import Numbered
from earmark.report.html.markup import Markup, named, shortened, tag
from earmark.report.html.units import Unit
from earmark.report.text import plural

_COLUMNS: Final = {
    "line": "Line",
    "order": "Order",
    "parties": "Parties",
    "quantity": "Quantity",
    "chip": "Chip",
    "to": "Destination",
    "day": "Day",
}


class Lines:
    """Writes the lines of a page; ``reasons`` tells under which number each group stands on it."""

    def __init__(self, numbered: Numbered, reasons: Mapping[int, int]) -> None:
        self._numbered = numbered
        self._reasons = reasons
        self._orders = count(1)

    def table(self, orders: Iterable[Unit], label: str) -> Markup:
        """Return the table of the orders under one reason, with the button that shows more."""
        bodies = [
            self._line(line, unit, order)
            for unit, order in zip(orders, self._orders, strict=False)
            for line in unit.lines
        ]
        if not bodies:
            return Markup()
        head = (tag("th", name, scope="col", class_=key) for key, name in _COLUMNS.items())
        return tag(
            "div",
            tag("table", tag("thead", tag("tr", *head)), *bodies, aria_label=label),
            tag("button", type="button", class_="more", hidden=True),
            class_="lines",
        )

    def _line(self, line: Line, unit: Unit, order: int) -> Markup:
        goes_on = "" if line is unit.lines[0] else " goes-on"
        why = tag("td", *self._why(line, unit), colspan=len(_COLUMNS) - 1)
        return tag(
            "tbody",
            tag("tr", *_cells(line, unit)),
            tag("tr", tag("td"), why, class_="why"),
            class_=f"line{goes_on}",
            data_order=order,
            data_group=line.group,
            **self._numbered.of(line),
        )

    def _why(self, line: Line, unit: Unit) -> Iterator[Markup]:
        if line.group != unit.group:
            number = self._reasons[line.group]
            where = tag("a", f"reason {number}", href=f"#reason-{number}")
            verdict = tag("span", line.verdict.upper(), class_=f"verdict {line.verdict}")
            yield tag("p", verdict, " by ", where)
        yield tag("p", shortened(line.reason))
        for question in line.questions:
            yield tag("p", f"To ask: {shortened(question)}", class_="ask")
        for warning in line.warnings:
            yield tag("p", f"Red flag: {shortened(warning)}", class_="flag")


def _cells(line: Line, unit: Unit) -> Iterator[Markup]:
    yield tag("th", str(line.row), scope="row", class_="line")
    yield tag("td", *_order(line, unit), class_="order")
    yield tag("td", named(line.buyer), class_="parties")
    yield tag("td", named(line.quantity), class_="quantity")
    yield tag("td", named(line.chip), class_="chip")
    yield tag("td", named(line.destination), class_="to")
    yield tag("td", str(line.on), class_="day")


def _order(line: Line, unit: Unit) -> Iterator[Markup]:
    """Yield the order number; where an order has several lines, also what it comes to."""
    yield named(line.order_id) if line.order_id else Markup("–")
    if len(unit.lines) > 1 and line is unit.lines[0]:
        verdict = tag("span", unit.verdict.upper(), class_=f"verdict {unit.verdict}")
        yield tag("small", verdict, f", {plural(len(unit.lines), 'line')}")
