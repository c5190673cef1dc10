"""``python -m earmark``."""

from __future__ import annotations

from earmark.cli import main

main()
