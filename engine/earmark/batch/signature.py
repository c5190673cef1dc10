"""What any rule of a rulebook can read of a thing: things with the same signature are one to it.

Names, sources and the words of questions are left out; they are what a person reads, and stay
those of each row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from earmark.law.condition import atoms
from earmark.law.rulebook import Rulebook
from earmark.matter import Applies, Doubt, Known, Ratio, Thing, Value
from earmark.schema import ACTS

_DOUBTFUL: Final = (Doubt, Ratio, Applies)

Paths = Mapping[str, tuple[str, ...]]
"""For each kind of thing, the facts that are read of it."""


def read_by(book: Rulebook) -> Paths:
    """Return every fact that a rule of the book asks, or that is printed."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in printed(book):
        found[path.partition(".")[0]].add(path)
    for rule in book.rules:
        for atom in atoms(rule.when):
            found[atom.field.thing].add(atom.field.path)
    return {thing: tuple(sorted(paths)) for thing, paths in found.items()}


def printed(book: Rulebook) -> Sequence[str]:
    """Return the facts that count as they are: acts, and what rules name as the review policy."""
    named = {rule.review_policy for rule in book.rules}
    policies = sorted(policy[1:-1] for policy in named if policy.startswith("{"))
    return *(f"sale.{act}" for act in ACTS), *policies


def signature(
    thing: Thing, paths: Paths, told: Callable[[str, Value], Hashable] = lambda _, value: value
) -> Hashable:
    """Return what can be read of a thing; ``told`` returns what stands for a value of a fact."""

    def read(path: str, known: Known) -> Hashable:
        return _doubtful(known) if isinstance(known, _DOUBTFUL) else told(path, known)

    options = tuple(
        tuple(read(path, option.values[path]) for path in paths.get(thing.about, ()))
        for option in thing.options
    )
    which = (thing.doubt.key, len(options)) if thing.doubt else ()
    return thing.key, thing.roles, which, options


def everything_of(doubt: Doubt) -> Hashable:
    """Return everything of a doubt but the words of its question."""
    return (
        *(doubt.key, doubt.feeds, doubt.answers, doubt.low, doubt.high),
        *(doubt.among, doubt.may_not_apply, doubt.settles),
    )


def _doubtful(known: Doubt | Ratio | Applies) -> Hashable:
    match known:
        case Doubt():
            return "doubt", everything_of(known)
        case Ratio(of=of, by=by):
            return "ratio", everything_of(of), by
        case Applies(of=of):
            return "applies", everything_of(of)
