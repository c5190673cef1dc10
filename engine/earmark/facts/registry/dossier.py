"""Everything on file about one party, under all its names and keys."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from earmark.facts.lists.rows import identifier
from earmark.facts.parties import Party
from earmark.facts.registry.decisions import Decision
from earmark.facts.registry.graph import Graph
from earmark.facts.registry.lookup import bearers
from earmark.facts.registry.reading import Listed, RegistryFile
from earmark.facts.registry.screened import laid_over
from earmark.facts.shipped import registry


class Dossier(NamedTuple):
    """``nodes`` are what the party is in ``graph``; both are empty where no stake is on file."""

    name: str
    shipped: tuple[Party, ...]
    listed: tuple[Listed, ...] = ()
    decisions: tuple[Decision, ...] = ()
    graph: Graph | None = None
    nodes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything is on file."""
        return bool(self.shipped or self.listed or self.nodes)


def dossier(party: str, user: RegistryFile | None, on: date) -> Dossier:
    """Gather what is on file about a party, by a name that means it for certain, or a key."""
    keys = _keys(party, user)
    shipped = tuple(one for one in map(registry().party, keys) if one)
    if user is None:
        return Dossier(party, shipped)
    listed = tuple(one for key in keys for one in user.entries(key))
    graph = user.shares(on)
    names = dict.fromkeys((*(one.entry.name for one in listed), party))
    meant = (node for name in names for node in graph.nodes(name))
    nodes = dict.fromkeys((*meant, identifier(party)))
    decisions = (
        one
        for one in user.every_decision()
        if one.name in names or not {*keys}.isdisjoint(one.parties)
    )
    known = tuple(node for node in nodes if graph.knows(node))
    return Dossier(next(iter(names)), shipped, listed, tuple(decisions), graph, known)


def _keys(party: str, user: RegistryFile | None) -> tuple[str, ...]:
    """Return all keys of the party of a key, or of all of a name; else what was given."""
    known = laid_over(user)
    by_key = known.party(party)
    if by_key:
        return known.on_file(by_key).keys
    found = bearers(party, known)
    if not found or not found[0].certain:
        return (party,)
    return tuple(key for one in found for key in one.keys)
