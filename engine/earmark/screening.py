"""One sale end to end: resolve the facts, judge its alternatives, compare, explain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import JsonValue

from earmark import explain, licensing
from earmark.conclusion import ALLOW
from earmark.facts.countries import country
from earmark.facts.parties import Registry
from earmark.facts.resolve import Matter, resolve
from earmark.law.rulebook import Law, Rulebook, shipped
from earmark.resources import VERSION
from earmark.sale import Sale
from earmark.second_opinion import Opinion, second_opinion
from earmark.unknowns.alternatives import Alternatives
from earmark.unknowns.sides import Sides
from earmark.verdict import ListUsed, RulebookUsed, Verdict
from earmark.weighed import Weighed

if TYPE_CHECKING:
    from earmark.judges.chaining import Chaining

DEFAULT = "No rule requires a licence: the EAR's default, no licence required (15 CFR 736.1)."
"""The named default under which a sale is allowed without a rule that allows it."""


def screen(
    sale: Sale,
    *,
    rulebook: Rulebook | None = None,
    registry: Registry | None = None,
    chaining: Chaining | None = None,
) -> Verdict:
    """Return the verdict on one sale, with everything it rests on.

    ``registry`` says who is who; without one only the parties shipped with Earmark are screened.
    The reference judge decides. ``chaining``, where given, judges the same alternatives again;
    a disagreement turns the verdict into ``review``. Raises :class:`UsageError` for a place
    that is no country or a kind of sale that its places contradict.
    """
    book = (rulebook or shipped()).about("sale")
    law = book.on(sale.on)
    matter = resolve(sale, registry)
    weighed = weigh(sale, matter, law)
    opinion = second_opinion(weighed, law, chaining) if chaining else Opinion.not_asked(weighed)
    return Verdict(
        verdict=opinion.verdict,
        licence=licensing.licence(weighed),
        sale=_stated(sale, matter),
        findings=explain.findings(weighed),
        deciding=weighed.deciding,
        exceptions=licensing.exceptions(weighed),
        questions=explain.questions(weighed),
        warnings=explain.warnings(weighed),
        not_fired=explain.not_fired(weighed),
        rulebook=RulebookUsed(digest=book.digest, verified_through=book.verified_through),
        lists=tuple(ListUsed.model_validate(used) for used in matter.lists),
        judges=opinion.record,
        caveats=_caveats(sale, book, weighed, matter, opinion),
        earmark=VERSION,
    )


def weigh(sale: Sale, matter: Matter, law: Law) -> Weighed:
    """Return all sides of a sale under a law, each with what it comes to; no second opinion."""
    return Weighed(Sides(Alternatives.of(law, matter.things)), sale.acts)


def _stated(sale: Sale, matter: Matter) -> dict[str, JsonValue]:
    """Return the sale as it was understood: what was stated, with places and kind resolved."""
    stated = sale.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    places = {name: country(getattr(sale, name), sale.on) for name in ("destination", "ship_from")}
    kind = str(matter.things[-1].options[0].values["sale.kind"])
    return {**stated, "on": sale.on.isoformat(), **places, "kind": kind}


def _caveats(
    sale: Sale, book: Rulebook, weighed: Weighed, matter: Matter, opinion: Opinion
) -> tuple[str, ...]:
    unsure = (*matter.not_screened, *unchecked(sale.on, book))
    caveats = [*opinion.caveats, *unsure, *matter.caveats]
    if weighed.verdict == ALLOW and not weighed.deciding:
        caveats.append(DEFAULT)
    return tuple(caveats)


def unchecked(day: date, book: Rulebook) -> tuple[str, ...]:
    """Return the caveat about a sale on a day that the rulebook was not checked for, if so."""
    if book.verified_through is None:
        said = f"only its own rules were applied ({len(book.rules)} of them)"
        return (f"This rulebook does not say through which day it was checked; {said}.",)
    if day <= book.verified_through:
        return ()
    return (
        f"This rulebook was checked through {book.verified_through}; the {book.deal} is on {day}. "
        "Law that came later is NOT in it, save what rules list shows.",
    )
