"""Read one citation of a rule: a paragraph of law, or a quote that must stand in its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from earmark.errors import Fault, Place, nearest
from earmark.law.citation import Seed, locate
from earmark.law.rule import Citation
from earmark.law.table import Table

_CITE: Final = ("law", "notice", "seed", "quote", "gloss")


def read_cite(
    entry: Mapping[str, object],
    seeds: Mapping[str, Seed],
    faults: list[Fault],
    place: Callable[[str], Place],
) -> Citation:
    """Return the citation; what is wrong with it is added to ``faults``."""
    table = Table(entry, _CITE, faults, place)
    law = table.text("law", required=False)
    for key in ("law", "notice") if "seed" in entry else ("quote", "gloss"):
        if key in entry:
            with_or_without = "with" if "seed" in entry else "without"
            hint = "a citation is of law (law, notice) or of a source text (seed, quote, gloss)"
            table.fault("mixed-citation", f"{key!r} stands {with_or_without} a seed", key, hint)
    if not law and "seed" not in entry:
        table.fault("empty-citation", "the citation has neither law nor seed")
    if "seed" not in entry:
        return Citation(law=law, notice=table.text("notice", required=False))
    file, quote, gloss = table.text("seed"), str(entry.get("quote", "")), table.text("gloss")
    seed = seeds.get(file)
    if seed is None:
        table.fault(
            "unknown-seed",
            f"there is no source text {file!r}",
            "seed",
            nearest(file, seeds),
        )
        return Citation(seed=file, quote=quote)
    try:
        start, end = locate(quote, seed.text)
    except LookupError as error:
        message = f"the quote {error.args[0]} {file}: {quote[:80]!r}"
        table.fault("quote-not-once", message, "quote", _nearest_words(quote, seed.text))
        return Citation(seed=file, quote=quote)
    return Citation(seed=file, quote=quote, gloss=gloss, start=start, end=end)


def _nearest_words(quote: str, text: str) -> str:
    """Return a hint at where the quote departs from the text: its longest true beginning."""
    shared = next((size for size in range(len(quote), 11, -1) if quote[:size] in text), 0)
    if not shared or shared == len(quote):
        return "quote more words" if shared else ""
    at = text.index(quote[:shared]) + shared
    before, after = quote[max(0, shared - 20) : shared], text[at : at + 20]
    return f"the text goes on with {after!r} after {before!r}"
