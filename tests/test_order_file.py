"""The made-up file of orders that the benches read: what it promises, checked with the reader."""

import csv
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.chips import find_chips
from earmark.orders import Row, read

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import customers
import order_file

ROWS = 20_000


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    return path, order_file.write(path, ROWS)


@pytest.fixture(scope="module")
def whole():
    rows = order_file.whole_rows(ROWS, order_file.SEED)
    return [dict(zip(order_file.COLUMNS, row, strict=True)) for row in rows]


def bad_rows(path):
    with read(path) as reader:
        return sum(
            not isinstance(row, Row) or bool(reader.form.faults_of(row.cells)) for row in reader
        )


@settings(max_examples=15)
@given(rows=st.integers(1, 2_000), seed=st.integers())
def test_the_same_rows_and_seed_give_the_same_bytes(tmp_path_factory, rows, seed):
    one, other = (tmp_path_factory.mktemp("orders") / "orders.csv" for _ in range(2))
    assert order_file.write(one, rows, seed) == order_file.write(other, rows, seed)
    assert one.read_bytes() == other.read_bytes()


def test_another_seed_gives_another_file(written, tmp_path):
    other = tmp_path / "orders.csv"
    order_file.write(other, ROWS, seed=order_file.SEED + 1)
    assert other.read_bytes() != written[0].read_bytes()


def test_the_reader_sets_aside_exactly_the_rows_that_were_broken_past_screening(written):
    path, broken = written
    assert broken.total() >= ROWS / 1000
    assert bad_rows(path) == order_file.set_aside(broken)


@pytest.mark.parametrize("damage", order_file.DAMAGES, ids=lambda damage: damage.what)
def test_a_damage_spoils_a_row_for_screening_or_does_not(damage, tmp_path):
    row = next(order_file.whole_rows(1, order_file.SEED))
    before = list(row)
    damage.do(row)
    assert row != before
    path = tmp_path / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([order_file.COLUMNS, before, row])
    assert bad_rows(path) == (not damage.screened)


@settings(max_examples=10)
@given(rows=st.integers(1, 5_000), seed=st.integers())
def test_every_party_of_a_file_is_named_in_it(rows, seed):
    names = [party.name for party in order_file.parties(rows, seed)]
    buyers = [row[order_file.COLUMNS.index("buyer")] for row in order_file.whole_rows(rows, seed)]
    assert len(buyers) == rows
    assert len(names) == len(set(names))
    assert set(names) == set(buyers)


def test_no_name_is_lost_where_rows_are_broken(written):
    path, _ = written
    with path.open(encoding="utf-8", newline="") as file:
        found = {row["buyer"] for row in csv.DictReader(file)}
    assert found >= {party.name for party in order_file.parties(ROWS)}


def test_a_third_of_the_names_is_new_and_a_million_rows_have_thirty_thousand():
    found = order_file.parties(1_000_000)
    assert len(found) == len({party.name for party in found}) == 30_000
    assert sum(not party.known for party in found) == 10_000
    assert order_file.parties(10_000_000) == found


def test_without_the_lists_beside_the_project_there_are_as_many_names(monkeypatch, tmp_path):
    monkeypatch.setattr(customers, "SHARED", tmp_path)
    found = order_file.parties(1_000_000)
    assert len({party.name for party in found}) == 30_000
    assert sum(not party.known for party in found) == 10_000


def test_a_buyer_sits_in_one_place_and_has_its_goods_sent_to_one(whole):
    places = defaultdict(set)
    for row in whole:
        places[row["buyer"]].add((row["buyer_hq"], row["destination"]))
    assert {len(told) for told in places.values()} == {1}


def test_an_order_is_of_one_day_and_has_up_to_five_lines(whole):
    orders = defaultdict(list)
    for row in whole:
        head = {name: row[name] for name in ("date", "buyer", "consignee", "end_user", "seller")}
        orders[row["order_id"]].append(head)
    assert {len(lines) for lines in orders.values()} == {1, 2, 3, 4, 5}
    assert all(line == lines[0] for lines in orders.values() for line in lines)


def test_days_go_through_five_years_in_their_order(whole):
    days = [row["date"] for row in whole]
    assert all(one <= other for one, other in pairwise(days))
    assert (days[0], days[-1]) == ("2021-11-01", "2026-10-31")


def test_no_chip_is_sold_before_its_first_day(whole):
    since = {offer.chip: offer.since for offer in order_file.offers()[0]}
    assert all(since[row["chip"]] <= row["date"] for row in whole)


@pytest.mark.parametrize("chip", customers.DISTRIBUTOR["chips"], ids=lambda chip: chip["name"])
def test_a_chip_is_found_by_every_spelling_unless_it_is_in_no_table(chip):
    for name in (chip["name"], *chip["also"]):
        found = find_chips(name)
        assert bool(found.chips) is found.certain is not chip.get("off_file", False), name


def test_there_are_sixty_chips_three_of_them_in_no_table_and_forty_destinations():
    sold = customers.DISTRIBUTOR["chips"]
    assert len(sold) == 60
    assert sum(chip.get("off_file", False) for chip in sold) == 3
    assert len(set(customers.DISTRIBUTOR["destinations"])) == 40
