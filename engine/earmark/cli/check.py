"""``earmark check``: screen one sale and say why."""

from __future__ import annotations

import inspect
import sys
from types import UnionType
from typing import Annotated, Final, Union, get_args, get_origin

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from earmark.cli.common import EXIT_CODES, RulesOption, rulebook_at
from earmark.errors import Fault, UsageError
from earmark.sale import Sale
from earmark.screening import screen

_FLAGS: Final = {"destination": "--to", "ship_from": "--from"}
_OWN_PARAMETERS: Final = ("context", "rules", "json")


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("check", help=HELP)(check)


HELP: Final = """Screen one proposed sale and say why.

Exit codes: 0 allow, 1 deny, 4 review; 2 for a sale that cannot be read, 3 for a failure."""


def check(
    context: typer.Context,
    rules: RulesOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    **stated: str | bool | None,
) -> None:
    """Screen one sale; its options are the fields of :class:`earmark.Sale`."""
    sale = read_sale({name: value for name, value in stated.items() if value is not None})
    verdict = screen(sale, rulebook=rulebook_at(rules), chaining=context.obj)
    if json:
        sys.stdout.write(verdict.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        from earmark.report.console import print_verdict

        print_verdict(verdict)
    raise typer.Exit(EXIT_CODES[verdict.verdict])


def read_sale(stated: dict[str, str | bool]) -> Sale:
    """Return the sale; raise :class:`UsageError` naming every option that cannot be read."""
    try:
        return Sale.model_validate(stated)
    except ValidationError as error:
        raise UsageError([_fault(dict(one)) for one in error.errors()]) from None


def flag(field: str) -> str:
    """Return the option that states a field of the sale."""
    return _FLAGS.get(field, "--" + field.replace("_", "-"))


def _fault(error: dict[str, object]) -> Fault:
    location = error.get("loc")
    field = str(location[0]) if isinstance(location, tuple) and location else ""
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    if error.get("type") == "literal_error":
        context = error.get("ctx")
        expected = context.get("expected") if isinstance(context, dict) else ""
        message = f"is {error.get('input')!r}; {expected} is expected"
    if not field:
        for name in sorted(Sale.model_fields, key=len, reverse=True):
            message = message.replace(name, flag(name)) if "_" in name else message
        return Fault("conflicting-options", message)
    return Fault("bad-option", f"{flag(field)} {message}")


def _option(name: str, field: FieldInfo) -> inspect.Parameter:
    """Return the command-line parameter for one field; every value is read by ``Sale``."""
    is_flag = bool in _types(field.annotation)
    declared = f"{flag(name)}/--no-{flag(name)[2:]}" if name == "data_centre" else flag(name)
    option = typer.Option(
        declared,
        help=field.description,
        show_default=False,
        metavar=None if is_flag else name.split("_")[-1].upper(),
    )
    default = ... if field.is_required() else None
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[(bool if is_flag else str) | None, option],
        default=default,
    )


def _types(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _declare() -> None:
    own = inspect.signature(check, eval_str=True).parameters
    parameters = [own[name] for name in _OWN_PARAMETERS]
    parameters += [_option(name, field) for name, field in Sale.model_fields.items()]
    check.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    )
    check.__annotations__ = {one.name: one.annotation for one in parameters}


_declare()
