"""``earmark registry import``: one file becomes one dated snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from earmark.cli.common import RegistryOption
from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.facts.lists.cells import day_in
from earmark.facts.lists.intake import CellError
from earmark.facts.lists.kinds import READERS
from earmark.facts.registry.importing import Origin, import_file
from earmark.facts.registry.place import registry_path
from earmark.report.progress import counting
from earmark.report.registry import print_imported

HELP: Final = """Import a file into the registry, as a snapshot that is never overwritten.

Kinds: csl, the Consolidated Screening List (CSV); dates, effective dates of the Entity List (CSV);
stakes, with the columns owner, owned, percent, from, until, source (CSV); bods, Beneficial
Ownership Data Standard 0.4 (JSON); gleif, level 1, level 2 or reporting exceptions (XML, JSON).

The day that the file is of is read from its name or content. A later file of the same name, days
aside, supersedes an earlier one; csl and dates always do."""


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("import", help=HELP)(import_)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to import.")],
    kind: Annotated[
        str, typer.Option("--as", metavar="KIND", help="Its kind; else its content tells.")
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day that it is of.")
    ] = "",
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="NAME", help="Its encoding, unless UTF-8 or UTF-16."),
    ] = "",
    registry: RegistryOption = None,
) -> None:
    """Import one file."""
    if kind and kind not in READERS:
        hint = nearest(kind, READERS) or f"kinds are {', '.join(READERS)}"
        raise UsageError(Fault("bad-option", f"--as is {quoted(kind)}", hint=hint))
    try:
        day = day_in(as_of)
    except CellError as mistake:
        raise UsageError(Fault("bad-option", f"--as-of: {mistake.message}")) from None
    path = registry_path(registry)
    with counting("rows") as progress:
        done = import_file(path, file, Origin("", kind, day, encoding), progress=progress)
    print_imported(done, path)
