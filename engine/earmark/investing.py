"""One investment end to end: resolve the facts, judge its alternatives, compare, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from earmark import explain
from earmark.conclusion import ALLOW
from earmark.facts.countries import country
from earmark.facts.parties import Registry
from earmark.facts.resolve import Matter
from earmark.facts.target import resolve_investment
from earmark.investment import Investment
from earmark.investment_verdict import InvestmentVerdict
from earmark.law.rulebook import Rulebook, shipped_for_investments
from earmark.resources import VERSION
from earmark.screening import unchecked
from earmark.second_opinion import Opinion, second_opinion
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.verdict import ListUsed, RulebookUsed
from earmark.weighed import Weighed

if TYPE_CHECKING:
    from earmark.judges.chaining import Chaining

NO_RULE: Final = "No rule prohibits the investment under this rulebook and the lists loaded."
"""What is said where an investment is allowed: no rule allows one, some prohibit."""


def screen_investment(
    investment: Investment,
    *,
    rulebook: Rulebook | None = None,
    registry: Registry | None = None,
    chaining: Chaining | None = None,
) -> InvestmentVerdict:
    """Return the verdict on one investment, with everything it rests on.

    The judges work as in :func:`earmark.screen`, on rules of their own: a chip licence bears on
    no investment, nor the other way round. Raises :class:`UsageError` for a place that is no
    country, :class:`InputFileError` for a rulebook that is about sales.
    """
    book = (rulebook or shipped_for_investments()).about("investment")
    law = book.on(investment.on)
    matter = resolve_investment(investment, registry)
    weighed = weigh(matter, book, investment)
    opinion = second_opinion(weighed, law, chaining) if chaining else Opinion.not_asked(weighed)
    return InvestmentVerdict(
        verdict=opinion.verdict,
        investment=_stated(investment),
        findings=explain.findings(weighed),
        deciding=weighed.deciding,
        questions=explain.questions(weighed),
        warnings=explain.warnings(weighed),
        not_fired=explain.not_fired(weighed),
        rulebook=RulebookUsed(digest=book.digest, verified_through=book.verified_through),
        lists=tuple(ListUsed.model_validate(used) for used in matter.lists),
        judges=opinion.record,
        caveats=_caveats(investment, book, weighed, matter, opinion),
        earmark=VERSION,
    )


def weigh(matter: Matter, book: Rulebook, investment: Investment) -> Weighed:
    """Return all sides of an investment, each with what it comes to; no second opinion."""
    alternatives = Alternatives.of(book.on(investment.on), matter.things)
    return Weighed(Sides(alternatives), frozenset())


def _stated(investment: Investment) -> dict[str, JsonValue]:
    """Return the investment as it was understood: what was stated, with places resolved."""
    stated = investment.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    places: dict[str, JsonValue] = {
        field: country(str(stated[field]), investment.on)
        for field in ("target_hq", "target_parent_hq")
        if field in stated
    }
    return {**stated, **places, "on": investment.on.isoformat()}


def _caveats(
    investment: Investment, book: Rulebook, weighed: Weighed, matter: Matter, opinion: Opinion
) -> tuple[str, ...]:
    unsure = (*matter.not_screened, *unchecked(investment.on, book))
    caveats = [*opinion.caveats, *unsure, *matter.caveats]
    if weighed.verdict == ALLOW:
        caveats.append(NO_RULE)
    return tuple(caveats)
