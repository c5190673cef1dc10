"""Who owns whom: single stakes, and graphs of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.facts.stakes import HALF, WHOLE, Stake

_OWNERS: Final = ("A", "B", "C", "D", "E", "F")
_TELLING_SHARES: Final = (0, 1, HALF // 2, HALF - 1, HALF, HALF + 1, WHOLE)


def stakes(**fixed: SearchStrategy[Any]) -> SearchStrategy[Stake]:
    """Generate stakes among a few parties, A to F: exact, in a range, or of unknown share.

    Lists of them make circles, self-ownership, sources that disagree and sums above 100 %.
    ``fixed`` replaces strategies of fields.
    """
    share = st.sampled_from(_TELLING_SHARES) | st.integers(0, WHOLE)
    shares = share.map(lambda one: (one, one)) | st.just((0, WHOLE))
    shares |= st.tuples(share, share).map(lambda two: (min(two), max(two)))
    day = st.none() | st.dates(date(2019, 1, 1), date(2027, 12, 31))
    fields: dict[str, SearchStrategy[Any]] = {
        "owner": st.sampled_from(_OWNERS),
        "owned": st.sampled_from(_OWNERS),
        "kind": st.sampled_from(("share", "share", "share", "consolidation")),
        "since": day,
        "until": day,
        "source": st.sampled_from(("register", "annual report")),
        **fixed,
    }
    return st.tuples(st.fixed_dictionaries(fields), shares).map(_stake)


def _stake(drawn: tuple[dict[str, Any], tuple[int, int]]) -> Stake:
    fields, (low, high) = drawn
    if fields["kind"] == "consolidation":
        low, high = 0, WHOLE
    return Stake(**{"low": low, "high": high, **fields})


def ownership_graphs(*, most: int = 12) -> SearchStrategy[list[Stake]]:
    """Generate up to ``most`` stakes: a chain, a circle, a company of many owners, or any stakes.

    In a chain and in a circle P0 owns P1, which owns P2, and so on; the many own P0.
    """
    shares = st.lists(st.sampled_from(_TELLING_SHARES), min_size=1, max_size=most)
    shapes = shares.map(_chain) | shares.map(_circle) | shares.map(_fan)
    return shapes | st.lists(stakes(), max_size=most)


def _chain(shares: list[int]) -> list[Stake]:
    return [_held(f"P{at}", f"P{at + 1}", share) for at, share in enumerate(shares)]


def _circle(shares: list[int]) -> list[Stake]:
    *others, last = shares
    return [*_chain(others), _held(f"P{len(others)}", "P0", last)]


def _fan(shares: list[int]) -> list[Stake]:
    return [_held(f"P{at}", "P0", share) for at, share in enumerate(shares, 1)]


def _held(owner: str, owned: str, share: int) -> Stake:
    return Stake(owner, owned, share, share, source="register")
