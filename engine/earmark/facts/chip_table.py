"""The table of chips, ``rules/reference/chips.csv``: one variant a row, every figure exact.

What the columns hold, and how each figure is known, stands in ``rules/reference/chips.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from earmark.resources import table

if TYPE_CHECKING:
    from collections.abc import Mapping

Range = tuple[Decimal | None, Decimal | None]
"""Lowest and highest plausible figure, both inclusive; ``None`` where there is no bound."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One row of ``rules/reference/chips.csv``; ``None`` or empty where nothing is known.

    ``tpp`` in TPP per integrated circuit, areas in mm², rates and bandwidths in GB/s. A
    ``…_range`` is set where the figure is too doubtful for the law to rest on it.
    """

    name: str
    designer: str
    designer_country: str
    aliases: tuple[str, ...]
    form: tuple[str, ...]
    assembled: bool
    part_numbers: tuple[str, ...]
    tpp: Decimal | None
    tpp_basis: str
    tpp_range: Range | None
    die_area: Decimal | None
    die_area_basis: str
    nonplanar: bool | None
    transfer_rate: Decimal | None
    transfer_rate_basis: str
    transfer_rate_range: Range | None
    memory_bandwidth: Decimal | None
    memory_bandwidth_basis: str
    memory_bandwidth_range: Range | None
    data_centre: bool | None
    data_centre_basis: str
    note: str
    source: str

    @property
    def performance_density(self) -> Fraction | None:
        """TPP per mm² of non-planar die, exactly (ECCN 3A090, technical notes)."""
        if self.tpp is None or self.die_area is None or self.tpp_range:
            return None
        return Fraction(self.tpp) / Fraction(self.die_area)


@cache
def chips() -> tuple[Chip, ...]:
    """Return every chip in the table."""
    return tuple(map(_chip, table("chips")))


def _chip(row: Mapping[str, str]) -> Chip:
    return Chip(
        row["name"],
        row["designer"],
        row["designer_country"],
        _list(row["aliases"]),
        _list(row["form"]),
        row["assembled"] == "yes",
        _list(row["part_numbers"]),
        _figure(row["tpp"]),
        row["tpp_basis"],
        _range(row["tpp_range"]),
        _figure(row["die_area_mm2"]),
        row["die_area_basis"],
        _flag(row["nonplanar"]),
        _figure(row["transfer_rate_gbs"]),
        row["transfer_rate_basis"],
        _range(row["transfer_rate_range"]),
        _figure(row["memory_bandwidth_gbs"]),
        row["memory_bandwidth_basis"],
        _range(row["memory_bandwidth_range"]),
        _flag(row["data_centre"]),
        row["data_centre_basis"],
        row["note"],
        row["source"].replace(";", ", "),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _range(text: str) -> Range | None:
    low, _, high = text.partition("..")
    return (_figure(low), _figure(high)) if text else None


def _flag(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)
