"""The options that state a deal, for every verb that takes one: the fields of its model.

Every value is read by the model itself; what is wrong with a command line is told all at once.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, Union, get_args, get_origin

import typer
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.facts.countries import country
from earmark.sale import LAST_DAY

UNCLAIMED: Final = {"allow_extra_args": True, "ignore_unknown_options": True}
"""The settings of a verb that states a deal: what no option claims is answered together with
every other mistake."""

_OPTION: Final = re.compile(r"--[\w-]+")
_NONE: Final[Mapping[str, str]] = {}

Model = TypeVar("Model", bound=BaseModel)
Conflicts = Callable[[Mapping[str, object]], list[str]]


class Options(Generic[Model]):
    """The options that state one kind of deal.

    ``conflicts`` tells which stated fields cannot stand together; ``flags`` gives the options
    that are not called like their field, ``places`` the fields that name a country (headquarters
    do anyway), ``values`` what a value is called in the help.
    """

    def __init__(
        self,
        model: type[Model],
        conflicts: Conflicts,
        *,
        flags: Mapping[str, str] = _NONE,
        places: Collection[str] = (),
        values: Mapping[str, str] = _NONE,
    ) -> None:
        self._model = model
        self._conflicts = conflicts
        self._flags = flags
        seats = [name for name in model.model_fields if name.endswith("_hq")]
        self._places = (*places, *seats)
        self._values = {**dict.fromkeys(self._places, "COUNTRY"), "on": "DATE", **values}
        longest_first = sorted(model.model_fields, key=len, reverse=True)
        self._field = re.compile(rf"\b({'|'.join(longest_first)})\b")

    def flag(self, field: str) -> str:
        """Return the option that states a field."""
        return self._flags.get(field, "--" + field.replace("_", "-"))

    def declare(self, verb: Callable[..., None], without: Collection[str] = ()) -> None:
        """Give ``verb`` an option for each field, after its own; it takes them as ``given``.

        ``without`` names fields that the verb does not take.
        """
        own = inspect.signature(verb, eval_str=True).parameters.values()
        parameters = [one for one in own if one.kind is not inspect.Parameter.VAR_KEYWORD]
        parameters += [
            self._option(name, field)
            for name, field in self._model.model_fields.items()
            if name not in without
        ]
        verb.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        )
        verb.__annotations__ = {one.name: one.annotation for one in parameters}

    def stated(
        self,
        context: typer.Context,
        given: Mapping[str, object],
        hints: Mapping[str, str] = _NONE,
    ) -> Model:
        """Return the deal that a command line states.

        ``given`` are the values of the options of :meth:`declare`, ``hints`` what to say of
        options that the verb has not. Raises :class:`UsageError` with every mistake of the
        command line.
        """
        known = [name for option in context.command.params for name in option.opts]
        hints = {"": f"see {context.command_path} --help", **hints}
        faults = [*self._misplaced(given, known)]
        faults = [*_unclaimed(context.args, known, hints, taken=bool(faults)), *faults]
        stated = {
            name: value[-1] if isinstance(value, list) else bool(value)
            for name, value in given.items()
            if value is not None and value != []
        }
        return self.read(stated, faults)

    def read(self, stated: Mapping[str, str | bool], faults: Sequence[Fault] = ()) -> Model:
        """Return the deal; raise :class:`UsageError` naming every option that cannot be read.

        ``faults`` are those that the command line already has.
        """
        deal, found = None, list(faults)
        try:
            deal = self._model.model_validate(stated)
        except ValidationError as error:
            spoken_of = _options_in(faults)
            found += [
                self._fault(dict(one))
                for one in error.errors()
                if one["loc"]
                and not (one["type"] == "missing" and self.flag(str(one["loc"][0])) in spoken_of)
            ]
        found += [
            Fault("conflicting-options", self._field.sub(lambda name: self.flag(name[0]), conflict))
            for conflict in self._conflicts(stated)
        ]
        day = getattr(deal, "on", LAST_DAY)
        found += self._no_places(stated, day, _options_in(found))
        if found or deal is None:
            raise UsageError(found)
        return deal

    # -- mistakes ----------------------------------------------------------------------------

    def _misplaced(self, given: Mapping[str, object], known: Sequence[str]) -> Iterator[Fault]:
        """Say which options were repeated, or took the next option for their value."""
        for name, values in given.items():
            if not isinstance(values, list):
                continue
            if len(values) > 1:
                said = f"{self.flag(name)} was given {len(values)} times; one value is expected"
                yield Fault("repeated-option", said)
            for value in values:
                if value in known:
                    yield Fault("missing-value", f"{self.flag(name)} has no value before {value}")

    def _no_places(
        self, stated: Mapping[str, str | bool], on: date, spoken_of: Collection[str]
    ) -> Iterator[Fault]:
        """Say which places are no country, among those whose options are not wrong already."""
        for name in self._places:
            if name in stated and self.flag(name) not in spoken_of:
                try:
                    country(str(stated[name]), on)
                except UsageError as error:
                    for fault in error.faults:
                        said = f"{self.flag(name)} {fault.message}"
                        yield Fault(fault.code, said, hint=fault.hint)

    def _fault(self, error: dict[str, Any]) -> Fault:
        """Return what is wrong with one option."""
        field = str(error["loc"][0])
        message = str(error["msg"]).removeprefix("Value error, ")
        if error["type"] == "missing":
            hint = (self._model.model_fields[field].description or "").rstrip(".").lower()
            return Fault("missing-option", f"{self.flag(field)} is missing", hint=hint)
        if error["type"] == "literal_error":
            message = f"is {quoted(str(error['input']))}; {error['ctx']['expected']} is expected"
        return Fault("bad-option", f"{self.flag(field)} {message}")

    # -- declaring ---------------------------------------------------------------------------

    def _option(self, name: str, field: FieldInfo) -> inspect.Parameter:
        """Return the command-line parameter for one field."""
        is_flag = bool in _types(field.annotation)
        deniable = is_flag and field.default is None
        flag = self.flag(name)
        option = typer.Option(
            f"{flag}/--no-{flag[2:]}" if deniable else flag,
            help=f"{field.description}{'  [required]' if field.is_required() else ''}",
            show_default=False,
            metavar=None if is_flag else self._values.get(name, "NAME"),
        )
        return inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=Annotated[(bool if is_flag else list[str]) | None, option],
            default=None,
        )


def _unclaimed(
    words: Sequence[str], known: Sequence[str], hints: Mapping[str, str], *, taken: bool
) -> Iterator[Fault]:
    """Say what no option claims.

    A word after an unknown option was meant as its value; where an option ``taken`` for a value
    is reported, so was a word after that one.
    """
    unknown = [word.partition("=")[0] for word in words if word.startswith("-")]
    for word in unknown:
        hint = hints.get(word) or nearest(word, known) or hints[""]
        yield Fault("unknown-option", f"there is no option {quoted(word)}", hint=hint)
    if words and not unknown and not taken:
        hint = "a value of several words needs quotation marks"
        shown = ", ".join(map(quoted, words))
        yield Fault("unexpected-word", f"no option claims {shown}", hint=hint)


def _options_in(faults: Iterable[Fault]) -> set[str]:
    """Return the options that mistakes already speak of."""
    return {word for fault in faults for word in _OPTION.findall(f"{fault.message} {fault.hint}")}


def _types(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
