"""Orders: one proposed sale in each row of a CSV or Parquet file.

The header names fields of :class:`earmark.Sale`, and may name ``order_id`` and ``date`` (the
field ``on``). An empty cell states nothing. Nothing is repaired, and nothing is dropped: every row
becomes an order, or is set aside with what is wrong with it.
"""

from earmark.orders.form import Form, Order
from earmark.orders.header import COLUMNS, Header
from earmark.orders.reader import Reader, read, read_orders
from earmark.orders.rows import BadRow, Row
from earmark.orders.table import Block

__all__ = [
    "COLUMNS",
    "BadRow",
    "Block",
    "Form",
    "Header",
    "Order",
    "Reader",
    "Row",
    "read",
    "read_orders",
]
