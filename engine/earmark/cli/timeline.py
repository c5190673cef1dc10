"""``earmark timeline``: the verdict of one sale on every day, and what changed it."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from earmark.cli.common import RegistryOption, RulesOption, registry_at
from earmark.cli.sale_options import UNCLAIMED, declare, stated_sale
from earmark.law.rulebook import on_sales
from earmark.report.stream import put, shown_in_json

HELP: Final = """Show the verdict of one sale on every day since 2019, and what changed it.

Exit codes: 0 whatever the verdicts; 2 for a sale that cannot be read, 3 for a failure."""

_HINTS: Final = {"--on": "a timeline shows every day"}


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("timeline", help=HELP, context_settings=UNCLAIMED)(timeline)


def timeline(
    context: typer.Context,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    **given: list[str] | bool | None,
) -> None:
    """Show one sale on every day; its options are the fields of :class:`earmark.Sale`."""
    from earmark.timeline import timeline as over_time

    told = over_time(
        stated_sale(context, given, _HINTS),
        rulebook=on_sales(rules),
        registry=registry_at(registry),
    )
    if json:
        put(shown_in_json(told.model_dump_json(by_alias=True, indent=2)) + "\n")
    else:
        from earmark.report.timeline import print_timeline

        print_timeline(told)


declare(timeline, without=("on",))
