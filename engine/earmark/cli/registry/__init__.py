"""``earmark registry``: the user's own lists, stakes and decisions. One verb per file."""

from __future__ import annotations

import typer

from earmark.cli.common import Verbs
from earmark.cli.registry import deciding, importing, match, search, show, status, update


def add(app: typer.Typer) -> None:
    """Add the verb."""
    verbs = typer.Typer(
        cls=Verbs, help="Lists, ownership and decisions of your own, in one SQLite file."
    )
    for verb in (importing, update, status, search, show, match, deciding):
        verb.add(verbs)
    app.add_typer(verbs, name="registry")
