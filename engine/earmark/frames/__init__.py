"""Orders in a data frame screened where the data lives: Polars, pandas, PyArrow, DuckDB, PySpark.

Needs narwhals (``pip install earmark[frames]``).
"""

from earmark.frames.screener import FrameScreener, NotChecked, screen_frame

__all__ = ["FrameScreener", "NotChecked", "screen_frame"]
