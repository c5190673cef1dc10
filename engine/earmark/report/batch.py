"""What is said of a run on standard error: the reconciliation, and everything to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from earmark.batch.summary import Counts, Summary
from earmark.report.files import STDOUT
from earmark.report.page import told_apart
from earmark.report.stream import complain

_SHOWN: Final = 20


def print_run(summary: Summary, aside: Path, neutralised: int) -> None:
    """Say what came of a run; ``aside`` is where the rows are that were set aside."""
    for line in _lines(summary, aside, neutralised):
        complain(line)


def reconciled(counts: Counts) -> str:
    """Return the reconciliation in one line."""
    return (
        f"{counts.read:,} read = {counts.allowed:,} allowed + {counts.denied:,} denied"
        f" + {counts.review:,} review + {counts.quarantined:,} quarantined"
    )


def _lines(summary: Summary, aside: Path, neutralised: int) -> Iterator[str]:
    yield reconciled(summary.counts)
    if summary.counts.quarantined:
        where = "on standard output" if str(aside) == STDOUT else f"in {aside}"
        yield f"the rows that were set aside are {where}, with what is wrong with them"
    if neutralised:
        were, them = ("cell was", "it") if neutralised == 1 else ("cells were", "them")
        yield f"{neutralised:,} {were} made plain text: a spreadsheet would have run {them}"
    if summary.unread:
        yield f"columns that state nothing of a sale: {_first(summary.unread)}"
    sampled = summary.sampled
    both = "by both judges"
    if sampled.chaining != "agreed":
        both = f"by the reference alone ({sampled.chaining})"
    yield (
        f"cells judged: {summary.cells:,}; rows judged again from scratch, {both}: "
        f"{sampled.rows:,}; of these came to something else: {sampled.differing:,}"
    )
    yield from summary.not_screened
    yield from told_apart(summary.caveats)[0]


def _first(names: Sequence[str]) -> str:
    """Return the first of some names, and how many there are behind them."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
