"""``earmark check``: screen one sale and say why."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from earmark.cli.common import EXIT_CODES, RulesOption, quoted, rulebook_at
from earmark.errors import Fault, UsageError, nearest
from earmark.facts.countries import country
from earmark.report.stream import put, shown_in_json
from earmark.sale import LAST_DAY, Sale, conflicts
from earmark.screening import screen

_FLAGS: Final = {"destination": "--to", "ship_from": "--from"}
_OWN_PARAMETERS: Final = ("context", "rules", "json")
_PLACES: Final = tuple(name for name in Sale.model_fields if name in _FLAGS or name.endswith("_hq"))
_VALUES: Final = {
    **dict.fromkeys(_PLACES, "COUNTRY"),
    **dict.fromkeys(("tpp", "die_area", "performance_density", "transfer_rate"), "FIGURE"),
    "on": "DATE",
    "chip": "MODEL",
    "kind": "KIND",
    "quantity": "NUMBER",
    "end_use": "USE",
}
_FIELD: Final = re.compile(rf"\b({'|'.join(sorted(Sale.model_fields, key=len, reverse=True))})\b")
_OPTION: Final = re.compile(r"--[\w-]+")

HELP: Final = """Screen one proposed sale and say why.

Exit codes: 0 allow, 1 deny, 4 review; 2 for a sale that cannot be read, 3 for a failure."""


def add(app: typer.Typer) -> None:
    """Add the verb."""
    # What no option claims is answered together with every other mistake.
    unclaimed = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("check", help=HELP, context_settings=unclaimed)(check)


def check(
    context: typer.Context,
    rules: RulesOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    **given: list[str] | bool | None,
) -> None:
    """Screen one sale; its options are the fields of :class:`earmark.Sale`."""
    known = [name for option in context.command.params for name in option.opts]
    faults = [*_misplaced(given, known)]
    faults = [*_unclaimed(context.args, known, taken=bool(faults)), *faults]
    stated = {
        name: value if isinstance(value, bool) else value[-1]
        for name, value in given.items()
        if value is not None and value != []
    }
    sale = read_sale(stated, faults)
    verdict = screen(sale, rulebook=rulebook_at(rules), chaining=context.obj)
    if json:
        put(shown_in_json(verdict.model_dump_json(by_alias=True, indent=2)) + "\n")
    else:
        from earmark.report.console import print_verdict

        print_verdict(verdict)
    raise typer.Exit(EXIT_CODES[verdict.verdict])


def read_sale(stated: Mapping[str, str | bool], faults: Sequence[Fault] = ()) -> Sale:
    """Return the sale; raise :class:`UsageError` naming every option that cannot be read.

    ``faults`` are those that the command line already has.
    """
    sale, found = None, list(faults)
    try:
        sale = Sale.model_validate(stated)
    except ValidationError as error:
        spoken_of = _options_in(faults)
        found += [
            _fault(dict(one))
            for one in error.errors()
            if one["loc"]
            and not (one["type"] == "missing" and flag(str(one["loc"][0])) in spoken_of)
        ]
    found += [
        Fault("conflicting-options", _FIELD.sub(lambda name: flag(name[0]), conflict))
        for conflict in conflicts(stated)
    ]
    found += _no_places(stated, sale.on if sale else LAST_DAY, _options_in(found))
    if found or sale is None:
        raise UsageError(found)
    return sale


def flag(field: str) -> str:
    """Return the option that states a field of the sale."""
    return _FLAGS.get(field, "--" + field.replace("_", "-"))


# -- mistakes --------------------------------------------------------------------------------


def _unclaimed(words: Sequence[str], known: Sequence[str], *, taken: bool) -> Iterator[Fault]:
    """Say what no option claims.

    A word after an unknown option was meant as its value; where an option ``taken`` for a value
    is reported, so was a word after that one.
    """
    unknown = [word.partition("=")[0] for word in words if word.startswith("-")]
    for word in unknown:
        hint = nearest(word, known) or "see earmark check --help"
        yield Fault("unknown-option", f"there is no option {quoted(word)}", hint=hint)
    if words and not unknown and not taken:
        hint = "a value of several words needs quotation marks"
        shown = ", ".join(map(quoted, words))
        yield Fault("unexpected-word", f"no option claims {shown}", hint=hint)


def _misplaced(given: Mapping[str, object], known: Sequence[str]) -> Iterator[Fault]:
    """Say which options were repeated, or took the next option for their value."""
    for name, values in given.items():
        if not isinstance(values, list):
            continue
        if len(values) > 1:
            said = f"{flag(name)} was given {len(values)} times; one value is expected"
            yield Fault("repeated-option", said)
        for value in values:
            if value in known:
                yield Fault("missing-value", f"{flag(name)} has no value before {value}")


def _no_places(
    stated: Mapping[str, str | bool], on: date, spoken_of: Collection[str]
) -> Iterator[Fault]:
    """Say which places are no country, among those whose options are not wrong already."""
    for name in _PLACES:
        if name in stated and flag(name) not in spoken_of:
            try:
                country(str(stated[name]), on)
            except UsageError as error:
                for fault in error.faults:
                    yield Fault(fault.code, f"{flag(name)} {fault.message}", hint=fault.hint)


def _options_in(faults: Iterable[Fault]) -> set[str]:
    """Return the options that mistakes already speak of."""
    return {word for fault in faults for word in _OPTION.findall(f"{fault.message} {fault.hint}")}


def _fault(error: dict[str, Any]) -> Fault:
    """Return what is wrong with one option."""
    field = str(error["loc"][0])
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "missing":
        hint = (Sale.model_fields[field].description or "").rstrip(".").lower()
        return Fault("missing-option", f"{flag(field)} is missing", hint=hint)
    if error["type"] == "literal_error":
        message = f"is {quoted(str(error['input']))}; {error['ctx']['expected']} is expected"
    return Fault("bad-option", f"{flag(field)} {message}")


# -- options ---------------------------------------------------------------------------------


def _option(name: str, field: FieldInfo) -> inspect.Parameter:
    """Return the command-line parameter for one field; every value is read by ``Sale``."""
    is_flag = bool in _types(field.annotation)
    deniable = is_flag and field.default is None
    declared = f"{flag(name)}/--no-{flag(name)[2:]}" if deniable else flag(name)
    needed = "  [required]" if field.is_required() else ""
    option = typer.Option(
        declared,
        help=f"{field.description}{needed}",
        show_default=False,
        metavar=None if is_flag else _VALUES.get(name, "NAME"),
    )
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[(bool if is_flag else list[str]) | None, option],
        default=None,
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
