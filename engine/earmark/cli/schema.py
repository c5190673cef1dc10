"""``earmark schema``: the JSON schema of what ``check --json`` prints."""

from __future__ import annotations

import json
from typing import Final

import typer

from earmark.report.stream import put
from earmark.verdict import Cited, Verdict

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("schema")(schema)


def schema() -> None:
    """Print the JSON schema of a verdict."""
    described = Verdict.model_json_schema(by_alias=True, mode="serialization")
    # A citation leaves out what it has not, so its own serializer hides its fields here.
    described["$defs"]["Cited"] = Cited.model_json_schema()
    put(json.dumps({"$schema": DRAFT, **described}, indent=2, ensure_ascii=False) + "\n")
