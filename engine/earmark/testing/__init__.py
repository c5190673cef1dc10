"""Hypothesis strategies: sales and all that they are made of, for testing rules and integrations.

Needs hypothesis (``pip install earmark[testing]``). What is generated is often what the law tells
apart: the day before a change, a figure on a limit, a country that moved between groups, a stake
of exactly one half.

>>> from hypothesis import given, settings, strategies as st
>>> from earmark import screen
>>> from earmark.law.rulebook import shipped
>>> from earmark.testing import sales

A property of a rulebook. To test rules of your own, load them: ``load(Path("my_rules"))``.

>>> @settings(max_examples=20, deadline=None)
... @given(sale=sales(destination=st.just("IR")))
... def nothing_goes_to_iran_unasked(sale):
...     verdict = screen(sale, rulebook=shipped()).verdict
...     assert verdict != "allow" or sale.ship_from == "IR" or sale.kind == "cloud"
>>> nothing_goes_to_iran_unasked()

A property of an integration: whatever the file, each order gets an answer.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from earmark.orders import read_orders
>>> from earmark.testing import order_files
>>> @settings(max_examples=5, deadline=None)
... @given(text=order_files())
... def every_order_is_answered(text):
...     with TemporaryDirectory() as folder:
...         path = Path(folder, "orders.csv")
...         path.write_text(text, encoding="utf-8")
...         for order in read_orders(path):
...             assert screen(order.sale).verdict in ("allow", "deny", "review")
>>> every_order_is_answered()
"""

from earmark.testing.investments import investments, operations
from earmark.testing.orders import order_files
from earmark.testing.ownership import ownership_graphs, stakes
from earmark.testing.places import TELLING_PLACES, countries, days
from earmark.testing.sales import (
    STRANGERS,
    chip_figures,
    chip_names,
    chips,
    figures,
    memory_figures,
    parties,
    party_names,
    sales,
)

__all__ = [
    "STRANGERS",
    "TELLING_PLACES",
    "chip_figures",
    "chip_names",
    "chips",
    "countries",
    "days",
    "figures",
    "investments",
    "memory_figures",
    "operations",
    "order_files",
    "ownership_graphs",
    "parties",
    "party_names",
    "sales",
    "stakes",
]
