"""``earmark explain``: the full explanation of one row of a file of orders."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from earmark.batch.screener import ADDED
from earmark.cli.common import EXIT_CODES, RegistryOption, RulesOption, registry_at
from earmark.cli.orders import EncodingOption, MapOption, OnOption, day_of, mapping_of
from earmark.errors import Fault, InputFileError
from earmark.law.rulebook import on_sales
from earmark.orders import Order, Reader, Row, read
from earmark.report.stream import complain, put, shown_in_json
from earmark.screening import screen
from earmark.verdict import Verdict

HELP: Final = """Explain one row of a file of orders in full, screened or not.

The row is named by the line on which it begins in this file; the header is line 1. Reports and
quarantine files name the lines of the orders: give the file that was screened to explain one of
those. Where the file says what the row came to, and it comes to something else
by now, that is told.

Exit codes: 0 allow, 1 deny, 4 review; 2 for a command that cannot be read, 3 for a failure."""


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("explain", help=HELP)(explain)


def explain(
    context: typer.Context,
    orders: Annotated[str, typer.Argument(metavar="ORDERS", help="A file of orders.")],
    row: Annotated[int, typer.Option("--row", metavar="N", min=2, help="The line of the row.")],
    mapped: MapOption = None,
    encoding: EncodingOption = "",
    on: OnOption = None,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Explain one row."""
    with read(orders, mapping=mapping_of(mapped), encoding=encoding, on=day_of(on)) as reader:
        found = _row(reader, row)
        order = reader.form.order_of(found)
        if not isinstance(order, Order):
            raise InputFileError(Fault(order.code, f"line {row}: {order.message}", hint=order.hint))
        before = dict(zip(reader.header.columns, found.cells, strict=True))
    verdict = screen(
        order.sale,
        rulebook=on_sales(rules),
        registry=registry_at(registry),
        chaining=context.obj,
    )
    if json:
        put(shown_in_json(verdict.model_dump_json(by_alias=True, indent=2)) + "\n")
    else:
        from earmark.report.console import print_verdict

        print_verdict(verdict)
    _tell_change(before, verdict)
    raise typer.Exit(EXIT_CODES[verdict.verdict])


def _row(reader: Reader, line: int) -> Row:
    """Return the row that begins on a line. Raises :class:`InputFileError` where none does."""
    last = 1
    for one in reader:
        if one.line == line:
            if isinstance(one, Row):
                return one
            raise InputFileError(Fault(one.code, f"line {line}: {one.message}", hint=one.hint))
        if one.line > line:
            break
        last = one.line
    where = "the header is line 1" if last == 1 else f"the row before it begins on line {last}"
    said = f"{reader.name}: no row begins on line {line}"
    raise InputFileError(Fault("no-row", said, hint=where))


def _tell_change(before: dict[str, str], verdict: Verdict) -> None:
    """Say where the file has another answer than this one."""
    if not set(ADDED) <= before.keys():
        return
    now = {
        "verdict": verdict.verdict,
        "review_policy": verdict.licence.review_policy or "",
        "rules": " ".join(verdict.deciding),
    }
    for column, value in now.items():
        if before[column] != value:
            complain(
                f"the file says {column} {before[column] or 'none'!r}, now it is "
                f"{value or 'none'!r}: rules, lists, day or mapping are others than then"
            )
