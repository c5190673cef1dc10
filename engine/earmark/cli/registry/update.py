"""``earmark registry update``: fetch the official Consolidated Screening List."""

from __future__ import annotations

from typing import Annotated

import typer

from earmark.cli.common import RegistryOption
from earmark.facts.registry.fetching import OFFICIAL, VARIABLE, address, update
from earmark.facts.registry.place import registry_path
from earmark.report.progress import counting
from earmark.report.registry import print_imported, print_unchanged


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("update")(update_)


def update_(
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="URL",
            help=f"Where it is; else {VARIABLE}, else {OFFICIAL}.",
            show_default=False,
        ),
    ] = None,
    registry: RegistryOption = None,
) -> None:
    """Fetch the Consolidated Screening List and import it, unless it has not changed."""
    path, chosen = registry_path(registry), address(source)
    with counting("rows") as progress:
        done = update(path, chosen, progress=progress)
    if done:
        print_imported(done, path)
    else:
        print_unchanged(chosen)
