"""Lines of one order belong together: it is released as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from earmark.batch.summary import Group, Line
from earmark.conclusion import ALLOW, DENY, REVIEW, Answer
from earmark.schema import POLICIES

_STRICTNESS: Final = {DENY: 0, REVIEW: 1, ALLOW: 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """The lines of one order, strictest first; a line without an order number is one by itself."""

    lines: tuple[Line, ...]

    @property
    def verdict(self) -> Answer:
        """The strictest verdict of its lines."""
        return self.lines[0].verdict

    @property
    def group(self) -> int:
        """The group in which its strictest line is, and under which all of it is shown."""
        return self.lines[0].group


def units(lines: Iterable[Line], groups: Sequence[Group]) -> dict[int, list[Unit]]:
    """Return the orders under each group, in the order in which they begin in the file."""

    def rank(line: Line) -> tuple[int, int, int]:
        policy = groups[line.group].review_policy
        stated = POLICIES.index(policy) if policy in POLICIES else len(POLICIES)
        return _STRICTNESS[line.verdict], stated, line.row

    orders: dict[str | int, list[Line]] = {}
    alone = count()
    for line in sorted(lines, key=lambda line: line.row):
        orders.setdefault(line.order_id or next(alone), []).append(line)
    found: dict[int, list[Unit]] = {}
    for order in orders.values():
        unit = Unit(tuple(sorted(order, key=rank)))
        found.setdefault(unit.group, []).append(unit)
    return found
