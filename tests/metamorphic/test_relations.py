"""What may be done to a file of orders without changing an answer. Each is told in README.md."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.countries import country
from earmark.facts.lists.rows import Entry
from earmark.facts.registry.in_memory import in_memory
from earmark.law.geography import names
from earmark.law.rulebook import Rulebook, load
from earmark.resources import RULES
from earmark.sale import Sale

sys.path.insert(0, str(Path(__file__).parent))
from files import DAY, Answered, Table, chances, each, screened, table_of, tables, text_of

FEW = settings(max_examples=8)
PLACES = [name for name in Sale.model_fields if name.endswith("_hq")] + ["destination", "ship_from"]
NAMES = ("buyer", "subsidiary", "intermediate_consignee", "consignee", "end_user")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Answered]]:
    """Return a function that screens a table, a text or bytes."""
    path = tmp_path_factory.mktemp("metamorphic") / "orders.csv"

    def call(what: Table | str | bytes, **how: object) -> list[Answered]:
        text = text_of(what) if isinstance(what, list) else what
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return screened(path, **how)  # type: ignore[arg-type]

    return call


# -- rows -------------------------------------------------------------------------------------


@FEW
@given(table=tables, chance=chances)
def test_the_order_of_rows(table: Table, chance: Random, answers) -> None:
    moved = chance.sample(table, len(table))
    assert sorted(answers(moved)) == sorted(answers(table))
    assert [one.order_id for one in answers(moved)] == [row["order_id"] for row in moved]


@FEW
@given(table=tables, data=st.data())
def test_splitting_a_file(table: Table, data: st.DataObject, answers) -> None:
    at = data.draw(st.integers(1, len(table)))
    parts = [part for part in (table[:at], table[at:]) if part]
    assert [one for part in parts for one in answers(part)] == answers(table)


@FEW
@given(table=tables)
def test_every_row_twice(table: Table, answers) -> None:
    assert answers([*table, *table]) == answers(table) * 2


@FEW
@given(table=tables, at=st.integers(0, 2))
def test_a_row_that_cannot_be_read(table: Table, at: int, answers) -> None:
    bad = {**table[0], "destination": "Nowhere at all"}
    assert answers([*table[:at], bad, *table[at:]]) == answers(table)


@FEW
@given(table=tables)
def test_order_numbers(table: Table, answers) -> None:
    renamed = [{**row, "order_id": f"PO-{row['order_id']}"} for row in table]
    assert [one[1:] for one in answers(renamed)] == [one[1:] for one in answers(table)]


# -- columns ----------------------------------------------------------------------------------


@FEW
@given(table=tables, chance=chances)
def test_the_order_of_columns(table: Table, chance: Random, answers) -> None:
    columns = chance.sample([*table[0]], len(table[0]))
    assert answers(text_of(table, columns)) == answers(table)


@FEW
@given(table=tables)
def test_the_names_of_columns(table: Table, answers) -> None:
    columns = {name: f"Our {name} (SAP)" for name in table[0]}
    renamed = [{columns[name]: cell for name, cell in row.items()} for row in table]
    mapping = {"on" if name == "date" else name: ours for name, ours in columns.items()}
    assert answers(renamed, mapping=mapping) == answers(table)


@FEW
@given(table=tables)
def test_columns_of_ones_own(table: Table, answers) -> None:
    more = [{**row, "Sales representative": "China, SenseTime; =1+1"} for row in table]
    assert answers(more) == answers(table)


@FEW
@given(table=tables)
def test_columns_without_cells(table: Table, answers) -> None:
    empty = [{**dict.fromkeys(("seller", "tpp", "kind", "end_use"), ""), **row} for row in table]
    assert answers(empty) == answers(table)


# -- the file ---------------------------------------------------------------------------------


@FEW
@given(table=tables)
def test_how_the_text_is_written(table: Table, answers) -> None:
    text, expected = text_of(table), answers(table)
    assert answers(text_of(table, end="\r\n")) == expected
    assert answers(text.encode("utf-8-sig")) == expected
    assert answers(text.encode("utf-16")) == expected
    assert answers(gzip.compress(text.encode())) == expected
    assert answers(text.rstrip("\n")) == expected


# -- what is said another way -----------------------------------------------------------------


@FEW
@given(table=tables)
def test_quantities(table: Table, answers) -> None:
    some = [{**row, "quantity": "1"} for row in table]
    assert answers(each(some, "quantity", lambda _: "999999999")) == answers(some)
    assert answers(some) == answers(table)


def full_width(name: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name)


def accented(name: str) -> str:
    return re.sub("([aeiou])", "\\1\N{COMBINING ACUTE ACCENT}", name)


SPELT: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "spaces around it": lambda name: f"  {name}  ",
    "more space within": lambda name: name.replace(" ", "   "),
    "no full stops and commas": lambda name: re.sub(r"[.,](?=\s|$)", "", name),
    "full width": full_width,
    "accents": accented,
}


@pytest.mark.parametrize("how", SPELT)
@FEW
@given(table=tables)
def test_the_spelling_of_names_of_companies(how: str, table: Table, answers) -> None:
    other = table
    for column in NAMES:
        other = each(other, column, SPELT[how])
    assert [one[:4] for one in answers(other)] == [one[:4] for one in answers(table)]


@FEW
@given(table=tables)
def test_names_of_places_for_their_codes(table: Table, answers) -> None:
    called = names()
    other = table
    for column in PLACES:
        other = each(other, column, lambda code: called[code])
    assert answers(other) == answers(table)
    assert answers(each(table, "destination", str.lower)) == answers(table)


@FEW
@given(table=tables)
def test_figures_with_zeros_behind_them(table: Table, answers) -> None:
    def padded(cell: str) -> str:
        whole, _, decimals = cell.partition(".")
        return f"{whole}.{decimals:0<4}"

    other = table
    for column in ("tpp", "die_area", "performance_density", "memory_bandwidth", "transfer_rate"):
        other = each(other, column, padded)
    assert answers(other) == answers(table)


# -- what is assumed, stated ------------------------------------------------------------------


@FEW
@given(table=tables)
def test_stating_that_it_ships_from_the_united_states(table: Table, answers) -> None:
    stated = [{**row, "ship_from": row.get("ship_from") or "US"} for row in table]
    assert answers(stated) == answers(table)


@FEW
@given(table=tables)
def test_stating_the_kind_that_follows_from_the_places(table: Table, answers) -> None:
    stated = [{**row, "kind": kind(row)} for row in table]
    assert answers(stated) == answers(table)


def kind(row: dict[str, str]) -> str:
    day = date.fromisoformat(row["date"])
    origin, destination = (
        country(place, day) for place in (row.get("ship_from") or "US", row["destination"])
    )
    if origin == destination:
        return "transfer"
    return "export" if origin == "US" else "reexport"


@FEW
@given(table=tables)
def test_stating_that_the_purchaser_is_the_consignee(table: Table, answers) -> None:
    stated = [
        {**row, "consignee": row.get("consignee") or row.get("subsidiary") or row["buyer"]}
        for row in table
    ]
    assert [one[:4] for one in answers(stated)] == [one[:4] for one in answers(table)]


@FEW
@given(table=tables)
def test_acts_that_are_not_done(table: Table, answers) -> None:
    stated = [{**row, "nac_notice": row.get("nac_notice") or "no"} for row in table]
    assert answers(stated) == answers(table)


# -- what has nothing to do with it -----------------------------------------------------------


RULE = """
control = "Unrelated"
authority = "made up"
[[rule]]
id = "unrelated"
title = "To nobody"
about = "party"
in_force = [{ from = 2019-01-01 }]
given = ["never found"]
finds = "nothing to do with it"
says = "{party.name}"
cites = [{ law = "made up" }]
[[rule]]
id = "never"
title = "Never"
about = "party"
in_force = [{ from = 2019-01-01 }]
when = "party.on_entity_list and not party.on_entity_list"
finds = "never found"
says = "{party.name}"
cites = [{ law = "made up" }]
"""


@pytest.fixture(scope="module")
def more_rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder = tmp_path_factory.mktemp("rules")
    for path in RULES.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "unrelated.toml").write_text(RULE, encoding="utf-8")
    return load(folder)


@FEW
@given(table=tables)
def test_an_unrelated_rule(table: Table, more_rules: Rulebook, answers) -> None:
    assert answers(table, rulebook=more_rules) == answers(table)


LISTED = Entry("EL", "EL:1", "Qwyjibo Zzyzx Observatory", countries=("IS",), start=date(2018, 1, 1))
OTHER = LISTED._replace(key="EL:2", name="Vlpst Hydroponics Kombinat")
REGISTRY = in_memory([LISTED], DAY)
WITH_OTHER = in_memory([LISTED, OTHER], DAY)


@FEW
@given(table=tables)
def test_an_unrelated_party_on_a_list(table: Table, answers) -> None:
    assert answers(table, registry=WITH_OTHER) == answers(table, registry=REGISTRY)


def test_the_relations_compare_files_with_answers(answers) -> None:
    text = "order_id,buyer,chip,destination,date\n1,Tencent,H100,CN,2024-02-01\n"
    (only,) = answers(table_of(text))
    assert (only.order_id, only.verdict, only.licence) == ("1", "deny", True)
