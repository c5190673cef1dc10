"""The 50 percent rule: which companies listed parties own, directly or indirectly.

A company is owned by listed parties where those, and companies so owned, together hold 50 % or
more of it: ownership, not control (15 CFR 744.11(a)(1), 744.8, 744.21; 90 FR 47201; the arithmetic
is that of OFAC's 50 Percent Rule, FAQ 398 to 402). It flows down only: a parent or a sister of a
listed party is not reached, and what a listed party holds through a company that is not so owned
does not count.

It is worked out twice: with every share at its lowest and only those who are listed for certain,
and with every share at its highest and all who may be listed. What others hold never limits an
unknown share: classes of shares differ, and records go stale.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from earmark.facts.stakes import HALF, WHOLE, Flag, Holding, Register, path_down


class Certainty(IntEnum):
    """How surely something is so; ``NONE`` means that it is not."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2


Listed = Callable[[str], Certainty]
"""Whether a party is itself named on a list that feeds the rule, on the day in question.

Who merely operates at a listed address is not (15 CFR 744.11(a)(1)).
"""


class ListedOwner(NamedTuple):
    """A listed party above a company.

    ``counts`` is how surely its holding counts towards the 50 %. ``NONE``: it holds something, but
    only through companies that listed parties do not own.
    """

    party: str
    counts: Certainty


@dataclass(frozen=True, slots=True)
class ListedOwnership:
    """What listed parties own of one company.

    ``lowest`` and ``highest`` are what listed parties, and companies that they own, hold of it
    directly, in parts per million, at most the whole. Where ``owned`` is ``NONE`` and ``highest``
    is above nothing, listed parties hold a minority. ``owners`` are all listed parties above it,
    the surest and nearest first: whoever ``counts`` may be the most restrictive one, whose terms
    apply. ``flags`` tell what is doubtful about the records that this rests on.
    """

    party: str
    owned: Certainty
    lowest: int
    highest: int
    owners: tuple[ListedOwner, ...]
    flags: tuple[Flag, ...]
    _trees: Mapping[Certainty, Mapping[str, Holding]]

    def path(self, owner: ListedOwner) -> tuple[Holding, ...]:
        """Return the shortest way from a listed owner down to the company, holding by holding."""
        return path_down(self._trees[owner.counts], owner.party, self.party)


class FiftyPercentRule:
    """The rule worked out for all companies of a register."""

    def __init__(self, register: Register, listed: Listed) -> None:
        self._register = register
        found = ((owner, listed(owner)) for owner in register.owners)
        self._listed = {owner: certainty for owner, certainty in found if certainty}
        self._lowest: dict[str, int] = {}
        self._highest: dict[str, int] = {}
        self._taken_up: set[str] = set()
        self._spread(o for o, certainty in self._listed.items() if certainty is Certainty.CERTAIN)
        owned = (party for party, share in self._highest.items() if share >= HALF)
        self._spread([*self._listed, *owned], surely=False)

    def owned(self, party: str) -> Certainty:
        """Return whether listed parties own 50 % or more of a company."""
        if self._lowest.get(party, 0) >= HALF:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self._highest.get(party, 0) >= HALF else Certainty.NONE

    def explain(self, party: str) -> ListedOwnership:
        """Return what listed parties own of a company, who they are, and through whom."""
        trees = {level: self._climb(party, level) for level in reversed(Certainty)}
        counts: dict[str, Certainty] = {}
        for level, tree in trees.items():
            for owner in tree:
                if owner in self._listed:
                    counts.setdefault(owner, level)
        return ListedOwnership(
            party,
            self.owned(party),
            min(self._lowest.get(party, 0), WHOLE),
            min(self._highest.get(party, 0), WHOLE),
            tuple(ListedOwner(owner, level) for owner, level in counts.items()),
            tuple(self._flags(party, trees[Certainty.POSSIBLE])),
            trees,
        )

    def _spread(self, owners: Iterable[str], *, surely: bool = True) -> None:
        """Add up what owners hold, and what those hold that they turn out to own.

        ``surely``: they are listed, or owned, for certain; else they may be, and count for the
        highest sums only. Every owner is taken up once, and with it all that it holds: the work is
        linear, however deep or circular the holdings are.
        """
        lowest, highest, taken_up = self._lowest, self._highest, self._taken_up
        deciding = lowest if surely else highest
        work = list(set(owners) - taken_up)
        taken_up.update(work)
        while work:
            for holding in self._register.held(work.pop()):
                owned = holding.owned
                highest[owned] = highest.get(owned, 0) + holding.high
                if surely:
                    lowest[owned] = lowest.get(owned, 0) + holding.low
                if deciding[owned] >= HALF and owned not in taken_up:
                    taken_up.add(owned)
                    work.append(owned)

    def _climb(self, party: str, level: Certainty) -> dict[str, Holding]:
        """Return the owners whose holdings count at that level, each with its step down.

        At ``NONE`` all owners are found, whatever they hold through.
        """
        tree: dict[str, Holding] = {}
        queue = deque([party])
        while queue:
            for holding in self._register.holders(queue.popleft()):
                if holding.owner not in tree and self._counts(holding, level):
                    tree[holding.owner] = holding
                    if self.owned(holding.owner) >= level:
                        queue.append(holding.owner)
        return tree

    def _counts(self, holding: Holding, level: Certainty) -> bool:
        share = holding.low if level is Certainty.CERTAIN else holding.high
        listed = self._listed.get(holding.owner, Certainty.NONE)
        return share > 0 and max(listed, self.owned(holding.owner)) >= level

    def _flags(self, party: str, tree: Mapping[str, Holding]) -> list[Flag]:
        through = [owner for owner in tree if self.owned(owner) and owner != party]
        flags: list[Flag] = []
        for owned in (party, *through):
            holders = self._register.holders(owned)
            counted = [one for one in holders if self._counts(one, Certainty.POSSIBLE)]
            flags += self._register.flags(owned, counted)
        return flags
