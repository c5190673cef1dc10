"""A file of orders from its first row to its last: screened, counted, and nothing lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from earmark.batch.crew import Crew, cores
from earmark.batch.desk import Sales
from earmark.batch.sample import Sampled
from earmark.batch.summary import Counts, Summary
from earmark.batch.summing import summed
from earmark.batch.worker import Begun, Done, Finished, Settings, Worker
from earmark.errors import Fault, InputFileError
from earmark.orders import BadRow, Block, Reader

_FEW: Final = 1
"""So many blocks are screened without a crew, which takes time to get ready."""

_MOST: Final = 8
"""So many judges are kept busy by one reader."""

_AHEAD: Final = 4
"""So many blocks are read ahead while cells are judged."""

_SHOWN: Final = 5


class Run:
    """One run over one file. Iterate over :meth:`blocks`, then ask for the summary."""

    def __init__(self, reader: Reader, settings: Settings) -> None:
        self._reader = reader
        self._settings = settings
        self._done: Done
        self._sampled: Sampled
        self._read = 0
        self._bad = 0

    def blocks(self) -> Iterator[Finished]:
        """Yield the file, block by block.

        Raises :class:`InputFileError` where it cannot be read to its end, a worker is lost, or a
        sample of the rows comes to something else when it is judged again.
        """
        blocks = self._reader.blocks()
        first = list(islice(blocks, _FEW + 1))
        if len(first) <= _FEW or cores() == 1:
            worker = Worker(self._settings)
            yield from self._screened(chain(first, blocks), worker)
        else:
            # Rows are read here, which keeps one processor busy; judges get ready meanwhile.
            with Crew(self._settings.rules, min(cores() - 1, _MOST)) as crew:
                worker = Worker(self._settings, crew.ask)
                yield from self._screened(chain(first, blocks), worker, crew)
        self._done = worker.done()
        # The judges have gone home, and what was remembered goes now: to judge rows again takes the
        # room that both took.
        del worker
        self._sampled = self._done.sample.judged_again()
        self._compare()

    def _screened(
        self, blocks: Iterable[Block], worker: Worker, crew: Crew | None = None
    ) -> Iterator[Finished]:
        """Yield blocks; those that are read ahead wait for the crew to judge their cells."""
        waiting: deque[tuple[list[BadRow], Begun]] = deque()
        for table, bad in blocks:
            waiting.append((bad, worker.begin(table)))
            if crew:
                crew.send()
            if not crew or len(waiting) > _AHEAD:
                yield self._finished(*waiting.popleft(), worker, crew)
        while waiting:
            yield self._finished(*waiting.popleft(), worker, crew)

    def _finished(
        self, bad: list[BadRow], begun: Begun, worker: Worker, crew: Crew | None
    ) -> Finished:
        """Return a block with its answers; rows that could be read may still state no sale."""
        if crew:
            for sales in begun:
                if isinstance(sales, Sales):
                    crew.settle(sales.cells.values)
        table, answers, wrong = worker.finish(begun)
        bad = sorted(bad + wrong)
        self._read += len(table) + len(bad)
        self._bad += len(bad)
        return Finished(table, answers, bad)

    def _compare(self) -> None:
        differing = self._sampled.differing
        if differing:
            said = "; ".join(differing[:_SHOWN])
            message = f"INTERNAL FAULT: {len(differing)} rows differ when judged again: {said}"
            raise InputFileError(Fault("judges-differ", message, hint="please report it"))

    @property
    def neutralised(self) -> int:
        """How many cells were made plain text."""
        return self._done.neutralised

    def summary(self) -> Summary:
        """Return what the whole file came to; ask when all blocks were taken."""
        tally = self._done.tally
        answered = dict.fromkeys(("allow", "deny", "review"), 0)
        for key, lines in tally.groups.items():
            answered[key.verdict] += lines
        counts = Counts(
            read=self._read,
            allowed=answered["allow"],
            denied=answered["deny"],
            review=answered["review"],
            quarantined=self._bad,
        )
        return summed(self._reader, counts, self._done, self._sampled)
