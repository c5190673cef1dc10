"""``earmark diff``: which orders change between two days, or between two rulebooks."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from earmark.cli.common import RegistryOption, registry_at
from earmark.cli.orders import EncodingOption, MapOption, day_at, mapping_of
from earmark.cli.sale_options import flag
from earmark.diff import OrdersDiff, diff_orders
from earmark.errors import Fault, RuleError, UsageError
from earmark.law.rulebook import Rulebook, load, shipped
from earmark.law_diff.search import Example, LawDiff, diff_law
from earmark.orders import read_orders
from earmark.report.diff import print_law, print_orders
from earmark.report.stream import put, shown_in_json
from earmark.standpoints import Part, Standpoint

HELP: Final = """Show which orders change between two days, or between two rulebooks.

ORDERS is a CSV or Parquet file with the columns buyer, chip and destination. It may have order_id,
date, ship_from and other options of check, with underscores. With --from and --to every order is
judged on both days, whatever date it carries; with two --rules each on its own date. Without a
file, examples show what differs in law.

Exit codes: 0 whatever differs; 2 for a command that cannot be read, 3 for a failure."""

SHIPPED: Final = "shipped"
"""The word that stands for the rulebook that ships with Earmark."""

_WHAT: Final = "write --from DATE --to DATE, or --rules PATH --rules PATH"

_Given = list[str] | None


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("diff", help=HELP)(diff)


def diff(
    orders: Annotated[
        Path | None,
        typer.Argument(metavar="[ORDERS]", help="A file of orders.", show_default=False),
    ] = None,
    before: Annotated[
        _Given, typer.Option("--from", metavar="DATE", help="The day to compare from.")
    ] = None,
    after: Annotated[
        _Given, typer.Option("--to", metavar="DATE", help="The day to compare to.")
    ] = None,
    rules: Annotated[
        _Given,
        typer.Option(
            "--rules",
            metavar="PATH",
            help=f"Rules in this file or folder; twice to compare two. {SHIPPED!r} means ours.",
        ),
    ] = None,
    on: Annotated[
        _Given,
        typer.Option(
            "--on",
            metavar="DATE",
            help="With two rulebooks: the day of orders that carry none (today), or of examples.",
        ),
    ] = None,
    map_: MapOption = None,
    encoding: EncodingOption = "",
    registry: RegistryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare two days, or two rulebooks."""
    form = _Form(before or [], after or [], rules or [], on or [])
    faults = [*form.faults()]
    if orders is None:
        faults += _without_orders({"--registry": registry, "--map": map_, "--encoding": encoding})
    if faults:
        raise UsageError(faults)
    sides = form.standpoints(every_day=orders is not None)
    compared: Part
    if orders is not None:
        known = registry_at(registry)
        before_it, after_it = (replace(side, registry=known) for side in sides)
        read = read_orders(orders, form.day(form.on), mapping=mapping_of(map_), encoding=encoding)
        compared = diff_orders(read, before_it, after_it)
    else:
        compared = diff_law(*sides)
    if json:
        put(shown_in_json(compared.model_dump_json(indent=2)) + "\n")
    elif isinstance(compared, OrdersDiff):
        print_orders(compared)
    elif isinstance(compared, LawDiff):
        print_law(compared, form.command)


def _without_orders(stated: Mapping[str, object]) -> Iterator[Fault]:
    """Say which options mean nothing where there is no file."""
    for option, value in stated.items():
        if value:
            said = f"{option} was given without orders: it says how they are read or looked up"
            yield Fault("conflicting-options", said)


@dataclass(frozen=True)
class _Form:
    """What the command line asks to be compared: two days, or two rulebooks."""

    before: Sequence[str]
    after: Sequence[str]
    rules: Sequence[str]
    on: Sequence[str]

    def faults(self) -> Iterator[Fault]:
        """Say what is wrong with it."""
        dates = {"--from": self.before, "--to": self.after, "--on": self.on}
        yield from self._wrong_form()
        for option, stated in dates.items():
            if len(stated) > 1:
                said = f"{option} was given {len(stated)} times; one value is expected"
                yield Fault("repeated-option", said)
            for text in stated[:1]:
                try:
                    day_at(option, text)
                except UsageError as error:
                    yield from error.faults

    def _wrong_form(self) -> Iterator[Fault]:
        days, books = bool(self.before or self.after), len(self.rules)
        if days and books > 1:
            said = "two days or two rulebooks are compared, not both at once"
            yield Fault("conflicting-options", said, hint=_WHAT)
        elif days:
            for option, stated in (("--from", self.before), ("--to", self.after)):
                if not stated:
                    yield Fault("missing-option", f"{option} is missing", hint=_WHAT)
            if self.on:
                said = "--on was given with --from and --to: every order is judged on both days"
                yield Fault("conflicting-options", said)
        elif books != 2:
            count = {0: "nothing was", 1: "one rulebook was"}.get(books, f"{books} rulebooks were")
            said = f"{count} given to compare; two days or two rulebooks are expected"
            yield Fault("missing-option", said, hint=f"{_WHAT}; {SHIPPED!r} means our rulebook")

    def standpoints(self, *, every_day: bool) -> tuple[Standpoint, Standpoint]:
        """Return both sides; two rulebooks judge each order on its own day if it is ``every_day``.

        Raises what :func:`load` raises.
        """
        if len(self.rules) == 2:
            day = None if every_day else self.day(self.on)
            old, new = (Standpoint(path, _rulebook(path), day) for path in self.rules)
        else:
            book = _rulebook(self.rules[0]) if self.rules else shipped()
            days = (self.before, self.after)
            old, new = (Standpoint(stated[0], book, self.day(stated)) for stated in days)
        return old, new

    def day(self, stated: Sequence[str]) -> date | None:
        """Return the day of an option, if it was given."""
        return date.fromisoformat(stated[0]) if stated else None

    def command(self, example: Example) -> Iterator[str]:
        """Yield the pieces of the command that screens an example as on the later side."""
        yield "earmark check"
        for name, value in example.sale.items():
            if isinstance(value, bool):
                yield flag(name) if value else flag(name).replace("--", "--no-", 1)
            else:
                yield shlex.join((flag(name), str(value)))
        if self.rules and self.rules[-1] != SHIPPED:
            yield shlex.join(("--rules", self.rules[-1]))
        yield f"--on {example.after_on}"


def _rulebook(path: str) -> Rulebook:
    """Return the rulebook at a path, or ours; its mistakes are told with the path."""
    if path == SHIPPED:
        return shipped()
    try:
        return load(Path(path))
    except RuleError as error:
        folder = Path(path) if Path(path).is_dir() else Path(path).parent
        raise RuleError(_placed(fault, folder) for fault in error.faults) from None


def _placed(fault: Fault, folder: Path) -> Fault:
    if fault.place is None:
        return fault
    return replace(fault, place=replace(fault.place, file=str(folder / fault.place.file)))
