"""Frames of orders screened: distinct values and cells come here, the rows stay where they are."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from earmark.batch.cells import Parts
from earmark.batch.fields import CHIP, ITSELF, PARTIES
from earmark.batch.screener import ADDED, Screener
from earmark.batch.stating import Cells
from earmark.batch.timed import Standing
from earmark.errors import Fault, UsageError, quoted
from earmark.facts.parties import Registry
from earmark.facts.shipped import registry as shipped_registry
from earmark.frames.answers import Answers
from earmark.frames.engine import Engine
from earmark.frames.faults import Inspector
from earmark.frames.placing import Placing
from earmark.frames.shelf import Shelf
from earmark.frames.telling import FAULT, Telling
from earmark.frames.texts import opened
from earmark.frames.words import Words
from earmark.law.rulebook import Rulebook, shipped
from earmark.orders import Header
from earmark.orders.cells import reason
from earmark.orders.header import header_of
from earmark.sale import Day
from earmark.screening import unchecked

FrameT = TypeVar("FrameT")


class NotChecked(UserWarning):
    """What no row of a frame was checked for."""


_NONE: Final[Mapping[str, str]] = {}
_DAY: Final = TypeAdapter[date](Day)


class FrameScreener:
    """Screens frames, and remembers what it has seen: of the next one only what is new is resolved.

    Its memory grows with what is distinct: companies that are named together, chips, places. Make
    a new one to forget them, or when the registry was changed. ``rulebook`` and ``registry`` are
    the shipped ones where none is given. Raises :class:`InputFileError` for a rulebook that is not
    about sales.
    """

    def __init__(self, rulebook: Rulebook | None = None, registry: Registry | None = None) -> None:
        self._book = (rulebook or shipped()).about("sale")
        self._registry = registry or shipped_registry()
        screener = Screener(self._book, self._registry)
        self._things = screener.things
        self._shelves = (
            Shelf("chip", CHIP, self._chip),
            Shelf("companies", PARTIES, self._things.companies.on),
            Shelf("itself", ITSELF, self._itself),
        )
        self._answers = Answers(screener.judged, self._shelves)
        self._words = Words(self._shelves)

    def screen(
        self, frame: FrameT, *, on: date | None = None, mapping: Mapping[str, str] = _NONE
    ) -> FrameT:
        """Return the frame with the columns that :func:`screen_frame` adds; raises the same."""
        engine = Engine(frame)
        header = _header(engine, mapping)
        rows, readings = opened(engine, header)
        day = _day(on)
        placing = Placing(engine, readings, Inspector(header, day), day)
        rows = placing.with_days(rows, self._book)
        self._warn(placing.last)
        for shelf in self._shelves:
            rows = placing.with_parts(rows, shelf)
        telling = Telling(engine, self._shelves, self._words)
        rows = telling.with_answers(rows, self._answers, placing)
        screened: FrameT = engine.closed(*telling.told(telling.with_words(rows)))
        return screened

    def _warn(self, last: date) -> None:
        """Say what is not checked of sales up to a last day."""
        for said in (*self._registry.not_screened(last), *unchecked(last, self._book)):
            warnings.warn(said, NotChecked, stacklevel=3)

    def _chip(self, cells: Cells, day: date) -> Standing[Parts]:
        first, until, part = self._things.chip.on(cells, day)
        return Standing(first, until, (part,))

    def _itself(self, cells: Cells, day: date) -> Standing[Parts]:
        first, until, part = self._things.itself.on(cells, day)
        return Standing(first, until, (part,))


def screen_frame(
    frame: FrameT,
    *,
    rulebook: Rulebook | None = None,
    registry: Registry | None = None,
    on: date | None = None,
    mapping: Mapping[str, str] = _NONE,
) -> FrameT:
    """Return a frame of orders, of the same kind, with the columns that ``earmark batch`` adds.

    ``frame`` is one of Polars (eager or lazy), pandas, PyArrow, DuckDB or PySpark. Its columns are
    named as those of a file of orders; ``mapping`` gives those that are called otherwise, as
    ``{"chip": "Material"}``. ``on`` is the day of rows without a date (today). How the types of
    columns are read stands in :mod:`earmark.frames.texts`. Rules and registry are the shipped ones
    where none is given; :class:`FrameScreener` keeps what it has seen for the next frame.

    Behind the frame's own columns come ``verdict``, ``licence``, ``review_policy``, ``rules``,
    ``reason``, ``questions`` and ``warnings``, all text, and ``fault``. Of a row that states no
    sale (no buyer, an unknown country, a date that is none) they are null, and ``fault`` has code,
    message and hint of each mistake; of all others ``fault`` is null. ``order_id`` and columns
    that state nothing are carried along unread. Rows keep their order where the engine has one.

    The frame stays where it is: only distinct values come here, and cells. A lazy frame is read up
    to eight times before it is given back, and must be the same each time: a row that was not
    there before is not answered, and its ``fault`` says so. What is not checked of any row is a
    warning (:class:`NotChecked`), as the lists that were not loaded.

    Raises :class:`UsageError` for columns that do not fit, a mapping that names none and a day that
    no sale can have, and :class:`InputFileError` for a
    rulebook that is not about sales.
    """
    return FrameScreener(rulebook, registry).screen(frame, on=on, mapping=mapping)


def _day(on: date | None) -> date:
    """Return the day of rows without a date. Raises :class:`UsageError` for what is none."""
    if on is None:
        return date.today()
    try:
        day: date = _DAY.validate_python(on)
    except ValidationError as error:
        said = reason(dict(error.errors()[0]))
        raise UsageError(Fault("bad-option", f"on {said}")) from None
    return day


def _header(engine: Engine, mapping: Mapping[str, str]) -> Header:
    """Return which column states what. Raises :class:`UsageError` with every mistake."""
    for field, name in mapping.items():
        if not isinstance(field, str) or not isinstance(name, str):
            said = f"the mapping gives {name!r} for {field!r}; the name of a column is expected"
            raise UsageError(Fault("bad-mapping", said))
    header, faults = header_of([str(name) for name in engine.columns], mapping)
    own = {str(name).casefold(): name for name in engine.columns}
    taken = [quoted(str(own[name])) for name in (*ADDED, FAULT) if name in own]
    if taken:
        said = f"the frame has already {' and '.join(taken)}, which screening would add"
        faults.append(Fault("column-taken", said, hint="rename it, or leave it out"))
    if faults:
        raise UsageError(faults)
    return header
