"""``earmark prove``: what holds for every deal under a rulebook, or a deal that breaks it."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from earmark.cli.common import RulesOption
from earmark.law.rulebook import load, shipped
from earmark.prove.proof import PROPERTIES, prove
from earmark.report.progress import counting
from earmark.report.prove import print_proof
from earmark.report.stream import put, shown_in_json

HELP: Final = """Prove what holds for every deal there can be, on every day since 2019.

What breaks a property is printed as a case, ready to paste into cases/. A rulebook about sales or
about investments can be proved.

Exit codes: 0 where every property holds, 1 where one is broken; 2 for a command that cannot be
read, 3 for a failure."""

BROKEN: Final = 1


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("prove", help=HELP)(proved)


def proved(
    rules: RulesOption = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--property",
            metavar="NAME",
            help=f"Only this property, one or more of {', '.join(PROPERTIES)}.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Prove a rulebook."""
    book = load(rules) if rules else shipped()
    with counting("steps done") as tell:
        proof = prove(book, names or (), tell)
    if json:
        put(shown_in_json(proof.model_dump_json(indent=2)) + "\n")
    else:
        print_proof(proof)
    if not proof.holds:
        raise typer.Exit(BROKEN)
