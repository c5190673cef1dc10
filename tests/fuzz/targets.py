"""What is fuzzed: how each kind of file is read, and what must hold whatever is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Final
from zlib import crc32

from earmark import Investment, Sale, screen
from earmark.errors import EarmarkError
from earmark.facts.lists.intake import Intake
from earmark.facts.lists.kinds import READERS, kind_of
from earmark.facts.registry.in_memory import in_memory
from earmark.investing import screen_investment
from earmark.judges.program import program
from earmark.law.condition import atoms
from earmark.law.parse import parse_condition
from earmark.law.rulebook import load
from earmark.law.syntax import ConditionFault
from earmark.orders import BadRow, Order, Row, read
from earmark.schema import THINGS

from .mutating import (
    ODD,
    Mutation,
    mutated,
    some_bytes,
    some_cells,
    some_lines,
    some_values,
    some_words,
)

CORPUS: Final = Path(__file__).parent / "corpus"
DAY: Final = date(2024, 2, 1)
SALE: Final = Sale(buyer="Acme", chip="A100", destination="CN", end_user="Fabrikam", on=DAY)
INVESTMENT: Final = Investment(investor="Acme", target="Contoso", on=DAY)


_STORED: Final = 6
"""One list in so many is stored and screened by as well: that takes ten times as long."""


@dataclass(frozen=True)
class Target:
    """A kind of file. ``holds`` reads one, and raises only where Earmark is at fault."""

    name: str
    holds: Callable[[Path], None]
    mutations: tuple[Mutation, ...]

    def files(self) -> list[Path]:
        """Return the valid files that the changed ones come from, and those that once failed."""
        return sorted((CORPUS / self.name).iterdir())

    def cases(self, seed: int) -> Iterator[bytes]:
        """Yield changed files without end, always the same ones for a seed."""
        contents = [path.read_bytes() for path in self.files()]
        stock = _stock(contents)
        for number in count():
            chance = Random(f"{self.name} {seed} {number}")
            yield mutated(chance.choice(contents), self.mutations, chance, stock)


def _stock(contents: Sequence[bytes]) -> Sequence[bytes]:
    """Return odd things, and the lines and words of all files, each once."""
    parts = [part for content in contents for part in (*content.splitlines(True), *content.split())]
    return tuple(dict.fromkeys((*ODD, *parts)))


def a_rulebook(path: Path) -> None:
    """A rulebook is refused with the places of its mistakes, or can be judged by."""
    try:
        book = load(path)
    except EarmarkError as error:
        _in_its_file(error, path)
        return
    for day in (DAY, date.min, date.max):
        program(book.on(day))
    if book.deal == "sale":
        screen(SALE, rulebook=book)
    else:
        screen_investment(INVESTMENT, rulebook=book)


def _in_its_file(error: EarmarkError, path: Path) -> None:
    lines = path.read_text(encoding="utf-8", errors="replace").count("\n") + 1
    assert all(1 <= fault.place.line <= lines for fault in error.faults if fault.place)


def a_condition(path: Path) -> None:
    """A condition is refused with a place within it, or says which facts it asks."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for about in THINGS:
        try:
            condition = parse_condition(text, about)
        except ConditionFault as fault:
            _within(fault, text.split("\n"))
        else:
            assert str(condition)
            assert {atom.field.thing for atom in atoms(condition)} <= {about}


def _within(fault: ConditionFault, lines: Sequence[str]) -> None:
    assert 0 <= fault.line <= len(lines)
    assert 0 <= fault.column <= max(map(len, lines)) + 1
    assert str(fault)


def orders(path: Path) -> None:
    """Every row states an order or is set aside with a reason; lines only go up."""
    last = 0
    with suppress(EarmarkError), read(path, on=DAY) as reader:
        for row in reader:
            found = reader.form.order_of(row) if isinstance(row, Row) else row
            assert row.line > last
            last = row.line
            if isinstance(found, BadRow):
                assert found.code
                assert found.message.isprintable()
                assert found.raw.encode("utf-8") is not None
            else:
                assert isinstance(found, Order)


def a_list(kind: str) -> Callable[[Path], None]:
    """Return what holds of a list: it is refused, or its rows can be stored and screened by."""

    def holds(path: Path) -> None:
        with suppress(EarmarkError):
            kind_of(Intake(path))
        with suppress(EarmarkError):
            intake = Intake(path)
            rows = list(READERS[kind](intake))
            intake.check()
            if crc32(path.read_bytes()) % _STORED == 0:
                screen(SALE, registry=in_memory(rows, DAY))

    return holds


_TEXT: Final = (some_bytes, some_lines, some_words)
_TABLE: Final = (*_TEXT, some_cells, some_cells)
_TREE: Final = (*_TEXT, some_values, some_values)

TARGETS: Final = (
    Target("rules", a_rulebook, (*_TEXT, some_words, some_words)),
    Target("conditions", a_condition, (*_TEXT, some_words)),
    Target("orders", orders, _TABLE),
    *(Target(kind, a_list(kind), _TABLE) for kind in ("csl", "dates", "stakes")),
    *(Target(kind, a_list(kind), _TREE) for kind in ("bods", "gleif")),
)
