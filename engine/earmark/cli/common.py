"""What several verbs share: exit codes, the rulebook to use, how a wrong word is answered."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from earmark.errors import Fault, InputFileError, UsageError, nearest, quoted
from earmark.facts.parties import Registry
from earmark.facts.registry.place import VARIABLE, path_is_named, registry_path

EXIT_CODES: Final = {"allow": 0, "deny": 1, "review": 4}
USAGE, FAILURE = 2, 3

RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="PATH",
        help="Use the rules in this file or folder.",
        show_default=False,
    ),
]


RegistryOption = Annotated[
    Path | None,
    typer.Option(
        "--registry",
        metavar="PATH",
        help=f"The registry of lists and owners; else that of {VARIABLE}, else your own.",
        show_default=False,
    ),
]


def registry_at(stated: Path | None) -> Registry | None:
    """Return the user's registry, None where there is none and none is asked for.

    Raises :class:`InputFileError` where the one that is asked for is missing or is no registry.
    """
    path = registry_path_at(stated)
    if path is None:
        return None
    from earmark.facts.registry.screened import open_registry

    return open_registry(path)


def registry_path_at(stated: Path | None) -> Path | None:
    """Return where the user's registry is, None where there is none and none is asked for.

    A file into which nothing was ever imported is none. Raises :class:`InputFileError` where the
    one that is asked for, by an option or by the environment, is missing or is no registry.
    """
    path = registry_path(stated)
    if path.exists() and _is_registry(path):
        return path
    if stated or path_is_named():
        hint = "earmark registry import makes one"
        raise InputFileError(Fault("no-registry", f"there is no registry {path}", hint=hint))
    return None


def _is_registry(path: Path) -> bool:
    # SQLite takes time to load, and most sales are screened without it.
    from earmark.facts.registry.file import reading

    database = reading(path)
    if database:
        database.close()
    return database is not None


class Verbs(TyperGroup):
    """A group of verbs: shows its help where none is given, names the nearest for a wrong one."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read what stands before the verb."""
        if not args:
            sys.stderr.write(f"{ctx.get_help()}\n")
            raise typer.Exit(USAGE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the verb that the next word names."""
        if args and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            hint = nearest(args[0], known) or f"verbs are {', '.join(known)}"
            message = f"there is no verb {quoted(args[0])}"
            raise UsageError(Fault("unknown-verb", message, hint=hint))
        name, verb, rest = super().resolve_command(ctx, args)
        if not isinstance(verb, TyperGroup):
            _once_each(verb, ctx, rest)
        return name, verb, rest


def _once_each(verb: Any, above: Any, words: list[str]) -> None:
    """Refuse an option that is given twice: the last one would count, and nobody would know."""
    context = verb.context_class(verb, parent=above, **verb.context_settings)
    try:
        *_, given = verb.make_parser(context).parse_args(list(words))
    except Exception:
        # What else is wrong with the command line is told where it is read.
        return
    times = Counter(option for option in given if not option.multiple and option.nargs == 1)
    found = [
        Fault(
            "repeated-option",
            f"{'/'.join((option.opts[0], *option.secondary_opts))} was given {often} times; "
            "one is expected",
        )
        for option, often in times.items()
        if often > 1 and option.param_type_name == "option"
    ]
    if found:
        raise UsageError(found)
