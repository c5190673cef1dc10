"""High-bandwidth memory: when a sale is of it, and what is known of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.chip_given import Given
from earmark.facts.chip_memory import Reading, read
from earmark.facts.chips import ANOTHER, MEMORY, chips, resolve_chip
from earmark.law.rulebook import shipped
from earmark.matter import Doubt, Facts, Thing
from earmark.sale import PROCESSING
from earmark.schema import FIELDS
from earmark.unknowns.ways import Ways

DENSITY = "chip.memory_bandwidth_density"
OF_A_PROCESSOR = {
    f"chip.{name}"
    for name in (
        *("tpp", "performance_density", "nonplanar", "transfer_rate", "memory_bandwidth"),
        "combined_bandwidth",
    )
}

YES = [
    *("HBM", "HBM2", "HBM2E", "HBM3", "HBM3E", "HBM4", "HBM4E", "hbm3e", "HBM-3E", "HBM 3E"),
    *("SK hynix HBM3", "Samsung HBM2E 16GB", "Micron HBM3E 12-high", "Samsung HBM3E 36 GB 12H"),
    *("8x HBM3E 24GB", "HBM3E x100", "HBM3E 9.2Gbps", "1.2 TB/s HBM3E", "HBM3E12H"),
    *("HBM2E 8-Hi KGSD", "Samsung Aquabolt HBM2", "high bandwidth memory", "HBM3E stacks"),
    *("High-Bandwidth Memory, 24 GB", "高带宽内存", "ＨＢＭ３Ｅ"),
]
PERHAPS = [
    *("X9 HBM3", "HBM4 MI450", "GPU with HBM3", "HBM2-PIM", "9000 HBM", "HBM3E MT54A4G808AU00A2"),
    *("Huawei HBM", "HBM3 accelerator card"),
]
NO = ["H8000", "XHBM3", "HBM3EX", "HBMX", "memory", "Samsung GDDR7", "SK hynix", "HB M3", "宽内存"]


def only(thing: Thing) -> Facts:
    assert thing.doubt is None
    (option,) = thing.options
    return option


def kinds(thing: Thing) -> list[str]:
    """Return what each option of a thing is."""
    return [MEMORY if option.values["chip.tpp"] is None else ANOTHER for option in thing.options]


# -- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        *((name, Reading.YES) for name in YES),
        *((name, Reading.PERHAPS) for name in PERHAPS),
        *((name, Reading.NO) for name in NO),
    ],
)
def test_a_name_is_that_of_memory_where_memory_is_the_product(name: str, reading: Reading) -> None:
    assert read(name) is reading


@pytest.mark.parametrize(
    "name",
    [*(chip.name for chip in chips()), "H100 80GB HBM3", "A100 HBM2e", "GH200 144GB HBM3e"],
)
def test_a_chip_in_the_table_is_a_processor_whatever_memory_it_carries(name: str) -> None:
    for option in resolve_chip(name).options:
        assert option.values[DENSITY] is None
        assert "processing" in option.sources[DENSITY]


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(name: str) -> None:
    assert read(name) in Reading


@given(st.sampled_from(YES), st.text("bcfgkqwz", min_size=4, max_size=9))
def test_a_word_that_is_not_of_memory_never_leaves_a_name_certain(name: str, junk: str) -> None:
    assert read(f"{name} {junk}") is Reading.PERHAPS


# -- facts -----------------------------------------------------------------------------------


def test_no_figure_of_a_processor_applies_to_memory() -> None:
    thing = resolve_chip("SK hynix HBM3E")
    values = only(thing).values

    assert values.keys() == {path for path, field in FIELDS.items() if field.thing == "chip"}
    assert {path for path, known in values.items() if known is None} == OF_A_PROCESSOR
    assert values["chip.assembled"] is False
    assert thing.notes == (
        '"SK hynix HBM3E" was taken to be high-bandwidth memory, to which no figure of a '
        "processor applies.",
    )


def test_memory_counts_as_made_for_data_centres_so_that_relief_for_others_passes_it_by() -> None:
    assert only(resolve_chip("HBM3E")).values["chip.data_centre"] is True


def test_the_density_of_memory_is_asked_for_unless_it_is_given() -> None:
    doubt = only(resolve_chip("HBM3E")).values[DENSITY]
    stated = only(resolve_chip("HBM3E", Given(memory_bandwidth_density=Decimal("2.0001"))))

    assert isinstance(doubt, Doubt)
    assert (doubt.key, doubt.feeds) == (DENSITY, {DENSITY})
    assert doubt.ask == (
        "What is the memory bandwidth density of HBM3E, in GB/s per mm² of its package?"
    )
    assert stated.values[DENSITY] == Fraction("2.0001")
    assert stated.sources[DENSITY] == "given with the sale"


# -- what the sale says ----------------------------------------------------------------------


def test_a_density_of_memory_says_that_an_item_not_in_the_table_is_memory() -> None:
    stated = Given(memory_bandwidth_density=Decimal(3))
    assert kinds(resolve_chip("X9000 Ultra", stated)) == [MEMORY]


def test_an_eccn_of_memory_leaves_open_what_an_item_not_in_the_table_is() -> None:
    assert kinds(resolve_chip("X9000 Ultra", Given(eccn="3A090.c"))) == [MEMORY, ANOTHER]


def test_a_density_given_for_a_processor_of_the_table_is_said_and_changes_nothing() -> None:
    thing = resolve_chip("H20", Given(memory_bandwidth_density=Decimal(3)))

    assert only(thing).values == only(resolve_chip("H20")).values
    (note,) = thing.notes
    assert "memory bandwidth density of NVIDIA H20 SXM 96GB (GB/s/mm²) was given as 3 " in note
    assert "the table has a processor, to which it does not apply" in note


def test_a_name_like_a_processors_with_the_density_of_memory_may_be_either() -> None:
    thing = resolve_chip("RTX 4090 Ti", Given(memory_bandwidth_density=Decimal(3)))

    assert thing.doubt is not None
    assert thing.doubt.answers == ("NVIDIA GeForce RTX 4090", MEMORY, ANOTHER)
    assert (
        "it may be NVIDIA GeForce RTX 4090, high-bandwidth memory or another chip"
        in (thing.notes[0])
    )


@pytest.mark.parametrize("name", PERHAPS)
def test_a_name_that_says_memory_and_more_is_judged_as_both(name: str) -> None:
    thing = resolve_chip(name)

    assert thing.doubt is not None
    assert thing.doubt.ask == f"Is {name} high-bandwidth memory or another chip?"
    assert thing.doubt.answers == (MEMORY, ANOTHER)
    assert kinds(thing) == [MEMORY, ANOTHER]
    assert thing.notes[-1].endswith(
        "may be high-bandwidth memory or another chip: both were considered."
    )


@pytest.mark.parametrize("field", PROCESSING)
def test_figures_of_a_processor_contradict_a_name_of_memory(field: str) -> None:
    flag = FIELDS.get(f"chip.{field}")
    value = True if flag and flag.kind.value == "flag" else Decimal(5)
    given = Given(**{field: value})

    assert kinds(resolve_chip("HBM3E", given)) == [MEMORY, ANOTHER]
    assert kinds(resolve_chip("X9 HBM3", given)) == [ANOTHER]
    assert kinds(resolve_chip("X9", given)) == [ANOTHER]


def test_a_chip_not_in_the_table_is_said_to_be_taken_for_a_processor() -> None:
    said = '"X9" was taken to be a processor, not high-bandwidth memory.'

    assert said in resolve_chip("X9").notes
    assert said in resolve_chip("X9", Given(eccn="EAR99")).notes
    assert said not in resolve_chip("X9", Given(tpp=Decimal(5))).notes
    assert said not in resolve_chip("H100").notes


# -- the law ---------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2022, 10, 21), date(2023, 11, 17), date(2026, 7, 23)])
def test_no_relief_for_other_chips_reaches_memory(day: date) -> None:
    """Even where the sale states an ECCN that is not one of memory."""
    thing = resolve_chip("HBM3E", Given(memory_bandwidth_density=Decimal(3), eccn="3A090.a"))

    for outcome in Ways(shipped().on(day), thing).outcomes():
        assert outcome.findings.isdisjoint({"eligible for NAC", "out by Note 2"})
