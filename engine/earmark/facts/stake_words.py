"""Stakes in words: a share, the path from an owner down to a company, and what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from earmark.facts.stakes import CONSOLIDATION, WHOLE, Flag, Holding, Stake

Naming = Callable[[str], str]
"""What to call a party, by the id that stakes use."""


def path_text(path: Sequence[Holding], name: Naming) -> str:
    """Return a path in one sentence: "X holds 60 % (…) of Y, which holds 51 % (…) of Z"."""
    steps = ", which ".join(_step(holding, name) for holding in path)
    return f"{name(path[0].owner)} {steps}"


def share_text(low: int, high: int) -> str:
    """Return a share, given in parts per million, as a percentage or a range of them."""
    if low == high:
        return f"{_number(low)} %"
    if high == WHOLE:
        return f"{_number(low)} % or more" if low else "an unknown share"
    return f"{_number(low)} % to {_number(high)} %" if low else f"{_number(high)} % or less"


def flag_text(flag: Flag, name: Naming) -> str:
    """Return what to look at, and what was made of it, in one sentence."""
    company, owner = name(flag.owned), name(flag.stakes[0].owner)
    match flag.what:
        case "sum above 100 %":
            return (
                f"The stakes on file in {company} add up to more than 100 %: not all can be right."
            )
        case "owns itself":
            said = "; ".join(map(_said, flag.stakes))
            return f"{company} is on file as an owner of itself ({said}): ignored."
        case "sources disagree":
            said = "; ".join(map(_said, flag.stakes))
            return f"Sources disagree on what {owner} holds of {company}: {said}."
        case "start unknown":
            return (
                f"Since when {owner} owns some of {company} is not on file: "
                "it was taken to be so on the day in question."
            )


def _step(holding: Holding, name: Naming) -> str:
    stakes = holding.stakes
    said = "; ".join(map(_said, stakes)) if len(stakes) > 1 else _provenance(stakes[0])
    if holding.consolidates and holding.low == 0:
        return f"consolidates {name(holding.owned)} ({said})"
    return f"holds {share_text(holding.low, holding.high)} ({said}) of {name(holding.owned)}"


def _said(stake: Stake) -> str:
    consolidates = stake.kind == CONSOLIDATION
    what = "consolidates it" if consolidates else share_text(stake.low, stake.high)
    return f"{what}, {_provenance(stake)}"


def _provenance(stake: Stake) -> str:
    since = f", since {stake.since.isoformat()}" if stake.since else ""
    until = f" until {stake.until.isoformat()}" if stake.until else ""
    return f"{stake.source or 'no source'}{since}{until}"


def _number(share: int) -> str:
    whole, rest = divmod(share, WHOLE // 100)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".")
