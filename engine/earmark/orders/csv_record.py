"""One record of a CSV file, read with care: where it ends, and what is wrong with it.

This is what CSV means here; :mod:`earmark.orders.csv_rows` reads plain lines faster, to the same
effect. A cell begins with a quotation mark or has none that counts; within quotation marks two
stand for one; nothing may follow the closing one but a comma or the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from earmark.orders.rows import FIELD_LIMIT, LINE_LIMIT, SPAN_LIMIT

_CLOSED: Final = re.compile(r'([^"]*+(?:""[^"]*+)*+)"')

UNCLOSED, STRAY, LONG_LINE = "unclosed-quote", "stray-quote", "long-line"
TOO_MANY = "field-count"


@dataclass(frozen=True, slots=True)
class Record:
    """Cells, the lines they span, and the code of what is wrong, if anything is."""

    cells: list[str]
    lines: int
    wrong: str = ""


def record_at(lines: Sequence[str], start: int, width: int, *, last: bool) -> Record | None:
    """Return the record that begins at a line; None where lines are missing to tell.

    ``width`` is the number of cells that are expected, ``last`` says that no lines follow.
    A cell in quotes may span :data:`SPAN_LIMIT` lines and :data:`FIELD_LIMIT` characters; past
    that the record is its first line, so that nothing behind it is swallowed. So it is where
    quotes close in a later line and something follows: then another cell opened there.
    """
    cells: list[str] = []
    number, at = start, 0
    line = lines[start].rstrip("\r\n")
    if len(line) > LINE_LIMIT:
        return Record([], 1, LONG_LINE)
    while True:
        if not line.startswith('"', at):
            end = line.find(",", at)
            end = len(line) if end < 0 else end
            cells.append(line[at:end])
            at = end
        else:
            inside = _inside(lines, number, at + 1, last=last)
            if inside is None:
                return None
            if inside.wrong:
                return Record([], 1, UNCLOSED)
            cells.append(inside.text)
            number, at = inside.number, inside.end
            line = lines[number].rstrip("\r\n")
            if not line.startswith(",", at) and at < len(line):
                return Record([], 1, UNCLOSED if number > start else STRAY)
        if at == len(line):
            return Record(cells, number - start + 1)
        # A row with a few cells too many is one record still. What goes on for ever is not: to
        # read it anew from each of its lines would take ever longer.
        if len(cells) > most_cells(width):
            return Record(cells, 1, TOO_MANY)
        at += 1


def most_cells(width: int) -> int:
    """Return how many cells of a row are read where ``width`` are expected."""
    return 2 * width + 64


@dataclass(frozen=True, slots=True)
class _Inside:
    """What stands between quotation marks, and where it ends."""

    text: str = ""
    number: int = 0
    end: int = 0
    wrong: bool = False


def _inside(lines: Sequence[str], opened: int, at: int, *, last: bool) -> _Inside | None:
    parts: list[str] = []
    length = 0
    for number in range(opened, opened + SPAN_LIMIT):
        if number == len(lines):
            return _Inside(wrong=True) if last else None
        found = _CLOSED.match(lines[number], at)
        parts.append(found[1] if found else lines[number][at:])
        length += len(parts[-1])
        if length > FIELD_LIMIT and (number > opened or not found):
            break
        if found:
            return _Inside("".join(parts).replace('""', '"'), number, found.end())
        at = 0
    return _Inside(wrong=True)
