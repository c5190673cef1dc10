"""Which registered parties a name may mean: those of the user's registry, and the shipped ones."""

from __future__ import annotations

from typing import NamedTuple

from earmark.facts.parties import Party
from earmark.facts.registry.reading import RegistryFile
from earmark.facts.shipped import registry


class Found(NamedTuple):
    """A party that a name means (``certain``) or may mean.

    ``key`` is that of an entry, or the id of a shipped party; ``lists`` are codes. The rest says
    why: the alias, the words that agree and those that do not, a score from 0 to 100.
    """

    key: str
    name: str
    lists: tuple[str, ...]
    alias: str
    certain: bool
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float


def look_up(
    name: str, user: RegistryFile | None, countries: frozenset[str] = frozenset()
) -> list[Found]:
    """Return what a name may mean, best first; where anything is certain, that alone."""
    found = [*_in_lists(name, user, countries), *_shipped(name)]
    certain = [one for one in found if one.certain]
    return sorted(certain or found, key=lambda one: -one.score)


def _in_lists(name: str, user: RegistryFile | None, countries: frozenset[str]) -> list[Found]:
    if user is None:
        return []
    found = []
    for hit in user.index.find(name, countries):
        entries = [listed.entry for listed in user.entries(hit.owner)]
        lists = tuple(dict.fromkeys(entry.list for entry in entries))
        found.append(Found(hit.owner, entries[0].name, lists, *hit[1:6]))
    return found


def _shipped(name: str) -> list[Found]:
    match = registry().find(name)
    if match.certain:
        party = match.certain
        return [Found(party.id, party.name, _lists(party), match.alias, True, (), (), 100.0)]
    return [
        Found(hit.party.id, hit.party.name, _lists(hit.party), hit.alias, False, *hit[2:5])
        for hit in match.possible
    ]


def _lists(party: Party) -> tuple[str, ...]:
    return tuple(dict.fromkeys(listing.list for listing in party.listings))
