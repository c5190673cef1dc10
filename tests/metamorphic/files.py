"""Files of orders as tables that can be changed, and what each of their rows comes to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from hypothesis import strategies as st

from earmark import screen
from earmark.batch.screener import Added
from earmark.batch.worker import Settings, Worker
from earmark.facts.parties import Registry
from earmark.law.rulebook import Rulebook
from earmark.orders import Order, Row, read
from earmark.testing import order_files

Table = list[dict[str, str]]

DAY: Final = date(2024, 2, 1)
FILES: Final = order_files(most=3)


class Answered(NamedTuple):
    """What a row of a screened file says."""

    order_id: str
    verdict: str
    licence: bool | None
    review_policy: str | None
    rules: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Given(Settings):
    """Settings of a run over a file, under a rulebook and a registry that are open."""

    book: Rulebook | None = None
    on_file: Registry | None = None

    def open_rules(self) -> Rulebook:
        return self.book or super().open_rules()

    def open_registry(self) -> Registry:
        return self.on_file or super().open_registry()


def screened(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    rulebook: Rulebook | None = None,
    registry: Registry | None = None,
) -> list[Answered]:
    """Screen the orders of a file, in its order; rows that cannot be read are left out.

    Each is screened by itself, and all together as ``earmark batch`` does: they come to the same.
    """
    answers = one_by_one(path, mapping, rulebook, registry)
    assert together(path, mapping, rulebook, registry) == [
        (one.verdict, one.review_policy or "", " ".join(one.rules)) for one in answers
    ]
    return answers


def together(
    path: Path,
    mapping: Mapping[str, str] | None,
    rulebook: Rulebook | None,
    registry: Registry | None,
) -> list[tuple[str, ...]]:
    """Return verdict, review policy and rules of each row of a file."""
    answers: list[str | Added] = []
    with read(path, mapping=mapping or {}, on=DAY) as reader:
        settings = Given(reader.header, DAY, as_lines=False, book=rulebook, on_file=registry)
        worker = Worker(settings)
        for table, _ in reader.blocks():
            answers += worker.finish(worker.begin(table)).answers
    return [(verdict, policy, rules) for verdict, _, policy, rules, *_ in answers]


def one_by_one(
    path: Path,
    mapping: Mapping[str, str] | None,
    rulebook: Rulebook | None,
    registry: Registry | None,
) -> list[Answered]:
    """Return what each order of a file comes to by itself."""
    answers = []
    with read(path, mapping=mapping or {}, on=DAY) as reader:
        for row in reader:
            order = reader.form.order_of(row) if isinstance(row, Row) else row
            if isinstance(order, Order):
                found = screen(order.sale, rulebook=rulebook, registry=registry)
                told = found.licence.required, found.licence.review_policy, found.deciding
                asked = tuple(sorted(question.fact for question in found.questions))
                answers.append(Answered(order.order_id, found.verdict, *told, asked))
    return answers


def table_of(text: str) -> Table:
    """Return the rows of a CSV text by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(table: Table, columns: Sequence[str] = (), end: str = "\n") -> str:
    """Return a table as CSV text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns or [*table[0]], restval="", lineterminator=end)
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def each(table: Table, column: str, change: Callable[[str], str]) -> Table:
    """Return a table in which every cell of a column that states something is changed."""
    return [{**row, column: change(row[column])} if row.get(column) else {**row} for row in table]


tables = FILES.map(table_of)
chances = st.randoms(use_true_random=False)
