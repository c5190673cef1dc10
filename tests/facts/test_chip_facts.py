"""The figures of chips in the table: exact ones, and those that are only known roughly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.chip_given import Given
from earmark.facts.chips import resolve_chip
from earmark.matter import Doubt, Facts, Known, Ratio, Thing


def only(thing: Thing) -> Facts:
    assert thing.doubt is None
    (option,) = thing.options
    return option


def fact(name: str, path: str) -> Known:
    return only(resolve_chip(name)).values[f"chip.{path}"]


def doubts(option: Facts) -> dict[str, Doubt]:
    found = (known.of if isinstance(known, Ratio) else known for known in option.values.values())
    return {doubt.key: doubt for doubt in found if isinstance(doubt, Doubt)}


# -- figures ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "tpp", "density"),
    [
        ("A100 SXM4 40GB", "4992", "6.04"),
        ("A100 SXM4 80GB", "4989", "6.04"),
        ("A800 SXM4 80GB", "4989", "6.04"),
        ("H100 SXM5 80GB", "15840", "19.46"),
        ("H800", "15840", "19.46"),
        ("H100 PCIe", "12224", "15.02"),
        ("H800 PCIe", "12224", "15.02"),
        ("H100 NVL", "14144", "17.38"),
        ("H200 NVL", "14144", "17.38"),
        ("H200", "15840", "19.46"),
        ("H20", "2368", "2.91"),
        ("L40S", "5872", "9.64"),
        ("L40", "2912", "4.78"),
        ("L4", "1952", "6.64"),
        ("L20", "1912", "3.14"),
        ("A40", "2392", "3.81"),
        ("A30", "2644", "3.20"),
        ("A10", "2000", "3.18"),
        ("RTX 4090", "5284.80", "8.68"),
        ("RTX 4090 D", "4706.88", "7.73"),
        ("RTX 5090", "6720", "8.96"),
        ("RTX 6000 Ada", "5840", "9.59"),
        ("B200", "37248", "22.88"),
        ("GB200", "40200", "24.69"),
        ("B300", "55432", "34.05"),
        ("GB300", "58484", "35.92"),
        ("V100S", "2080", "2.55"),
        ("MTIA v2", "2832", "6.73"),
        ("Maia 100", "18000", "21.95"),
        ("BR100", "16384", "15.26"),
    ],
)
def test_tpp_and_density_agree_with_the_published_values(name: str, tpp: str, density: str) -> None:
    values = only(resolve_chip(name)).values

    assert values["chip.tpp"] == Fraction(tpp)
    exact = values["chip.performance_density"]
    assert isinstance(exact, Fraction)
    assert f"{float(exact):.2f}" == density


@pytest.mark.parametrize("name", ["MI300X", "MI325X"])
def test_the_mi300_family_has_a_tpp_but_no_die_area(name: str) -> None:
    assert fact(name, "tpp") == Fraction("20919.2")
    assert isinstance(fact(name, "performance_density"), Doubt)


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("A100 SXM4 80GB", 600),
        ("A800 80GB PCIe", 400),
        ("H800", 400),
        ("H100 PCIe", 600),
        ("H20", 900),
    ],
)
def test_the_cut_link_is_what_sets_the_chips_for_china_apart(name: str, rate: int) -> None:
    assert fact(name, "transfer_rate") == rate


@given(
    st.sampled_from(["1.6", "3.2", "5.92"]),
    st.decimals(1, 3000, places=2, allow_nan=False, allow_infinity=False),
)
def test_a_density_that_sits_on_a_threshold_equals_it_exactly(limit: str, area: Decimal) -> None:
    tpp = Decimal(limit) * area

    values = only(resolve_chip("no such chip 1", Given(tpp=tpp, die_area=area))).values

    assert values["chip.performance_density"] == Fraction(limit)


# -- doubts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("Jetson Thor", "4140", "8280"),
        ("MI308X", "1840", "3720"),
        ("RTX 5090 D", "4631.25", "5025.5"),
        ("RTX 6000D", None, None),
        ("A10G", None, None),
        ("B30A", "18000", "28000"),
        ("Trainium2", "10672", "21344"),
        ("RTX 5090 D V2", None, None),
        ("H20-3e", None, None),
        ("DCU K100", None, None),
    ],
)
def test_a_tpp_that_could_change_the_outcome_is_a_doubt_with_bounds(
    name: str, low: str | None, high: str | None
) -> None:
    doubt = doubts(only(resolve_chip(name)))["chip.tpp"]

    assert doubt.low == (None if low is None else Fraction(low))
    assert doubt.high == (None if high is None else Fraction(high))
    assert resolve_chip(name).name in doubt.ask


def test_a_doubtful_tpp_over_a_known_area_gives_a_density_that_follows_from_it() -> None:
    values = only(resolve_chip("RTX 5090 D")).values

    tpp = values["chip.tpp"]
    assert isinstance(tpp, Doubt)
    assert tpp.feeds == {"chip.tpp", "chip.performance_density"}
    assert values["chip.performance_density"] == Ratio(tpp, Fraction(750))


def test_a_rate_on_both_sides_of_600_is_a_doubt_with_bounds() -> None:
    rate = fact("MI300A", "transfer_rate")

    assert isinstance(rate, Doubt)
    assert (rate.low, rate.high) == (Fraction(512), Fraction(768))


def test_what_a_source_says_of_a_figure_says_when_it_is_inferred() -> None:
    sources = only(resolve_chip("RTX PRO 5000")).sources

    assert sources["chip.tpp"].startswith("inferred (NVIDIA part table")
    assert "published" in only(resolve_chip("H800")).sources["chip.tpp"]
    assert only(resolve_chip("MI308X")).sources["chip.tpp"].startswith("1,840 to 3,720, inferred")


@pytest.mark.parametrize("name", ["A800 40GB Active", "RTX 6000D"])
def test_a_card_that_may_or_may_not_be_for_data_centres_is_a_doubt(name: str) -> None:
    option = only(resolve_chip(name))

    assert doubts(option)["chip.data_centre"].feeds == {"chip.data_centre"}
    assert option.sources["chip.data_centre"]


# -- what a sale is of -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "assembled"),
    [
        *(("H100 PCIe", True), ("H20", True), ("DGX Spark", True), ("GB200", True)),
        *(("Jetson AGX Orin", True), ("WSE-3", True), ("RTX 4090", True)),
        *(("MI300A", False), ("Ascend 310", False), ("TPU v5e", False), ("X1", False)),
    ],
)
def test_a_chip_is_assembled_where_the_table_says_that_it_is_sold_so(
    name: str, assembled: bool
) -> None:
    option = only(resolve_chip(name))

    assert option.values["chip.assembled"] is assembled
    assert option.sources["chip.assembled"]


def test_an_eccn_is_the_sales_own_word_and_never_a_doubt() -> None:
    stated = resolve_chip("H20", Given(eccn="4A994.l"))

    assert only(stated).values["chip.eccn"] == "4A994.l"
    assert only(stated).sources["chip.eccn"] == "given with the sale"
    assert stated.notes == ("The ECCN of NVIDIA H20 SXM 96GB was given as 4A994.l with the sale.",)
    assert fact("H20", "eccn") == fact("H20", "stated_eccn") == ""
    assert "chip.eccn" not in only(resolve_chip("H20")).sources


def test_an_eccn_is_read_to_the_paragraph_that_matters_and_shown_as_it_was_stated():
    stated = resolve_chip("L20", Given(eccn="5D002.z.2.a"))

    assert only(stated).values["chip.eccn"] == "5D002.z.a"
    assert only(stated).values["chip.stated_eccn"] == "5D002.z.2.a"
    assert "given as 5D002.z.2.a with the sale" in stated.notes[0]
