"""The options of every verb that reads a file of orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError

from earmark.errors import Fault, UsageError, quoted
from earmark.orders.cells import reason
from earmark.sale import Day

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help='A column that is called otherwise, as chip="Material Description".',
        show_default=False,
    ),
]
EncodingOption = Annotated[
    str,
    typer.Option("--encoding", metavar="NAME", help="Its encoding, unless UTF-8 or UTF-16."),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day of orders without a date (today).", show_default=False
    ),
]

_DAY: Final = TypeAdapter[date](Day)
_MAP_HINT: Final = 'write --map chip="Material Description"; an empty name says: no column'


def mapping_of(stated: Sequence[str] | None) -> dict[str, str]:
    """Return the columns of fields by ``--map``.

    Raises :class:`UsageError` for what maps nothing.
    """
    found: dict[str, str] = {}
    for text in stated or ():
        field, mark, column = text.partition("=")
        field = field.strip()
        if not mark or not field:
            said = f"--map is {quoted(text)}; FIELD=COLUMN is expected"
            raise UsageError(Fault("bad-option", said, hint=_MAP_HINT))
        if field in found:
            raise UsageError(Fault("repeated-option", f"--map names {quoted(field)} twice"))
        found[field] = column
    return found


def day_of(stated: str | None) -> date:
    """Return the day of orders without a date. Raises :class:`UsageError` for what is none."""
    return date.today() if stated is None else day_at("--on", stated)


def day_at(option: str, text: str) -> date:
    """Return the day that an option states. Raises :class:`UsageError` for what is none."""
    try:
        return _DAY.validate_python(text)
    except ValidationError as error:
        said = reason(dict(error.errors()[0]))
        raise UsageError(Fault("bad-option", f"{option} {said}")) from None
