"""``earmark batch``: screen a file of orders, and lose nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from earmark.batch.run import Run
from earmark.batch.summary import Counts
from earmark.batch.worker import Settings
from earmark.cli.common import (
    EXIT_CODES,
    FAILURE,
    RegistryOption,
    RulesOption,
    registry_path_at,
)
from earmark.cli.orders import EncodingOption, MapOption, OnOption, day_of, mapping_of
from earmark.cli.outputs import Outputs, beside
from earmark.conclusion import DENY, REVIEW
from earmark.errors import Fault, UsageError
from earmark.law.rulebook import on_sales
from earmark.orders import read
from earmark.report.batch import print_run
from earmark.report.screened import as_lines
from earmark.report.stream import put

HELP: Final = """Screen a file of orders: CSV or Parquet, plain or in a gzip archive; - is stdin.

Columns are called like the options of check, with underscores: buyer, chip and destination must be
there. The columns of the input stand in the output as they are; after them come verdict, licence,
review_policy, rules, reason, questions and warnings. Rows that state no sale go to the quarantine
file, with what is wrong with them.

Exit codes: 0 when every row was screened; 3 when rows were set aside, or for a failure; 2 for a
command that cannot be read; with --fail-on 1 when a row is denied, 4 when one is under review."""

TEMPLATE: Final = """order_id,date,buyer,buyer_hq,subsidiary,seller,chip,quantity,destination
PO-1001,2023-11-20,SenseTime Group Inc.,,SenseTime International Pte. Ltd.,,H800,64,SG
PO-1002,2024-03-04,Acme Cloud GmbH,DE,,,A100,8,Germany
PO-1002,2024-03-04,Acme Cloud GmbH,DE,,,L4,16,Germany
PO-1003,2026-03-02,Moonshot AI,,,NVIDIA,H20,256,CN
"""
"""Orders to begin with: a denied one, two that hang together, and one to ask about."""

_Out = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="PATH", help="The screened file: .csv, .csv.gz or .parquet; - is stdout."
    ),
]
_Quarantine = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="PATH",
        help="Where rows that state no sale go (beside the screened file).",
        show_default=False,
    ),
]
_FailOn = Annotated[
    Literal["deny", "review"] | None,
    typer.Option(help="Exit with 1 when a row is denied; review: or with 4 when one is unclear."),
]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("batch", help=HELP)(batch)


def batch(
    orders: Annotated[
        str | None, typer.Argument(metavar="ORDERS", help="A file of orders.", show_default=False)
    ] = None,
    out: _Out = None,
    quarantine: _Quarantine = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="PATH", help="Write the day as one HTML page."),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option("--json", metavar="PATH", help="Write the day as one JSON object."),
    ] = None,
    mapped: MapOption = None,
    encoding: EncodingOption = "",
    on: OnOption = None,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    fail_on: _FailOn = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print a small file of orders to begin with.")
    ] = False,
) -> None:
    """Screen a file of orders."""
    if template:
        beside_it = (orders, out, quarantine, report, json, mapped, on, rules, registry, fail_on)
        if encoding or any(one is not None for one in beside_it):
            said = "--template prints to standard output, and screens nothing"
            hint = "earmark batch --template > orders.csv"
            raise UsageError(Fault("conflicting-options", said, hint=hint))
        put(TEMPLATE)
        return
    if orders is None or out is None:
        missing = "ORDERS, the file to screen, is missing" if orders is None else "--out is missing"
        raise UsageError(Fault("missing-option", missing, hint="earmark batch ORDERS --out PATH"))
    outputs = Outputs(out, quarantine or beside(out), report, json)
    at = registry_path_at(registry)
    outputs.check(orders, at, rules)
    # Wrong rules are told before any work begins.
    on_sales(rules)
    day = day_of(on)
    with read(orders, mapping=mapping_of(mapped), encoding=encoding, on=day) as reader:
        told = bool(report or json)
        run = Run(reader, Settings(reader.header, day, as_lines(out), told, rules, at))
        summary, neutralised = outputs.write(reader, run)
    print_run(summary, outputs.quarantine, neutralised)
    raise typer.Exit(_exit_code(summary.counts, fail_on))


def _exit_code(counts: Counts, fail_on: str | None) -> int:
    if counts.quarantined:
        return FAILURE
    if fail_on and counts.denied:
        return EXIT_CODES[DENY]
    return EXIT_CODES[REVIEW] if fail_on == REVIEW and counts.review else 0
