"""What one cell states: read by the validators of the sale, once for each distinct text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from earmark.errors import Fault, UsageError, quoted
from earmark.facts.countries import country
from earmark.facts.roles import OPTIONS
from earmark.orders.header import ORDER_ID, REQUIRED
from earmark.orders.hints import hint_for
from earmark.sale import LAST_DAY, NAME_LIMIT, Name, Sale, names_nobody

MISSING: Final = "missing-cell"
SAID: Final = {"yes": True, "true": True, "no": False, "false": False}
"""How a flag is said, whatever the case."""

_PLACES: Final = ("destination", "ship_from", *(n for n in Sale.model_fields if n.endswith("_hq")))
_COMPANIES: Final = frozenset((*OPTIONS, "seller", "designer"))
_OTHERS: Final = {
    "on": "bad-date",
    "quantity": "bad-quantity",
    "eccn": "bad-eccn",
    "kind": "bad-word",
    "end_use": "bad-word",
}
_FLAGS: Final = frozenset(
    name
    for name, field in Sale.model_fields.items()
    if bool in (field.annotation, *get_args(field.annotation))
)
_FIGURES: Final = frozenset(("tpp", "die_area", "performance_density", "transfer_rate")) | {
    name for name in Sale.model_fields if name.startswith("memory_bandwidth")
}
_KEPT: Final = 1 << 16
"""How many texts of a column are remembered, so that memory does not grow with the file."""

_LETTER: Final = re.compile("[0-9A-Za-z]")
_NAMES: Final = re.compile("(?:[ -/:-@[-`{-~]*[0-9A-Za-z][ -~]*\n)*")


class Cells(dict[str, Fault | None]):
    """The fault of each text that a column may hold, None where it has none."""

    def __init__(self, field: str, column: str) -> None:
        super().__init__()
        self._field = field
        self._column = column if column.isprintable() else quoted(column)
        self._empty = _missing(field, self._column) if field in REQUIRED else None
        self._code = _code(field)
        self._is_name = self._code == "bad-name" and field not in _PLACES
        self._is_company = field in _COMPANIES
        self._adapter = _adapter(field)

    def __missing__(self, cell: str) -> Fault | None:
        """Read a text that was not met before, or not lately."""
        if len(self) >= _KEPT:
            self.clear()
        if not cell:
            fault = self._empty
        else:
            plain = self._is_name and _plain_name(cell)
            plain = plain and not (self._is_company and names_nobody(cell))
            fault = None if plain else self._read(cell)
        # Hardly any order has the number of another.
        if len(cell) <= NAME_LIMIT and self._field != ORDER_ID:
            self[cell] = fault
        return fault

    def wrong(self, texts: Sequence[str]) -> set[int]:
        """Return the places of the texts that have a fault."""
        if self._field == ORDER_ID and _plain_names(texts):
            return set()
        return {place for place, text in enumerate(texts) if self[text]}

    def _read(self, cell: str) -> Fault | None:
        if self._field in _FLAGS:
            if cell.casefold() in SAID:
                return None
            said = f"is {quoted(cell)}; yes, no, true or false is expected"
            return Fault(self._code, f"{self._column} {said}")
        try:
            self._validate(cell)
        except ValidationError as error:
            said = reason(dict(error.errors()[0]))
            hint = hint_for(self._field, self._code, cell, self._is_read)
            return Fault(self._code, f"{self._column} {said}", hint=hint)
        except UsageError as error:
            fault = error.faults[0]
            return Fault(fault.code, f"{self._column} {fault.message}", hint=fault.hint)
        return None

    def _validate(self, cell: str) -> None:
        self._adapter.validate_python(cell)
        if self._field in _PLACES:
            country(cell, LAST_DAY)

    def _is_read(self, cell: str) -> bool:
        try:
            self._validate(cell)
        except (ValidationError, UsageError):
            return False
        return True


def reason(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a cell, as it follows the name of its column."""
    if error["type"] == "literal_error":
        return f"is {quoted(str(error['input']))}; {error['ctx']['expected']} is expected"
    return str(error["msg"]).removeprefix("Value error, ")


def stated(field: str, cell: str) -> str | bool:
    """Return what a cell without a fault states, as the sale takes it."""
    return SAID[cell.casefold()] if field in _FLAGS else cell


def _plain_name(text: str) -> bool:
    """Tell, without the validator, that a text is a name; false says nothing."""
    short = len(text) <= NAME_LIMIT
    return short and text.isascii() and text.isprintable() and _LETTER.search(text) is not None


def _plain_names(texts: Sequence[str]) -> bool:
    """Tell at once, of many texts, that each is a name; false says nothing."""
    text = "\n".join((*texts, ""))
    short = max(map(len, texts), default=0) <= NAME_LIMIT
    return short and text.count("\n") == len(texts) and _NAMES.fullmatch(text) is not None


def _missing(field: str, column: str) -> Fault:
    what = (Sale.model_fields[field].description or "").rstrip(".").lower()
    return Fault(MISSING, f"{column} is empty", hint=what)


def _code(field: str) -> str:
    if field in _OTHERS:
        return _OTHERS[field]
    if field in _FLAGS:
        return "bad-flag"
    return "bad-figure" if field in _FIGURES else "bad-name"


def _adapter(field: str) -> TypeAdapter[Any]:
    if field == ORDER_ID:
        return TypeAdapter(Name)
    of = Sale.model_fields[field]
    kind: Any = of.annotation
    for one in of.metadata:
        kind = Annotated[kind, one]
    return TypeAdapter(kind)
