"""``earmark registry search``: which registered parties a name may mean, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from earmark.cli.common import RegistryOption
from earmark.cli.registry.common import named, opened
from earmark.facts.registry.lookup import look_up
from earmark.facts.registry.screened import laid_over
from earmark.report.registry import print_found


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("search")(search)


def search(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A company or person.")],
    registry: RegistryOption = None,
) -> None:
    """Show which listed parties a name means, or may mean, and why."""
    written = named("NAME", name)
    with opened(registry) as user:
        found = look_up(written, laid_over(user))
        decisions = user.decisions(written) if user else []
        print_found(written, found, decisions, [] if user is None else user.lists())
