"""Stakes: who holds how much of whom, since when, and who says so; and all that stand on one day.

Shares are integers in parts per million of the whole, so that sums are exact. What several sources
say about the same owner and the same company is one holding and counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal, NamedTuple

WHOLE: Final = 1_000_000
HALF: Final = WHOLE // 2
_OWNED: Final = itemgetter(1)

Kind = Literal["share", "personal", "consolidation"]
SHARE: Final = "share"
PERSONAL: Final = "personal"
CONSOLIDATION: Final = "consolidation"


class Stake(NamedTuple):
    """What one source says: ``owner`` holds between ``low`` and ``high`` of ``owned``, inclusive.

    Shares are in parts per million (1 % is 10,000); from 0 to ``WHOLE`` is an unknown share. A
    ``consolidation`` says that the owner has the company in its accounts, with an unknown share;
    ``personal`` that the owner is a natural person, who is the parent company of none.
    The stake is held from ``since`` up to, not including, ``until``; where ``since`` is not known,
    it is taken to be held on every day before.
    """

    owner: str
    owned: str
    low: int = 0
    high: int = WHOLE
    kind: Kind = SHARE
    since: date | None = None
    until: date | None = None
    source: str = ""

    def covers(self, on: date) -> bool:
        """Return whether the stake is held on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class Holding(NamedTuple):
    """What an owner holds of a company on a day, by every source that says something about it.

    ``disputed`` tells that the sources contradict each other; then everything between the lowest
    and the highest share is possible.
    """

    owner: str
    owned: str
    low: int
    high: int
    consolidates: bool
    disputed: bool
    stakes: tuple[Stake, ...]

    @property
    def personal(self) -> bool:
        """Whether the owner is a natural person, by every source."""
        return all(stake.kind == PERSONAL for stake in self.stakes)


class Flag(NamedTuple):
    """Something about the owners of a company that a person should look at."""

    what: Literal["sum above 100 %", "owns itself", "sources disagree", "start unknown"]
    owned: str
    stakes: tuple[Stake, ...]


class Register:
    """Who holds what on one day.

    Shares that a company has in itself give nobody anything: they are set aside, and flagged.
    """

    def __init__(self, stakes: Iterable[Stake], on: date) -> None:
        self._by_owner: defaultdict[str, list[Stake]] = defaultdict(list)
        self._own_shares: defaultdict[str, list[Stake]] = defaultdict(list)
        for stake in stakes:
            if stake.covers(on):
                owner = stake.owner
                index = self._own_shares if owner == stake.owned else self._by_owner
                index[owner].append(stake)
        self._told_twice = {
            owner: _holdings(stakes)
            for owner, stakes in self._by_owner.items()
            if 1 < len(stakes) != len(set(map(_OWNED, stakes)))
        }

    @classmethod
    def above(cls, party: str, above: Callable[[str], Iterable[Stake]], on: date) -> Register:
        """Return the owners of one party, their owners, and so on up.

        ``above`` returns the stakes in a company, of all days; it is called once for each.
        """
        found: list[Stake] = []
        work = [party]
        seen = {party}
        while work:
            for stake in above(work.pop()):
                if stake.covers(on):
                    found.append(stake)
                    if stake.owner not in seen:
                        seen.add(stake.owner)
                        work.append(stake.owner)
        return cls(found, on)

    @property
    def owners(self) -> Iterable[str]:
        """Everyone who holds something of another."""
        return self._by_owner

    def held(self, owner: str) -> Sequence[Stake | Holding]:
        """Return what an owner holds, each company once."""
        # What one stake alone says is the holding: a million need not be made anew.
        return self._told_twice.get(owner) or self._by_owner.get(owner) or ()

    def holders(self, owned: str) -> Sequence[Holding]:
        """Return what is held of a company, each owner once, the largest first."""
        found = _holdings(self._by_owned.get(owned, ()))
        return sorted(found, key=lambda one: (-one.low, -one.high, one.owner))

    def flags(self, owned: str, counted: Iterable[Holding]) -> list[Flag]:
        """Return what to look at among the owners of a company.

        A doubtful share or start is told of the holdings in ``counted`` only. A sum above 100 % is
        still evidence: one of the shares is wrong, and nobody knows which.
        """
        flags = []
        holders = self.holders(owned)
        if sum(holding.low for holding in holders) > WHOLE:
            stakes = tuple(stake for holding in holders for stake in holding.stakes)
            flags.append(Flag("sum above 100 %", owned, stakes))
        if own_shares := self._own_shares.get(owned):
            flags.append(Flag("owns itself", owned, tuple(own_shares)))
        for holding in counted:
            if holding.disputed:
                flags.append(Flag("sources disagree", owned, holding.stakes))
            if all(stake.since is None for stake in holding.stakes):
                flags.append(Flag("start unknown", owned, holding.stakes))
        return flags

    @cached_property
    def _by_owned(self) -> dict[str, list[Stake]]:
        # Only explaining needs it, and for a million stakes it takes as long as the rule itself.
        index: defaultdict[str, list[Stake]] = defaultdict(list)
        for stakes in self._by_owner.values():
            for stake in stakes:
                index[stake.owned].append(stake)
        return index


def _holdings(stakes: Iterable[Stake]) -> list[Holding]:
    """Return what the stakes say, one holding for each owner and company."""
    pairs: dict[tuple[str, str], list[Stake]] = {}
    for stake in stakes:
        pairs.setdefault((stake.owner, stake.owned), []).append(stake)
    return [_holding(tuple(same)) for same in pairs.values()]


def _holding(stakes: tuple[Stake, ...]) -> Holding:
    """Take together what the sources say of one owner and one company.

    A source that knows no share contradicts none. Where ranges overlap the truth is in what they
    share. Who consolidates a company may hold more of it than its direct stake.
    """
    told = [stake for stake in stakes if stake.low > 0 or stake.high < WHOLE]
    low = max((stake.low for stake in told), default=0)
    high = min((stake.high for stake in told), default=WHOLE)
    disputed = low > high
    if disputed:
        low, high = min(stake.low for stake in told), max(stake.high for stake in told)
    consolidates = any(stake.kind == CONSOLIDATION for stake in stakes)
    owner, owned = stakes[0][:2]
    return Holding(
        owner, owned, low, WHOLE if consolidates else high, consolidates, disputed, stakes
    )


def path_down(tree: Mapping[str, Holding], top: str, party: str) -> tuple[Holding, ...]:
    """Return the holdings from ``top`` down to ``party``, the topmost first.

    ``tree`` gives for each owner the holding that leads one step down.

    Raises:
        KeyError: nothing leads from ``top`` to ``party``.
    """
    path = [tree[top]]
    while path[-1].owned != party:
        path.append(tree[path[-1].owned])
    return tuple(path)
