"""The rule language: what it reads, and what it refuses in which words."""

from __future__ import annotations

import pytest

from earmark.law.condition import All, atoms
from earmark.law.parse import parse_condition
from earmark.law.syntax import ConditionFault

READ = {
    "chip.tpp >= 4_800": "chip.tpp >= 4,800",
    "4800 <= chip.tpp": "chip.tpp >= 4,800",
    "1600 < chip.tpp <= 2400": "chip.tpp > 1,600 and chip.tpp <= 2,400",
    "chip.performance_density == 5.92": "chip.performance_density == 5.92",
    "not chip.data_centre": "not (chip.data_centre)",
    "chip.tpp >= 1 # a remark)\nand chip.data_centre": "chip.tpp >= 1 and chip.data_centre",
    "(chip.tpp >= 1 or chip.tpp < 9) and chip.data_centre": (
        "(chip.tpp >= 1 or chip.tpp < 9) and chip.data_centre"
    ),
    'chip.designer != "A) B"': 'chip.designer != "A) B"',
    'chip.designer in {"AMD", "NVIDIA"}': "chip.designer in {AMD, NVIDIA}",
    'chip.designer_country not in {"CN"}': "not (chip.designer_country in {CN})",
    'chip.designer_country in group["D:5"]': 'chip.designer_country in group["D:5"]',
}


@pytest.mark.parametrize("text", READ)
def test_a_condition_is_read_as_it_is_meant(text: str) -> None:
    assert str(parse_condition(text, "chip")) == READ[text]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1e25", "10^25"),
        ("3.8e24", "3.8 × 10^24"),
        ("1e14", "100,000,000,000,000"),
        ("0e0", "0"),
    ],
)
def test_a_count_of_operations_may_be_written_by_its_power_of_ten(written: str, read: str) -> None:
    condition = parse_condition(f"investment.training_operations > {written}", "investment")
    assert str(condition) == f"investment.training_operations > {read}"


@pytest.mark.parametrize("written", ["1e13", "100_000", "1.5"])
def test_a_count_that_the_second_judge_could_not_hold_exactly_is_refused(written: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition(f"investment.training_operations > {written}", "investment")
    assert "is compared in steps of 10^14, and" in caught.value.message


def test_the_questions_of_a_condition_come_from_left_to_right() -> None:
    condition = parse_condition("chip.tpp >= 1 or not (chip.data_centre and chip.tpp < 3)", "chip")
    assert [str(atom) for atom in atoms(condition)] == [
        "chip.tpp >= 1",
        "chip.data_centre",
        "chip.tpp < 3",
    ]
    assert list(atoms(All(()))) == []


REFUSED = {
    "": "the condition is empty",
    " # only a remark\n": "the condition is empty",
    "chip.data_centre, chip.tpp < 1": "'chip.data_centre, chip.tpp < 1' is not part of",
    "chip.tpp < 1or chip.data_centre": "the condition cannot be read: invalid decimal literal",
    "chip.tpp >= 1 and": "the condition cannot be read",
    "chip.tpp >= 1) or (chip.tpp < 1": "')' is out of place",
    "chip.tpp >= 1\x00": "'\\x00' is out of place",
    "chip.tpp >= 1\ror chip.tpp < 1": "'\\r' is out of place",
    "chip.tpp is 4800": "uses 'is'",
    "chip.tpp >= -1": "chip.tpp is a number, and -1 is not one",
    "chip.tpp >= 1e3": "1e3 is not one",
    "chip.tpp >= 0x10": "0x10 is not one",
    "chip.tpp >= True": "True is not one",
    "chip.tpp >= chip.transfer_rate": "chip.transfer_rate is not one",
    "chip.tpp in {1, 2}": "chip.tpp is a number",
    "chip.tpp": "chip.tpp is a number and cannot stand alone",
    "chip": "'chip' is not a fact",
    "tpp >= 1": "'tpp' is not a fact",
    "chip.a.b": "'chip.a.b' is not a fact",
    "chip.tpp >= 1 if chip.data_centre else 2": "is not part of the rule language",
    "chip.data_centre == True": "chip.data_centre is a flag",
    "chip.designer": "chip.designer is a text and cannot stand alone",
    'chip.designer < "B"': "chip.designer is a text and has no order",
    "chip.designer == 5": "chip.designer is a text, and 5 is not text",
    "chip.designer == chip.name": "chip.name is not text",
    'chip.designer in ["AMD"]': "'[\"AMD\"]' is not a set",
    'chip.designer in groups["D:5"]': "is not a country group",
    'chip.designer in group["D:5"]': "chip.designer is no country",
    'chip.designer_country in group["D:6"]': "names no country group",
    "chip.designer_country in group[5]": "names no country group",
    'chip.designer_country == "China"': "'China' is no country code",
    'chip.designer_country == "ZZZZZZ"': "'ZZZZZZ' is no country code",
    'sale.kind == "gift"': "a rule about a chip cannot ask sale.kind",
    "(" * 3000 + "chip.data_centre" + ")" * 3000: "too many nested parentheses",
    **{"not " * n + "chip.data_centre": "nested too deeply" for n in (51, 1500, 3000, 50_000)},
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:40]))
def test_what_is_no_condition_is_refused_in_clear_words(text: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition(text, "chip")
    assert REFUSED[text] in str(caught.value)
    assert caught.value.line >= 0
    assert caught.value.column >= 0


def test_a_condition_may_be_nested_fifty_levels_deep() -> None:
    assert str(parse_condition("not " * 50 + "chip.data_centre", "chip")).count("not") == 50


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["1 is chip.tpp", 'chip.designer == "\\d"', "chip.tpp < 1or 2"])
def test_what_python_would_warn_about_is_a_fault_and_no_warning(text: str) -> None:
    with pytest.raises(ConditionFault):
        parse_condition(text, "chip")


def test_a_choice_that_is_none_names_the_nearest_or_all() -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition('sale.kind == "exports"', "sale")
    assert caught.value.hint == "did you mean 'export'?"
    with pytest.raises(ConditionFault) as caught:
        parse_condition('sale.kind == "gift"', "sale")
    assert caught.value.hint == "it is one of export, reexport, transfer, cloud"


LANGUAGE = "use and, or, not, comparisons, in, and facts such as chip.tpp"
PLAIN = "write plain decimals with at most 12 digits and four places, such as 5.92"
GROUP_NAMES = "the groups are 744.21, A:1, A:5, A:6, D:1, D:4, D:5, E:1, E:2"
TOLD: list[tuple[str, str, str, int, int, str]] = [
    ("lambda: 1", "condition-syntax", "'lambda: 1' is not part of the rule language", 0, 0,
     LANGUAGE),
    ("chip.tpp < 1,\n 2", "condition-syntax", "'chip.tpp < 1, 2' is not part of the rule language",
     0, 0, LANGUAGE),
    ("chip.data_centre and (chip.tpp)", "condition-type",
     "chip.tpp is a number and cannot stand alone", 0, 22, "compare it with a value"),
    ("chip.tpp is 4800", "condition-syntax", "'chip.tpp is 4800' uses 'is'", 0, 0,
     "compare a value with ==, and name a flag on its own"),
    ("chip.data_centre == True", "condition-type", "chip.data_centre is a flag", 0, 20,
     "write chip.data_centre or not chip.data_centre"),
    ('chip.designer < "B"', "condition-type", "chip.designer is a text and has no order", 0, 16,
     "use == or !="),
    ("(\n  chip.tpp\n >= -1)", "condition-type", "chip.tpp is a number, and -1 is not one", 2, 4,
     PLAIN),
    ("chip.tpp >= 1e3", "condition-type", "chip.tpp is a number, and 1e3 is not one", 0, 12, PLAIN),
    ("chip.designer == 5", "condition-type", "chip.designer is a text, and 5 is not text", 0, 17,
     'write it in quotes, such as "CN"'),
    ('chip.designer_country == "China"', "unknown-country", "'China' is no country code", 0, 25,
     "did you mean 'CN', China?"),
    ('chip.data_centre in {"a"}', "condition-type", "chip.data_centre is a flag", 0, 20,
     "use comparisons"),
    ('(chip.designer in ["AMD"])', "condition-syntax", "'[\"AMD\"]' is not a set", 0, 18,
     'write {"CN", "MO"} or group["D:5"]'),
    ('chip.designer_country in group["D:5"]["x"]', "condition-syntax",
     "'group[\"D:5\"][\"x\"]' is not a country group", 0, 25, 'write group["D:5"]'),
    ('chip.designer_country in groups["D:5"]', "condition-syntax",
     "'groups[\"D:5\"]' is not a country group", 0, 25, 'write group["D:5"]'),
    ('chip.designer in group["D:5"]', "condition-type", "chip.designer is no country", 0, 17, ""),
    ('chip.designer_country in group["D:6"]', "unknown-group",
     'group["D:6"] names no country group', 0, 25, "did you mean 'D:5'?"),
    ("chip.designer_country in group[D5]", "unknown-group", "group[D5] names no country group", 0,
     25, GROUP_NAMES),
    ("chip.a.b", "unknown-field", "'chip.a.b' is not a fact", 0, 0, "did you mean 'chip.name'?"),
    ("chip", "unknown-field", "'chip' is not a fact", 0, 0, "did you mean 'chip.tpp'?"),
    ('"é" == chip.designer and chip.tppp > 1', "unknown-field", "there is no fact 'chip.tppp'", 0,
     25, "did you mean 'chip.tpp'?"),
    ('chip.designer == "é" and\n é.tpp < 2', "unknown-field", "there is no fact 'é.tpp'", 1, 1,
     "did you mean 'chip.tpp'?"),
    ("zz.zz", "unknown-field", "there is no fact 'zz.zz'", 0, 0, ""),
    ('sale.kind == "gift"', "foreign-field", "a rule about a chip cannot ask sale.kind", 0, 0,
     "rest the rule on a finding about it instead (given, unless)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message", "line", "column", "hint"), TOLD)
def test_a_mistake_is_told_in_full(
    text: str, code: str, message: str, line: int, column: int, hint: str
) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition(text, "chip")
    fault = caught.value
    assert (fault.code, fault.message, fault.hint) == (code, message, hint)
    assert (fault.line, fault.column) == (line, column)


def test_a_count_that_is_too_fine_is_told_in_full() -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition("investment.training_operations > 1e13", "investment")
    fault = caught.value
    assert (fault.code, fault.line, fault.column) == ("condition-type", 0, 33)
    assert fault.message == (
        "investment.training_operations is compared in steps of 10^14, and 1e13 is finer"
    )
    assert fault.hint == "write it as 1e25"


def test_a_choice_that_is_none_is_told_in_full() -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition('sale.kind == "exports"', "sale")
    fault = caught.value
    assert (fault.code, fault.line, fault.column) == ("unknown-choice", 0, 13)
    assert fault.message == "'exports' is no value of sale.kind"
