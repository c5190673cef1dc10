"""Chips: the model that a sale names, with everything known of it and everything doubtful.

A name that several variants bear has them as alternatives; a name that matches nothing is no
error, its figures are unknown. Figures given with the sale win over the table.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_facts import Given, chip_facts, in_agreement, span
from earmark.facts.chip_names import Names
from earmark.facts.chip_table import Chip, chips
from earmark.matter import Doubt, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

__all__ = ["ANOTHER", "Chip", "Match", "chips", "find_chips", "resolve_chip"]

ANOTHER: Final = "another chip"
"""The alternative that stands for a chip that is not in the table."""

_LABELS: Final = {
    "tpp": "The TPP of {}",
    "die_area": "The die area of {} (mm²)",
    "performance_density": "The performance density of {}",
    "transfer_rate": "The transfer rate of {} (GB/s)",
    "data_centre": "Whether {} is designed or marketed for data centres",
    "designer": "The designer of {}",
    "designer_country": "The headquarters of the designer of {}",
    "nonplanar": "Whether any die of {} is on a non-planar node",
}


@dataclass(frozen=True, slots=True)
class Match:
    """The chips a name can mean. Not ``certain``: it may also be a chip not in the table.

    ``unexplained`` are the words of the name that none of the chips explains.
    """

    query: str
    chips: tuple[Chip, ...]
    certain: bool
    unexplained: tuple[str, ...] = ()

    @property
    def nearest(self) -> tuple[Chip, ...]:
        """Chips with a name close to one that matches nothing: good ones only, three at most."""
        return tuple(chips()[row] for row in _names().similar(self.query))


def find_chips(name: str) -> Match:
    """Return the chips that a name, an alias or a part number can mean."""
    found = _names().find(name)
    rows = tuple(chips()[row] for row in found.rows)
    return Match(name, rows, found.certain, found.unexplained)


def resolve_chip(
    name: str,
    *,
    tpp: Decimal | None = None,
    die_area: Decimal | None = None,
    performance_density: Decimal | None = None,
    transfer_rate: Decimal | None = None,
    data_centre: bool | None = None,
    designer: str | None = None,
    designer_country: str | None = None,
    nonplanar: bool | None = None,
) -> Thing:
    """Return the chip of a sale: TPP, mm², TPP per mm² and GB/s as given, else as tabled.

    Figures are checked before they come here: above zero, at most four decimals. Where the
    name may mean a chip that is not in the table, the last option is that chip, of which only
    what was given is known.
    """
    given = Given(
        tpp,
        die_area,
        performance_density,
        transfer_rate,
        data_centre,
        designer,
        designer_country,
        nonplanar,
    )
    match = find_chips(name)
    variants: list[Chip | None] = [*match.chips, *([] if match.certain else [None])]
    only = variants[0] if len(variants) == 1 else None
    called = only.name if only else " ".join(name.split())
    options = [chip_facts(variant, called, given) for variant in variants]
    notes = (*_on_match(match, called, given), *_on_given(match.chips, called, given))
    if len(variants) == 1:
        return Thing("chip", "chip", called, tuple(options), notes=notes)
    answers = tuple(variant.name if variant else ANOTHER for variant in variants)
    which = Doubt("chip.variant", f"Which variant of {called} is it?", answers=answers)
    return Thing("chip", "chip", called, in_agreement(options, called), which, notes=notes)


@cache
def _names() -> Names:
    return Names(chips())


# -- notes -----------------------------------------------------------------------------------


def _on_match(match: Match, called: str, given: Given) -> Iterator[str]:
    """Say where the table does not know the chip, or not for certain."""
    if match.certain:
        return
    if match.chips:
        why = "".join(f'"{word}" ' for word in match.unexplained[:5])
        names = ", ".join(chip.name for chip in match.chips[:5])
        more = ", …" if len(match.chips) > 5 else ""
        reason = f"does not explain {why}in" if why else "leaves open what is meant by"
        yield f'The table {reason} "{called}": it may be {names}{more} or {ANOTHER}.'
        return
    figures = "its figures are" if given == Given() else "what was not given with the sale is"
    near = ", ".join(chip.name for chip in match.nearest)
    hint = f" Nearest names: {near}." if near else ""
    yield f'No chip in the table matches "{called}": {figures} unknown.{hint}'


def _on_given(found: Sequence[Chip], called: str, given: Given) -> Iterator[str]:
    """Say what was given with the sale, and what the table has instead."""
    for name in (field.name for field in fields(Given)):
        value = getattr(given, name)
        if value is None:
            continue
        said = f"{_LABELS[name].format(called)} was given as {_shown(value)} with the sale"
        tabled = list(dict.fromkeys(_tabled(chip, name) for chip in found))
        if not tabled:
            yield f"{said}."
        else:
            source = f" ({found[0].source})" if len(found) == 1 and tabled[0] != _NOTHING else ""
            yield f"{said}; the table has {' or '.join(tabled)}{source}."


_NOTHING: Final = "no figure"


def _tabled(chip: Chip, name: str) -> str:
    bounds = getattr(chip, f"{name}_range", None)
    value = getattr(chip, name)
    if bounds:
        return span(bounds)
    return _NOTHING if value is None else _shown(value)


def _shown(value: Decimal | Fraction | bool | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:,}"
    return f"{float(value):.2f}"
