"""What became of the loophole: a listed company, and those through which it buys, by period.

The source text describes how a group with a company on a list bought chips through others that
were on none. This is that sale, of chips that the law treats differently: sent to Singapore from
the United States by a seller that no letter binds, with no act done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from earmark.conclusion import ALLOW, DENY, REVIEW, Answer
from earmark.facts.resolve import resolve
from earmark.matter import Applies, Doubt, Ratio
from earmark.prove.companies import HOME, Burden, Companies, Way, sale_to, stakes
from earmark.prove.found import Route
from earmark.prove.known import TO
from earmark.prove.loopholes import WAYS
from earmark.prove.space import OTHER_SELLER, Taken
from earmark.prove.stating import case
from earmark.prove.world import World
from earmark.sale import FIRST_DAY, Sale

LISTED: Final = Burden("on the Entity List, with its seat in China", "EL", seat="CN")

CHIPS: Final = {"H800": "an advanced chip", "T4": "a chip below the limits"}
"""The chips, and what the law makes of them since 2023."""

_Told = tuple[Answer, tuple[Answer, ...]]


def routes(world: World) -> Iterator[Route]:
    """Yield how each chip is answered, for each period in which no answer changes."""
    companies = Companies(world.space)
    for chip in CHIPS:
        cell = _cell(world, chip)
        told = [(day, _told(world, companies, cell, day)) for day in world.space.days]
        periods = [list(days) for _, days in groupby(told, lambda one: one[1])]
        starts = [days[0][0] for days in periods]
        lasts = [start - timedelta(days=1) for start in starts[1:]]
        for days, last in zip(periods, [*lasts, None], strict=True):
            first, (itself, through) = days[0]
            by_way: dict[str, str] = dict(zip(map(str, WAYS), through, strict=True))
            yield Route(chip=chip, first=first, last=last, itself=itself, through=by_way)


def loophole(world: World, found: list[Route]) -> str:
    """Return the last sale of an advanced chip through which the loophole was used, as a case."""
    chip, what = next(iter(CHIPS.items()))
    way = WAYS[0]
    for route in reversed([one for one in found if one.chip == chip]):
        if route.itself == DENY and route.through[str(way)] == ALLOW and route.last:
            says = f"The loophole: {what} for a listed company, through one that it owns"
            stated = {**sale_to(LISTED, way), **_deal(chip)}
            return case(world.book, says, stated, route.last, LISTED.listings, stakes(LISTED, way))
    return ""


def _told(world: World, companies: Companies, cell: Taken, day: date) -> _Told:
    law = world.book.on(day)

    def answer(way: Way | None) -> Answer:
        sold = companies.sold(law, LISTED, way)
        if world.diagrams.has(sold.must_deny, cell):
            return DENY
        return REVIEW if world.diagrams.has(sold.may_deny, cell) else ALLOW

    return answer(None), tuple(map(answer, WAYS))


def _deal(chip: str) -> dict[str, str]:
    return {"chip": chip, "destination": HOME, "seller": OTHER_SELLER}


def _cell(world: World, chip: str) -> Taken:
    """Return the cell of a sale of a chip; what is not known of it does not matter here."""
    sale = Sale.model_validate({**_deal(chip), "buyer": "Acme Cloud", "on": FIRST_DAY})
    values = resolve(sale).things[0].options[0].values
    space = world.space
    cell = dict.fromkeys(space.cells, 0)
    known = {**values, TO: HOME}
    for path, value in known.items():
        if path in cell and not isinstance(value, Doubt | Ratio | Applies):
            cell[path] = space.number(path, value)
    return cell
