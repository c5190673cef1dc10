"""What a sale states about its chip, and what a figure or a doubt says of where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from earmark.matter import Doubt, Known
from earmark.sale import PROCESSING
from earmark.schema import FIELDS

if TYPE_CHECKING:
    from decimal import Decimal

    from earmark.facts.chip_table import Range

WITH_SALE: Final = "given with the sale"

Sourced = tuple[Known, str]
"""A fact and where it is from; an empty text where it is from nowhere."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with the sale, ``None`` where nothing was.

    ``tpp`` in TPP, ``die_area`` in mm², ``performance_density`` in TPP/mm², rates and bandwidths
    in GB/s, ``memory_bandwidth_density`` in GB/s/mm²; ``eccn`` as :class:`earmark.Sale` reads it.
    """

    tpp: Decimal | None = None
    die_area: Decimal | None = None
    performance_density: Decimal | None = None
    transfer_rate: Decimal | None = None
    memory_bandwidth: Decimal | None = None
    memory_bandwidth_density: Decimal | None = None
    data_centre: bool | None = None
    nonplanar: bool | None = None
    designer: str | None = None
    designer_country: str | None = None
    eccn: str | None = None

    @property
    def of_a_processor(self) -> bool:
        """Whether anything was given that only a processor has."""
        return any(getattr(self, name) is not None for name in PROCESSING)


NOTHING: Final = Given()


def unknown(path: str, called: str, *also_feeds: str, bounds: Range | None = None) -> Doubt:
    """Return the doubt about one fact of the chip ``called`` so, within ``bounds`` if any."""
    low, high = (None if bound is None else Fraction(bound) for bound in bounds or (None, None))
    ask = FIELDS[path].ask.format(name=called)
    return Doubt(path, ask, frozenset((path, *also_feeds)), low=low, high=high)


def span(bounds: Range) -> str:
    """Return a range as a person writes it."""
    low, high = bounds
    if low is None or high is None:
        return f"at least {low:,}" if high is None else f"at most {high:,}"
    return f"{low:,} to {high:,}"
