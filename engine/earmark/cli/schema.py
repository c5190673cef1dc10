"""``earmark schema``: the JSON schema of what ``check --json`` prints."""

from __future__ import annotations

import json
import sys

import typer

from earmark.verdict import Verdict


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("schema")(schema)


def schema() -> None:
    """Print the JSON schema of a verdict."""
    described = Verdict.model_json_schema(by_alias=True, mode="serialization")
    sys.stdout.write(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
