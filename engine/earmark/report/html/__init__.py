"""The report of a run of many orders, as one HTML file: no network, no library, printable."""

from earmark.report.html.document import page

__all__ = ["page"]
