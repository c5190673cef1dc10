"""``earmark schema``: the JSON schema of what ``--json`` prints, by ``check`` or another verb."""

from __future__ import annotations

import json
from typing import Annotated, Final

import typer
from pydantic import BaseModel, RootModel

from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.report.stream import put
from earmark.verdict import Cited, Verdict

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_ANSWERS: Final = ("verdict", "timeline", "diff", "investment")


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("schema")(schema)


def schema(
    answer: Annotated[
        str,
        typer.Argument(
            metavar="[ANSWER]", help="verdict (the default), timeline, diff or investment."
        ),
    ] = "verdict",
) -> None:
    """Print the JSON schema of a verdict, a timeline, a diff or a verdict on an investment."""
    described = _model(answer).model_json_schema(by_alias=True, mode="serialization")
    # A citation leaves out what it has not, so its own serializer hides its fields here.
    described["$defs"]["Cited"] = Cited.model_json_schema()
    put(json.dumps({"$schema": DRAFT, **described}, indent=2, ensure_ascii=False) + "\n")


def _model(answer: str) -> type[BaseModel]:
    if answer == "verdict":
        return Verdict
    if answer == "timeline":
        from earmark.timeline import Timeline

        return Timeline
    if answer == "diff":
        from earmark.diff import OrdersDiff
        from earmark.law_diff.search import LawDiff

        return RootModel[OrdersDiff | LawDiff]
    if answer == "investment":
        from earmark.investment_verdict import InvestmentVerdict

        return InvestmentVerdict
    message = f"unexpected extra argument {quoted(answer)}: {' or '.join(_ANSWERS)} is expected"
    raise UsageError(Fault("usage", message, hint=nearest(answer, _ANSWERS)))
