"""From a sale as stated to its things, the sale itself among them, and printed assumptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from earmark import Sale
from earmark.errors import UsageError
from earmark.facts.resolve import NO_ADDRESSES, resolve
from earmark.matter import Doubt, Known, Thing

DAY = date(2024, 5, 2)


def sale(**stated: Any) -> Sale:
    return Sale(**{"buyer": "Acme", "chip": "H100 PCIe", "destination": "DE", "on": DAY} | stated)


def fact(thing: Thing, path: str) -> Known:
    return thing.options[0].values[path]


def key(known: Known) -> str:
    assert isinstance(known, Doubt)
    return known.key


@pytest.mark.parametrize(
    ("origin", "destination", "kind"),
    [
        ("US", "CN", "export"),
        ("DE", "CN", "reexport"),
        ("DE", "US", "reexport"),
        ("CN", "CN", "transfer"),
        ("HK", "CN", "transfer"),
        ("US", "US", "transfer"),
    ],
)
def test_the_kind_follows_from_the_places(origin: str, destination: str, kind: str) -> None:
    itself = resolve(sale(ship_from=origin, destination=destination)).things[-1]
    assert fact(itself, "sale.kind") == kind
    cloud = resolve(sale(ship_from=origin, destination=destination, kind="cloud")).things[-1]
    assert fact(cloud, "sale.kind") == "cloud"


def test_a_kind_that_contradicts_the_places_is_refused() -> None:
    with pytest.raises(UsageError, match="kind is 'export', but from Germany to China is a reexp"):
        resolve(sale(ship_from="DE", destination="CN", kind="export"))


def seller(**stated: Any) -> tuple[Known, Known]:
    itself = resolve(sale(**stated)).things[-1]
    return fact(itself, "sale.seller"), fact(itself, "sale.seller_is_foundry")


def test_the_seller_is_resolved_possible_or_unknown() -> None:
    assert seller(seller="nvidia corp.") == ("NVIDIA Corporation", False)
    assert seller(seller="Northwind") == ("Northwind", False)
    unknown, foundry = seller()
    assert (key(unknown), foundry) == ("seller", False)
    close, foundry = seller(seller="NVIDIA Singapore Pte. Ltd.")
    assert isinstance(close, Doubt)
    assert set(close.among) == {"NVIDIA Corporation", "NVIDIA Singapore Pte. Ltd."}
    assert foundry is False


@pytest.mark.parametrize("written", ["SenseTime Vietnam", "Oracle Chip Trading", "Meta GmbH"])
def test_a_seller_that_resembles_no_seller_on_file_is_no_doubt(written: str) -> None:
    assert seller(seller=written) == (written, False)


@pytest.mark.parametrize(
    "written",
    [
        *("TSMC", "Taiwan Semiconductor Manufacturing Co., Ltd.", "TSMC Arizona", "台积电"),
        *("Samsung Electronics Co., Ltd.", "GlobalFoundries Inc.", "UMC"),
        *("United Microelectronics Corporation", "ASE Technology Holding Co., Ltd.", "SPIL"),
        *("Siliconware Precision Industries Co., Ltd.", "Amkor Technology, Inc.", "JCET Group"),
        *("Powertech Technology Inc.", "SMIC", "中芯国际"),
        *("Rapidus", "Hua Hong Semiconductor", "华虹半导体", "Intel Foundry"),
    ],
)
def test_a_fabricator_or_packaging_company_on_file_is_a_foundry(written: str) -> None:
    name, foundry = seller(seller=written)
    assert isinstance(name, str)
    assert foundry is True


@pytest.mark.parametrize("written", ["NVIDIA", "AMD", "Huawei", "Microsoft", "Acme Foundry"])
def test_anyone_else_is_no_foundry(written: str) -> None:
    assert seller(seller=written)[1] is False


def test_a_seller_that_resembles_a_foundry_may_be_one() -> None:
    foundry = seller(seller="TSMC Washington LLC")[1]
    assert isinstance(foundry, Doubt)
    assert foundry.key == "seller_is_foundry"
    assert "Taiwan Semiconductor Manufacturing Company Limited" in foundry.ask
    assert key(seller(seller="Powertech LLC")[1]) == "seller_is_foundry"


NO_FOUNDRY = "taken neither to make nor to package chips for others"


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"seller": "Zed Fab"}, "Zed Fab was taken neither to make nor"),
        ({}, "The seller, who was not named, was taken neither to make nor"),
        ({"seller": "TSMC"}, None),
        ({"seller": "TSMC Washington LLC"}, None),
        ({"seller": "Zed Fab", "chip": "H20"}, None),
        ({"seller": "Zed Fab", "chip": "HBM3E"}, None),
        ({"seller": "Zed Fab", "destination": "US"}, None),
        ({"seller": "Zed Fab", "kind": "cloud"}, None),
        ({"seller": "Zed Fab", "on": date(2025, 1, 15)}, None),
    ],
)
def test_that_the_seller_was_taken_for_no_foundry_is_said_of_logic_not_on_file(
    stated: dict[str, Any], said: str | None
) -> None:
    asic = {"chip": "Examiner ASIC", "destination": "CN", "on": date(2025, 1, 16)}
    notes = [note for note in resolve(sale(**{**asic, **stated})).caveats if NO_FOUNDRY in note]
    assert [note.startswith(said) for note in notes if said] == ([True] if said else [])
    assert said or not notes


def test_what_is_assumed_is_said_and_what_is_stated_is_not() -> None:
    (not_screened,), assumed = resolve(sale()).not_screened, resolve(sale()).caveats
    assert not_screened.startswith("Only the parties shipped with Earmark were screened")
    assert "It was taken to ship from the United States." in assumed
    assert any("civil was assumed" in one for one in assumed)
    assert "Acme was taken as ultimate consignee and end user." in assumed
    stated = resolve(sale(ship_from="US", end_use="civil", consignee="Acme", end_user="Acme"))
    assert stated.caveats == (NO_ADDRESSES,)


def test_an_unknown_end_use_is_unknown() -> None:
    itself = resolve(sale(end_use="unknown")).things[-1]
    assert key(fact(itself, "sale.end_use")) == "end_use"
