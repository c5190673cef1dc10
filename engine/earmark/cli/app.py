"""The verbs, put together, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from earmark.cli import cases, check, chips, rules, schema
from earmark.errors import EarmarkError, UsageError

if TYPE_CHECKING:
    from earmark.judges.chaining import Chaining

USAGE, FAILURE = 2, 3

app = typer.Typer(
    help="Screen proposed sales of AI chips against US export controls.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
check.add(app)
cases.add(app)
rules.add(app)
chips.add(app)
schema.add(app)


def run(early: Chaining | None) -> None:
    """Run the verb that the command line names; never shows a traceback for bad input."""
    try:
        app(obj=early, prog_name="earmark")
    except EarmarkError as error:
        for fault in error.faults:
            print(f"earmark: {fault}", file=sys.stderr)
        sys.exit(USAGE if isinstance(error, UsageError) else FAILURE)
    except BrokenPipeError:
        # The reader went away; writing the rest would only raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILURE)
