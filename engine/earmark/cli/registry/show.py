"""``earmark registry show``: everything on file about a party."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from earmark.cli.common import RegistryOption
from earmark.cli.registry.common import named, opened, unknown_party
from earmark.errors import UsageError
from earmark.facts.registry.dossier import dossier
from earmark.facts.registry.lookup import bearers
from earmark.facts.registry.screened import laid_over
from earmark.report.dossier import print_dossier


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("show")(show)


def show(
    party: Annotated[
        str, typer.Argument(metavar="PARTY", help="A name, or the key that search shows.")
    ],
    registry: RegistryOption = None,
) -> None:
    """Show a party: listings with their dates, aliases, headquarters, owners and owned."""
    written = named("PARTY", party)
    with opened(registry) as user:
        found = dossier(written, user, date.today())
        if not found.known:
            raise UsageError(unknown_party(written, bearers(written, laid_over(user))))
        print_dossier(found)
