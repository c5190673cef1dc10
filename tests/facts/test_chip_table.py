"""The table of chips itself: every figure exact, every figure explained."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from earmark.facts.chip_table import Chip, chips
from earmark.facts.chip_words import key, plain
from earmark.resources import RULES, table

SHARED_NAMES = {
    "ascend910": 2,
    "ascend910b": 4,
    "atlas800ta2": 4,
    "blackwellultra": 2,
    "c500": 2,
    "gracehopper": 2,
    "graceblackwell": 3,
    "mi300": 2,
    "mlu370": 3,
    "mxc500": 2,
    "pontevecchio": 2,
    "pvc": 2,
    "r200": 2,
    "rtxpro6000": 3,
    "rtxpro6000blackwell": 3,
    "siyuan370": 3,
    "xiyunc500": 2,
}
"""Names that several rows bear, and how many: each of them on purpose."""

SHARED_NUMBERS = {"900-1G136-2530-000", "900-2G133-0020-000"}


def bearers(spellings: list[tuple[str, str]]) -> dict[str, int]:
    rows = defaultdict(set)
    for spelling, name in spellings:
        rows[spelling].add(name)
    return {spelling: len(names) for spelling, names in rows.items() if len(names) > 1}


def test_the_table_has_148_chips_of_different_names() -> None:
    assert len({chip.name for chip in chips()}) == len(chips()) == 148


def test_only_known_names_and_part_numbers_stand_in_several_rows() -> None:
    spelled = [(key(plain(s)), c.name) for c in chips() for s in (c.name, *c.aliases)]
    numbers = [(number, c.name) for c in chips() for number in c.part_numbers]

    assert bearers(spelled) == SHARED_NAMES
    assert set(bearers(numbers)) == SHARED_NUMBERS


@pytest.mark.parametrize("row", table("chips"), ids=lambda row: row["name"])
def test_every_cell_of_a_row_is_what_its_column_says(row: dict[str, str]) -> None:
    measured = ("tpp", "die_area_mm2", "transfer_rate_", "memory_bandwidth_")
    figures = [row[c] for c in row if c.startswith(measured)]
    figures = [f for f in figures if f and f[0].isdigit()]
    for figure in (part for f in figures for part in f.split("..") if part):
        assert Decimal(figure) > 0
        assert Decimal(figure) == round(Decimal(figure), 4)
    assert row["nonplanar"] in {"yes", "no", ""}
    assert row["assembled"] in {"yes", "no"}
    assert row["data_centre"] in {"yes", "no", ""}
    assert row["confidence"] in {"high", "medium", "low"}
    assert row["designer_country"] in {"US", "CN", "GB", ""}
    assert row["source"]
    for cell in row.values():
        assert cell == cell.strip()
    for column in ("aliases", "form", "part_numbers", "source"):
        parts = row[column].split(";") if row[column] else []
        assert all(part and part == part.strip() for part in parts)
        assert len(set(parts)) == len(parts)
    assert len(row["note"]) <= 200


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_a_figure_never_stands_without_its_basis(chip: Chip) -> None:
    known = {
        "tpp": chip.tpp or chip.tpp_range,
        "die_area": chip.die_area,
        "transfer_rate": chip.transfer_rate,
        "memory_bandwidth": chip.memory_bandwidth or chip.memory_bandwidth_range,
    }
    for name, figure in known.items():
        assert bool(getattr(chip, f"{name}_basis")) == bool(figure), name
    assert chip.data_centre_basis
    assert chip.tpp_basis in {"published", "derived", "inferred", ""}
    assert chip.die_area_basis in {"published", "measured", "estimated", ""}
    assert chip.transfer_rate_basis in {"link", "pcie", "inferred", ""}
    assert chip.memory_bandwidth_basis in {"published", "derived", "inferred", ""}
    if chip.tpp_basis == "inferred" or chip.tpp_range or chip.data_centre is None:
        assert chip.note or chip.data_centre_basis


@pytest.mark.parametrize("name", ["tpp", "transfer_rate", "memory_bandwidth"])
@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_a_range_holds_its_figure_and_has_a_width(chip: Chip, name: str) -> None:
    bounds, figure = getattr(chip, f"{name}_range"), getattr(chip, name)
    if bounds is None:
        return
    low, high = bounds
    assert low is None or high is None or low < high
    assert figure is None or (low or 0) <= figure <= (high or figure)
    assert chip.note


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_a_known_but_inferred_tpp_is_nowhere_near_a_limit_that_could_matter(chip: Chip) -> None:
    """The yardstick is the spread of NVIDIA's own TPP about arithmetic: -2.5 % to +5.8 %."""
    if chip.tpp_basis != "inferred" or chip.tpp_range or chip.tpp is None:
        return
    limits = [4800, 21000] if chip.data_centre is False else [1600, 2400, 4800, 21000]
    low, high = chip.tpp * Decimal("0.975"), chip.tpp * Decimal("1.058")

    assert not any(low < limit <= high for limit in limits)


BOARDS = {"PCIe", "SXM", "SXM2", "SXM4", "SXM5", "SXM6", "OAM", "MGX", "HGX", "NVL72"}


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_a_board_is_assembled_and_a_chip_that_no_one_sells_is_not(chip: Chip) -> None:
    inside = chip.data_centre_basis.startswith("runs in the maker's own")
    package = chip.name in {"AMD Instinct MI300A", "Huawei Ascend 310"}

    assert chip.assembled is not (inside or package)
    assert chip.assembled or package or BOARDS.isdisjoint(chip.form)


@pytest.mark.parametrize("chip", chips(), ids=lambda chip: chip.name)
def test_an_inferred_memory_bandwidth_is_a_range_or_is_explained(chip: Chip) -> None:
    if chip.memory_bandwidth_basis in {"derived", "inferred"}:
        assert chip.memory_bandwidth_range or chip.note


def test_the_file_is_plain_csv_with_one_line_a_row() -> None:
    path = RULES / "reference" / "chips.csv"
    text = path.read_text(encoding="utf-8")

    assert "\r" not in text
    assert {len(cells) for cells in csv.reader(text.splitlines())} == {24}
    assert text.count("\n") == 149


@pytest.mark.parametrize("name", ["A10G", "A10M", "H20 NVL16", "RTX 6000D"])
def test_a_figure_is_never_taken_from_the_makers_eccn(name: str) -> None:
    (chip,) = (one for one in chips() if one.name == f"NVIDIA {name}")

    assert "a maker's ECCN is no figure" in chip.note
    assert (chip.tpp, chip.tpp_range, chip.tpp_basis) == (None, None, "")


def test_every_decision_of_the_guide_is_about_columns_that_exist() -> None:
    guide = (RULES / "reference" / "chips.md").read_text(encoding="utf-8")

    assert all(column in guide for column in table("chips")[0])
