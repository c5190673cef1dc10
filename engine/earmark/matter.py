"""What is known, and what is doubtful, about the things of one sale.

A fact is a value, ``None`` where it does not apply, a :class:`Doubt` where it is not known,
or a :class:`Ratio` of a doubt. Judges never see a doubt: alternatives are opened for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = Fraction | bool | str | None
"""Numbers are exact; countries are ISO codes; ``None`` means that the fact does not apply."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that has more than one alternative left.

    ``key`` is what the user can answer ("chip.tpp", "buyer.headquarters"). ``feeds`` names the
    fields that take its value: two facts with the same doubt are the same unknown.
    ``answers`` is set where the alternatives are named ones (which variant, which party);
    ``low`` and ``high`` bound a figure that is known roughly, both inclusive; ``among`` names
    the only values possible, where two sources contradict each other. ``settles`` names the doubts
    that the same answer settles too (a headquarters, stated for a party and its parent).
    """

    key: str
    ask: str
    feeds: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    among: tuple[str, ...] = ()
    may_not_apply: bool = False
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that follows from a doubtful one: ``of`` divided by ``by`` (mm²)."""

    of: Doubt
    by: Fraction


@dataclass(frozen=True, slots=True)
class Applies:
    """A flag that follows from a doubtful figure: whether ``of`` applies at all."""

    of: Doubt


Known = Value | Doubt | Ratio | Applies


def doubt_of(known: Known) -> Doubt | None:
    """Return the doubt that a fact hangs on, if it hangs on one."""
    match known:
        case Doubt():
            return known
        case Ratio(of=of) | Applies(of=of):
            return of
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one alternative of a thing, with the source of each where there is one."""

    values: Mapping[str, Known]
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thing:
    """A chip, a party or the sale itself: one alternative, or several under a doubt.

    ``options`` and ``doubt.answers`` run in parallel. ``key`` names the thing within the sale:
    ``chip``, ``sale``, or a party's first role. ``notes`` are printed as caveats.
    """

    key: str
    about: str
    name: str
    options: tuple[Facts, ...]
    doubt: Doubt | None = None
    roles: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def keys_of(thing: Thing, path: str) -> Iterator[str]:
    """Yield the keys of the doubts that a fact of a thing hangs on, that of its options first."""
    if thing.doubt:
        yield thing.doubt.key
    for option in thing.options:
        doubt = doubt_of(option.values[path])
        if doubt:
            yield doubt.key
