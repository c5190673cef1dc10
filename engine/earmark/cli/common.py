"""What several verbs share: exit codes, and the rulebook to use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from earmark.law.rulebook import Rulebook, load, shipped

EXIT_CODES: Final = {"allow": 0, "deny": 1, "review": 4}

RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", help="Use the rules in this file or folder.", show_default=False),
]


def rulebook_at(path: Path | None) -> Rulebook:
    """Return the rulebook at ``path``, or the shipped one."""
    return load(path) if path else shipped()
