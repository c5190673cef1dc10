"""Files of orders as people send them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from earmark.sale import Sale
from earmark.testing.sales import sales


def order_files(rows: SearchStrategy[Sale] | None = None, *, most: int = 8) -> SearchStrategy[str]:
    """Generate CSV files of one to ``most`` orders, all of which can be read.

    ``rows`` generates their sales. The columns come in any order, and are those that some order
    needs; the orders are numbered from 1.
    """
    orders = st.lists(sales() if rows is None else rows, min_size=1, max_size=most)
    return st.builds(_written, orders, st.randoms(use_true_random=False))


def _written(orders: Sequence[Sale], chance: Random) -> str:
    rows = [{"order_id": str(number), **_cells(sale)} for number, sale in enumerate(orders, 1)]
    columns = sorted({column for row in rows for column in row})
    chance.shuffle(columns)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _cells(sale: Sale) -> Mapping[str, str]:
    stated = sale.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    stated["date"] = sale.on.isoformat()
    stated.pop("on", None)
    return {
        name: {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        for name, value in stated.items()
    }
