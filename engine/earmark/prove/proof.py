"""The proof of a rulebook: its properties one after the other, each with what it found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.law.rule import Rule
from earmark.law.rulebook import Rulebook
from earmark.prove import (
    consistent,
    dead_rules,
    gaps,
    grounded,
    loopholes,
    minimal,
    monotone,
)
from earmark.prove.found import Broken, Listed, Proof, Proved
from earmark.prove.minimal import changes
from earmark.prove.routes import loophole, routes
from earmark.prove.world import World
from earmark.resources import VERSION
from earmark.verdict import RulebookUsed

Check = Callable[[World], Iterable[Broken | Listed]]

PROPERTIES: Final[Mapping[str, tuple[str, Check]]] = {
    "grounded": (grounded.SENTENCE, grounded.check),
    "consistent": (consistent.SENTENCE, consistent.check),
    "no-dead-rule": (dead_rules.SENTENCE, dead_rules.check),
    "no-gap": (gaps.SENTENCE, gaps.check),
    "monotone": (monotone.SENTENCE, monotone.check),
    "no-loophole": (loopholes.SENTENCE, loopholes.check),
    "minimal": (minimal.SENTENCE, minimal.check),
}
"""Every property by its name: the sentence that it is, and what looks for what breaks it."""

_LOOPHOLE: Final = "no-loophole"
_MINIMAL: Final = "minimal"

_FREE: Final = (
    "Facts are free of each other, save where one follows from another: a chip may have any name "
    "with any figures, a company any entries with any seat."
)
_NO_LOOPHOLE: Final = "no-loophole is about sales: an investment has one company, its target"
_CHECKED: Final = (
    "The rulebook was checked against the law through {}: what it leaves out is not seen here."
)
_INSIDE: Final = (
    "A company in several roles counts as several companies that are alike. These rules read what "
    "others find of a company in another role, and were not proved for one company in both: {}."
)


def prove(
    book: Rulebook,
    names: Iterable[str] = (),
    tell: Callable[[int], None] = lambda _: None,
) -> Proof:
    """Return what holds for every deal under a rulebook: all that can, or the properties named.

    ``tell`` is called with the number of steps that are done: epochs read, properties proved.
    Raises :class:`UsageError` for a name that is none of ``PROPERTIES``, or of one that is not
    about such deals.
    """
    began = time.monotonic()
    asked = _asked(book, tuple(dict.fromkeys(names)))
    world = World(book, tell)
    properties = []
    for count, name in enumerate(asked, 1):
        properties.append(_proved(world, name))
        tell(len(world.space.days) + count)
    found = list(routes(world)) if _LOOPHOLE in asked else []
    return Proof(
        deals="sale" if book.deal == "sale" else "investment",
        rulebook=RulebookUsed(digest=book.digest, verified_through=book.verified_through),
        first=world.space.days[0],
        epochs=len(world.space.days),
        facts=len(world.space.cells),
        cells=sum(world.diagrams.count(one.feasible) for one in world.readings),
        nodes=len(world.diagrams),
        judged=world.judged,
        properties=tuple(properties),
        changes=tuple(changes(world)) if _MINIMAL in asked else (),
        routes=tuple(found),
        loophole=loophole(world, found),
        caveats=tuple(_caveats(book)),
        seconds=time.monotonic() - began,
        earmark=VERSION,
    )


def _asked(book: Rulebook, names: Sequence[str]) -> Sequence[str]:
    """Return the names of the properties to prove."""
    faults = [_unknown(name) for name in names if name not in PROPERTIES]
    if book.deal != "sale" and _LOOPHOLE in names:
        faults.append(Fault("property-of-sales", _NO_LOOPHOLE))
    if faults:
        raise UsageError(faults)
    return names or [name for name in PROPERTIES if book.deal == "sale" or name != _LOOPHOLE]


def _unknown(name: str) -> Fault:
    hint = nearest(name, PROPERTIES) or f"properties are {', '.join(PROPERTIES)}"
    return Fault("unknown-property", f"there is no property {quoted(name)}", hint=hint)


def _proved(world: World, name: str) -> Proved:
    began = time.monotonic()
    sentence, check = PROPERTIES[name]
    found = list(check(world))
    broken = tuple(one for one in found if isinstance(one, Broken))
    return Proved(
        name=name,
        sentence=sentence,
        holds=not broken,
        listed=tuple(one for one in found if isinstance(one, Listed)),
        broken=broken,
        seconds=time.monotonic() - began,
    )


def _caveats(book: Rulebook) -> Iterator[str]:
    yield _FREE
    across = [rule.id for rule in book.rules if _reads_across(rule, book)]
    if across:
        yield _INSIDE.format(", ".join(across))
    if book.deal != "sale":
        yield f"{_NO_LOOPHOLE}."
    yield _CHECKED.format(book.verified_through or "no day that it states")


def _reads_across(rule: Rule, book: Rulebook) -> bool:
    """Tell whether a rule about a company reads a finding made of companies in other roles."""
    read = {*rule.given, *rule.unless}
    found = (one for one in book.rules if one.about == "party" and one.finding in read)
    return rule.about == "party" and any(one.roles != rule.roles for one in found)
