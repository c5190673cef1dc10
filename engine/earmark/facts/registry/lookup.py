"""Whom a name means, told party by party with where each is on file: what screening believes."""

from __future__ import annotations

from typing import NamedTuple

from earmark.facts.parties import UAE_APPROVED, Match, Party
from earmark.facts.registry.screened import UserRegistry
from earmark.facts.shipped import Shipped
from earmark.facts.spelling import read


class Found(NamedTuple):
    """A party that a name means (``certain``) or may mean.

    ``keys`` are those of its entries, and its id where it is shipped; ``lists`` are codes. The rest
    says why: the alias, the words that agree and those that do not, a score from 0 to 100; none of
    it is there where a person decided so.
    """

    party: Party
    keys: tuple[str, ...]
    lists: tuple[str, ...]
    alias: str
    certain: bool
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float


def look_up(
    name: str, known: UserRegistry | Shipped, countries: frozenset[str] = frozenset()
) -> list[Found]:
    """Return whom a name means, first whom it means for certain, then those whom a list burdens."""
    return _found(name, known.find(name, countries), known)


def bearers(name: str, known: UserRegistry | Shipped) -> list[Found]:
    """Return the same by what is on file alone, whatever was decided about the name."""
    on_file = known.find(name) if isinstance(known, Shipped) else known.bearers(name)
    return _found(name, on_file, known)


def _found(name: str, match: Match, known: UserRegistry | Shipped) -> list[Found]:
    found = [
        Found(
            party,
            *known.on_file(party),
            alias,
            certain=False,
            agreed=agreed,
            differing=differing,
            score=score,
        )
        for party, alias, agreed, differing, score in match.possible
    ]
    found.sort(key=lambda one: (not {*one.lists} - {UAE_APPROVED}, -one.score))
    if match.certain:
        on_file = known.on_file(match.certain)
        words = read(name).words if match.alias else ()
        certain = Found(match.certain, *on_file, match.alias, True, words, (), match.score)
        return [certain, *found]
    return found
