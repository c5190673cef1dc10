"""Investments: the same parties, and rules of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.investment import Investment
from earmark.investment_terms import ACTIVITIES, AI_USES, INSTRUMENTS
from earmark.law.rulebook import shipped_for_investments
from earmark.testing.places import countries, days
from earmark.testing.sales import STRANGERS, party_names

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
        st.fixed_dictionaries(
            {}, optional={name: one for name, one in optional.items() if name not in fixed}
        ),
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
