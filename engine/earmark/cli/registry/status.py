"""``earmark registry status``: what the registry holds, of which day, and what is stale."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from earmark.cli.common import RegistryOption
from earmark.cli.registry.common import opened
from earmark.facts.registry.place import registry_path
from earmark.report.registry import print_status, status_json
from earmark.report.stream import put


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("status")(status)


def status(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    registry: RegistryOption = None,
) -> None:
    """Show the sources, their days, sizes and digests, and which are stale."""
    path = registry_path(registry)
    with opened(registry) as user:
        sources = user.sources() if user else []
        decided = sum(not one.revoked_at for one in user.every_decision()) if user else 0
    if json:
        put(status_json(path, sources, decided, date.today()))
    else:
        print_status(path, sources, decided, date.today())
