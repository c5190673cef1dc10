"""Foreign text on a terminal: never markup, no control or direction characters."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable
from typing import Final

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from earmark.report.stream import clean, put

_WIDTH: Final = 80
"""Columns of a page where the output is no terminal."""

_TRAILING: Final = re.compile(r"[ ]+((?:\x1b\[[\d;]*m)*)$", re.MULTILINE)


def plain(text: str, style: str = "") -> Text:
    """Return text that shows as it reads: what could steer a terminal is removed."""
    return Text(clean(text), style=style)


def pairs(rows: Iterable[tuple[str, str]], indent: int = 2) -> Table:
    """Return rows of a name and what it stands for, set side by side."""
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(max_width=36, overflow="fold")
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(plain(f"{' ' * indent}{name}"), plain(text))
    return table


def show(parts: Iterable[RenderableType]) -> None:
    """Print on standard output: in colour on a terminal, else as plain text of 80 columns."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    page = io.StringIO()
    console = Console(
        file=page,
        force_terminal=terminal,
        highlight=False,
        emoji=False,
        markup=False,
        width=None if terminal else _WIDTH,
        color_system="auto" if terminal and not os.environ.get("NO_COLOR") else None,
    )
    for part in parts:
        console.print(part)
    put(_TRAILING.sub(r"\1", page.getvalue()))
