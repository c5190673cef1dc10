"""How the columns of a frame are read: each value as it would stand in a CSV file.

| type | read as |
|---|---|
| text, categories | as it is |
| date; timestamp at midnight | the day; a timestamp with a time of day is no day |
| true or false | ``true`` or ``false`` |
| whole numbers | as they are |
| decimals | without zeros behind the point: 64.00 is 64 |
| floats | by their exact value: 64.0 is 64, and 0.1 + 0.2 has too many decimals to be read |
| null (in pandas NaN too) | an empty cell |

Columns of Python objects, which only eager frames have, are read value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

import narwhals as nw
from narwhals.dtypes import DType

from earmark.errors import Fault, UsageError, quoted
from earmark.frames.engine import Engine, Frame
from earmark.orders.header import Header
from earmark.orders.parquet_rows import text_of


class Reading(NamedTuple):
    """From the text that an engine makes of a value of some type to the one that it states."""

    type: str
    read: Callable[[str], str]


_NOT_READ: Final = (nw.Struct, nw.List, nw.Array, nw.Binary, nw.Duration, nw.Time)


def opened(engine: Engine, header: Header) -> tuple[Frame, dict[str, Reading]]:
    """Return the frame with a text column for each field of a sale, and how each text is read.

    Raises :class:`UsageError` for columns of a type that states nothing.
    """
    faults = [
        Fault("unread-type", f"column {quoted(engine.columns[at])} holds {type_}", hint=_EXPECTED)
        for at in header.fields.values()
        if isinstance(type_ := engine.types[at], _NOT_READ)
    ]
    if faults:
        raise UsageError(faults)
    frame, names = engine.opened(tuple(header.fields.values()))
    types = {names[at]: engine.types[at] for at in header.fields.values()}
    frame = _without_objects(frame, types)
    texts = {
        f"{engine.prefix}{field}": _text(names[at], types[names[at]])
        for field, at in header.fields.items()
    }
    readings = {field: _reading(engine.types[at]) for field, at in header.fields.items()}
    frame = frame.with_columns(**texts)
    if isinstance(frame, nw.DataFrame):
        # They are given back as they were: what is joined need not carry them.
        frame = frame.drop(*dict.fromkeys(names.values()))
    return frame, readings


_EXPECTED: Final = "text, a date, a number, or true and false are expected"


def _without_objects(frame: Frame, types: Mapping[str, DType]) -> Frame:
    """Return an eager frame with the texts of the Python objects that it holds."""
    texts = [
        nw.new_series(
            name, list(map(_said, frame[name])), nw.String(), backend=frame.implementation
        )
        for name, type_ in types.items()
        if type_ == nw.Object
    ]
    return frame.with_columns(*texts) if texts else frame


def _text(name: str, type_: DType) -> nw.Expr:
    column = nw.col(name)
    text: nw.Expr
    if isinstance(type_, nw.Datetime):
        midnight = nw.when(column == column.dt.truncate("1d"))
        text = midnight.then(column.dt.to_string(_DAY)).otherwise(column.dt.to_string(_MOMENT))
    elif isinstance(type_, nw.Date):
        text = column.dt.to_string(_DAY)
    elif isinstance(type_, nw.Float32):
        # Its exact value: 5.92 is none of this type.
        text = column.cast(nw.Float64).cast(nw.String)
    else:
        # Text too: PyArrow joins its two types of text only with themselves.
        text = column.cast(nw.String)
    return nw.when(~column.is_null()).then(text).otherwise(nw.lit(""))


_DAY: Final = "%Y-%m-%d"
_MOMENT: Final = "%Y-%m-%dT%H:%M:%S"


def _reading(type_: DType) -> Reading:
    read: Callable[[str], str] = str
    if isinstance(type_, (nw.Float32, nw.Float64)):
        read = _float
    elif isinstance(type_, nw.Decimal):
        read = _decimal
    elif isinstance(type_, nw.Boolean):
        read = str.lower
    return Reading(read.__name__, read)


def _float(text: str) -> str:
    return text and text_of(float(text))


def _decimal(text: str) -> str:
    return text and _said(Decimal(text))


def _said(value: object) -> str:
    text = text_of(value)
    is_longer = isinstance(value, Decimal) and "." in text
    return text.rstrip("0").rstrip(".") if is_longer else text
