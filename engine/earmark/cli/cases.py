"""``earmark cases``: run the worked cases, print what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.padding import Padding

from earmark.cases import read_cases, run_case
from earmark.cli.common import FAILURE, RulesOption
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import load
from earmark.report.text import plain, show
from earmark.resources import CASES
from earmark.second_opinion import unheard


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("cases")(cases)


def cases(
    path: Annotated[
        Path, typer.Argument(help="A folder or file of cases.", show_default=False)
    ] = CASES,
    rules: RulesOption = None,
) -> None:
    """Run worked cases by both judges.

    Exit code 1 if any differs from what it must give, 3 if the second judge is not heard on all.
    """
    book = load(rules) if rules else None
    with Chaining() as chaining:
        outcomes = [run_case(case, book, chaining) for case in read_cases(path)]
    failed = [outcome for outcome in outcomes if outcome.differences]
    lines: list[RenderableType] = []
    for outcome in failed:
        lines.append(plain(f"{outcome.case.file}: {outcome.case.name}", "bold"))
        lines += [Padding(plain(said), (0, 0, 0, 4)) for said in outcome.differences]
    lines.append(plain(f"{len(outcomes) - len(failed)} of {len(outcomes)} cases hold."))
    reasons = [why for outcome in outcomes if (why := unheard(outcome.verdict.judges))]
    if reasons:
        lines.append(plain(f"On {len(reasons)} the second judge was not heard: {reasons[0]}."))
    show(lines)
    raise typer.Exit(1 if failed else FAILURE if reasons else 0)
