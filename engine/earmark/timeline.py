"""One sale on every day: the verdict as periods, each with what changed it.

Nothing that a timeline tells can change but on a day on which a rule, a country group or what is
on file changes; those days are judged, by the reference judge, and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, JsonValue

from earmark.conclusion import Answer
from earmark.errors import Fault, UsageError
from earmark.facts.changes import changes as shipped_changes
from earmark.facts.changes import changes_on_file
from earmark.facts.countries import country
from earmark.facts.parties import Registry
from earmark.facts.resolve import Matter, resolve
from earmark.law.rulebook import Rulebook, shipped
from earmark.reason import reason
from earmark.resources import VERSION
from earmark.sale import FIRST_DAY, LAST_DAY, Sale
from earmark.screening import DEFAULT
from earmark.turns.causes import Change, changes
from earmark.turns.standing import Standing
from earmark.verdict import ExceptionHelp, ListUsed, RulebookUsed

_DAY = timedelta(days=1)


class Period(BaseModel):
    """Days that follow each other and are answered alike: from ``first`` to ``last``, inclusive.

    ``last`` is ``None`` for the period that is still open. ``deciding`` are the ids of the rules
    that carry the verdict, ``exceptions`` those that are used or could help whatever the unknowns
    turn out to be, ``questions`` what decides a review. ``reason`` is what a deciding rule says on
    the first day: of several, a certain one before others, then that with the strictest policy.
    ``changed_by`` is why it is not as in the period before; the first period has none.
    """

    model_config = ConfigDict(frozen=True)

    first: date
    last: date | None
    verdict: Answer
    review_policy: str | None
    deciding: tuple[str, ...]
    exceptions: tuple[ExceptionHelp, ...]
    questions: tuple[str, ...]
    reason: str
    changed_by: tuple[Change, ...]

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the period."""
        return self.first <= day and (self.last is None or day <= self.last)


class Timeline(BaseModel):
    """The answer to one sale on every day since 2019-01-01, with everything that it rests on.

    ``periods`` follow each other without a gap; the last is open. ``sale`` is as it was understood
    on the first day. ``caveats`` says what was assumed on any day, and what was not checked.
    """

    model_config = ConfigDict(frozen=True)

    sale: dict[str, JsonValue]
    periods: tuple[Period, ...]
    rulebook: RulebookUsed
    lists: tuple[ListUsed, ...]
    judges: dict[str, str]
    caveats: tuple[str, ...]
    earmark: str

    def on(self, day: date) -> Period:
        """Return the period that covers ``day``. Raises :class:`ValueError` before the first."""
        for period in self.periods:
            if period.covers(day):
                return period
        raise ValueError(f"{day} is before {self.periods[0].first}")


@dataclass(frozen=True)
class _Start:
    """The first day of a period, with how the sale stands then and stood the day before."""

    day: date
    standing: Standing
    before: Standing | None


def timeline(
    sale: Sale, *, rulebook: Rulebook | None = None, registry: Registry | None = None
) -> Timeline:
    """Return the verdict on a sale on every day since 2019-01-01; ``sale.on`` does not matter.

    Raises :class:`UsageError` as :func:`earmark.screen` does, for any of the days.
    """
    book = (rulebook or shipped()).about("sale")
    standings = _standings(sale, book, registry)
    starts = _starts(standings)
    return Timeline(
        sale=_stated(standings[0]),
        periods=_periods(starts, book),
        rulebook=RulebookUsed(digest=book.digest, verified_through=book.verified_through),
        lists=tuple(ListUsed.model_validate(used) for used in standings[0].matter.lists),
        judges={"reference": "every period", "chaining": "not asked"},
        caveats=_caveats([standing.matter for standing in standings], book),
        earmark=VERSION,
    )


# -- days ------------------------------------------------------------------------------------


def days(book: Rulebook, *on_file: date) -> tuple[date, ...]:
    """Return every day on which an answer may differ from the day before, and the first day.

    ``on_file`` are days on which what a user's registry knows of the companies changes.
    """
    moving = {*book.boundaries, *shipped_changes(), *on_file}
    return (FIRST_DAY, *sorted(day for day in moving if FIRST_DAY < day <= LAST_DAY))


def _standings(sale: Sale, book: Rulebook, registry: Registry | None) -> list[Standing]:
    """Return how a sale stands on each of those days, once for days that are alike."""
    found: list[Standing] = []
    for day in days(book, *changes_on_file(sale, registry)):
        dated = sale.model_copy(update={"on": day})
        standing = Standing(dated, _resolved(dated, registry), book.on(day))
        if not found or not standing.is_like(found[-1]):
            found.append(standing)
    return found


def _resolved(sale: Sale, registry: Registry | None) -> Matter:
    try:
        return resolve(sale, registry)
    except UsageError as error:
        # Places are dated, so a kind of sale may contradict them on some of the days only.
        raise UsageError(
            Fault(fault.code, f"on {sale.on} {fault.message}", fault.place, fault.hint)
            for fault in error.faults
        ) from None


# -- periods ---------------------------------------------------------------------------------


def _starts(standings: Sequence[Standing]) -> list[_Start]:
    starts = [_Start(standings[0].sale.on, standings[0], None)]
    for before, standing in pairwise(standings):
        if standing.told != before.told:
            starts.append(_Start(standing.sale.on, standing, before))
    return starts


def _periods(starts: Sequence[_Start], book: Rulebook) -> tuple[Period, ...]:
    ends = [start.day - _DAY for start in starts[1:]]
    return tuple(
        _period(start, end, book) for start, end in zip(starts, [*ends, None], strict=True)
    )


def _period(start: _Start, last: date | None, book: Rulebook) -> Period:
    standing = start.standing
    return Period(
        first=start.day,
        last=last,
        verdict=standing.weighed.verdict,
        review_policy=standing.licence.review_policy,
        deciding=standing.weighed.deciding,
        exceptions=standing.exceptions,
        questions=tuple(question.ask for question in standing.questions),
        reason=_reason(standing),
        changed_by=changes(start.before, standing, book) if start.before else (),
    )


def _reason(standing: Standing) -> str:
    """Return what carries the verdict, or the law's own default."""
    return str(reason(standing.weighed, standing.licence) or DEFAULT)


# -- what goes with it -----------------------------------------------------------------------


def _stated(standing: Standing) -> dict[str, JsonValue]:
    """Return the sale as it was stated, with its places as codes."""
    sale = standing.sale
    stated = sale.model_dump(mode="json", exclude={"on"}, exclude_none=True, exclude_defaults=True)
    places = {name: country(getattr(sale, name), sale.on) for name in ("destination", "ship_from")}
    return {**stated, **places}


def _caveats(matters: Sequence[Matter], book: Rulebook) -> tuple[str, ...]:
    ends = (matters[0], matters[-1])
    not_screened = dict.fromkeys(said for matter in ends for said in matter.not_screened)
    assumed = dict.fromkeys(caveat for matter in matters for caveat in matter.caveats)
    return *not_screened, _unchecked(book), *assumed


def _unchecked(book: Rulebook) -> str:
    if book.verified_through is None:
        return "This rulebook does not say through which day it was checked."
    return (
        f"This rulebook was checked through {book.verified_through}. Law that came later is NOT in "
        "it, save what rules list shows: no later day is certain."
    )
