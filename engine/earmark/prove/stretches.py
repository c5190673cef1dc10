"""Stretches of figures: whether one is in a stretch, and what two add up to."""

from __future__ import annotations

from fractions import Fraction

from earmark.law.cells import Cell


def within(figure: Fraction, cell: Cell) -> bool:
    """Tell whether a figure lies in a stretch."""
    above = cell.low is None or cell.low[0] < figure or (figure, False) == cell.low
    below = cell.high is None or figure < cell.high[0] or (figure, False) == cell.high
    return cell.value is not None and above and below


def adds_up(one: Cell, other: Cell, total: Cell) -> bool:
    """Tell whether figures of two cells can have a sum in a third."""
    lows = [_edge(cell.low) for cell in (one, other)]
    low = sum(at for at, _ in lows)
    reaches = total.high is None or low < total.high[0] or (low, False) == total.high
    if one.high is None or other.high is None or total.low is None:
        return reaches
    high = one.high[0] + other.high[0]
    return reaches and high > total.low[0]


def _edge(low: tuple[Fraction, bool] | None) -> tuple[Fraction, bool]:
    return low or (Fraction(0), False)
