"""One representative for each stretch of values that the law of a day can tell apart."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from earmark.law.cells import ANOTHER, Cell, cells, label
from earmark.law.condition import Compare
from earmark.law.rulebook import Law, shipped, shipped_for_investments
from earmark.matter import Doubt
from earmark.schema import FIELDS

IN_2024 = shipped().on(date(2024, 5, 2))
IN_2022 = shipped().on(date(2022, 9, 15))


def doubt(path: str, **bounds: object) -> Doubt:
    return Doubt(path, "?", frozenset({path}), **bounds)  # type: ignore[arg-type]


def labels(law: Law, one: Doubt, scales: dict[str, Fraction] | None = None) -> list[str]:
    return [cell.label for cell in cells(law, one, scales or {})]


def test_a_figure_has_a_cell_between_each_two_limits() -> None:
    assert labels(IN_2024, doubt("chip.tpp")) == [
        "below 1,600",
        "from 1,600 to below 2,400",
        "from 2,400 to below 4,800",
        "4,800 or more",
    ]


def test_a_representative_lies_in_its_cell() -> None:
    values = [cell.value for cell in cells(IN_2024, doubt("chip.tpp"), {})]
    assert values == [0, 1600, 2400, 4800]


def test_a_rough_figure_has_only_the_cells_that_its_bounds_reach() -> None:
    rough = doubt("chip.tpp", low=Fraction(4140), high=Fraction(8280))
    found = cells(IN_2024, rough, {})
    assert [cell.label for cell in found] == ["from 4,140 to below 4,800", "from 4,800 to 8,280"]
    assert [cell.value for cell in found] == [4140, 4800]


def test_a_bound_just_below_a_limit_does_not_reach_the_cell_beyond() -> None:
    rough = doubt("chip.tpp", high=Fraction("4799.9999"))
    assert labels(IN_2024, rough)[-1] == "from 2,400 to 4,799.9999"


def test_a_figure_that_may_not_apply_has_a_cell_for_that() -> None:
    found = cells(IN_2024, doubt("chip.performance_density", may_not_apply=True), {})
    assert found[-1].label == "does not apply"
    assert found[-1].value is None


def test_limits_of_a_ratio_count_for_the_figure_that_it_follows_from() -> None:
    tpp = Doubt("chip.tpp", "?", frozenset({"chip.tpp", "chip.performance_density"}))
    found = labels(IN_2024, tpp, {"chip.performance_density": Fraction(1000)})
    assert "from 3,200 to below 4,800" in found
    assert "5,920 or more" in found


def test_a_flag_has_two_cells() -> None:
    assert labels(IN_2024, doubt("chip.data_centre")) == ["yes", "no"]


def test_countries_fall_into_the_classes_that_rules_ask_for_and_elsewhere_comes_last() -> None:
    found = cells(IN_2024, doubt("party.headquarters"), {})
    assert [cell.label for cell in found] == [
        "Country Group D:5 (such as China)",
        "Macau",
        "elsewhere",
    ]
    assert [cell.value for cell in found] == ["CN", "MO", "DE"]


def test_a_few_places_that_no_group_holds_are_named_one_by_one() -> None:
    law = shipped_for_investments().on(date(2025, 6, 2))
    assert labels(law, doubt("party.headquarters")) == [
        "China or Hong Kong or Macau",
        "elsewhere",
    ]


def test_a_country_that_can_only_be_one_of_two_has_only_their_classes() -> None:
    assert labels(IN_2024, doubt("party.headquarters", among=("DE", "CN"))) == [
        "China",
        "Germany",
    ] or (
        labels(IN_2024, doubt("party.headquarters", among=("DE", "CN"))) == ["China", "elsewhere"]
    )


def test_a_text_has_a_cell_for_each_word_that_rules_name_and_one_for_all_others() -> None:
    found = cells(IN_2022, doubt("sale.seller"), {})
    assert [cell.value for cell in found] == [
        "Advanced Micro Devices, Inc.",
        "NVIDIA Corporation",
        ANOTHER,
    ]


def test_a_choice_has_a_cell_for_each() -> None:
    assert labels(IN_2024, doubt("sale.end_use")) == ["civil", "military", "supercomputer"]


def test_a_fact_that_no_rule_asks_has_one_cell() -> None:
    assert labels(IN_2022, doubt("party.headquarters")) == ["elsewhere"]
    assert labels(IN_2024, doubt("chip.transfer_rate")) == ["any figure"]


def test_named_answers_are_cells_of_their_own() -> None:
    found = cells(IN_2024, doubt("chip.variant", answers=("A", "B")), {})
    assert [(cell.value, cell.label) for cell in found] == [(0, "A"), (1, "B")]


def test_neighbouring_stretches_are_said_in_one_breath() -> None:
    found = cells(IN_2024, doubt("chip.tpp"), {})
    assert label(found[:2]) == "below 2,400"
    assert label(found[1:]) == "1,600 or more"
    assert label([found[0], found[3]]) == "below 1,600 or 4,800 or more"
    assert label(found) == "any figure"


def test_elsewhere_is_said_last() -> None:
    assert label([Cell("DE", "elsewhere"), Cell("CN", "China")]) == "China or elsewhere"


@pytest.mark.parametrize(
    ("op", "said"),
    [
        (">", ["5 or less", "above 5"]),
        ("<=", ["5 or less", "above 5"]),
        ("==", ["below 5", "exactly 5", "above 5"]),
        ("!=", ["below 5", "exactly 5", "above 5"]),
    ],
)
def test_every_comparison_cuts_where_it_must(op: str, said: list[str]) -> None:
    field = FIELDS["chip.tpp"]
    law = Law(date(2024, 1, 1), {"chip": (), "party": (), "sale": ()})
    law.__dict__["asked"] = {"chip.tpp": (Compare(field, op, Fraction(5)),)}
    found = cells(law, doubt("chip.tpp"), {})
    assert [cell.label for cell in found] == said
    for cell in found:
        assert isinstance(cell.value, Fraction)
