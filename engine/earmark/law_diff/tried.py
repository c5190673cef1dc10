"""A sale judged at two standpoints, and what it is like when they share some of what they know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from earmark.conclusion import REVIEW
from earmark.errors import UsageError
from earmark.facts.resolve import Matter, resolve
from earmark.law.rulebook import Law
from earmark.law_diff.stating import told
from earmark.law_diff.trace import Trace, how, trace
from earmark.matter import Facts
from earmark.sale import Sale
from earmark.schema import FIELDS, Kind
from earmark.screening import weigh
from earmark.standpoints import Standpoint, responsible


@dataclass(frozen=True, eq=False)
class Tried:
    """A sale of the pool, by its number in it, judged at both standpoints."""

    number: int
    sale: Sale
    before: Standpoint
    after: Standpoint
    was: Trace
    now: Trace

    @cached_property
    def cost(self) -> int:
        """How much a reader must take in: options, and verdicts that are open."""
        verdicts = (one.judged.answer.verdict for one in (self.was, self.now))
        return len(told(self.sale)) + sum(verdict == REVIEW for verdict in verdicts)

    @cached_property
    def change(self) -> int | None:
        """In what the two sides differ; ``None``: in nothing."""
        return how(self.was, self.now)

    @cached_property
    def responsible(self) -> frozenset[str]:
        """The rules by which both answers differ."""
        return frozenset(responsible(self.was.judged, self.now.judged))

    def rests_on(self, rule: str) -> bool:
        """Tell whether a rule comes to something else, and one of the answers rests on it."""
        turned = self.was.fired.get(rule) != self.now.fired.get(rule)
        return turned and rule in self.was.behind | self.now.behind

    def is_quoted(self, rule: str) -> bool:
        """Tell whether the words of a source that a rule cites name the chip of this sale."""
        chip = re.compile(rf"\b{re.escape(self.sale.chip)}\b")
        books = (self.before.book, self.after.book)
        rules = (book.by_id[rule] for book in books if rule in book.by_id)
        return any(chip.search(cite.quote) for one in rules for cite in one.cites)

    @cached_property
    def matters(self) -> tuple[Matter, Matter]:
        """What is known of the sale at both standpoints."""
        old, new = (one.place(self.sale) for one in (self.before, self.after))
        return resolve(old), resolve(new)

    @cached_property
    def alike(self) -> bool:
        """Whether the names in the sale mean as many parties on both sides."""
        pairs = zip(*(matter.things for matter in self.matters), strict=True)
        return all(len(old.options) == len(new.options) for old, new in pairs)

    @cached_property
    def moved(self) -> frozenset[str]:
        """The facts that are not the same at both, by their paths."""
        return frozenset(
            path
            for old, new in _options(*self.matters)
            for path in old.values.keys() & new.values.keys()
            if old.values[path] != new.values[path]
        )

    @cached_property
    def places(self) -> frozenset[str]:
        """The countries that the sale has to do with, as far as they are known."""
        return frozenset(
            value
            for pair in _options(*self.matters)
            for option in pair
            for path, value in option.values.items()
            if isinstance(value, str) and FIELDS[path].kind is Kind.COUNTRY
        )

    def mixed(self, moved: frozenset[str]) -> Iterator[tuple[Trace, Trace]]:
        """Yield each side with some facts as they are on the other, and the side itself.

        Where no fact is named it is the country groups that are taken from the other side.
        """
        sides = (self.before, self.matters[0], self.was), (self.after, self.matters[1], self.now)
        for (one, matter, itself), (other, its_matter, _) in (sides, sides[::-1]):
            law = one.law if moved else Law(other.law.day, one.law.statements)
            known = _with_facts(matter, its_matter, moved)
            yield trace(weigh(one.place(self.sale), known, law)), itself


def _options(one: Matter, other: Matter) -> Iterator[tuple[Facts, Facts]]:
    """Yield the facts of each thing on both sides, each alternative with its counterpart."""
    for old, new in zip(one.things, other.things, strict=True):
        yield from zip(old.options, new.options, strict=False)


def _with_facts(matter: Matter, other: Matter, paths: frozenset[str]) -> Matter:
    """Return what is known of a sale, some of it as it is known elsewhere."""
    things = tuple(
        replace(
            thing,
            options=tuple(
                replace(
                    one,
                    values={**one.values, **{p: its.values[p] for p in paths & one.values.keys()}},
                )
                for one, its in zip(thing.options, its_thing.options, strict=True)
            ),
        )
        for thing, its_thing in zip(matter.things, other.things, strict=True)
    )
    return replace(matter, things=things)


def try_sale(number: int, sale: Sale, before: Standpoint, after: Standpoint) -> Tried | None:
    """Judge a sale at both standpoints, unless it is no sale at one of them."""
    try:
        return Tried(
            number, sale, before, after, trace(before.weigh(sale)), trace(after.weigh(sale))
        )
    except UsageError:
        return None
