"""Sources of a rule: the paragraph of law, and the words of a source text with their gloss."""

from __future__ import annotations

from collections.abc import Iterable

from earmark.law.citation import seeds
from earmark.report.html.markup import Markup, join, tag
from earmark.verdict import Cited


def law(citations: Iterable[Cited]) -> Markup:
    """Return the paragraphs of law and the notices that made them."""
    return join(
        tag("p", f"{cite.law} ({cite.notice})" if cite.notice else cite.law, class_="law")
        for cite in citations
        if cite.law
    )


def quotes(citations: Iterable[Cited], *, open_: bool) -> Markup:
    """Return the quotes, folded away on a screen unless ``open_``; a print shows them all."""
    quoted = [_quote(cite) for cite in citations if cite.quote and cite.seed]
    if not quoted:
        return Markup()
    title = "The source text" if len(quoted) == 1 else f"The source text, {len(quoted)} quotes"
    return tag("details", tag("summary", title), *quoted, class_="quotes", open=open_)


def _quote(cite: Cited) -> Markup:
    known = seeds().get(cite.seed or "")
    words = tag("p", f"“{cite.quote}”", lang=known.language if known else False)
    place = tag("span", f"{cite.seed}, characters {cite.start}–{cite.end}", class_="place")
    gloss = tag("p", f"= {cite.gloss} " if cite.gloss else "", place, class_="gloss")
    return tag("blockquote", words, gloss)
