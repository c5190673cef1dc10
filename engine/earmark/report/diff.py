"""Two days, or two rulebooks, compared: which orders change, or an example for each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from earmark.diff import Group, OrderNamed, OrdersDiff
from earmark.law_diff.differences import Difference
from earmark.law_diff.search import Example, LawDiff
from earmark.report.citations import sources
from earmark.report.page import COLOURS, told_apart
from earmark.report.text import Pairs, Unbroken, indented, plain, plural, show, unbroken
from earmark.standpoints import Answered, StandpointNamed
from earmark.verdict import Cited

_DECIDES: Final = {"before": "no longer", "after": "now", "both": "still"}
_NARROW: Final = 78
"""Columns of a command, with room for what says that it goes on."""

Command = Callable[[Example], Iterable[str]]
"""Writes an example as a command line, in pieces that may stand on lines of their own."""


def print_orders(diff: OrdersDiff) -> None:
    """Print the orders that change, grouped by the rules that change them."""
    show(_orders(diff))


def print_law(diff: LawDiff, command: Command) -> None:
    """Print what differs in law, with examples as ``command`` writes them."""
    show(_law(diff, command))


# -- orders ----------------------------------------------------------------------------------


def _orders(diff: OrdersDiff) -> Iterator[RenderableType]:
    read, same, changed = (f"{count:,}" for count in (diff.read, diff.same, diff.changed))
    between = f"Between {diff.before.name} and {diff.after.name}"
    yield plain(f"{between}: {read} orders read = {same} the same + {changed} changed.", "bold")
    urgent, others = told_apart(diff.caveats)
    yield from (plain(caveat, "bold") for caveat in urgent)
    for group in diff.groups:
        yield Text()
        yield from _group(group)
    yield from _foot(others, (diff.before, diff.after))


def _group(group: Group) -> Iterator[RenderableType]:
    count = len(group.orders)
    yield _turn(group.before, group.after).append(f": {plural(count, 'order')}")
    for rule in group.rules:
        yield from _point(f"{_DECIDES[rule.decides]} {rule.rule}: {rule.title}", rule.citation)
    yield Pairs([(_name(order), _sold(order)) for order in group.orders], indent=4)


def _name(order: OrderNamed) -> str:
    return f"{order.order_id} (row {order.row})" if order.order_id else f"row {order.row}"


def _sold(order: OrderNamed) -> str:
    return f"{order.buyer}: {order.chip} to {order.destination}"


# -- law -------------------------------------------------------------------------------------


def _law(diff: LawDiff, command: Command) -> Iterator[RenderableType]:
    between = f"between {diff.before.name} and {diff.after.name}"
    if not diff.found:
        yield plain(f"Nothing differs in law {between}.", "bold")
    else:
        sales = len(diff.examples)
        yield plain(
            f"What differs in law {between}: {diff.found:,} = {diff.shown:,} shown by "
            f"{plural(sales, 'sale')} + {diff.not_shown:,} without an example.",
            "bold",
        )
    urgent, others = told_apart(diff.caveats)
    yield from (plain(caveat, "bold") for caveat in urgent)
    if diff.examples:
        option = "--on" if diff.before.on != diff.after.on else "--rules"
        yield plain(
            f"Each command is for {diff.after.name}; with {option} {diff.before.name} it gives "
            "the first verdict."
        )
    for example in diff.examples:
        yield Text()
        yield from _example(example, command)
    yield from _without(diff.without_example)
    yield from _foot(others, (diff.before, diff.after))


def _example(example: Example, command: Command) -> Iterator[RenderableType]:
    yield _turn(example.before, example.after)
    yield from _command_lines(command(example))
    for difference in example.differences:
        yield from _difference(difference)
    if example.also:
        yield indented(f"also: {', '.join(example.also)}", 2)


def _without(differences: Sequence[Difference]) -> Iterator[RenderableType]:
    if differences:
        yield Text()
        yield Text("Without an example", style="bold")
    for difference in differences:
        yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[RenderableType]:
    match difference.kind:
        case "rule":
            said = f"{difference.change} {difference.name}: {difference.title}"
        case "country":
            said = f"{difference.title} ({difference.name}): {'; '.join(difference.says)}"
        case "list":
            said = f"{difference.title}: {'; '.join(difference.says)}"
    yield from _point(said, difference.citation)
    if difference.kind == "rule":
        yield from (indented(line, 4, "italic") for line in difference.says)
    if not difference.decisive:
        yield indented("words only: no sale is judged otherwise because of it", 4, "italic")


def _command_lines(pieces: Iterable[str]) -> Iterator[Unbroken]:
    """Yield a command on as many lines as it takes; pasted together they are one command."""
    line = "  "
    for piece in pieces:
        if len(line) + len(piece) > _NARROW and line.strip():
            yield unbroken(f"{line}\\", "cyan")
            line = "      "
        line += f"{piece} "
    yield unbroken(line.rstrip(), "cyan")


# -- both ------------------------------------------------------------------------------------


def _turn(before: Answered, after: Answered) -> Text:
    """Return what a sale comes to on both sides."""
    line = Text()
    for number, answer in enumerate((before, after)):
        line.append(" → " if number else "")
        line.append(answer.verdict.upper(), style=COLOURS[answer.verdict])
        if answer.review_policy and answer.verdict == "allow":
            line.append_text(plain(" by an exception"))
        elif answer.review_policy:
            line.append_text(plain(f", {answer.review_policy}"))
    return line


def _point(said: str, citation: Cited | None) -> Iterator[RenderableType]:
    yield indented(said, 2)
    for source in sources([citation] if citation else ()):
        yield Padding(source, (0, 0, 0, 2), expand=False)


def _foot(caveats: Iterable[str], standpoints: Sequence[StandpointNamed]) -> Iterator[Text]:
    yield Text()
    yield from (plain(caveat, "dim") for caveat in caveats)
    for used in dict.fromkeys(standpoint.rulebook for standpoint in standpoints):
        through = used.verified_through or "not stated"
        yield plain(f"Rulebook {used.digest[:19]}, checked through {through}", "dim")
