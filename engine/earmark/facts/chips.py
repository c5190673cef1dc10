"""Chips: the model that a sale names, with everything known of it and everything doubtful.

A name that several variants bear has them as alternatives; a name that matches nothing is no
error, its figures are unknown. Figures given with the sale count against it: where those of the
table are stricter, these stay possible too. What is not in the table is a processor, unless its
name or the sale says that it is high-bandwidth memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from earmark.facts.chip_agreement import in_agreement
from earmark.facts.chip_facts import chip_facts
from earmark.facts.chip_given import NOTHING, Given, span
from earmark.facts.chip_memory import Reading, read
from earmark.facts.chip_names import Names
from earmark.facts.chip_table import Chip, chips
from earmark.facts.eccn import of_memory
from earmark.matter import Doubt, Facts, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

__all__ = ["ANOTHER", "Chip", "Match", "chips", "find_chips", "resolve_chip"]

ANOTHER: Final = "another chip"
"""The alternative that stands for a processor that is not in the table."""

MEMORY: Final = "high-bandwidth memory"
"""The alternative that stands for memory, which never is in the table."""

_RECENT: Final = 1024
"""Names of chips of which it is remembered what they mean: many sales name few."""

_FIGURES: Final = (
    *("tpp", "die_area", "performance_density", "transfer_rate", "memory_bandwidth"),
    *("data_centre", "nonplanar"),
)
_AS_GIVEN, _BY_TABLE = " as given", " as in the table"

_LABELS: Final = {
    "tpp": "The TPP of {}",
    "die_area": "The die area of {} (mm²)",
    "performance_density": "The performance density of {}",
    "transfer_rate": "The transfer rate of {} (GB/s)",
    "memory_bandwidth": "The memory bandwidth of {} (GB/s)",
    "memory_bandwidth_density": "The memory bandwidth density of {} (GB/s/mm²)",
    "data_centre": "Whether {} is designed or marketed for data centres",
    "designer": "The designer of {}",
    "designer_country": "The headquarters of the designer of {}",
    "nonplanar": "Whether any die of {} is on a non-planar node",
    "eccn": "The ECCN of {}",
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


@lru_cache(_RECENT)
def find_chips(name: str) -> Match:
    """Return the chips that a name, an alias or a part number can mean."""
    found = _names().find(name)
    rows = tuple(chips()[row] for row in found.rows)
    return Match(name, rows, found.certain, found.unexplained)


def resolve_chip(name: str, given: Given = NOTHING) -> Thing:
    """Return the chip of a sale: its facts as given, and as tabled.

    Figures are checked before they come here: above zero, at most four decimals. Behind the
    chips that the name can mean stands an item that is not in the table, where it may be one, of
    which only what was given is known; and last, where figures given say less of a chip than the
    table does, that chip as tabled.
    """
    match = find_chips(name)
    unlisted = _unlisted(match, given)
    called = match.chips[0].name if _one(match) else " ".join(name.split())
    tabled = replace(given, **dict.fromkeys(_FIGURES))
    against = [chip for chip in match.chips if _is_lighter(chip, given)]
    options = [
        *(chip_facts(chip, called, given) for chip in match.chips),
        *(chip_facts(None, called, given, memory=kind == MEMORY) for kind in unlisted),
        *(chip_facts(chip, called, tabled) for chip in against),
    ]
    given_as = (f"{chip.name}{_AS_GIVEN if chip in against else ''}" for chip in match.chips)
    answers = (*given_as, *unlisted, *(f"{chip.name}{_BY_TABLE}" for chip in against))
    notes = (*_on_match(match, called, given, unlisted), *_on_given(match.chips, called, given))
    return _thing(called, options, answers, notes)


def _is_lighter(chip: Chip, given: Given) -> bool:
    """Tell whether a figure given says less of a chip than the table does."""
    stated = ((name, getattr(given, name)) for name in _FIGURES)
    return any(_is_below(chip, name, value) for name, value in stated if value is not None)


def _is_below(chip: Chip, name: str, stated: Decimal | bool) -> bool:
    """Tell whether a figure is below the table's, or below the range that the table gives."""
    lowest, highest = getattr(chip, f"{name}_range", None) or (getattr(chip, name),) * 2
    if name == "die_area":
        # The larger the area, the lower the density.
        return highest is not None and stated > highest
    return lowest is not None and stated < lowest


def _thing(
    called: str, options: Sequence[Facts], answers: tuple[str, ...], notes: tuple[str, ...]
) -> Thing:
    if len(options) == 1:
        return Thing("chip", "chip", called, tuple(options), notes=notes)
    ask = f"Which variant of {called} is it?"
    if any(answer.endswith(_BY_TABLE) for answer in answers):
        ask = f"What was given for {called} differs from the table: which is right?"
    if answers[0] == MEMORY:
        ask = f"Is {called} {MEMORY} or {ANOTHER}?"
    which = Doubt("chip.variant", ask, answers=answers)
    return Thing("chip", "chip", called, in_agreement(options, called), which, notes=notes)


def _one(match: Match) -> bool:
    return match.certain and len(match.chips) == 1


def _unlisted(match: Match, given: Given) -> tuple[str, ...]:
    """Return what a name can mean beside the chips in the table: memory, or another processor.

    What the sale says goes before the name. Where they contradict each other, it may be either:
    a name like a processor's with the density of memory, one like memory's with figures of a
    processor.
    """
    if match.certain:
        return ()
    if given.memory_bandwidth_density is not None:
        return (MEMORY, ANOTHER) if match.chips else (MEMORY,)
    if match.chips:
        return (ANOTHER,)
    reading = read(match.query)
    if reading is Reading.NO and of_memory(given.eccn):
        reading = Reading.PERHAPS
    match reading, given.of_a_processor:
        case (Reading.NO, _) | (Reading.PERHAPS, True) if not of_memory(given.eccn):
            return (ANOTHER,)
        case Reading.YES, False:
            return (MEMORY,)
        case _:
            return (MEMORY, ANOTHER)


@cache
def _names() -> Names:
    return Names(chips())


# -- notes -----------------------------------------------------------------------------------


def _on_match(match: Match, called: str, given: Given, unlisted: Sequence[str]) -> Iterator[str]:
    """Say where the table does not know the chip, or not for certain, and what was made of it."""
    if match.certain:
        return
    if match.chips:
        why = "".join(f'"{word}" ' for word in match.unexplained[:5])
        names = [chip.name for chip in match.chips[:5]]
        names += ["…"] if len(match.chips) > 5 else []
        *others, last = (*names, *unlisted)
        reason = f"does not explain {why}in" if why else "leaves open what is meant by"
        yield f'The table {reason} "{called}": it may be {", ".join(others)} or {last}.'
    elif unlisted == (MEMORY,):
        yield f'"{called}" was taken to be {MEMORY}, to which no figure of a processor applies.'
    else:
        yield _no_match(match, called, given)
        if MEMORY in unlisted:
            yield f'"{called}" may be {MEMORY} or {ANOTHER}: both were considered.'
        elif not given.of_a_processor:
            yield f'"{called}" was taken to be a processor, not {MEMORY}.'


def _no_match(match: Match, called: str, given: Given) -> str:
    figures = "its figures are" if given == NOTHING else "what was not given with the sale is"
    near = ", ".join(chip.name for chip in match.nearest)
    hint = f" Nearest names: {near}." if near else ""
    return f'No chip in the table matches "{called}": {figures} unknown.{hint}'


def _on_given(found: Sequence[Chip], called: str, given: Given) -> Iterator[str]:
    """Say what was given with the sale, and what the table has instead."""
    for name, label in _LABELS.items():
        value = getattr(given, name)
        if value is None:
            continue
        said = f"{label.format(called)} was given as {_shown(value)} with the sale"
        tabled = list(dict.fromkeys(_tabled(chip, name) for chip in found if name != "eccn"))
        if not tabled:
            yield f"{said}."
        else:
            source = f" ({found[0].source})" if len(found) == 1 and tabled[0] != _NOTHING else ""
            yield f"{said}; the table has {' or '.join(tabled)}{source}."


_NOTHING: Final = "no figure"


def _tabled(chip: Chip, name: str) -> str:
    if name == "memory_bandwidth_density":
        return "a processor, to which it does not apply"
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
