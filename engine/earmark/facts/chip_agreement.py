"""Several alternatives of one chip: one question is one doubt in all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from earmark.facts.chip_given import unknown
from earmark.matter import Applies, Doubt, Facts, Known, Ratio, doubt_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TPP, _DENSITY = "chip.tpp", "chip.performance_density"


def in_agreement(options: Sequence[Facts], called: str) -> tuple[Facts, ...]:
    """Return options in which one question is one doubt, wide enough for all of them.

    An answer ("the TPP is …") holds for every option, so their doubts must be the same one.
    Where they divide it by different areas, density becomes a doubt of its own.
    """
    densities = [option.values[_DENSITY] for option in options]
    if len({density.by for density in densities if isinstance(density, Ratio)}) > 1:
        options = [_undivided(option, called) for option in options]
    doubts: dict[str, Doubt] = {}
    for option in options:
        for known in option.values.values():
            doubt = doubt_of(known)
            if doubt:
                doubts[doubt.key] = _wider(doubts.get(doubt.key, doubt), doubt)
    return tuple(_with_doubts(option, doubts) for option in options)


def _undivided(option: Facts, called: str) -> Facts:
    """Return an option whose density hangs on no other doubt, which is the wider reading."""
    density = option.values[_DENSITY]
    if not isinstance(density, Ratio):
        return option
    apart = {
        _TPP: replace(density.of, feeds=frozenset((_TPP,))),
        _DENSITY: unknown(_DENSITY, called),
    }
    return Facts({**option.values, **apart}, option.sources)


def _wider(one: Doubt, other: Doubt) -> Doubt:
    lows, highs = (one.low, other.low), (one.high, other.high)
    return replace(
        one,
        feeds=one.feeds | other.feeds,
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
        may_not_apply=one.may_not_apply or other.may_not_apply,
    )


def _with_doubts(option: Facts, doubts: dict[str, Doubt]) -> Facts:
    values: dict[str, Known] = {}
    for path, known in option.values.items():
        match known:
            case Doubt(key=key):
                values[path] = doubts[key]
            case Ratio(of=of, by=by):
                values[path] = Ratio(doubts[of.key], by)
            case Applies(of=of):
                values[path] = Applies(doubts[of.key])
            case _:
                values[path] = known
    return Facts(values, option.sources)
