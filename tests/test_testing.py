"""The public strategies generate what they say, and the examples on their page run."""

from __future__ import annotations

import csv
import doctest
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import earmark.testing
from earmark import Sale
from earmark.facts.stakes import HALF, Stake
from earmark.law.rulebook import shipped
from earmark.orders import read_orders
from earmark.testing import chips, days, order_files, ownership_graphs, parties, sales

ROLES = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")


def test_the_examples_run() -> None:
    failed, tried = doctest.testmod(earmark.testing)
    assert failed == 0
    assert tried > 10


def test_every_public_strategy_is_named_in_one_place() -> None:
    assert sorted(earmark.testing.__all__) == earmark.testing.__all__
    assert all(getattr(earmark.testing, name) for name in earmark.testing.__all__)


@pytest.mark.parametrize("role", ROLES)
@settings(max_examples=30)
@given(data=st.data())
def test_a_party_and_a_chip_make_a_sale(role: str, data: st.DataObject) -> None:
    stated = {"buyer": "Acme", "destination": "DE"}
    sale = Sale(**stated | data.draw(parties(role)) | data.draw(chips()))
    assert getattr(sale, role)


@given(sale=sales(buyer=st.just("Acme"), end_use=st.just("military")))
def test_fixed_fields_are_as_they_were_fixed(sale: Sale) -> None:
    assert (sale.buyer, sale.end_use) == ("Acme", "military")


def drawn(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """Return what a strategy generates, without looking for the simplest."""
    found: list[Any] = []

    @settings(max_examples=count, database=None)
    @given(one=strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


def test_every_role_and_its_headquarters_occur_and_are_left_out() -> None:
    some = drawn(sales(), 200)
    for role in ROLES:
        here = [sale for sale in some if getattr(sale, role)]
        assert {bool(getattr(sale, f"{role}_hq")) for sale in here} == {True, False}
        assert role == "buyer" or len(here) < len(some)


def test_days_on_which_the_law_changes_are_common() -> None:
    some = drawn(days(), 200)
    assert sum(day in shipped().boundaries for day in some) > len(some) / 10


@settings(max_examples=30)
@given(text=order_files(most=4))
def test_every_order_of_a_file_can_be_read_and_states_its_sale(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_text(text, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    orders = read_orders(path)
    assert [order.order_id for order in orders] == [str(at + 1) for at in range(len(rows))]
    for row, order in zip(rows, orders, strict=True):
        assert (row["buyer"], row["date"]) == (order.sale.buyer, str(order.sale.on))
        assert sum(map(bool, row.values())) == 1 + len(stated(order.sale))


def stated(sale: Sale) -> dict[str, object]:
    return sale.model_dump(exclude_none=True, exclude_defaults=True)


@settings(max_examples=40)
@given(data=st.data())
def test_a_sale_comes_out_of_a_file_as_it_went_in(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sale = data.draw(sales())
    path: Path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_text(data.draw(order_files(st.just(sale), most=1)), encoding="utf-8")
    assert stated(read_orders(path)[0].sale) == stated(sale)


@given(graph=ownership_graphs(most=6))
def test_graphs_of_owners_have_no_more_stakes_than_was_asked(graph: list[Stake]) -> None:
    assert len(graph) <= 6
    assert all(0 <= stake.low <= stake.high for stake in graph)


def test_graphs_of_every_shape_occur() -> None:
    some = drawn(ownership_graphs(), 300)
    assert any(len(graph) > 2 and all(one.low >= HALF for one in graph) for graph in some)
    assert any(one.owner == one.owned for graph in some for one in graph)
    assert any(one.low < one.high for graph in some for one in graph)
    ends = [({one.owner for one in graph}, {one.owned for one in graph}) for graph in some]
    assert any(len(owners & owned) > 2 for owners, owned in ends)
    assert any(len(owned) == 1 < len(owners) for owners, owned in ends)
