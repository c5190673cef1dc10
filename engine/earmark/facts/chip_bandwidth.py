"""How fast a processor moves data: to its memory, to everything else, and both added up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_given import WITH_SALE, Given, Sourced, span, unknown
from earmark.matter import Doubt, Known

if TYPE_CHECKING:
    from earmark.facts.chip_table import Chip

_MEMORY, _RATE = "chip.memory_bandwidth", "chip.transfer_rate"
_COMBINED = "chip.combined_bandwidth"

_RATES: Final = {"inferred": "inferred", "link": "link rate", "pcie": "PCIe only"}

Bounds = tuple[Fraction | None, Fraction | None]


def bandwidths(chip: Chip | None, called: str, given: Given) -> dict[str, Sourced]:
    """Return memory bandwidth, transfer rate and their sum; of ``None``, only what was given."""
    memory = _memory_bandwidth(chip, called, given)
    rate = _transfer_rate(chip, called, given)
    return {_MEMORY: memory, _RATE: rate, _COMBINED: _combined(called, memory, rate)}


def _memory_bandwidth(chip: Chip | None, called: str, given: Given) -> Sourced:
    if given.memory_bandwidth is not None:
        return Fraction(given.memory_bandwidth), WITH_SALE
    if chip is None:
        return unknown(_MEMORY, called), ""
    source = f"{chip.memory_bandwidth_basis} ({chip.source})"
    if chip.memory_bandwidth_range:
        bounds = chip.memory_bandwidth_range
        return unknown(_MEMORY, called, bounds=bounds), f"{span(bounds)}, {source}"
    if chip.memory_bandwidth is None:
        return unknown(_MEMORY, called), ""
    return Fraction(chip.memory_bandwidth), source


def _transfer_rate(chip: Chip | None, called: str, given: Given) -> Sourced:
    if given.transfer_rate is not None:
        return Fraction(given.transfer_rate), WITH_SALE
    if chip and chip.transfer_rate_range:
        doubt = unknown(_RATE, called, bounds=chip.transfer_rate_range)
        return doubt, f"{span(chip.transfer_rate_range)} ({chip.source})"
    if chip is None or chip.transfer_rate is None:
        return unknown(_RATE, called), ""
    return Fraction(chip.transfer_rate), f"{_RATES[chip.transfer_rate_basis]} ({chip.source})"


def _combined(called: str, memory: Sourced, rate: Sourced) -> Sourced:
    """Return the sum; where a part is not known, a doubt with the bounds that the parts have.

    It is a doubt of its own: the parts may be asked for as well, and then be answered apart.
    """
    source = "; ".join((_part("memory", memory), _part("transfer", rate)))
    if isinstance(memory[0], Fraction) and isinstance(rate[0], Fraction):
        return memory[0] + rate[0], source
    lows, highs = zip(_bounds(memory[0]), _bounds(rate[0]), strict=True)
    known = [low for low in lows if low is not None]
    doubt = replace(
        unknown(_COMBINED, called),
        # A part of which nothing is known is at least nothing; it may be any amount above.
        low=sum(known, Fraction(0)) if known else None,
        high=None if None in highs else sum((high for high in highs if high), Fraction(0)),
    )
    return doubt, source if known else ""


def _bounds(known: Known) -> Bounds:
    match known:
        case Fraction():
            return known, known
        case Doubt(low=low, high=high):
            return low, high
        case _:
            return None, None


def _part(name: str, sourced: Sourced) -> str:
    """Return a part of the sum, with the figure that was added and where it is from."""
    known, source = sourced
    figure = f"{float(known):,.12g} GB/s, " if isinstance(known, Fraction) else ""
    return f"{name}: {figure}{source or 'not known'}"
