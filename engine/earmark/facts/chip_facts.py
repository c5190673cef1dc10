"""From a row of the table, and the figures given with a sale, to the facts of a chip.

Figures given with the sale win. What the table only knows within a range is a doubt, because
the law could classify the chip otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_bandwidth import bandwidths
from earmark.facts.chip_given import WITH_SALE, Given, Sourced, span, unknown
from earmark.facts.chip_memory import DENSITY, memory_facts
from earmark.facts.chip_table import Chip, chips
from earmark.facts.chip_words import plain, runs
from earmark.facts.eccn import told_apart
from earmark.matter import Applies, Doubt, Facts, Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

_TPP, _DENSITY = "chip.tpp", "chip.performance_density"

_BASES: Final = {
    "published": "published by the maker",
    "derived": "from datasheet figures",
    "inferred": "inferred",
}


def chip_facts(chip: Chip | None, called: str, given: Given, *, memory: bool = False) -> Facts:
    """Return every fact of a chip; of ``None``, a chip not in the table, only what was given.

    ``called`` is its name in the questions. ``memory`` tells that a chip not in the table is
    high-bandwidth memory. One in the table is a processor whatever density was given for its
    memory: what applies to memory alone would else take it out of the limits for processors.
    """
    found: dict[str, Sourced] = {
        "chip.name": (chip.name if chip else called, ""),
        **_stated_eccn(given),
        "chip.assembled": _assembled(chip),
        **_maker(chip, called, given),
        **(memory_facts(called, given) if memory else _processor(chip, called, given)),
    }
    values = {path: known for path, (known, _) in found.items()}
    return Facts(values, {path: source for path, (_, source) in found.items() if source})


def _processor(chip: Chip | None, called: str, given: Given) -> dict[str, Sourced]:
    return {
        **_performance(chip, called, given),
        **bandwidths(chip, called, given),
        "chip.data_centre": _data_centre(chip, called, given),
        DENSITY: (None, "its dominant function is processing" if chip else "taken as a processor"),
    }


# -- one fact at a time ----------------------------------------------------------------------


def _stated_eccn(given: Given) -> dict[str, Sourced]:
    source = WITH_SALE if given.eccn else ""
    return {
        "chip.eccn": (told_apart(given.eccn or ""), source),
        "chip.stated_eccn": (given.eccn or "", source),
    }


def _assembled(chip: Chip | None) -> Sourced:
    if chip is None:
        return False, "not in the table: taken as a chip alone"
    return chip.assembled, f"form in which it is sold ({chip.source})"


def _maker(chip: Chip | None, called: str, given: Given) -> dict[str, Sourced]:
    designer, source = (chip.designer, chip.source) if chip else ("", "")
    if given.designer:
        designer, source = _designer(given.designer), WITH_SALE
    country = given.designer_country or _countries().get(designer)
    seat = WITH_SALE if given.designer_country else "seat of the designer"
    return {
        "chip.designer": (designer or unknown("chip.designer", called), source),
        "chip.designer_country": (country, seat)
        if country
        else (unknown("chip.designer_country", called), ""),
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
        open_ended = replace(unknown(_DENSITY, called), may_not_apply=nonplanar[0] is not True)
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
        return unknown("chip.nonplanar", called), ""
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
        return unknown(_TPP, called, *feeds), ""
    source = _basis(chip.tpp_basis, chip)
    if chip.tpp_range:
        doubt = unknown(_TPP, called, *feeds, bounds=chip.tpp_range)
        return doubt, f"{span(chip.tpp_range)}, {source}"
    if chip.tpp is None:
        return unknown(_TPP, called, *feeds), source
    return Fraction(chip.tpp), source


def _basis(basis: str, chip: Chip) -> str:
    return f"{_BASES[basis]} ({chip.source})" if basis else ""


def _data_centre(chip: Chip | None, called: str, given: Given) -> Sourced:
    if given.data_centre is not None:
        return given.data_centre, WITH_SALE
    if chip is None or chip.data_centre is None:
        return unknown("chip.data_centre", called), chip.data_centre_basis if chip else ""
    return chip.data_centre, chip.data_centre_basis
