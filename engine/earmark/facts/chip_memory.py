"""High-bandwidth memory: when a sale is of memory, not of a processor, and its facts.

ECCN 3A090.c covers memory stacks, not "co-packaged integrated circuits with both HBM and logic
integrated circuit where the dominant function … is processing". So "H100 80GB HBM3" is a
processor; "SK hynix HBM3E" is memory.
"""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import Final

from earmark.facts.chip_given import WITH_SALE, Given, Sourced, unknown
from earmark.facts.chip_words import COUNT, plain

DENSITY: Final = "chip.memory_bandwidth_density"

_SPELT_OUT: Final = r"high[\s_-]*bandwidth[\s_-]*memory|高带宽内存|高带宽存储器|高頻寬記憶體"
_HBM: Final = r"hbm(?:[1-9]e?)?(?:\d{1,2}h(?:i|igh)?)?"
_BESIDE: Final = """
    sk hynix skhynix samsung micron cxmt changxin
    flarebolt aquabolt flashbolt icebolt shinebolt
    memory dram sdram jedec stack stacks stacked cube cubes package packaged kgsd layer layers
    hi high tall unit units pcs ea of e gb gbit gbps tb tbps s
"""
_WORDS: Final = frozenset(_BESIDE.split())
"""Words that memory is sold under: its makers, their brands, what it is, how many."""

_MEASURE: Final = r"\d{1,2}|[1-9]e|\d{1,4}(?:h|hi|high|layers?|gb|gbit|gbps|tb|tbps|pcs)"
"""A size, a height or a speed: "36gb", "12h", "9gbps"; also the "3e" of "HBM 3E"."""


class Reading(Enum):
    """Whether a name is that of memory."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


def read(name: str) -> Reading:
    """Tell whether a name that no chip in the table bears is that of high-bandwidth memory.

    It is where it names such memory and nothing but a maker, a size or the like beside it.
    Where another word stands beside it the name may be a part number of memory, or a processor
    that has it: "X9 HBM3".
    """
    text = re.sub(COUNT, " ", re.sub(_SPELT_OUT, " hbm ", plain(name)))
    words = re.findall(r"[^\W_]+", text)
    others = [word for word in words if not re.fullmatch(_HBM, word)]
    if len(others) == len(words):
        return Reading.NO
    alone = all(word in _WORDS or re.fullmatch(_MEASURE, word) for word in others)
    return Reading.YES if alone else Reading.PERHAPS


def memory_facts(called: str, given: Given) -> dict[str, Sourced]:
    """Return those facts of memory that are not as a processor's.

    A flag that does not apply reads as no. ``not chip.data_centre`` is where the law relieves
    (note 2 to 3A090, License Exceptions NAC and ACA), and an ECCN stated with the sale can bring
    memory that far without a TPP. None of the relief is for memory: so it counts as made for data
    centres. ``chip.nonplanar`` is asked of logic alone; that it is absent relieves of nothing.
    """
    facts: dict[str, Sourced] = {
        f"chip.{name}": (None, "does not apply to memory")
        for name in (
            "tpp",
            "performance_density",
            "nonplanar",
            "transfer_rate",
            "memory_bandwidth",
            "combined_bandwidth",
        )
    }
    facts["chip.data_centre"] = True, "memory: no relief for other markets is meant for it"
    facts[DENSITY] = _density(called, given)
    return facts


def _density(called: str, given: Given) -> Sourced:
    if given.memory_bandwidth_density is None:
        return unknown(DENSITY, called), ""
    return Fraction(given.memory_bandwidth_density), WITH_SALE
