"""Two days, or two rulebooks, compared: which orders come to something else.

An order is judged at two *standpoints*. Where its verdict or its review policy differs it is
changed, and the rules responsible are those that decide at one of them and not at the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from earmark.errors import Fault, InputFileError, UsageError
from earmark.orders import Order
from earmark.resources import VERSION
from earmark.sale import Sale
from earmark.standpoints import (
    Answered,
    Judged,
    Part,
    Standpoint,
    StandpointNamed,
    When,
    caveats,
    judged,
    law_cited,
    responsible,
)
from earmark.verdict import Cited

_UNASKED: Final = {"quantity": None}
"""What no rule can ask tells no two sales apart."""


class RuleNamed(Part):
    """A rule that is responsible for a change, and where it decides; the first law it cites."""

    rule: str
    title: str
    decides: When
    citation: Cited


class OrderNamed(Part):
    """An order of a file, by its row (the header is row 1) and its id, where it has one."""

    row: int
    order_id: str | None
    buyer: str
    chip: str
    destination: str


class Group(Part):
    """Orders that change in the same way, by the same rules."""

    rules: tuple[RuleNamed, ...]
    before: Answered
    after: Answered
    orders: tuple[OrderNamed, ...]


class OrdersDiff(Part):
    """The orders that change between two standpoints: ``read`` is ``same`` plus ``changed``."""

    before: StandpointNamed
    after: StandpointNamed
    read: int
    same: int
    changed: int
    groups: tuple[Group, ...]
    caveats: tuple[str, ...]
    earmark: str = VERSION


def diff_orders(orders: Sequence[Order], before: Standpoint, after: Standpoint) -> OrdersDiff:
    """Return the orders whose verdict or review policy differs between two standpoints.

    Raises :class:`InputFileError` naming every order that is no sale on one of the two days: its
    kind may contradict its places, because Hong Kong counts as China from a certain day on.
    """
    judges = _Judge(before), _Judge(after)
    groups: dict[_Change, list[Order]] = {}
    faults: list[Fault] = []
    for order in orders:
        try:
            was, now = (judge(order.sale) for judge in judges)
        except UsageError as error:
            row = f"row {order.row}, on one of the two days"
            faults += [replace(one, message=f"{row}: {one.message}") for one in error.faults]
            continue
        if was.answer != now.answer:
            change = tuple(responsible(was, now).items()), was.answer, now.answer
            groups.setdefault(change, []).append(order)
    if faults:
        raise InputFileError(faults)
    largest_first = sorted(groups.items(), key=lambda group: -len(group[1]))
    changed = sum(map(len, groups.values()))
    return OrdersDiff(
        before=before.named,
        after=after.named,
        read=len(orders),
        same=len(orders) - changed,
        changed=changed,
        groups=tuple(_group(change, found, before, after) for change, found in largest_first),
        caveats=caveats(before, after, max((one.sale.on for one in orders), default=date.min)),
    )


_Change = tuple[tuple[tuple[str, When], ...], Answered, Answered]


class _Judge:
    """Judges sales from one standpoint, each that the law can tell from the others once."""

    def __init__(self, standpoint: Standpoint) -> None:
        self._standpoint = standpoint
        self._known: dict[Sale, Judged] = {}

    def __call__(self, sale: Sale) -> Judged:
        sale = self._standpoint.place(sale).model_copy(update=_UNASKED)
        if sale not in self._known:
            self._known[sale] = judged(self._standpoint.weigh(sale))
        return self._known[sale]


def _group(
    change: _Change, orders: Sequence[Order], before: Standpoint, after: Standpoint
) -> Group:
    rules, was, now = change
    named = (_rule(rule, decides, before, after) for rule, decides in rules)
    return Group(rules=tuple(named), before=was, after=now, orders=tuple(map(_named, orders)))


def _rule(rule: str, decides: When, before: Standpoint, after: Standpoint) -> RuleNamed:
    """Return a rule as it stands where it decides, after rather than before."""
    standpoint = before if decides == "before" else after
    found = standpoint.book.by_id[rule]
    return RuleNamed(rule=rule, title=found.title, decides=decides, citation=law_cited(found))


def _named(order: Order) -> OrderNamed:
    sale = order.sale
    return OrderNamed(
        row=order.row,
        order_id=order.order_id or None,
        buyer=sale.buyer,
        chip=sale.chip,
        destination=sale.destination,
    )
