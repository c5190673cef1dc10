"""What a reader narrows the lines by. Without scripts there is nothing to set, so it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from earmark.batch.summary import Line, Summary
from earmark.conclusion import ALLOW, DENY, REVIEW
from earmark.report.html.markup import Markup, tag
from earmark.report.text import plural

_LABEL: Final = 60
"""Characters of a choice in a list."""


class Numbered:
    """The things that lines can be narrowed by, each under a number that its lines carry."""

    def __init__(self, summary: Summary) -> None:
        self.destinations = _numbered(line.destination for line in summary.lines)
        self.chips = _numbered(line.chip for line in summary.lines)
        self.rules = _numbered(
            cited.rule
            for group in summary.groups
            for cited in group.rules
            if group.verdict != ALLOW
        )

    def of(self, line: Line) -> dict[str, int]:
        """Return the attributes of a line."""
        return {"data_to": self.destinations[line.destination], "data_chip": self.chips[line.chip]}


def filters(numbered: Numbered, kept: int) -> Markup:
    """Return the form, and the line that always says how many of the ``kept`` lines match."""
    form = tag(
        "form",
        _search(),
        _verdict(),
        _choice("to", "Destination", numbered.destinations),
        _choice("chip", "Chip", numbered.chips),
        _choice("rule", "Rule", numbered.rules),
        tag("button", "Clear", type="reset"),
        id="filters",
        role="search",
        aria_label="Narrow the lines",
        hidden=True,
    )
    status = tag("p", f"{kept:,} of {plural(kept, 'line')}", id="status", role="status")
    return tag("div", form, status, class_="narrow")


def _search() -> Markup:
    field = tag("input", type="search", name="words", autocomplete="off", spellcheck="false")
    return tag("label", tag("span", "Search"), field, class_="search")


def _verdict() -> Markup:
    choices = (("", "All"), (DENY, "Deny"), (REVIEW, "Review"))
    return tag(
        "fieldset",
        tag("legend", "Verdict"),
        *(
            tag(
                "label",
                tag("input", type="radio", name="verdict", value=value, checked=not value),
                tag("span", label),
            )
            for value, label in choices
        ),
    )


def _choice(name: str, label: str, numbers: Mapping[str, int]) -> Markup:
    options = (
        tag("option", text if len(text) <= _LABEL else f"{text[:_LABEL]}…", value=number)
        for text, number in sorted(numbers.items())
    )
    every = tag("option", "All", value="")
    return tag("label", tag("span", label), tag("select", every, *options, name=name))


def _numbered(things: Iterable[str]) -> dict[str, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}
