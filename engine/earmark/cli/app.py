"""The verbs, put together, and the one place where errors become exit codes."""

from __future__ import annotations

import errno
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from earmark.cli.common import FAILURE, USAGE, Verbs
from earmark.cli.interruption import INTERRUPTED, came
from earmark.errors import EarmarkError, Fault, UsageError, nearest, quoted
from earmark.report.stream import complain, discard, put, unwritable, use_utf8
from earmark.resources import VERSION

if TYPE_CHECKING:
    from earmark.judges.chaining import Chaining

_MISUSE: Final = typer.BadParameter.__mro__[2]
"""What the command-line library raises for a command line that it cannot read."""


_VERBS: Final = (
    *("check", "rules", "chips", "schema", "batch", "explain", "invest"),
    *("timeline", "diff", "cases", "prove", "registry"),
)
"""In the order of the help; each is a module of this package."""


class _Root(Verbs):
    """All verbs; each is put together when it is asked for, because that costs time."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of the verbs."""
        return list(_VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a verb by its name, if there is one."""
        if cmd_name in _VERBS and cmd_name not in self.commands:
            self.commands[cmd_name] = _put_together(cmd_name)
        return super().get_command(ctx, cmd_name)


def _put_together(verb: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    import_module(f"earmark.cli.{verb}").add(alone)
    made = typer.main.get_command(alone)
    # A single verb is the whole of its app; a group of verbs stands inside.
    return getattr(made, "commands", {}).get(verb, made)


app = typer.Typer(
    cls=_Root,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        put(f"earmark {VERSION}\n")
        raise typer.Exit


@app.callback()
def earmark(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Screen proposed sales of AI chips against US export controls."""


def run(early: Chaining | None) -> int:
    """Run the verb that the command line names, and return the exit code.

    Bad input is one line per mistake and never a traceback. No accident may look like a
    verdict: whatever is not foreseen ends in code 3 (``python -X dev`` shows where).
    """
    use_utf8()
    try:
        return int(app(obj=early, prog_name="earmark", standalone_mode=False) or 0)
    except EarmarkError as error:
        for fault in error.faults:
            complain(str(fault))
        return USAGE if isinstance(error, UsageError) else FAILURE
    except SystemExit:
        # Raised for a reader that goes away while help is printed.
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except Exception as error:
        if came():
            return _interrupted()
        if isinstance(error, _MISUSE):
            _misused(error)
            return USAGE
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            discard(sys.stdout)
            complain(str(unwritable(error)))
            return FAILURE
        if type(error).__module__ == "sqlite3":
            complain(str(_damaged(error)))
            return FAILURE
        if sys.flags.dev_mode:
            traceback.print_exc()
        complain(f"internal fault, please report it: {type(error).__name__}: {error} [internal]")
        return FAILURE


def _interrupted() -> int:
    complain("interrupted")
    return INTERRUPTED


def _damaged(error: Exception) -> Fault:
    """Return what is wrong with a registry where that shows only once its rows are read."""
    hint = "take a copy of it, or import its files into a new one"
    return Fault("registry-unusable", f"the registry cannot be used: {error}", hint=hint)


def _misused(error: Any) -> None:
    """Say what is wrong with a command line that no verb has seen."""
    context = error.ctx
    help_ = f"see {context.command_path} --help" if context else ""
    if hasattr(error, "possibilities"):
        known = [name for one in context.command.params for name in one.opts] if context else []
        message = f"there is no option {quoted(error.option_name)}"
        hint = nearest(error.option_name, known) or help_
        complain(str(Fault("unknown-option", message, hint=hint)))
    else:
        message = error.format_message().rstrip(".").replace(": Value error, ", ": ")
        complain(str(Fault("usage", message[:1].lower() + message[1:], hint=help_)))
