"""The options of every verb that reads a file of orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError

from earmark.cli.common import quoted
from earmark.errors import Fault, UsageError
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
    if stated is None:
        return date.today()
    try:
        return _DAY.validate_python(stated)
    except ValidationError as error:
        said = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise UsageError(Fault("bad-option", f"--on {said}")) from None
