"""``earmark registry match``: the best hit for each name of a file."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

import typer

from earmark.cli.common import RegistryOption
from earmark.cli.registry.common import named, opened
from earmark.errors import Fault, UsageError
from earmark.facts.countries import country
from earmark.facts.lists.intake import CellError, Intake
from earmark.facts.lists.sheet import Sheet, SheetRow, sheet_of
from earmark.facts.registry.decisions import Decision
from earmark.facts.registry.lookup import Found, look_up
from earmark.facts.registry.place import registry_path
from earmark.facts.registry.screened import laid_over
from earmark.report.files import whole
from earmark.report.progress import counting
from earmark.report.registry import print_matched

HELP: Final = """Find the best hit for each name of a CSV file.

NAMES has a column name, and may have a column country, which counts as evidence. The columns of
the input stand in the output as they are; after them come match (certain, possible or none), list,
listed_name, alias, agreed, differing, score, key, others (whom it may mean besides) and decision
(what was decided about the name). A match is what screening takes the name for."""

ADDED: Final = (
    "match",
    "list",
    "listed_name",
    "alias",
    "agreed",
    "differing",
    "score",
    "key",
    "others",
    "decision",
)

_Search = Callable[[str, str], tuple[str, ...]]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("match", help=HELP)(match)


def match(
    names: Annotated[Path, typer.Argument(metavar="NAMES", help="A CSV file of names.")],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The CSV file to write.")],
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="NAME", help="Its encoding, unless UTF-8 or UTF-16."),
    ] = "",
    registry: RegistryOption = None,
) -> None:
    """Match the names of a file."""
    _refuse_overwriting(out, names, registry_path(registry))
    intake = Intake(names, encoding)
    counts = dict.fromkeys(("certain", "possible", "none"), 0)
    with opened(registry) as user, whole(out) as file, counting("names") as progress:
        known = laid_over(user)

        @lru_cache(maxsize=1 << 16)
        def search(name: str, place: str) -> tuple[str, ...]:
            where = frozenset((country(place, date.min),)) if place else frozenset[str]()
            decided = user.decisions(name) if user else ()
            return (*_best(look_up(name, known, where)), "; ".join(map(_said, decided)))

        with sheet_of(intake) as sheet:
            sheet.expect(("name",))
            _refuse_taken(sheet, intake)
            writer = csv.writer(file)
            writer.writerow((*sheet.columns, *ADDED))
            for done, row in enumerate(sheet.rows(), 1):
                found = _match(row, sheet, search)
                if found:
                    counts[found[0]] += 1
                    writer.writerow((*row.cells.values(), *found))
                progress(done)
        intake.check()
        lists = [] if user is None else user.lists()
    print_matched(counts, lists, out)


def _refuse_overwriting(out: Path, *read: Path) -> None:
    """Refuse to write what this run reads. Raises :class:`UsageError`."""
    if any(os.path.realpath(path) == os.path.realpath(out) for path in read):
        said = f"--out {out} would take the place of a file that is read"
        raise UsageError(Fault("conflicting-options", said, hint="name another file"))


def _refuse_taken(sheet: Sheet, intake: Intake) -> None:
    for name in ADDED:
        if name in sheet.columns:
            intake.wrong(f"there is a column {name!r} already", "is this the output of a match?")
    intake.check()


def _match(row: SheetRow, sheet: Sheet, search: _Search) -> tuple[str, ...] | None:
    column = "name"
    try:
        name = named("the name", row["name"])
        column = "country"
        return search(name, row["country"])
    except UsageError as error:
        fault = error.faults[0]
        sheet.wrong(row, column, CellError(fault.message, fault.hint))
        return None


def _best(found: Sequence[Found]) -> tuple[str, ...]:
    """Return what is added to a row, but for decisions."""
    if not found:
        return ("none", *[""] * (len(ADDED) - 2))
    best, *others = found
    return (
        "certain" if best.certain else "possible",
        "; ".join(best.lists),
        best.party.name,
        best.alias,
        " ".join(best.agreed),
        " ".join(best.differing),
        f"{best.score:.1f}" if best.score else "",
        "; ".join(best.keys),
        "; ".join(one.party.name for one in others),
    )


def _said(decision: Decision) -> str:
    verb = "is" if decision.same else "is not"
    return f"{decision.id}: {verb} {', '.join(decision.parties)}"
