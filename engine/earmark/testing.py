"""Hypothesis strategies: sales, investments, stakes, for testing rules and integrations.

Needs hypothesis (``pip install earmark[testing]``).

>>> from hypothesis import given
>>> from earmark import screen
>>> from earmark.testing import sales
>>> @given(sales())
... def test_every_sale_gets_an_answer(sale):
...     assert screen(sale).verdict in ("allow", "deny", "review")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.facts.chips import chips
from earmark.facts.shipped import registry
from earmark.facts.stakes import HALF, WHOLE, Stake
from earmark.investment import Investment
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.law.geography import CODES
from earmark.law.rulebook import Rulebook, shipped, shipped_for_investments
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
_BANDWIDTHS: Final = ("1400", "4000", "6500")
_MEMORY_DENSITIES: Final = ("2", "3.3")
_ECCNS: Final = ("3A090.a", "4A090.b", "5A992.z", "5A992.c", "EAR99")
_MEMORY: Final = ("HBM3E", "SK hynix HBM3 16GB", "X9000 HBM4")
_STEP: Final = Decimal("0.0001")


def days(
    first: date = date(2019, 1, 1),
    last: date = date(2027, 12, 31),
    rulebook: Rulebook | None = None,
) -> SearchStrategy[date]:
    """Generate days, often the day of a change in law, or the day before or after one.

    The law is that of ``rulebook``, or of the shipped one on sales.
    """
    near = [
        day + timedelta(days=shift)
        for day in (rulebook or shipped()).boundaries
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
    """Generate names of chips: of the table, of families, of no known chip, and of memory."""
    loose = ("A100", "H100", "A800", "V100 32GB", "Ascend 910B", "MI300", "R200", "RTX 4090 Ti")
    known = [chip.name for chip in chips()]
    return st.sampled_from((*loose, *_MEMORY)) | st.sampled_from(known)


def figures(*limits: str) -> SearchStrategy[Decimal]:
    """Generate figures with at most four decimals: on each limit, just beside it, or anywhere."""
    at = [Decimal(limit) for limit in limits]
    beside = [limit + shift for limit in at for shift in (-_STEP, Decimal(0), _STEP)]
    return st.sampled_from(beside) | st.decimals("0.0001", "100000", places=4)


def chip_figures() -> SearchStrategy[dict[str, Any]]:
    """Generate all the figures of a processor, as fields of a sale."""
    density = st.fixed_dictionaries({"performance_density": figures(*_DENSITIES)})
    area = st.fixed_dictionaries({"die_area": figures("300", "814")})
    rest = st.fixed_dictionaries(
        {
            "tpp": figures(*_LIMITS),
            "transfer_rate": figures("600", "900", "1100"),
            "memory_bandwidth": figures(*_BANDWIDTHS),
            "data_centre": st.booleans(),
            "designer": st.sampled_from(("NVIDIA", "AMD", "Huawei")),
        }
    )
    return st.tuples(rest, density | area).map(lambda parts: {**parts[0], **parts[1]})


def memory_figures() -> SearchStrategy[dict[str, Any]]:
    """Generate the figure of memory, as a field of a sale; it goes with none of a processor."""
    return st.fixed_dictionaries({"memory_bandwidth_density": figures(*_MEMORY_DENSITIES)})


def _some(fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def _bandwidth() -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"memory_bandwidth": figures(*_BANDWIDTHS)})


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
        "eccn": st.sampled_from(_ECCNS),
        **{act: st.booleans() for act in ACTS},
    }
    parts = st.tuples(
        st.fixed_dictionaries(stated),
        _some({name: one for name, one in optional.items() if name not in fixed}),
        st.just({}) | _bandwidth() | chip_figures() | memory_figures(),
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


# -- investments -----------------------------------------------------------------------------

_TARGETS: Final = (
    "SenseTime",
    "SenseTime Group Limited",
    "SenseTime Group Inc.",
    "SenseTime International Pte. Ltd.",
    "Hikvision",
    "Megvii",
    "Zhipu AI",
    "Moonshot AI",
)
_BARRED: Final = tuple(date.fromisoformat(day) for day in ("2022-02-08", "2022-02-14"))


def operations() -> SearchStrategy[int]:
    """Generate counts of operations: at each limit, one beside it, or anywhere up to 10^30."""
    near = [10**power + shift for power in (23, 24, 25) for shift in (-1, 0, 1)]
    return st.sampled_from(near) | st.integers(1, 10**30)


def investments(**fixed: SearchStrategy[Any]) -> SearchStrategy[Investment]:
    """Generate investments, with unknowns of every kind. ``fixed`` replaces strategies."""
    stated = {
        "investor": st.sampled_from(STRANGERS),
        "target": st.sampled_from(_TARGETS) | party_names(),
        "on": days(rulebook=shipped_for_investments()) | _around(_BARRED),
        **fixed,
    }
    flags = ("investor_us_person", "beyond_minority_rights", "fund_limits", "other_exception")
    optional: dict[str, SearchStrategy[Any]] = {
        **dict.fromkeys((*flags, "biological_data"), st.booleans()),
        **dict.fromkeys(("target_hq", "target_parent_hq"), countries()),
        "instrument": st.sampled_from(tuple(INSTRUMENTS)),
        "activity": st.just("ai") | st.sampled_from(tuple(ACTIVITIES)),
        "ai_use": st.sampled_from(tuple(AI_USES)),
        "training_operations": operations(),
    }
    parts = st.tuples(
        st.fixed_dictionaries(stated),
        _some({name: one for name, one in optional.items() if name not in fixed}),
    )
    return parts.map(lambda found: {**found[1], **found[0]}).map(_fitting)


def _around(changes: Sequence[date]) -> SearchStrategy[date]:
    return st.sampled_from([day + timedelta(days=shift) for day in changes for shift in (-1, 0, 1)])


def _fitting(fields: dict[str, Any]) -> Investment:
    """Drop what only goes with AI, or with a fund, where there is none."""
    dropped: set[str] = set()
    if (fields.get("activity") or "ai") != "ai":
        dropped |= {"ai_use", "training_operations", "biological_data"}
    if (fields.get("instrument") or "fund") != "fund":
        dropped.add("fund_limits")
    return Investment(**{name: value for name, value in fields.items() if name not in dropped})


# -- ownership -------------------------------------------------------------------------------

_OWNERS: Final = ("A", "B", "C", "D", "E", "F")
_TELLING_SHARES: Final = (0, 1, HALF // 2, HALF - 1, HALF, HALF + 1, WHOLE)


def stakes(**fixed: SearchStrategy[Any]) -> SearchStrategy[Stake]:
    """Generate stakes among a few parties, A to F: exact, in a range, or of unknown share.

    Lists of them make circles, self-ownership, sources that disagree and sums above 100 %.
    ``fixed`` replaces strategies of fields.
    """
    share = st.sampled_from(_TELLING_SHARES) | st.integers(0, WHOLE)
    shares = share.map(lambda one: (one, one)) | st.just((0, WHOLE))
    shares |= st.tuples(share, share).map(lambda two: (min(two), max(two)))
    day = st.none() | st.dates(date(2019, 1, 1), date(2027, 12, 31))
    fields: dict[str, SearchStrategy[Any]] = {
        "owner": st.sampled_from(_OWNERS),
        "owned": st.sampled_from(_OWNERS),
        "kind": st.sampled_from(("share", "share", "share", "consolidation")),
        "since": day,
        "until": day,
        "source": st.sampled_from(("register", "annual report")),
        **fixed,
    }
    return st.tuples(st.fixed_dictionaries(fields), shares).map(_stake)


def _stake(drawn: tuple[dict[str, Any], tuple[int, int]]) -> Stake:
    fields, (low, high) = drawn
    if fields["kind"] == "consolidation":
        low, high = 0, WHOLE
    return Stake(**{"low": low, "high": high, **fields})
