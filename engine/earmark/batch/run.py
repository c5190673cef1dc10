"""A file of orders from its first row to its last: screened, counted, and nothing lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from earmark.batch.crew import Crew, cores
from earmark.batch.summary import Counts, Summary
from earmark.batch.summing import summed
from earmark.batch.tally import Tally
from earmark.batch.worker import Answers, Done, Rows, Settings, Worker
from earmark.errors import Fault, InputFileError
from earmark.orders import BadRow, Block, Reader, Row
from earmark.orders.marks import shown

_FEW: Final = 8
"""So many blocks are screened without workers, which take time to get ready."""

_MOST: Final = 8
"""So many workers are fed by one reader."""

_SHOWN: Final = 5


class Screened(NamedTuple):
    """Some rows of a file with what is added to each, and those set aside; in its order."""

    rows: list[Row]
    answers: Answers
    bad: list[BadRow]


class Run:
    """One run over one file. Iterate over :meth:`blocks`, then ask for the summary."""

    def __init__(self, reader: Reader, settings: Settings) -> None:
        self._reader = reader
        self._settings = settings
        self._done: list[Done] = []
        self._read = 0
        self._bad = 0

    def blocks(self) -> Iterator[Screened]:
        """Yield the file, block by block.

        Raises :class:`InputFileError` where it cannot be read to its end, a worker is lost, or a
        sample of the rows comes to something else when it is judged again.
        """
        blocks = self._reader.blocks()
        first = list(islice(blocks, _FEW + 1))
        if len(first) <= _FEW:
            yield from self._alone(first)
        else:
            with Crew(self._settings, min(max(2, cores()), _MOST)) as crew:
                yield from self._together(crew, chain(first, blocks))
                self._done = crew.done()
        self._compare()

    def _alone(self, blocks: Iterable[Block]) -> Iterator[Screened]:
        worker = Worker(self._settings)
        for block in blocks:
            yield self._joined(block, worker.screen(_rows(block)))
        self._done = [worker.done()]

    def _together(self, crew: Crew, blocks: Iterable[Block]) -> Iterator[Screened]:
        waiting: deque[Block] = deque()

        def sent() -> Iterator[Rows]:
            for block in blocks:
                waiting.append(block)
                yield _rows(block)

        for answers in crew.screen(sent()):
            yield self._joined(waiting.popleft(), answers)

    def _joined(self, block: Block, answers: Answers) -> Screened:
        """Return a block with its answers; rows that could be read may still state no sale."""
        answered = iter(answers)
        found = Screened([], [], [])
        for row in block:
            answer = row if isinstance(row, BadRow) else next(answered)
            if isinstance(answer, BadRow):
                raw = answer.raw or shown(row.raw.rstrip("\r\n"))
                found.bad.append(answer._replace(raw=raw))
            elif isinstance(row, Row):
                found.rows.append(row)
                found.answers.append(answer)
        self._read += len(block)
        self._bad += len(found.bad)
        return found

    def _compare(self) -> None:
        differing = [said for done in self._done for said in done.sampled.differing]
        if differing:
            said = "; ".join(differing[:_SHOWN])
            message = f"INTERNAL FAULT: {len(differing)} rows differ when judged again: {said}"
            raise InputFileError(Fault("judges-differ", message, hint="please report it"))

    @property
    def neutralised(self) -> int:
        """How many cells were made plain text."""
        return sum(done.neutralised for done in self._done)

    def summary(self) -> Summary:
        """Return what the whole file came to; ask when all blocks were taken."""
        tally = Tally()
        for done in self._done:
            tally.add(done.tally)
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
        sampled = [done.sampled for done in self._done]
        return summed(self._reader, self._settings, counts, tally, sampled)


def _rows(block: Block) -> Rows:
    return [(row.line, row.cells) for row in block if isinstance(row, Row)]
