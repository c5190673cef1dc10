"""The deal of which nothing is known: every fact that a rulebook asks for, over all its cells.

A variable is a fact with its cells: the values that no rule on any day tells apart, the plainest
first. What a deal cannot be is left out: bandwidths that do not add up, a move from a place to
itself that is no transfer, a place by a code that counts as another. Else facts are free, also
where no chip and no company on file has them together: what holds for all these deals holds for
those that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final

from earmark.facts.countries import country
from earmark.judges.reference import answer
from earmark.law.cells import ANOTHER, Cell, cells
from earmark.law.condition import atoms
from earmark.law.geography import CODES, names
from earmark.law.rule import Rule, Status
from earmark.law.rulebook import Law, Rulebook, Statement
from earmark.matter import Doubt, Value
from earmark.prove.diagram import ALL, Diagram, Diagrams
from earmark.prove.known import (
    BANDWIDTHS,
    BESIDE,
    DENSITY,
    FOLLOWS,
    MEMORY,
    NAMED,
    ORIGIN,
    SELLER,
    SORT,
    THERE,
    TO,
    foundries,
)
from earmark.prove.stretches import adds_up, within
from earmark.sale import FIRST_DAY, LAST_DAY
from earmark.schema import FIELDS, ROLES, THINGS, Kind

Taken = Mapping[str, int]
"""For each variable, the number of the cell that is taken."""

OTHER_SELLER: Final = "Acme Distribution GmbH"

_ORDER: Final = ("sale", "investment", "chip", "law: ")
"""What comes first among the variables; companies come last. Any other order is slower."""

_NO_YES: Final = (Cell(False, "no"), Cell(True, "yes"))
_NO_TEXT: Final = ("", ANOTHER)
_FAMILIAR: Final = ("DE", "SG", "CN", "RU", "AE", "VN", "TW")


class Space:
    """The cells of every deal under a rulebook; all its days share the variables."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        later = (day for day in book.boundaries if FIRST_DAY < day <= LAST_DAY)
        self.days = (FIRST_DAY, *sorted(later))
        """The first day of each epoch: between two of them the law is the same."""
        self.roles = tuple(role for role in ROLES if any(role in one.roles for one in book.rules))
        self.places: dict[str, list[tuple[str, ...]]] = {}
        """For each variable that is a place, the codes in each of its cells."""
        self.doubts = tuple(law_doubts(book.rules))
        """The variables that tell whether law in doubt is in force."""
        self.answers: dict[object, Diagram] = {}
        """Where questions about the item and the deal are answered yes, as far as they were put."""
        self._law = _every_rule(book.rules)
        self.cells = self._cells()
        self.diagrams = Diagrams({name: len(found) for name, found in self.cells.items()})

    def feasible(self, day: date) -> Diagram:
        """Return the cells that a deal on a day can be in."""
        known = (
            self.diagrams.where(
                name, [index for index, codes in enumerate(classes) if _is_one(codes[0], day)]
            )
            for name, classes in self.places.items()
        )
        return self.diagrams.all((*known, self._bandwidths, self._moves))

    def number(self, name: str, value: Value) -> int:
        """Return the number of the cell of a variable that has a value."""
        if name in self.places:
            return next(at for at, codes in enumerate(self.places[name]) if value in codes)
        cells = list(enumerate(self.cells[name]))
        if isinstance(value, Fraction):
            return next(at for at, cell in cells if within(value, cell))
        named = (
            at for at, cell in cells if value == cell.value or value in cell.label.split(" or ")
        )
        return next(named, 0)

    # -- variables -----------------------------------------------------------------------------

    def _cells(self) -> Mapping[str, tuple[Cell, ...]]:
        found = {name: self._cells_of(path, name) for path, name in self._variables()}
        found |= dict.fromkeys(self.doubts, _NO_YES)
        return dict(sorted(found.items(), key=lambda one: _rank(one[0])))

    def _variables(self) -> Iterator[tuple[str, str]]:
        """Yield each fact that is asked for, with each variable that it is."""
        acts = (f"sale.{act}" for rule in self.book.rules for act in rule.acts)
        asked = dict.fromkeys((*self._law.asked, *acts))
        if not asked.keys().isdisjoint(BESIDE):
            asked = {SORT: None, **asked}
        for path in dict.fromkeys(one for name in asked for one in FOLLOWS.get(name, (name,))):
            if not path.startswith("party."):
                yield path, path
                continue
            for role in self.roles:
                if path in self._asked_of(role):
                    yield path, path.replace("party", role, 1)
        yield from ((name, name) for role, name in NAMED.items() if role in self.roles)

    def _asked_of(self, role: str) -> set[str]:
        rules = (rule for rule in self.book.rules if role in rule.roles)
        return {atom.field.path for rule in rules for atom in atoms(rule.when)}

    def _cells_of(self, path: str, name: str) -> tuple[Cell, ...]:
        match path:
            case "chip.sort":
                return Cell("processor", "a processor"), Cell(MEMORY, "memory")
            case "sale.remote" | "intermediate_consignee.named" | "parent.named":
                return _NO_YES
            case "sale.origin":
                return self._countries("sale.ship_from", name, (THERE,))
            case "sale.seller":
                return tuple(Cell(one, one) for one in self._sellers())
        field = FIELDS[path]
        match field.kind:
            case Kind.COUNTRY:
                return self._countries(path, name)
            case Kind.FLAG:
                return _NO_YES
            case Kind.TEXT:
                return tuple(
                    sorted(self._told_apart(path), key=lambda one: one.value not in _NO_TEXT)
                )
            case _:
                return self._told_apart(path)

    def _told_apart(self, path: str) -> tuple[Cell, ...]:
        doubt = Doubt(path, "", frozenset({path}), may_not_apply=path == DENSITY)
        return cells(self._law, doubt, {})

    def _sellers(self) -> Iterable[str]:
        """Return another company, those whom the law names, and another that is a foundry."""
        named = [
            text for cell in self._told_apart(SELLER)[:-1] for text in cell.label.split(" or ")
        ]
        foundry = next(name for name in foundries() if name not in named)
        return dict.fromkeys((OTHER_SELLER, *named, foundry))

    def _countries(self, path: str, name: str, also: tuple[str, ...] = ()) -> tuple[Cell, ...]:
        """Return the places that no question on any day tells apart, the familiar ones first."""
        alike: dict[object, list[str]] = {}
        for code in sorted(names(), key=lambda code: (_unfamiliar(path, code), code)):
            alike.setdefault(self._signature(path, code), []).append(code)
        classes = [*map(tuple, alike.values()), *((one,) for one in also)]
        self.places[name] = classes
        return tuple(Cell(codes[0], names().get(codes[0], codes[0])) for codes in classes)

    def _signature(self, path: str, code: str) -> object:
        asked = self._law.asked.get(path, ())
        laws = [self.book.on(day) for day in self.days]
        answers = tuple(answer(atom, law, code) for atom in asked for law in laws)
        return answers, tuple(_is_one(code, day) for day in self.days), code == "US"

    # -- what a deal cannot be -------------------------------------------------------------------

    @cached_property
    def _bandwidths(self) -> Diagram:
        """Where the combined bandwidth is the sum of the two others."""
        if not self.cells.keys() >= set(BANDWIDTHS):
            return ALL
        ways = product(*(enumerate(self.cells[name]) for name in BANDWIDTHS))
        return self.diagrams.any(
            self._at(dict(zip(BANDWIDTHS, (one, two, three), strict=True)))
            for (one, memory), (two, rate), (three, total) in ways
            if adds_up(memory, rate, total)
        )

    @cached_property
    def _moves(self) -> Diagram:
        """Everything but a move from the only place of its kind to itself that is no transfer."""
        if ORIGIN not in self.cells:
            return ALL
        to, origins = self.places[TO], self.places[ORIGIN]
        alone = [codes for codes in to if len(codes) == 1 and codes in origins]
        none = (self._at({TO: to.index(one), ORIGIN: origins.index(one)}) for one in alone)
        return self.diagrams.no(self.diagrams.any(none))

    def _at(self, taken: Mapping[str, int]) -> Diagram:
        return self.diagrams.all(self.diagrams.where(name, [one]) for name, one in taken.items())


def law_doubts(rules: Iterable[Rule]) -> list[str]:
    """Return the doubts about what is law, on any day, by the keys that statements have."""
    unsure = (
        f"law: {window.doubt or rule.title}"
        for rule in rules
        for window in rule.windows
        if window.status is Status.UNCONFIRMED
    )
    return list(dict.fromkeys(unsure))


def _every_rule(rules: Iterable[Rule]) -> Law:
    """Return a law of all rules of all days, to ask what is told apart on any of them."""
    every = [Statement(rule, Status.IN_FORCE, "") for rule in rules]
    return Law(
        FIRST_DAY,
        {thing: tuple(one for one in every if one.rule.about == thing) for thing in THINGS},
    )


def _rank(name: str) -> int:
    return next((at for at, start in enumerate(_ORDER) if name.startswith(start)), len(_ORDER))


def _unfamiliar(path: str, code: str) -> int:
    if path == "sale.ship_from" and code == "US":
        return -1
    return _FAMILIAR.index(code) if code in _FAMILIAR else len(_FAMILIAR)


def _is_one(code: str, day: date) -> bool:
    """Tell whether a code is that of a place on a day: Hong Kong counts as China since 2020."""
    return code not in CODES or country(code, day) == code
