"""Where shipped data lives. The only module that knows.

A wheel carries copies of ``rules/``, ``seeds/`` and ``cases/`` inside the package; a
checkout (and an editable install of it) has them at its root.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

VERSION = "0.1.0"

_PACKAGE: Final = Path(__file__).resolve().parent
_SHIPPED: Final = _PACKAGE / "_shipped"
_ROOT: Final = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent.parent

RULES: Final = _ROOT / "rules"
INVESTMENT_RULES: Final = RULES / "investment"
SEEDS: Final = _ROOT / "seeds"
CASES: Final = _ROOT / "cases"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``rules/reference/NAME.csv``, every value as text."""
    with (RULES / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


@cache
def table_digest(name: str) -> str:
    """Return ``sha256:…`` of ``rules/reference/NAME.csv``."""
    content = (RULES / "reference" / f"{name}.csv").read_bytes()
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
