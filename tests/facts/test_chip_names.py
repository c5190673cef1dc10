"""What people write for a chip, and which rows of the table it can mean."""

from __future__ import annotations

import pytest

from earmark.facts.chips import chips, find_chips

BY_NAME = {chip.name: chip for chip in chips()}

A100 = (
    "NVIDIA A100 SXM4 40GB",
    "NVIDIA A100 SXM4 80GB",
    "NVIDIA A100 PCIe 40GB",
    "NVIDIA A100 PCIe 80GB",
    "NVIDIA A100-SXM-64GB",
)
A100_80 = ("NVIDIA A100 SXM4 80GB", "NVIDIA A100 PCIe 80GB")
A800 = (
    "NVIDIA A800 SXM4 40GB",
    "NVIDIA A800 SXM4 80GB",
    "NVIDIA A800 PCIe 80GB",
    "NVIDIA A800 40GB Active",
)
H100_SXM = tuple(f"NVIDIA H100 SXM5 {size}GB" for size in (80, 96, 94, 64))
H100 = (*H100_SXM, "NVIDIA H100 PCIe 80GB", "NVIDIA H100 NVL")
V100 = tuple(f"NVIDIA Tesla V100 {form} {size}GB" for form in ("SXM2", "PCIe") for size in (16, 32))
PRO_6000 = tuple(
    f"NVIDIA RTX PRO 6000 Blackwell {kind}"
    for kind in ("Workstation Edition", "Max-Q", "Server Edition")
)
ASCEND_910B = tuple(f"Huawei Ascend 910B{bin_}" for bin_ in (1, 2, 3, 4))

CERTAIN = [
    # bare models leave the board open, or are somebody's alias
    ("A100", A100),
    ("NVIDIA A100", A100),
    ("H100", H100),
    ("A800", A800),
    ("V100", V100),
    ("P100", ("NVIDIA Tesla P100 SXM2 16GB", "NVIDIA Tesla P100 PCIe 16GB")),
    ("H800", "NVIDIA H800 SXM5"),
    ("H200", "NVIDIA H200 SXM 141GB"),
    ("H20", "NVIDIA H20 SXM 96GB"),
    ("GH200", ("NVIDIA GH200 96GB HBM3", "NVIDIA GH200 144GB HBM3e")),
    ("B200", "NVIDIA B200"),
    ("L40S", "NVIDIA L40S"),
    # memory and form factor
    ("A100 80GB", A100_80),
    ("A100 80G", A100_80),
    ("A100 80 GB", A100_80),
    ("A100-80GiB", A100_80),
    ("nvidia a100 80gb", A100_80),
    ("A100-SXM4-80GB", "NVIDIA A100 SXM4 80GB"),
    ("A100 SXM4 80GB", "NVIDIA A100 SXM4 80GB"),
    ("A100 80GB SXM4", "NVIDIA A100 SXM4 80GB"),
    ("A100 SXM", (A100[0], A100[1], A100[4])),
    ("V100 32GB", (V100[1], V100[3])),
    ("A800 40GB", (A800[0], A800[3])),
    ("H800 SXM5", "NVIDIA H800 SXM5"),
    ("H800 80GB", ("NVIDIA H800 SXM5", "NVIDIA H800 PCIe 80GB")),
    ("H100 94GB", (H100_SXM[2], "NVIDIA H100 NVL")),
    ("H100 NVL", "NVIDIA H100 NVL"),
    ("H20-3e", "NVIDIA H20-3e 141GB"),
    ("H20 141GB", "NVIDIA H20-3e 141GB"),
    ("H100 PCI-E", "NVIDIA H100 PCIe 80GB"),
    ("H100 PCI Express Gen5 x16 80GB", "NVIDIA H100 PCIe 80GB"),
    ("A100 PCIe 4.0 40 GB", "NVIDIA A100 PCIe 40GB"),
    ("NVIDIA H100 80GB HBM3", "NVIDIA H100 SXM5 80GB"),
    # makers, product lines and fillers
    ("NVIDIA® A100™ Tensor Core GPU", A100),
    ("NVIDIA Tesla A100-SXM4-80GB GPU", "NVIDIA A100 SXM4 80GB"),
    ("PNY NVIDIA RTX 4090 24GB graphics card", "NVIDIA GeForce RTX 4090"),
    ("GeForceRTX4090", "NVIDIA GeForce RTX 4090"),
    ("4090", "NVIDIA GeForce RTX 4090"),
    ("RTX4090D", "NVIDIA GeForce RTX 4090 D"),
    ("RTX 4090 D", "NVIDIA GeForce RTX 4090 D"),
    ("4080 Super 16G", "NVIDIA GeForce RTX 4080 SUPER"),
    ("A6000", "NVIDIA RTX A6000"),
    ("RTX PRO 6000", PRO_6000),
    ("RTX PRO 6000 Server", PRO_6000[2]),
    ("AMD Radeon Instinct MI60", "AMD Instinct MI60"),
    ("MI300X", "AMD Instinct MI300X"),
    ("MI 300X", "AMD Instinct MI300X"),
    ("Intel Max 1550", "Intel Data Center GPU Max 1550"),
    ("Habana Gaudi 2", "Intel Gaudi 2 HL-225H"),
    ("TPUv5e", "Google TPU v5e"),
    ("Amazon Trainium 2", "AWS Trainium2"),
    # systems
    ("HGX H100", H100_SXM),
    ("HGX A100 8-GPU", A100[:2]),
    ("DGX A100", A100[:2]),
    ("DGX H100", "NVIDIA H100 SXM5 80GB"),
    ("DGX H100 server", "NVIDIA H100 SXM5 80GB"),
    ("DGX H800", "NVIDIA H800 SXM5"),
    ("H100 server", H100),
    ("GB200 NVL72", "NVIDIA GB200 (per GPU)"),
    # counts
    ("8x H100", H100),
    ("8 x H800", "NVIDIA H800 SXM5"),
    ("A100 x8", A100),
    # part numbers
    ("900-21001-0000-000", "NVIDIA A100 PCIe 40GB"),
    ("900210010000000", "NVIDIA A100 PCIe 40GB"),
    ("900 21001 0000 000", "NVIDIA A100 PCIe 40GB"),
    ("NVIDIA A100 P/N 900-21001-0000-000", "NVIDIA A100 PCIe 40GB"),
    ("900-21010-0000-000", "NVIDIA H100 PCIe 80GB"),
    ("nvh100tcgpu-kit", "NVIDIA H100 PCIe 80GB"),
    ("900-1G136-2530-000", ("NVIDIA GeForce RTX 4080 SUPER", "NVIDIA GeForce RTX 4090")),
    ("900-2G133-0020-000", ("NVIDIA A10", "NVIDIA L40S")),
    # several bearers of one name
    ("R200", ("NVIDIA Rubin (VR200, per GPU)", "Baidu Kunlun II / R200")),
    ("NVIDIA R200", "NVIDIA Rubin (VR200, per GPU)"),
    ("Baidu R200", "Baidu Kunlun II / R200"),
    ("Atlas 800T A2", ASCEND_910B),
    ("Ponte Vecchio", ("Intel Data Center GPU Max 1550", "Intel Data Center GPU Max 1100")),
    # families
    ("Ascend 910B", ASCEND_910B),
    ("MI300", ("AMD Instinct MI300A", "AMD Instinct MI300X")),
    ("Trainium", ("AWS Trainium1", "AWS Trainium2", "AWS Trainium3")),
    ("Gaudi", ("Intel Gaudi 2 HL-225H", "Intel Gaudi 3 HL-325L (OAM)")),
    ("TPU v5", ("Google TPU v5e", "Google TPU v5p")),
    # names that begin like another
    ("A10", "NVIDIA A10"),
    ("A10G", "NVIDIA A10G"),
    ("A100X", "NVIDIA A100X"),
    ("L4", "NVIDIA L4"),
    ("L40", "NVIDIA L40"),
    ("V100S", "NVIDIA Tesla V100S PCIe 32GB"),
    # scripts
    ("Huawei Ascend 910C", "Huawei Ascend 910C"),
    ("昇腾910C", "Huawei Ascend 910C"),
    ("华为昇腾 910C 芯片", "Huawei Ascend 910C"),
    ("昇腾910B", ASCEND_910B),
    ("英伟达 H800", "NVIDIA H800 SXM5"),
    ("壁仞BR100", "Biren BR100"),
    ("思元590", "Cambricon MLU590"),
    ("Ａ１００　８０ＧＢ", A100_80),
    ("H\u200b800", "NVIDIA H800 SXM5"),
]

UNCERTAIN = [
    ("RTX 4090 Ti", ("NVIDIA GeForce RTX 4090",), ("ti",)),
    ("RTX 4090 Laptop GPU", ("NVIDIA GeForce RTX 4090",), ("laptop",)),
    ("H100 Ultra", (*H100, "NVIDIA H100 CNX"), ("ultra",)),
    ("H800 700W", ("NVIDIA H800 SXM5", "NVIDIA H800 PCIe 80GB", "NVIDIA H800 NVL"), ("700w",)),
    ("AMD H100", (*H100, "NVIDIA H100 CNX"), ("amd",)),
    ("Huawei A100", A100, ("huawei",)),
    ("GeForce H800 NVL", ("NVIDIA H800 NVL",), ("geforce",)),
    ("A100 96GB", A100, ("96gb",)),
    ("A10 0", ("NVIDIA A10",), ("0",)),
    ("A100 compatible", A100, ("compatible",)),
    ("not A100", A100, ("not",)),
    ("A100/H800", (*A100, "NVIDIA H800 SXM5", "NVIDIA H800 PCIe 80GB", "NVIDIA H800 NVL"), ()),
    ("A800+", A800, ("plus",)),
    ("kit for L40S", ("NVIDIA L40S",), ("kit", "for")),
    ("RX 9070", ("AMD Radeon RX 9070 XT",), ()),
    ("RTX 6000", ("NVIDIA RTX 6000 Ada Generation", *PRO_6000), ()),
    ("B30", ("NVIDIA B30A",), ()),
    ("W7900D", ("AMD Radeon PRO W7900",), ("d",)),
    ("H20 NVL72", None, ("nvl72",)),
    ("NVIDIA H100 900-21001-0000-000", ("NVIDIA A100 PCIe 40GB",), ("h100",)),
    ("900-21012-9999-000", ("NVIDIA H20 NVL16",), ("900-21012-9999-000",)),
    ("900-21012-0000-000 or 900-21001-0000-000", None, ("or",)),
]

UNKNOWN = ["H8000", "XH100", "RTX 2080 Ti", "A1000", "H20000", "Apple M5 Max", "Xeon Max 9480"]
UNKNOWN += ["NVIDIA GPU", "GPU server", "80GB", "SXM5", "TPU", "A", "H", "-", "١٠٠", "💥"]
UNKNOWN += ["А100"]  # a Cyrillic letter
UNKNOWN += ["a" * 500, "9" * 500, "nvidia" * 83, "\ufdfa" * 500]


@pytest.mark.parametrize(("written", "expected"), CERTAIN)
def test_a_name_means_these_variants_and_no_others(
    written: str, expected: str | tuple[str, ...]
) -> None:
    match = find_chips(written)

    assert [chip.name for chip in match.chips] == (
        [expected] if isinstance(expected, str) else [*expected]
    )
    assert match.certain
    assert not match.unexplained


@pytest.mark.parametrize(("written", "near", "unexplained"), UNCERTAIN)
def test_a_name_not_fully_explained_may_be_another_chip(
    written: str, near: tuple[str, ...] | None, unexplained: tuple[str, ...]
) -> None:
    match = find_chips(written)

    assert not match.certain
    assert match.unexplained == unexplained
    assert near is None or tuple(chip.name for chip in match.chips) == near


@pytest.mark.parametrize("written", UNKNOWN)
def test_a_name_that_says_no_model_matches_nothing(written: str) -> None:
    match = find_chips(written)

    assert match.chips == ()
    assert not match.certain


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("A100", "NVIDIA A100X"),
        ("A10", "NVIDIA A100 PCIe 40GB"),
        ("RTX 4090", "NVIDIA GeForce RTX 4090 D"),
        ("RTX 5090 D", "NVIDIA GeForce RTX 5090 D V2"),
        ("H20", "NVIDIA H200 SXM 141GB"),
        ("H20", "NVIDIA H20-3e 141GB"),
        ("H200", "NVIDIA H20-3e 141GB"),
        ("H20-3e", "NVIDIA H200 SXM 141GB"),
        ("L4", "NVIDIA L40"),
        ("L40", "NVIDIA L40S"),
        ("MI250", "AMD Instinct MI250X"),
        ("RTX 4080", "NVIDIA GeForce RTX 4080 SUPER"),
        ("V100", "Iluvatar BI-V100"),
    ],
)
def test_a_name_is_never_taken_for_one_that_it_begins(written: str, other: str) -> None:
    assert other in BY_NAME
    assert other not in {chip.name for chip in find_chips(written).chips}


def test_there_are_at_least_eighty_spellings_here() -> None:
    assert len(CERTAIN) + len(UNCERTAIN) + len(UNKNOWN) >= 80


def test_only_good_names_are_suggested_for_one_that_matches_nothing() -> None:
    assert [chip.name for chip in find_chips("H8000").nearest] == ["NVIDIA H800 SXM5"]
    assert find_chips("coffee machine").nearest == ()
    assert find_chips("-").nearest == ()
