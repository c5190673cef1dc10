"""A verdict on an investment for a person: the same page as for a sale, without any licence."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType

from earmark.facts.countries import country_name
from earmark.investing import NO_RULE
from earmark.investment_verdict import InvestmentVerdict
from earmark.report.console import headline, reasoned
from earmark.report.text import plain, show


def print_investment(verdict: InvestmentVerdict) -> None:
    """Print a verdict on standard output; plain text where that is no terminal."""
    show(_parts(verdict))


def _parts(verdict: InvestmentVerdict) -> Iterable[RenderableType]:
    yield headline(verdict.verdict, _deal(verdict))
    if NO_RULE in verdict.caveats:
        yield plain(NO_RULE)
    yield from reasoned(verdict, "Duties and notices", said=(NO_RULE,))


def _deal(verdict: InvestmentVerdict) -> str:
    """Return who invests in whom, by what and when, in one line."""
    stated = verdict.investment
    seat = f" of {country_name(str(stated['target_hq']))}" if "target_hq" in stated else ""
    known = [str(stated[field]) for field in ("instrument", "activity") if field in stated]
    what = f" ({'; '.join(known)})" if known else ""
    return f"{stated['investor']} invests in {stated['target']}{seat}{what}, on {stated['on']}"
