"""Bandwidths: of memory, of everything else, and both added up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.chip_given import Given
from earmark.facts.chip_table import Chip, chips
from earmark.facts.chips import resolve_chip
from earmark.matter import Doubt, Facts, Known, doubt_of

MEMORY, RATE = "chip.memory_bandwidth", "chip.transfer_rate"
COMBINED = "chip.combined_bandwidth"

FIGURES = st.none() | st.decimals("0.0001", "10000000", places=4)


def only(name: str, given: Given | None = None) -> Facts:
    (option,) = resolve_chip(name, given or Given()).options
    return option


def bounds(known: Known) -> tuple[Fraction | None, Fraction | None]:
    assert isinstance(known, Doubt)
    return known.low, known.high


@pytest.mark.parametrize(
    ("name", "memory", "combined"),
    [
        ("H20", 4000, 4900),
        ("H100 SXM", 3350, 4250),
        ("H800", 3350, 3750),
        ("H200", 4800, 5700),
        ("B200", 7700, 9500),
        ("MI325X", 6000, 6896),
        ("Gaudi 3 HL-325L", 3700, 4900),
        ("RTX 4090", 1008, 1072),
    ],
)
def test_both_bandwidths_known_are_added_up(name: str, memory: int, combined: int) -> None:
    values = only(name).values

    assert values[MEMORY] == memory
    assert values[COMBINED] == combined


def test_a_sum_says_what_was_added_and_where_it_is_from() -> None:
    sources = only("TPU v5e", Given(transfer_rate=Decimal("450.5"))).sources

    assert sources[MEMORY].startswith("published (")
    assert sources[COMBINED] == (
        f"memory: 819 GB/s, {sources[MEMORY]}; transfer: 450.5 GB/s, given with the sale"
    )


def test_a_memory_bandwidth_given_above_the_table_s_wins_and_a_note_says_so() -> None:
    thing = resolve_chip("H20", Given(memory_bandwidth=Decimal("4000.0001")))
    (option,) = thing.options

    assert option.values[MEMORY] == Fraction("4000.0001")
    assert option.values[COMBINED] == Fraction("4900.0001")
    assert option.sources[MEMORY] == "given with the sale"
    (note,) = thing.notes
    assert "(GB/s) was given as 4,000.0001 with the sale; the table has 4,000 (NVIDIA" in note


def test_a_bandwidth_that_is_not_in_the_table_is_asked_for() -> None:
    memory = only("H20-3e").values[MEMORY]

    assert isinstance(memory, Doubt)
    assert memory.key == MEMORY
    assert memory.feeds == {MEMORY}
    assert memory.ask == "What is the total DRAM bandwidth of NVIDIA H20-3e 141GB, in GB/s?"


@pytest.mark.parametrize("name", ["WSE-3", "Groq LPU", "LP30"])
def test_the_bandwidth_of_memory_on_the_chip_is_not_taken_for_that_of_dram(name: str) -> None:
    assert bounds(only(name).values[MEMORY]) == (None, None)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("MI308X", 5300, None),
        ("GH200 96GB", 900, Fraction("7399.9999")),
        ("MI300A", 5812, 6068),
        ("BR100", 2052, 3940),
        ("B30A", 4750, 8600),
        ("H20-3e", None, None),
        ("X1", None, None),
    ],
)
def test_a_sum_with_an_open_part_is_a_doubt_of_its_own(
    name: str, low: int | None, high: int | Fraction | None
) -> None:
    option = only(name)
    combined = option.values[COMBINED]

    assert isinstance(combined, Doubt)
    assert (combined.key, combined.feeds) == (COMBINED, {COMBINED})
    assert (combined.low, combined.high) == (low, high)
    assert (COMBINED in option.sources) == (low is not None)


def test_a_memory_bandwidth_on_both_sides_of_a_limit_is_a_doubt_with_bounds() -> None:
    option = only("B30A")

    assert bounds(option.values[MEMORY]) == (3850, 7700)
    assert option.sources[MEMORY] == "3,850 to 7,700, inferred (SWK)"


@given(memory=FIGURES, rate=FIGURES)
def test_a_sum_is_exactly_its_parts_or_at_least_the_known_one(
    memory: Decimal | None, rate: Decimal | None
) -> None:
    given_parts = [part for part in (memory, rate) if part is not None]
    known = only("X1", Given(memory_bandwidth=memory, transfer_rate=rate)).values[COMBINED]

    if len(given_parts) == 2:
        assert known == sum(map(Fraction, given_parts))
    else:
        assert bounds(known) == (Fraction(given_parts[0]) if given_parts else None, None)


@pytest.mark.parametrize("name", ["MI300", "Gaudi", "H200 or B30A", "B30", "Max 1550 or X"])
def test_variants_share_one_doubt_wide_enough_for_each_of_them(name: str) -> None:
    options = resolve_chip(name).options
    each = [only(str(option.values["chip.name"])) for option in options[:-1]]
    assert len(options) > 1

    for path in (MEMORY, RATE, COMBINED):
        shared = {doubt for option in options if (doubt := doubt_of(option.values[path]))}
        assert len(shared) <= 1
        for doubt in shared:
            lows = [bounds(one.values[path])[0] for one in each if doubt_of(one.values[path])]
            assert doubt.low is None or all(low is not None and doubt.low <= low for low in lows)


# -- the table -------------------------------------------------------------------------------


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_pcie_beside_a_link_takes_no_sum_across_a_limit(chip: Chip) -> None:
    """The transfer rate is that of the link: PCIe 5.0, 128 GB/s both ways, may stand beside it."""
    if chip.memory_bandwidth is None or chip.transfer_rate is None:
        return
    low = chip.memory_bandwidth + chip.transfer_rate

    assert not any(low < limit <= low + 128 for limit in (1700, 4900))
