"""Foreign text on a terminal: never markup, no control or direction characters."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from earmark.report.stream import clean, put

_WIDTH: Final = 80
"""Columns of a page where the output is no terminal."""

_GAP: Final = 2
_TRAILING: Final = re.compile(r"[ ]+((?:\x1b\[[\d;]*m)*)$", re.MULTILINE)


def plain(text: str, style: str = "") -> Text:
    """Return text that shows as it reads: what could steer a terminal is removed."""
    return Text(clean(text), style=style)


def indented(text: str, by: int, style: str = "") -> RenderableType:
    """Return text that stands ``by`` columns in from the left, in all its lines."""
    return Padding(plain(text, style), (0, 0, 0, by), expand=False)


class Unbroken(Text):
    """A line that is to be copied: never folded, however narrow the page."""


def unbroken(text: str, style: str = "") -> Unbroken:
    """Return such a line; what could steer a terminal is removed."""
    return Unbroken(clean(text), style=style)


@dataclass(frozen=True)
class Pairs:
    """Names and what they stand for, set side by side; neither side is ever cut."""

    rows: Sequence[tuple[str, str]]
    indent: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the page."""
        rows = [(plain(f"{' ' * self.indent}{name}"), plain(text)) for name, text in self.rows]
        widest = max((name.cell_len for name, _ in rows), default=0)
        left = max(1, min(widest, options.max_width // 2))
        right = max(1, options.max_width - left - _GAP)
        for name, text in rows:
            parts = (
                name.wrap(console, left, overflow="fold"),
                text.wrap(console, right, overflow="fold"),
            )
            for begin, end in zip_longest(*parts):
                line = begin.copy() if begin else Text()
                if end:
                    line.pad_right(left + _GAP - line.cell_len)
                    line.append_text(end)
                yield line


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
        console.print(part, soft_wrap=isinstance(part, Unbroken))
    put(_TRAILING.sub(r"\1", page.getvalue()))


def plural(count: int, one: str) -> str:
    """Return a count with its noun: "1 line", "1,204 lines", "2 properties"."""
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {one.removesuffix('y')}ies" if one.endswith("y") else f"{count:,} {one}s"
