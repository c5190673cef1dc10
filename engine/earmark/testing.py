"""Hypothesis strategies: sales as they come, for testing rules and integrations.

Needs hypothesis (``pip install earmark[testing]``).

>>> from hypothesis import given
>>> from earmark import screen
>>> from earmark.testing import sales
>>> @given(sales())
... def test_every_sale_gets_an_answer(sale):
...     assert screen(sale).verdict in ("allow", "deny", "review")
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.facts.chips import chips
from earmark.facts.parties import registry
from earmark.law.geography import CODES
from earmark.law.rulebook import shipped
from earmark.sale import Sale
from earmark.schema import ACTS, END_USES

TELLING_PLACES: Final = (
    "CN",
    "HK",
    "MO",
    "SG",
    "TW",
    "US",
    "DE",
    "VN",
    "AE",
    "IL",
    "RU",
    "KH",
    "NI",
)
"""Places that the controls tell apart."""

STRANGERS: Final = ("Acme Compute GmbH", "Northwind Cloud", "Contoso AI Pte. Ltd.", "Fabrikam")
"""Companies on no list and in no registry."""

_LIMITS: Final = ("1600", "2400", "4800", "4992", "15840")
_DENSITIES: Final = ("1.6", "3.2", "5.92")
_STEP: Final = Decimal("0.0001")


def days(first: date = date(2019, 1, 1), last: date = date(2027, 12, 31)) -> SearchStrategy[date]:
    """Generate days, often the day of a change in law, or the day before or after one."""
    near = [
        day + timedelta(days=shift)
        for day in shipped().boundaries
        for shift in (-1, 0, 1)
        if first <= day + timedelta(days=shift) <= last
    ]
    return st.sampled_from(near) | st.dates(first, last)


def countries() -> SearchStrategy[str]:
    """Generate country codes, often of places that the controls tell apart."""
    return st.sampled_from(TELLING_PLACES) | st.sampled_from(sorted(CODES))


def party_names() -> SearchStrategy[str]:
    """Generate names of companies: strangers, and parties of the registry by name or alias."""
    known = [name for party in registry().parties.values() for name in (party.name, *party.aliases)]
    return st.sampled_from(STRANGERS) | st.sampled_from(known)


def chip_names() -> SearchStrategy[str]:
    """Generate names of chips: of the table, of families of variants, and of no known chip."""
    loose = ("A100", "H100", "A800", "V100 32GB", "Ascend 910B", "MI300", "R200", "RTX 4090 Ti")
    return st.sampled_from(loose) | st.sampled_from([chip.name for chip in chips()])


def figures(*limits: str) -> SearchStrategy[Decimal]:
    """Generate figures with at most four decimals: on each limit, just beside it, or anywhere."""
    at = [Decimal(limit) for limit in limits]
    beside = [limit + shift for limit in at for shift in (-_STEP, Decimal(0), _STEP)]
    return st.sampled_from(beside) | st.decimals("0.0001", "100000", places=4)


def chip_figures() -> SearchStrategy[dict[str, Any]]:
    """Generate all the figures of a chip, as fields of a sale."""
    density = st.fixed_dictionaries({"performance_density": figures(*_DENSITIES)})
    area = st.fixed_dictionaries({"die_area": figures("300", "814")})
    rest = st.fixed_dictionaries(
        {
            "tpp": figures(*_LIMITS),
            "transfer_rate": figures("600"),
            "data_centre": st.booleans(),
            "designer": st.sampled_from(("NVIDIA", "AMD", "Huawei")),
        }
    )
    return st.tuples(rest, density | area).map(lambda parts: {**parts[0], **parts[1]})


def _some(fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def sales(**fixed: SearchStrategy[Any]) -> SearchStrategy[Sale]:
    """Generate sales, with unknowns of every kind. ``fixed`` replaces strategies of fields."""
    stated = {
        "buyer": party_names(),
        "chip": chip_names() | st.just("X9000 Ultra"),
        "destination": countries(),
        "on": days(),
        **fixed,
    }
    roles = ("subsidiary", "intermediate_consignee", "consignee", "end_user")
    optional: dict[str, SearchStrategy[Any]] = {
        **{role: party_names() for role in roles},
        **{f"{role}_hq": countries() for role in ("buyer", *roles)},
        **{f"{role}_parent_hq": countries() for role in ("buyer", *roles[1:])},
        "ship_from": countries(),
        "seller": st.sampled_from(("NVIDIA", "AMD", "Acme Distribution GmbH")),
        "end_use": st.sampled_from((*END_USES, "unknown")),
        **{act: st.booleans() for act in ACTS},
    }
    parts = st.tuples(
        st.fixed_dictionaries(stated),
        _some({name: one for name, one in optional.items() if name not in fixed}),
        st.just({}) | chip_figures(),
    )
    return parts.map(lambda found: {**found[2], **found[1], **found[0]}).map(_consistent)


def _consistent(fields: dict[str, Any]) -> Sale:
    """Drop the headquarters of companies that take no part."""
    roles = ("subsidiary", "intermediate_consignee", "consignee", "end_user")
    absent = {
        f"{role}{suffix}"
        for role in roles
        if role not in fields
        for suffix in ("_hq", "_parent_hq")
    }
    return Sale(**{name: value for name, value in fields.items() if name not in absent})
