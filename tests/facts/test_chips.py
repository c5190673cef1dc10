"""What a name and the figures given with a sale stand for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from earmark.facts.chip_facts import chip_facts
from earmark.facts.chip_given import NOTHING, Given
from earmark.facts.chips import ANOTHER, chips, find_chips, resolve_chip
from earmark.matter import Applies, Doubt, Facts, Ratio, Thing, doubt_of
from earmark.schema import FIELDS

CHIP_FIELDS = {path for path, field in FIELDS.items() if field.thing == "chip"}
TAKEN = {
    *("chip.assembled", "chip.eccn", "chip.stated_eccn", "chip.memory_bandwidth_density"),
}
"""Of a chip not in the table these are not asked: the sale states them, or something is assumed."""

UNKNOWN_FIELDS = CHIP_FIELDS - TAKEN - {"chip.name"}


def only(thing: Thing) -> Facts:
    assert thing.doubt is None
    (option,) = thing.options
    return option


def doubts(option: Facts) -> dict[str, Doubt]:
    found = (known.of if isinstance(known, Ratio) else known for known in option.values.values())
    return {doubt.key: doubt for doubt in found if isinstance(doubt, Doubt)}


@pytest.mark.parametrize(
    "name",
    [*(chip.name for chip in chips()), "A100", "H8000", "A100 Ultra", "HBM3E", "X9 HBM3"],
)
def test_every_option_has_every_fact_of_a_chip(name: str) -> None:
    thing = resolve_chip(name)

    assert (thing.key, thing.about) == ("chip", "chip")
    for option in thing.options:
        assert option.values.keys() == CHIP_FIELDS
        assert set(option.sources) <= CHIP_FIELDS
        for doubt in doubts(option).values():
            assert doubt.ask
            assert doubt.key in doubt.feeds <= CHIP_FIELDS


# -- chips not in the table ------------------------------------------------------------------


def test_a_chip_not_in_the_table_has_nothing_but_doubts() -> None:
    thing = resolve_chip("H8000")
    values = only(thing).values

    assert thing.name == values["chip.name"] == "H8000"
    assert {path for path, known in values.items() if doubt_of(known)} == UNKNOWN_FIELDS
    density = values["chip.performance_density"]
    assert isinstance(density, Doubt)
    assert density.may_not_apply
    assert values["chip.nonplanar"] == Applies(density)
    assert thing.notes == (
        'No chip in the table matches "H8000": its figures are unknown. '
        "Nearest names: NVIDIA H800 SXM5.",
        '"H8000" was taken to be a processor, not high-bandwidth memory.',
    )


def test_a_word_that_nothing_explains_adds_another_chip_to_the_alternatives() -> None:
    thing = resolve_chip("RTX  4090 Ti")

    assert thing.name == "RTX 4090 Ti"
    assert thing.doubt is not None
    assert thing.doubt.key == "chip.variant"
    assert thing.doubt.answers == ("NVIDIA GeForce RTX 4090", ANOTHER)
    assert thing.options[1].values["chip.name"] == "RTX 4090 Ti"
    assert set(doubts(thing.options[1])) == UNKNOWN_FIELDS - {"chip.nonplanar"}
    assert '"ti"' in thing.notes[0]


# -- several variants ------------------------------------------------------------------------


def test_a_name_of_several_variants_asks_which_of_them() -> None:
    thing = resolve_chip("A800")

    assert thing.name == "A800"
    assert thing.doubt is not None
    assert thing.doubt.ask == "Which variant of A800 is it?"
    assert list(thing.doubt.answers) == [option.values["chip.name"] for option in thing.options]
    assert thing.notes == ()


@pytest.mark.parametrize(
    "name",
    [
        *("A100", "H20 NVL", "Jetson Thor Ultra", "900-2G133-9999-000", "MLU370", "MI300"),
        *("MI300A or BR100", "B30", "X9 HBM3"),
    ],
)
def test_variants_share_one_doubt_for_one_question(name: str) -> None:
    thing = resolve_chip(name)
    found = [doubt for option in thing.options for doubt in doubts(option).items()]

    assert len(thing.options) > 1
    for key, doubt in found:
        assert all(doubt == other for same, other in found if same == key)


def test_the_shared_doubt_is_wide_enough_for_every_variant() -> None:
    known_range, unknown = resolve_chip("Jetson Thor Ultra").options

    shared = doubts(known_range)["chip.tpp"]
    assert (shared.low, shared.high) == (None, None)
    assert doubts(unknown)["chip.tpp"] == shared


def test_variants_with_different_areas_do_not_share_one_ratio() -> None:
    options = resolve_chip("900-2G133-9999-000").options

    assert not any(isinstance(known, Ratio) for o in options for known in o.values.values())


# -- figures given with the sale -------------------------------------------------------------


def test_a_figure_given_below_the_table_s_does_not_stand_in_its_place() -> None:
    thing = resolve_chip("H800", Given(tpp=Decimal(100)))
    option, tabled = thing.options

    assert tabled == only(resolve_chip("H800"))
    assert thing.doubt
    assert thing.doubt.answers == (
        "NVIDIA H800 SXM5 as given",
        "NVIDIA H800 SXM5 as in the table",
    )
    assert "differs from the table" in thing.doubt.ask
    assert option.values["chip.tpp"] == 100
    assert option.values["chip.performance_density"] == Fraction(100, 814)
    assert option.sources["chip.tpp"] == "given with the sale"
    assert thing.notes == (
        "The TPP of NVIDIA H800 SXM5 was given as 100 with the sale; the table has 15,840 "
        "(NVIDIA part table, SWK, Epoch AI, NVIDIA driver list).",
    )


@pytest.mark.parametrize(
    ("name", "given", "options"),
    [
        ("H800", Given(tpp=Decimal(15840)), 1),
        ("H800", Given(tpp=Decimal(16000)), 1),
        ("H800", Given(tpp=Decimal("15839.9999")), 2),
        ("H800", Given(die_area=Decimal(814)), 1),
        ("H800", Given(die_area=Decimal(700)), 1),
        ("H800", Given(die_area=Decimal(1628)), 2),
        ("H800", Given(performance_density=Decimal(1)), 2),
        ("H800", Given(data_centre=True), 1),
        ("H800", Given(data_centre=False), 2),
        ("H800", Given(nonplanar=False), 2),
        ("MI308X", Given(tpp=Decimal(2368)), 1),
        ("MI308X", Given(tpp=Decimal(1000)), 2),
        ("RTX 5090 D", Given(performance_density=Decimal("0.1")), 1),
    ],
)
def test_what_counts_against_the_sale_stands_and_what_counts_for_it_is_a_question(
    name: str, given: Given, options: int
) -> None:
    assert len(resolve_chip(name, given).options) == options


def test_everything_can_be_given_for_a_chip_that_does_not_exist_yet() -> None:
    given = Given(
        tpp=Decimal("5000.5"),
        die_area=Decimal(800),
        transfer_rate=Decimal(500),
        memory_bandwidth=Decimal("1200.25"),
        data_centre=True,
        designer="华为",
        eccn="4A090.a",
    )
    thing = resolve_chip("X1", given)

    assert only(thing).values == {
        "chip.name": "X1",
        "chip.designer": "Huawei",
        "chip.designer_country": "CN",
        "chip.tpp": Fraction("5000.5"),
        "chip.performance_density": Fraction("5000.5") / 800,
        "chip.nonplanar": True,
        "chip.transfer_rate": 500,
        "chip.memory_bandwidth": Fraction("1200.25"),
        "chip.combined_bandwidth": Fraction("1700.25"),
        "chip.memory_bandwidth_density": None,
        "chip.data_centre": True,
        "chip.assembled": False,
        "chip.eccn": "4A090.a",
        "chip.stated_eccn": "4A090.a",
    }
    assert len(thing.notes) == 8


def test_a_density_given_with_the_sale_stands_whatever_the_tpp() -> None:
    option = only(resolve_chip("RTX 5090 D", Given(performance_density=Decimal("5.92"))))

    assert option.values["chip.performance_density"] == Fraction("5.92")
    assert doubts(option)["chip.tpp"].feeds == {"chip.tpp"}


def test_an_area_without_a_tpp_gives_a_ratio_of_the_doubt() -> None:
    values = only(resolve_chip("X1", Given(die_area=Decimal("814.5")))).values

    tpp = values["chip.tpp"]
    assert isinstance(tpp, Doubt)
    assert values["chip.performance_density"] == Ratio(tpp, Fraction("814.5"))


def test_the_seat_of_a_designer_that_is_not_in_the_table_is_unknown() -> None:
    option = only(resolve_chip("H800", Given(designer="Acme Chips")))

    assert option.values["chip.designer"] == "Acme Chips"
    assert "chip.designer_country" in doubts(option)


def test_a_figure_for_several_variants_is_noted_once() -> None:
    thing = resolve_chip("H100", Given(tpp=Decimal(1)))

    assert thing.notes == (
        "The TPP of H100 was given as 1 with the sale; the table has 15,840 or 12,224 or 14,144.",
    )


def test_a_match_says_what_it_matched() -> None:
    match = find_chips("H800")

    assert match.query == "H800"
    assert match.chips[0].performance_density == Fraction(15840, 814)
    assert find_chips("RTX 5090 D").chips[0].performance_density is None


def test_a_density_given_for_a_tabled_chip_is_set_against_the_tables() -> None:
    (note,) = resolve_chip("H20", Given(performance_density=Decimal("3.2"))).notes
    (nothing,) = resolve_chip("MI300X", Given(performance_density=Decimal("3.2"))).notes

    assert "was given as 3.2 with the sale; the table has 2.91 (NVIDIA part table" in note
    assert nothing.endswith("the table has no figure.")


def test_a_figure_given_against_a_range_is_set_against_the_range() -> None:
    (note,) = resolve_chip("MI308X", Given(tpp=Decimal(2368))).notes

    assert "was given as 2,368 with the sale; the table has 1,840 to 3,720 (" in note


def test_density_does_not_apply_where_no_die_is_non_planar() -> None:
    planar = replace(find_chips("L4").chips[0], nonplanar=False)
    option = chip_facts(planar, planar.name, NOTHING)

    assert option.values["chip.performance_density"] is None
    assert option.values["chip.nonplanar"] is False
    assert option.values["chip.tpp"] == 1952
