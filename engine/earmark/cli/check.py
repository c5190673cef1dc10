"""``earmark check``: screen one sale and say why."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from earmark.cli.common import EXIT_CODES, RegistryOption, RulesOption, registry_at
from earmark.cli.sale_options import UNCLAIMED, declare, stated_sale
from earmark.judges.program import program
from earmark.law.rulebook import on_sales
from earmark.report.stream import put, shown_in_json
from earmark.screening import screen

HELP: Final = """Screen one proposed sale and say why.

Exit codes: 0 allow, 1 deny, 4 review; 2 for a sale that cannot be read, 3 for a failure."""


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("check", help=HELP, context_settings=UNCLAIMED)(check)


def check(
    context: typer.Context,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    **given: list[str] | bool | None,
) -> None:
    """Screen one sale; its options are the fields of :class:`earmark.Sale`."""
    sale = stated_sale(context, given)
    book = on_sales(rules)
    if context.obj:
        # The second judge reads the law while the lists are read here.
        context.obj.prepare(program(book.on(sale.on)))
    verdict = screen(sale, rulebook=book, registry=registry_at(registry), chaining=context.obj)
    if json:
        put(shown_in_json(verdict.model_dump_json(by_alias=True, indent=2)) + "\n")
    else:
        from earmark.report.console import print_verdict

        print_verdict(verdict)
    raise typer.Exit(EXIT_CODES[verdict.verdict])


declare(check)
