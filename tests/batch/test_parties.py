"""The companies of many rows are those that each row names by itself."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.batch.fields import PARTIES
from earmark.batch.parties import Parties
from earmark.batch.signature import read_by
from earmark.batch.things import Things
from earmark.facts.lists.rows import Firm
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.shipped import registry
from earmark.facts.stakes import WHOLE, Stake
from earmark.law.rulebook import shipped
from earmark.orders import Header, Row
from earmark.orders.coded import Coded
from earmark.orders.table import Table

SINCE = date(2024, 3, 4)
STAKES = [
    Firm("acme", "Acme"),
    Firm("tencent", "Tencent"),
    Stake("tencent", "acme", WHOLE, WHOLE, since=SINCE, source="filing"),
]
NAMES = st.sampled_from(["Acme", "ACME", " acme ", "Other GmbH", "Tencent", "Sense Time", "甲乙"])
PLACES = st.sampled_from(["", "CN", "Hong Kong", "DE"])
DAYS = st.sampled_from([date(2019, 1, 1), date(2020, 12, 22), SINCE, date(2026, 2, 3)])
FIELDS = (
    *("buyer", "buyer_hq", "subsidiary", "consignee", "consignee_hq", "intermediate_consignee"),
    *("end_user", "end_user_address"),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[dict[str, str], date]:
    """Return what a row states of its companies, and its day."""
    stated = {"buyer": draw(NAMES), "buyer_hq": draw(PLACES)}
    for option in ("subsidiary", "consignee", "intermediate_consignee", "end_user"):
        if draw(st.booleans()):
            stated[option] = draw(NAMES)
    if "consignee" in stated:
        stated["consignee_hq"] = draw(PLACES)
    if "end_user" in stated and draw(st.booleans()):
        stated["end_user_address"] = "1 Main Street, Shenzhen"
    return stated, draw(DAYS)


@lru_cache
def things(*, owned: bool) -> Things:
    return Things(in_memory(STAKES, date(2026, 7, 31)) if owned else registry(), read_by(shipped()))


@pytest.mark.parametrize("owned", [False, True])
@pytest.mark.parametrize("fields", [FIELDS, FIELDS[:2], FIELDS[:1] + FIELDS[3:]], ids=len)
@given(block=st.lists(rows(), min_size=1, max_size=6))
def test_each_row_has_its_own_companies(
    fields: tuple[str, ...], owned: bool, block: list[tuple[dict[str, str], date]]
) -> None:
    header = Header(fields, {field: at for at, field in enumerate(fields)})
    companies = things(owned=owned).companies
    table = Table.of(
        Row(line, [stated.get(field, "") for field in fields], "")
        for line, (stated, _) in enumerate(block, 2)
    )
    found = Parties(header, companies).on(table, Coded.of(day for _, day in block))
    for group, (stated, day) in zip(found, block, strict=True):
        cells = tuple(stated.get(field) or None if field in fields else None for field in PARTIES)
        assert group is companies.group(cells, day).value
