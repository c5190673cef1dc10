"""From a row of the table, and the figures given with a sale, to the facts of a chip.

Figures given with the sale win. What the table only knows within a range is a doubt, because
the law could classify the chip otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_table import Chip, Range, chips
from earmark.facts.chip_words import plain, runs
from earmark.matter import Applies, Doubt, Facts, Known, Ratio, doubt_of
from earmark.schema import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

WITH_SALE: Final = "given with the sale"
_TPP, _DENSITY = "chip.tpp", "chip.performance_density"

_BASES: Final = {
    "published": "published by the maker",
    "derived": "from datasheet figures",
    "inferred": "inferred",
    "link": "link rate",
    "pcie": "PCIe only",
}

Sourced = tuple[Known, str]
"""A fact and where it is from; an empty text where it is from nowhere."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with the sale: TPP, mm², TPP per mm², GB/s, yes or no, a name."""

    tpp: Decimal | None = None
    die_area: Decimal | None = None
    performance_density: Decimal | None = None
    transfer_rate: Decimal | None = None
    data_centre: bool | None = None
    designer: str | None = None
    designer_country: str | None = None
    nonplanar: bool | None = None


def chip_facts(chip: Chip | None, called: str, given: Given) -> Facts:
    """Return every fact of a chip; of ``None``, a chip not in the table, only what was given.

    ``called`` is its name in the questions.
    """
    found: dict[str, Sourced] = {
        "chip.name": (chip.name if chip else called, ""),
        **_maker(chip, called, given),
        **_performance(chip, called, given),
        "chip.transfer_rate": _transfer_rate(chip, called, given),
        "chip.data_centre": _data_centre(chip, called, given),
    }
    values = {path: known for path, (known, _) in found.items()}
    return Facts(values, {path: source for path, (_, source) in found.items() if source})


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


def span(bounds: Range) -> str:
    """Return a range as a person writes it."""
    low, high = bounds
    if low is None or high is None:
        return f"at least {low:,}" if high is None else f"at most {high:,}"
    return f"{low:,} to {high:,}"


# -- one fact at a time ----------------------------------------------------------------------


def _doubt(path: str, called: str, *also_feeds: str, bounds: Range | None = None) -> Doubt:
    low, high = (None if bound is None else Fraction(bound) for bound in bounds or (None, None))
    ask = FIELDS[path].ask.format(name=called)
    return Doubt(path, ask, frozenset((path, *also_feeds)), low=low, high=high)


def _maker(chip: Chip | None, called: str, given: Given) -> dict[str, Sourced]:
    designer, source = (chip.designer, chip.source) if chip else ("", "")
    if given.designer:
        designer, source = _designer(given.designer), WITH_SALE
    country = given.designer_country or _countries().get(designer)
    seat = WITH_SALE if given.designer_country else "seat of the designer"
    return {
        "chip.designer": (designer or _doubt("chip.designer", called), source),
        "chip.designer_country": (country, seat)
        if country
        else (_doubt("chip.designer_country", called), ""),
    }


@cache
def _countries() -> dict[str, str]:
    return {chip.designer: chip.designer_country for chip in chips()}


def _designer(written: str) -> str:
    """Return a designer as the table spells it, where the words name exactly one of them."""
    words = _runs(written)
    named = [designer for designer in _countries() if _runs(designer) <= words]
    return named[0] if len(named) == 1 else " ".join(written.split())


def _runs(name: str) -> set[str]:
    return {run for run, _ in runs(plain(name))}


def _performance(chip: Chip | None, called: str, given: Given) -> dict[str, Sourced]:
    """Return TPP, density and kind of node (ECCN 3A090, technical notes)."""
    nonplanar = _nonplanar(chip, called, given)
    area, basis = _area(chip, given)
    divided = area is not None and given.performance_density is None and nonplanar[0] is not False
    tpp = _tpp(chip, called, given, (_DENSITY,) if divided else ())
    density: Sourced
    if given.performance_density is not None:
        density = Fraction(given.performance_density), WITH_SALE
    elif nonplanar[0] is False:
        density = None, "no die on a non-planar node"
    elif area is None:
        open_ended = replace(_doubt(_DENSITY, called), may_not_apply=nonplanar[0] is not True)
        density = open_ended, ""
    elif isinstance(tpp[0], Fraction):
        density = tpp[0] / area, f"TPP over {basis}"
    elif isinstance(tpp[0], Doubt):
        density = Ratio(tpp[0], area), f"TPP over {basis}"
    if isinstance(nonplanar[0], Doubt) and isinstance(density[0], Doubt):
        # A density applies exactly where a die is non-planar: one doubt, not two.
        nonplanar = Applies(density[0]), ""
    return {_TPP: tpp, _DENSITY: density, "chip.nonplanar": nonplanar}


def _nonplanar(chip: Chip | None, called: str, given: Given) -> Sourced:
    """Return whether a die is non-planar: where an area or a density is given, one is."""
    if given.die_area is not None or given.performance_density is not None:
        return True, f"follows from the area or density {WITH_SALE}"
    if given.nonplanar is not None:
        return given.nonplanar, WITH_SALE
    if chip is None or chip.nonplanar is None:
        return _doubt("chip.nonplanar", called), ""
    return chip.nonplanar, f"process node ({chip.source})"


def _area(chip: Chip | None, given: Given) -> tuple[Fraction | None, str]:
    if given.die_area is not None:
        return Fraction(given.die_area), f"a die area of {given.die_area:,} mm² {WITH_SALE}"
    if chip is None or chip.die_area is None:
        return None, ""
    return Fraction(chip.die_area), f"a die area of {chip.die_area:,} mm² ({chip.die_area_basis})"


def _tpp(chip: Chip | None, called: str, given: Given, feeds: Iterable[str]) -> Sourced:
    if given.tpp is not None:
        return Fraction(given.tpp), WITH_SALE
    if chip is None:
        return _doubt(_TPP, called, *feeds), ""
    source = _basis(chip.tpp_basis, chip)
    if chip.tpp_range:
        doubt = _doubt(_TPP, called, *feeds, bounds=chip.tpp_range)
        return doubt, f"{span(chip.tpp_range)}, {source}"
    if chip.tpp is None:
        return _doubt(_TPP, called, *feeds), source
    return Fraction(chip.tpp), source


def _transfer_rate(chip: Chip | None, called: str, given: Given) -> Sourced:
    path = "chip.transfer_rate"
    if given.transfer_rate is not None:
        return Fraction(given.transfer_rate), WITH_SALE
    if chip and chip.transfer_rate_range:
        doubt = _doubt(path, called, bounds=chip.transfer_rate_range)
        return doubt, f"{span(chip.transfer_rate_range)} ({chip.source})"
    if chip is None or chip.transfer_rate is None:
        return _doubt(path, called), ""
    return Fraction(chip.transfer_rate), _basis(chip.transfer_rate_basis, chip)


def _basis(basis: str, chip: Chip) -> str:
    return f"{_BASES[basis]} ({chip.source})" if basis else ""


def _data_centre(chip: Chip | None, called: str, given: Given) -> Sourced:
    if given.data_centre is not None:
        return given.data_centre, WITH_SALE
    if chip is None or chip.data_centre is None:
        return _doubt("chip.data_centre", called), chip.data_centre_basis if chip else ""
    return chip.data_centre, chip.data_centre_basis


# -- doubts that several options share -------------------------------------------------------


def _undivided(option: Facts, called: str) -> Facts:
    """Return an option whose density hangs on no other doubt, which is the wider reading."""
    density = option.values[_DENSITY]
    if not isinstance(density, Ratio):
        return option
    apart = {
        _TPP: replace(density.of, feeds=frozenset((_TPP,))),
        _DENSITY: _doubt(_DENSITY, called),
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
