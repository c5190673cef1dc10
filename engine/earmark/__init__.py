"""Earmark screens proposed sales of AI chips against US export controls, and investments too.

>>> from datetime import date
>>> from earmark import Sale, screen
>>> screen(Sale(buyer="Sense Time", chip="H100", destination="CN", on=date(2023, 1, 2))).verdict
'deny'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earmark.investing import screen_investment
    from earmark.investment import Investment
    from earmark.investment_verdict import InvestmentVerdict
    from earmark.sale import Sale
    from earmark.screening import screen
    from earmark.verdict import Verdict

__all__ = [
    "Investment",
    "InvestmentVerdict",
    "Sale",
    "Verdict",
    "screen",
    "screen_investment",
]

_HOMES = {
    "Sale": ("earmark.sale", "Sale"),
    "Verdict": ("earmark.verdict", "Verdict"),
    "screen": ("earmark.screening", "screen"),
    "Investment": ("earmark.investment", "Investment"),
    "InvestmentVerdict": ("earmark.investment_verdict", "InvestmentVerdict"),
    "screen_investment": ("earmark.investing", "screen_investment"),
    "__version__": ("earmark.resources", "VERSION"),
}


def __getattr__(name: str) -> object:
    # Loaded on demand: the command line starts its second judge before anything heavy.
    if name not in _HOMES:
        raise AttributeError(f"module 'earmark' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
