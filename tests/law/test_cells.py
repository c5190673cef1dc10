"""One representative for each stretch of values that the law of a day can tell apart."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from earmark.law.cells import ANOTHER, Cell, amount, cells, label
from earmark.law.condition import Atom, Compare, InGroup, OneOf
from earmark.law.rulebook import Law, shipped, shipped_for_investments
from earmark.matter import Doubt
from earmark.schema import FIELDS

ORDER: dict[str, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
IN_2024 = shipped().on(date(2024, 5, 2))
IN_2022 = shipped().on(date(2022, 9, 15))


def doubt(path: str, **bounds: object) -> Doubt:
    return Doubt(path, "?", frozenset({path}), **bounds)  # type: ignore[arg-type]


def asking(path: str, *atoms: Atom) -> Law:
    """A law of which only these questions are known."""
    law = Law(date(2024, 1, 1), {"chip": (), "party": (), "sale": ()})
    law.__dict__["asked"] = {path: atoms}
    return law


def labels(law: Law, one: Doubt, scales: dict[str, Fraction] | None = None) -> list[str]:
    return [cell.label for cell in cells(law, one, scales or {})]


def test_a_figure_has_a_cell_between_each_two_limits() -> None:
    assert labels(IN_2024, doubt("chip.tpp")) == [
        "below 1,600",
        "from 1,600 to below 2,400",
        "from 2,400 to below 4,800",
        "4,800 or more",
    ]


OPEN, CLOSED = True, False


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, (1600, OPEN), "less than 1,600"),
        (None, (1600, CLOSED), "1,600 or less"),
        ((1600, CLOSED), (2400, OPEN), "1,600 to below 2,400"),
        ((1600, CLOSED), (2400, CLOSED), "1,600 to 2,400"),
        ((1600, OPEN), (2400, OPEN), "more than 1,600 and less than 2,400"),
        ((1600, OPEN), (2400, CLOSED), "more than 1,600 and up to 2,400"),
        ((1600, CLOSED), (1600, CLOSED), "exactly 1,600"),
        ((4800, OPEN), None, "more than 4,800"),
        ((4800, CLOSED), None, "4,800 or more"),
        (None, None, "any figure"),
    ],
)
def test_a_stretch_is_said_in_a_sentence_as_an_amount(
    low: tuple[int, bool] | None, high: tuple[int, bool] | None, said: str
) -> None:
    ends = [None if end is None else (Fraction(end[0]), end[1]) for end in (low, high)]
    if any(ends):
        assert amount(Cell(Fraction(1), "", *ends)) == said
    else:
        assert amount(Cell(Fraction(1), said)) == said


def test_stretches_that_do_not_meet_are_both_said_in_a_sentence() -> None:
    below = Cell(Fraction(0), "", None, (Fraction(4), OPEN))
    above = Cell(Fraction(8), "", (Fraction(7), CLOSED), None)
    assert amount(Cell(Fraction(0), "", parts=(below, above))) == "less than 4 or 7 or more"
    assert amount(Cell(None, "does not apply")) == "does not apply"


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


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_a_figure_that_is_known_to_be_at_a_limit_has_one_cell(op: str) -> None:
    law = asking("chip.tpp", Compare(FIELDS["chip.tpp"], op, Fraction(5)))
    five = doubt("chip.tpp", low=Fraction(5), high=Fraction(5))
    assert labels(law, five) == ["exactly 5"]


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
    found = cells(IN_2024, doubt("chip.data_centre"), {})
    assert [(cell.value, cell.label) for cell in found] == [(True, "yes"), (False, "no")]


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


def test_texts_that_the_same_questions_name_are_one_cell() -> None:
    field = FIELDS["sale.seller"]
    asked = (OneOf(field, ("B", "A", "C")), Compare(field, "==", "C"))
    found = cells(asking("sale.seller", *asked), doubt("sale.seller"), {})
    assert [(cell.value, cell.label) for cell in found] == [
        ("A", "A or B"),
        ("C", "C"),
        (ANOTHER, ANOTHER),
    ]


def test_a_text_of_which_two_sources_say_different_things_is_one_of_these() -> None:
    found = cells(IN_2022, doubt("sale.seller", among=("X", "Y")), {})
    assert [(cell.value, cell.label) for cell in found] == [("X", "X"), ("Y", "Y")]


def test_a_place_may_be_asked_for_by_name_in_a_set_or_in_a_group() -> None:
    field = FIELDS["party.headquarters"]
    asked = (Compare(field, "==", "CN"), OneOf(field, ("CN", "MO")), InGroup(field, "D:5"))
    found = cells(asking("party.headquarters", *asked), doubt("party.headquarters"), {})
    assert [(cell.value, cell.label) for cell in found] == [
        ("RU", "Country Group D:5 (such as Russia)"),
        ("CN", "China"),
        ("MO", "Macau"),
        ("DE", "elsewhere"),
    ]


@pytest.mark.parametrize("op", ["==", "!="])
def test_a_place_that_is_asked_for_by_name_is_told_from_elsewhere(op: str) -> None:
    law = asking("party.headquarters", Compare(FIELDS["party.headquarters"], op, "CN"))
    assert labels(law, doubt("party.headquarters")) == ["China", "elsewhere"]


def test_a_choice_has_a_cell_for_each() -> None:
    found = cells(IN_2024, doubt("sale.end_use"), {})
    assert [cell.label for cell in found] == ["civil", "military", "supercomputer"]
    assert [cell.value for cell in found] == ["civil", "military", "supercomputer"]


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
    found = cells(asking("chip.tpp", Compare(field, op, Fraction(5))), doubt("chip.tpp"), {})
    assert [cell.label for cell in found] == said
    for cell in found:
        assert isinstance(cell.value, Fraction)


QUARTERS = st.integers(0, 40).map(lambda number: Fraction(number, 4))
COMPARED = st.builds(
    Compare, st.just(FIELDS["chip.tpp"]), st.sampled_from(sorted(ORDER)), st.integers(1, 9)
).map(lambda one: Compare(one.field, one.op, Fraction(one.literal)))


@given(
    atoms=st.lists(COMPARED, max_size=4),
    bounds=st.tuples(st.none() | QUARTERS, st.none() | QUARTERS),
    value=QUARTERS,
)
def test_each_figure_lies_in_one_cell_and_answers_as_its_representative_does(
    atoms: list[Compare], bounds: tuple[Fraction | None, Fraction | None], value: Fraction
) -> None:
    low, high = bounds
    assume(low is None or high is None or low <= high)
    found = cells(asking("chip.tpp", *atoms), doubt("chip.tpp", low=low, high=high), {})
    for cell in found:
        assert isinstance(cell.value, Fraction)
        assert within(cell.value, cell)
        assert (low or 0) <= cell.value
        assert high is None or cell.value <= high
    holding = [cell for cell in found if within(value, cell)]
    possible = (low or 0) <= value and (high is None or value <= high)
    assert len(holding) == possible
    for cell in holding:
        assert answered(atoms, value) == answered(atoms, cell.value)


def within(value: Fraction, cell: Cell) -> bool:
    above = cell.low is None or value > cell.low[0] or (value == cell.low[0] and not cell.low[1])
    below = (
        cell.high is None or value < cell.high[0] or (value == cell.high[0] and not cell.high[1])
    )
    return above and below


def answered(atoms: list[Compare], value: object) -> list[bool]:
    return [ORDER[one.op](value, one.literal) for one in atoms]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, "any figure"),
        (None, (5, True), "below 5"),
        (None, (5, False), "5 or less"),
        ((5, True), None, "above 5"),
        ((5, False), None, "5 or more"),
        ((5, False), (5, False), "exactly 5"),
        ((5, True), (6, True), "above 5 to below 6"),
        ((5, True), (6, False), "above 5 to 6"),
        ((5, False), (6, True), "from 5 to below 6"),
        ((5, False), (6, False), "from 5 to 6"),
    ],
)
def test_a_stretch_is_said_by_its_ends(
    low: tuple[int, bool] | None, high: tuple[int, bool] | None, said: str
) -> None:
    ends = [end and (Fraction(end[0]), end[1]) for end in (low, high)]
    if any(ends):
        assert label([Cell(Fraction(5), "", *ends)]) == said


SEVEN = ("BO", "BR", "CL", "CO", "EC", "GY", "PE")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (("CL", "PE"), "Chile or Peru"),
        (SEVEN[:3], "Bolivia or Brazil or Chile"),
        (SEVEN, "elsewhere"),
    ],
)
def test_up_to_six_places_are_said_by_name(named: tuple[str, ...], said: str) -> None:
    field = FIELDS["party.headquarters"]
    found = labels(asking(field.path, OneOf(field, named)), doubt(field.path))
    assert found[0] == said
    six = labels(asking(field.path, OneOf(field, SEVEN[:6])), doubt(field.path))
    assert six[0].count(" or ") == 5


@pytest.mark.parametrize(
    ("group", "among", "said"),
    [
        ("D:5", ("RU",), "Russia"),
        ("D:5", ("BY", "RU"), "Belarus or Russia"),
        ("D:5", ("BY", "ER", "RU"), "Country Group D:5 (such as Russia)"),
        ("D:4", ("QA", "SA", "AE"), "Country Group D:4 (such as United Arab Emirates)"),
        ("D:4", ("QA", "SA", "BH"), "Country Group D:4 (such as Qatar)"),
    ],
)
def test_a_group_is_said_by_its_name_and_a_familiar_member_unless_two_are_left(
    group: str, among: tuple[str, ...], said: str
) -> None:
    field = FIELDS["party.headquarters"]
    law = asking(field.path, InGroup(field, group))
    assert labels(law, doubt(field.path, among=among)) == [said]


def test_places_of_two_groups_are_said_by_both() -> None:
    field = FIELDS["party.headquarters"]
    law = asking(field.path, InGroup(field, "D:1"), InGroup(field, "D:5"))
    found = labels(law, doubt(field.path))
    assert "Country Group D:1 and D:5 (such as China)" in found


def test_stretches_on_either_side_of_one_value_leave_it_out() -> None:
    at = Fraction(4800)
    below = Cell(at - 1, "", high=(at, True))
    above = Cell(at + 1, "", low=(at, True))
    assert label([below, above]) == "below 4,800 or above 4,800"
    assert label([below, Cell(at, "", low=(at, False), high=(at, False)), above]) == "any figure"
