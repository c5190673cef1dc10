"""``earmark chips``: list, show."""

import pytest

from earmark.facts.chips import chips


def test_every_chip_is_listed(earmark):
    result = earmark("chips", "list")
    assert (result.code, result.err) == (0, "")
    listed = result.out.splitlines()
    assert listed[0].split() == ["I/O", "DRAM", "data"]
    assert listed[1].split() == ["chip", "TPP", "TPP/mm²", "GB/s", "GB/s", "centre", "board"]
    assert max(map(len, listed)) <= 80
    assert all(any(line.startswith(chip.name[:20]) for line in listed) for chip in chips())


def test_a_listed_chip_has_its_figures(earmark):
    lines = earmark("chips", "list").out.splitlines()
    (line,) = [line for line in lines if line.startswith("NVIDIA H800 SXM5 ")]
    assert line.split()[3:] == ["15,840", "19.4595", "400", "3,350", "yes", "yes"]


def test_what_is_not_known_of_a_listed_chip_is_a_question_mark(earmark):
    lines = earmark("chips", "list").out.splitlines()
    (line,) = [line for line in lines if line.startswith("NVIDIA A10M ")]
    assert line.split()[2:] == ["?", "?", "?", "?", "yes", "yes"]


def test_an_exact_name_shows_one_chip_with_its_sources(earmark):
    result = earmark("chips", "show", "H800")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == "NVIDIA H800 SXM5"
    for part in ("TPP 15,840 (published)", "die area 814 mm² (published)", "also called H800,"):
        assert part in result.words
    assert "memory bandwidth 3,350 GB/s (published)" in result.words
    assert "sold on a board yes" in result.words
    assert "source NVIDIA part table" in result.words


def test_a_part_number_shows_its_chip(earmark):
    assert earmark("chips", "show", "935-24287-00A0-000").out.startswith("NVIDIA H800 SXM5\n")


def test_a_name_of_several_variants_shows_them_all_and_says_so(earmark):
    result = earmark("chips", "show", "A100")
    assert result.code == 0
    assert "A100 can mean any of 5 chips; a sale is judged on all of them." in result.words
    for variant in ("NVIDIA A100 SXM4 40GB\n", "NVIDIA A100 PCIe 80GB\n"):
        assert f"\n{variant}" in result.out


def test_a_name_that_is_only_half_explained_is_not_certain(earmark):
    result = earmark("chips", "show", "A100 zork")
    assert result.code == 0
    assert result.words.startswith("Not certain: no chip here explains zork.")


@pytest.mark.parametrize("name", ["Unheard-of 7", "", "?", "[/red]"])
def test_an_unknown_chip_is_a_usage_error(earmark, name):
    result = earmark("chips", "show", name)
    assert (result.code, result.out) == (2, "")
    assert result.lines[0].startswith(f"earmark: no chip in the table matches {name!r}")
    assert len(result.lines) == 1


def test_an_unknown_chip_is_answered_with_near_names(earmark):
    result = earmark("chips", "show", "GeForce RTX 40900")
    assert result.code == 2
    assert "near names: NVIDIA GeForce RTX 4090" in result.err


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_every_chip_can_be_shown_by_its_name(earmark, chip):
    result = earmark("chips", "show", chip.name)
    assert (result.code, result.err) == (0, "")
    assert chip.name in result.out
