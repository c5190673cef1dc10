"""What holds for every spelling of every chip in the table."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from earmark.facts.chips import chips, find_chips

SAID = ["A100", "A800 40GB", "V100 32GB", "nvidia a100 80gb", "MI300", "Ascend 910B", "DGX A100"]
SPELLINGS = [
    (spelling, chip.name)
    for chip in chips()
    for spelling in (chip.name, *chip.aliases, *chip.part_numbers)
]


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_every_spelling_in_the_table_means_its_row(spelling: str, name: str) -> None:
    match = find_chips(spelling)

    assert match.certain
    assert name in {chip.name for chip in match.chips}


# -- properties ------------------------------------------------------------------------------

WRITTEN = sorted({*(spelling for spelling, _ in SPELLINGS), *SAID})
JUNK = st.text("bcfgkqwzBCFKQWZ", min_size=4, max_size=9)


@st.composite
def respelled(draw: st.DrawFn, name: str) -> str:
    """Write a name in another case, and with other gaps where they do not part two numbers."""
    gaps = st.sampled_from(["", " ", "-", " - ", "_", "  "])
    firm = st.sampled_from([" ", "-", "_", "  "])
    pieces = re.split(r"([\s_-]+)", name)
    for place in range(1, len(pieces), 2):
        before, after = pieces[place - 1][-1:], pieces[place + 1][:1]
        joins = before.isdigit() != after.isdigit() and before.isalnum() and after.isalnum()
        pieces[place] = draw(gaps if joins else firm)
    cases = draw(st.lists(st.booleans(), min_size=len(name) * 3, max_size=len(name) * 3))
    return "".join(
        letter.upper() if upper else letter.lower()
        for letter, upper in zip("".join(pieces), cases, strict=False)
    )


@given(st.data(), st.sampled_from(WRITTEN))
def test_case_spaces_and_hyphens_do_not_change_what_a_name_means(
    data: st.DataObject, name: str
) -> None:
    assume(not re.search(r"(?i)\d\s*(gb?|gpu)\b|pci|\d\s*x|x\s*\d", name))

    other = data.draw(respelled(name))

    assert find_chips(other).chips == find_chips(name).chips, other


@given(st.sampled_from(WRITTEN), JUNK)
def test_a_word_that_nothing_explains_never_leaves_a_match_certain(name: str, junk: str) -> None:
    words = name.split()
    for place in range(len(words) + 1):
        written = " ".join((*words[:place], junk, *words[place:]))

        assert not find_chips(written).certain, written


@given(st.text(max_size=500))
def test_any_text_is_read_without_an_error(written: str) -> None:
    match = find_chips(written)

    assert match.chips or not match.certain
    assert list(match.chips) == sorted(match.chips, key=chips().index)


@given(st.permutations(["A100", "H800", "L40S", "MI300X", "910C", "RTX 4090", "BR100", "L4"]))
def test_two_chips_in_one_name_are_never_taken_for_one_of_them(several: list[str]) -> None:
    for pair in pairwise(several):
        match = find_chips(" / ".join(pair))

        assert not match.certain
