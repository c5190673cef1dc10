"""Sales made of the chips, places and buyers that the law at two standpoints tells apart.

Of all chips, and of all parties, for whom the same rules fire the most familiar one is taken; a
country for each set of rules whose conditions its name meets. Chips that no table has are made
up, at and below the limits that the law names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Final

from earmark.facts.chips import chips, find_chips
from earmark.facts.resolve import resolve
from earmark.facts.shipped import registry
from earmark.judges.reference import settled
from earmark.law.cells import cells
from earmark.law.condition import Compare, atoms
from earmark.law.geography import CODES
from earmark.law.rulebook import Law
from earmark.law_diff.stating import Familiarity, Stated, sale_of
from earmark.matter import Doubt
from earmark.sale import Sale
from earmark.schema import FIELDS, Kind
from earmark.standpoints import Standpoint
from earmark.unknowns.views import View

STRANGER: Final = "Acme Cloud"
"""A company on no list and in no registry."""

MEMORY: Final = "memory_bandwidth_density"
"""A figure that memory has and a processor has not."""

_PLAIN: Final = {
    "buyer": STRANGER,
    "buyer_hq": "US",
    "chip": "T4",
    "destination": "US",
    "seller": "Acme Distribution GmbH",
}
"""A sale of which everything is known and that is no export."""

_MADE_UP: Final = "X9000"
_FEW: Final = 4
"""So many of each kind meet all of the others."""

_Fired = frozenset[tuple[str, bool, bool]]
"""Rules that fire, each with whether that is certain and whether it is so at the later side."""


class Grid:
    """Telling chips, places and buyers, as far as some rules (ids) tell them apart."""

    def __init__(
        self,
        before: Standpoint,
        after: Standpoint,
        rules: Collection[str],
        familiarity: Familiarity,
    ) -> None:
        self._standpoints = before, after
        self._laws: list[Law] = [one.law for one in self._standpoints]
        self._rules = frozenset(rules)
        self._familiarity = familiarity

    def sales(self, places: Sequence[str], parties: Sequence[str]) -> Iterator[Stated]:
        """Yield what the sales of the grid state.

        ``places`` (codes) and ``parties`` (names) are in it whatever the rules say of them.
        """
        items, buyers = self._chips(), self._buyers()
        destinations = self._destinations()
        others = [*_strangers(places), *({"buyer": name} for name in parties)]
        everywhere = [*destinations, *places]
        # Every pair of them meets, and the first few of each kind meet everything.
        yield from _crossed(items, buyers, destinations[:_FEW])
        yield from _crossed(items, buyers[:_FEW], everywhere)
        yield from _crossed(items[:_FEW], buyers, everywhere)
        yield from _crossed(items, others, destinations[:_FEW])

    def _chips(self) -> list[Stated]:
        models = (name for name in self._familiarity.names("chip") if find_chips(name).certain)
        named = [{"chip": name} for name in (*models, *_tabled())]
        return self._telling([*named, *self._made_up()], "chip")

    def _buyers(self) -> list[Stated]:
        on_file = (party.name for party in registry().parties.values())
        names = dict.fromkeys((*self._familiarity.names("buyer"), *on_file))
        known = [{"buyer": name} for name in names if registry().find(name).certain]
        return self._telling([*known, *_strangers(self._seats())], "party")

    # -- what the rules tell apart -----------------------------------------------------------

    def _telling(self, candidates: Iterable[Stated], about: str) -> list[Stated]:
        """Return one candidate for each set of rules that fire, those with the fewest first.

        One for whom it is open which rules fire is only taken for a rule that fires for no other.
        """
        found: dict[_Fired, Stated] = {}
        for stated in sorted(candidates, key=self._order):
            fired = self._fired(stated, about)
            if fired is not None:
                found.setdefault(fired, stated)
        settled = {name for fired in found if _certain(fired) for name, *_ in fired}
        return [
            stated
            for fired, stated in sorted(found.items(), key=lambda one: len(one[0]))
            if _certain(fired) or not settled.issuperset(name for name, *_ in fired)
        ]

    def _order(self, stated: Stated) -> tuple[int, int, int]:
        return len(stated), self._familiarity.lacking(stated), len(str(stated))

    def _fired(self, stated: Stated, about: str) -> _Fired | None:
        """Return the rules about a thing that fire, and whether they are certain to."""
        # What is plain must not contradict what is on file of a buyer.
        plain = _PLAIN if about == "chip" else {**_PLAIN, "buyer_hq": None}
        sale = sale_of({**plain, **stated})
        if sale is None:
            return None
        found: set[tuple[str, bool, bool]] = set()
        for later, standpoint in enumerate(self._standpoints):
            weighed = standpoint.weigh(sale)
            certain = {rule for rule, _ in weighed.every.everywhere}
            fired = {
                statement.rule.id
                for side in weighed.sides
                for statement, thing in side.firings
                if thing.about == about
            }
            found |= {(rule, rule in certain, bool(later)) for rule in fired & self._rules}
        return frozenset(found)

    def _destinations(self) -> list[str]:
        """Return a country for each set of rules about the sale whose conditions it meets."""
        found: dict[object, str] = {}
        familiar = self._familiarity.lacking
        for code in sorted(CODES, key=lambda code: (familiar({"destination": code}), code)):
            met = tuple(self._met(standpoint, code) for standpoint in self._standpoints)
            found.setdefault(met, code)
        return list(found.values())

    def _met(self, standpoint: Standpoint, code: str) -> tuple[bool | None, ...]:
        placed = standpoint.place(Sale.model_validate({**_PLAIN, "destination": code}))
        view = View(resolve(placed).things[-1], {})
        return tuple(
            settled(one.rule.when, standpoint.law, view)
            for one in standpoint.law.statements["sale"]
            if one.rule.id in self._rules
        )

    def _seats(self) -> list[str]:
        """Return a country for each answer that rules about parties have on headquarters."""
        doubt = Doubt("seat", "", frozenset({"party.headquarters", "party.parent_headquarters"}))
        return [str(cell.value) for law in self._laws for cell in cells(law, doubt, {})]

    # -- chips that no table has -------------------------------------------------------------

    def _made_up(self) -> Iterator[Stated]:
        """Yield a chip for each set of figures at and below the limits, and memory likewise."""
        figures = {name: values for name in self._asked() if (values := self._figures(name))}
        memory = {name: figures.pop(name) for name in (MEMORY,) if name in figures}
        for kind in (figures, memory):
            if not kind:
                continue
            for chosen in product(*kind.values()):
                yield {"chip": _MADE_UP, **dict(zip(kind, chosen, strict=True))}

    def _asked(self) -> list[str]:
        """Return the facts about chips that the rules ask and that a sale can state."""
        found = {
            atom.field.name
            for law in self._laws
            for statement in law.statements["chip"]
            if statement.rule.id in self._rules
            for atom in atoms(statement.rule.when)
        }
        return sorted(found & Sale.model_fields.keys())

    def _figures(self, name: str) -> list[Any]:
        path = f"chip.{name}"
        if FIELDS[path].kind is Kind.FLAG:
            return [True, False]
        limits = sorted(
            {
                atom.literal
                for law in self._laws
                for atom in law.asked.get(path, ())
                if isinstance(atom, Compare) and isinstance(atom.literal, Fraction)
            }
        )
        return [_decimal(limit) for limit in ([limits[0] / 2, *limits] if limits else [])]


def _strangers(seats: Iterable[str]) -> Iterator[Stated]:
    return ({"buyer": STRANGER, "buyer_hq": code} for code in dict.fromkeys(seats))


def _crossed(
    items: Iterable[Stated], buyers: Iterable[Stated], places: Iterable[str]
) -> Iterator[Stated]:
    for chip, buyer, place in product(items, buyers, dict.fromkeys(places)):
        yield {**buyer, **chip, "destination": place}


def _certain(fired: _Fired) -> bool:
    return all(certain for _, certain, _ in fired)


def _tabled() -> Iterator[str]:
    """Yield the shortest name that means a chip of the table, and it alone."""
    for chip in chips():
        names = (
            name
            for name in sorted((chip.name, *chip.aliases), key=len)
            if (match := find_chips(name)).certain and match.chips == (chip,)
        )
        yield next(names, chip.name)


def _decimal(number: Fraction) -> Decimal:
    rounded = round(Decimal(number.numerator) / Decimal(number.denominator), 4)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded.normalize()
