"""Sources on a page: the paragraph of law, or the words of a source text with gloss and place."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType

from earmark.report.text import indented
from earmark.verdict import Cited


def sources(citations: Iterable[Cited]) -> list[RenderableType]:
    """Return the lines of the citations, in their order."""
    lines: list[RenderableType] = []
    for cite in citations:
        if cite.law:
            notice = f" ({cite.notice})" if cite.notice else ""
            lines.append(indented(f"law: {cite.law}{notice}", 2, "cyan"))
        else:
            place = f"{cite.seed}, characters {cite.start}–{cite.end}"
            lines.append(indented(f"“{cite.quote}”", 2, "magenta"))
            lines.append(indented(f"= {cite.gloss} [{place}]", 4, "dim"))
    return lines
