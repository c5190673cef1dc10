"""The ultimate parent of a company: majority stakes followed upward to where they end.

The EAR does not define the term. Here a parent is a company that holds more than half, or has the
other in its consolidated accounts. Exactly half is no majority: two owners of half each are equals,
and which of them counts is not known. A stake that may be a majority makes its owner a possible
parent; a natural person is none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Final, NamedTuple, Protocol

from earmark.facts.stakes import HALF, Flag, Holding, Register, path_down

HOLDING_JURISDICTIONS: Final = frozenset(
    {
        # The usual tops of Chinese groups listed abroad.
        *("KY", "VG", "BM"),
        # Little or no corporate income tax, and few head offices (after the OECD's list of "no or
        # only nominal tax" jurisdictions, without Bahrain and the United Arab Emirates, where
        # companies do sit).
        *("AI", "BB", "BS", "GG", "IM", "JE", "MH", "TC"),
        # International business companies formed for owners elsewhere.
        *("BZ", "CK", "MU", "PA", "SC", "VU", "WS"),
    }
)
"""Places where companies are formed to hold others; that no owner is on file says little there."""


class Firms(Protocol):
    """What is known of companies, by the ids that stakes use."""

    def headquarters(self, party: str) -> str | None:
        """Return the country (ISO code) of its headquarters, never its place of incorporation."""

    def incorporated(self, party: str) -> str | None:
        """Return the country (ISO code) in which it is incorporated."""

    def is_ultimate(self, party: str) -> bool:
        """Return whether it is stated to be its own ultimate parent."""


class Why(StrEnum):
    """Why majority stakes are followed no further up from a company."""

    STATED = "it is stated to be its own ultimate parent"
    TOP = "it holds a majority, and no majority owner of its own is on file"
    NO_OWNER = "no majority owner of it is on file"
    HOLDING = (
        "it is incorporated where companies are formed to hold others, and no owner is on file"
    )
    HALF = "an owner holds, or may hold, exactly half of it, which is no majority"
    CYCLE = "its majority owners lead back to itself"


_ABOVE: Final = (Why.HALF, Why.CYCLE)
"""Ends at a company above which there are others all the same."""


class End(NamedTuple):
    """Where majority stakes end: at the ultimate parent, or where it becomes unknown."""

    party: str
    why: Why
    headquarters: str | None

    @property
    def is_parent(self) -> bool:
        """Whether the company there is taken for the ultimate parent."""
        return self.why in (Why.STATED, Why.TOP)


@dataclass(frozen=True, slots=True)
class Parentage:
    """The ultimate parent of a company on a day: every end that is possible.

    ``beside`` is where companies have their seats, as far as known, that own some of it.
    """

    party: str
    ends: tuple[End, ...]
    flags: tuple[Flag, ...]
    beside: tuple[str | None, ...]
    _tree: Mapping[str, Holding]

    @property
    def parent(self) -> End | None:
        """The ultimate parent where it is known; a company may be its own."""
        return self.ends[0] if len(self.ends) == 1 and self.ends[0].is_parent else None

    @property
    def headquarters(self) -> tuple[str, ...]:
        """All countries in which the ultimate parent may have its headquarters; () is any."""
        known = [end.headquarters for end in self.ends if end.is_parent and end.headquarters]
        return tuple(dict.fromkeys(known)) if len(known) == len(self.ends) else ()

    def is_apart_from(self, seat: str) -> bool:
        """Tell whether the ultimate parent may sit in another place than the company, by the file.

        Where the company sits then says nothing of where that does.
        """
        above = any(one.party != self.party or one.why in _ABOVE for one in self.ends)
        elsewhere = any(one != seat for one in (*self.beside, *self.headquarters))
        return elsewhere or (above and not self.headquarters)

    def path(self, end: End) -> tuple[Holding, ...]:
        """Return the shortest way from an end down to the company, holding by holding."""
        return path_down(self._tree, end.party, self.party) if end.party != self.party else ()


def ultimate_parent(party: str, register: Register, firms: Firms) -> Parentage:
    """Follow majority stakes upward from a company, along every way that is possible."""
    tree: dict[str, Holding] = {}
    parents: dict[str, list[str]] = {}
    ends: list[End] = []
    flags: list[Flag] = []
    queue = deque([party])
    while queue:
        company = queue.popleft()
        ultimate = firms.is_ultimate(company)
        holders = [one for one in register.holders(company) if not one.personal]
        above = [] if ultimate else _parents(holders)
        flags += [] if ultimate else register.flags(company, above)
        parents[company] = [holding.owner for holding in above]
        for holding in above:
            if holding.owner not in tree and holding.owner != party:
                tree[holding.owner] = holding
                queue.append(holding.owner)
        if not any(map(_certain, above)):
            why = _why(company, company == party, holders, firms)
            ends.append(End(company, why, firms.headquarters(company)))
    ends += [End(one, Why.CYCLE, firms.headquarters(one)) for one in _in_a_cycle(parents)]
    owners = (one.owner for one in register.holders(party) if one.high and not one.personal)
    return Parentage(party, tuple(ends), tuple(flags), tuple(map(firms.headquarters, owners)), tree)


def _certain(holding: Holding) -> bool:
    return holding.consolidates or holding.low > HALF


def _parents(holders: Iterable[Holding]) -> list[Holding]:
    """Return the holdings of the certain parents, or of the possible ones where none is certain."""
    above = [holding for holding in holders if holding.high > HALF]
    return [holding for holding in above if _certain(holding)] or above


def _why(company: str, is_start: bool, holders: Iterable[Holding], firms: Firms) -> Why:
    """Return why a company ends the way, where none of its owners has a majority."""
    if firms.is_ultimate(company):
        return Why.STATED
    if any(HALF in (holding.low, holding.high) for holding in holders):
        return Why.HALF
    if is_start:
        return Why.NO_OWNER
    holding_place = firms.incorporated(company) in HOLDING_JURISDICTIONS
    return Why.HOLDING if holding_place else Why.TOP


def _in_a_cycle(parents: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a company that is its own parent through others, if there is one."""
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle[:1]
    return []
