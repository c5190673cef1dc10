"""Everything on file about a party: its listings, where it sits, who owns it, what it owns."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final

from rich.console import RenderableType
from rich.tree import Tree

from earmark.facts.parties import Listing, Party
from earmark.facts.registry.dossier import Dossier
from earmark.facts.registry.graph import Graph
from earmark.facts.registry.reading import Listed
from earmark.facts.stake_words import share_text
from earmark.facts.stakes import Stake
from earmark.report.page import section
from earmark.report.registry import decided
from earmark.report.text import Pairs, plain, show

_WIDEST: Final = 25
_DEEPEST: Final = 10
_MOST_LINES: Final = 200
"""Lines of a tree; what is left out is counted."""

_Steps = Callable[[str], Iterable[Stake]]


def print_dossier(found: Dossier) -> None:
    """Print what is known of a party."""
    parts: list[RenderableType] = [plain(found.name, "bold")]
    for one in found.listed:
        parts += section(f"{one.entry.list}: {one.entry.name}", [Pairs(_listing(one))])
    for party in found.shipped:
        parts += section(f"Shipped with Earmark: {party.name}", [Pairs(_shipped(party))])
    for node in found.nodes:
        if found.graph:
            parts += _on_file(found.graph, node)
    show([*parts, *section("Decisions", decided(found.decisions))])


def _listing(one: Listed) -> list[tuple[str, str]]:
    entry = one.entry
    days = dict.fromkeys(
        str(dating.since or f"not known ({dating.said})") for dating in one.datings
    )
    addresses = entry.addresses or tuple(
        dict.fromkeys(place for dating in one.datings for place in dating.addresses)
    )
    stated = {
        "key": entry.key,
        "type": entry.type,
        "in force since": str(entry.start or " or ".join(days) or "not known"),
        "until": str(entry.end or ""),
        "in the copies of": ", ".join(map(str, one.seen)),
        "gone in that of": str(one.gone or ""),
        "also called": "; ".join(entry.aliases),
        "countries": ", ".join(entry.countries),
        "addresses": "; ".join(addresses),
        "programs": ", ".join(entry.programs),
        "notices": "; ".join(entry.notices),
        "footnotes": ", ".join(entry.footnotes),
        "licence requirement": entry.requirement,
        "review policy": entry.policy,
        "remarks": entry.remarks,
        "source": entry.url,
    }
    return [(name, text) for name, text in stated.items() if text]


def _shipped(party: Party) -> list[tuple[str, str]]:
    stated = {
        "id": party.id,
        "status": party.status,
        "headquarters": _with(party.headquarters, party.headquarters_source),
        "ultimate parent": party.parent,
        "also called": "; ".join(party.aliases),
        "note": party.note,
    }
    rows = [(name, text) for name, text in stated.items() if text]
    return rows + [(listing.list, _dated(listing)) for listing in party.listings]


def _dated(listing: Listing) -> str:
    until = f" until {listing.until}" if listing.until else ""
    notes = "".join(f", footnote {note} since {day}" for note, day in listing.footnotes)
    return f"as {listing.listed_as}, since {listing.since}{until}{notes}; {listing.cited}"


def _on_file(graph: Graph, node: str) -> Iterable[RenderableType]:
    rows = [("node", node)]
    for firm in graph.firms(node):
        rows += [
            ("name", firm.name),
            ("also called", "; ".join(firm.other_names)),
            ("headquarters", firm.headquarters),
            ("incorporated", firm.incorporated),
            ("source", firm.source),
        ]
    for one in graph.declarations(node):
        rows.append((f"{one.level} parent", graph.called(one.parent) if one.parent else one.reason))
    stated = [(name, text) for name, text in dict.fromkeys(rows) if text]
    yield from section(graph.called(node), [Pairs(stated)])
    yield from section("Owners", _trees(graph, graph.above, "owner", node))
    yield from section("Owned", _trees(graph, graph.below, "owned", node))


def _trees(graph: Graph, steps: _Steps, end: str, node: str) -> Iterable[RenderableType]:
    """Yield a tree of stakes, grown level by level, each party's own stakes once."""
    tree = Tree(plain(graph.called(node)))
    growing: deque[tuple[Tree, tuple[str, ...]]] = deque([(tree, (node,))])
    grown = {node}
    lines = 0
    while growing:
        branch, path = growing.popleft()
        stakes = list(steps(path[-1]))
        room = lines < _MOST_LINES and len(path) <= _DEEPEST
        for stake in stakes[:_WIDEST] if room else ():
            lines += 1
            other = getattr(stake, end)
            again = _again(other, path, grown)
            twig = branch.add(plain(f"{graph.called(other)}: {_share(stake)}{again}"))
            if not again:
                grown.add(other)
                growing.append((twig, (*path, other)))
        left = len(stakes) - len(branch.children)
        if left:
            branch.add(plain(f"and {left:,} more"))
    if tree.children:
        yield tree


def _again(party: str, path: Sequence[str], grown: Container[str]) -> str:
    if party in path:
        return " (again: a circle)"
    return " (its own are shown elsewhere)" if party in grown else ""


def _share(stake: Stake) -> str:
    held = f"since {stake.since}" if stake.since else "since a day not known"
    until = f" until {stake.until}" if stake.until else ""
    source = f" ({stake.source})" if stake.source else ""
    what = "consolidates it" if stake.kind == "consolidation" else share_text(*stake[2:4])
    return f"{what}, {held}{until}{source}"


def _with(text: str, source: str) -> str:
    return f"{text} ({source})" if text and source else text
