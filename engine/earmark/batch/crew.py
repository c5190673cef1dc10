"""Workers side by side, each in a process of its own, and their answers in the order of the file.

All rows of one buyer go to the same worker, so that each buyer is looked up once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Final
from zlib import crc32

from earmark.batch.worker import Answers, Done, Rows, Settings, Worker
from earmark.errors import EarmarkError, Fault, InputFileError

_AHEAD: Final = 8
"""How many blocks are under way at a time."""

_DONE: Final = None

_COLLECTED: Final = (10_000, 10, 10)
"""How rarely a worker looks for garbage, of which it makes little."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """A few workers. Raises :class:`InputFileError` where one of them is lost."""

    def __init__(self, settings: Settings, size: int) -> None:
        self._buyer = settings.header.fields["buyer"]
        with _undisturbed():
            self._members = [_Member(settings) for _ in range(size)]

    def __enter__(self) -> Crew:
        """Return the crew."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Send everyone home."""
        for member in self._members:
            member.close()

    def screen(self, blocks: Iterable[Rows]) -> Iterator[Answers]:
        """Yield what the rows of each block come to, in their order."""
        waiting: deque[list[list[int]]] = deque()
        for block in blocks:
            waiting.append(self._send(block))
            if len(waiting) > _AHEAD:
                yield self._received(waiting.popleft())
        while waiting:
            yield self._received(waiting.popleft())

    def done(self) -> list[Done]:
        """Return what the rows of each worker came to."""
        for member in self._members:
            member.send(_DONE)
        return [member.receive() for member in self._members]

    def _send(self, block: Rows) -> list[list[int]]:
        """Send each row of a block to a worker; return which rows went to whom."""
        places: list[list[int]] = [[] for _ in self._members]
        for place, (_, cells) in enumerate(block):
            places[crc32(cells[self._buyer].encode()) % len(places)].append(place)
        for member, those in zip(self._members, places, strict=True):
            member.send([block[place] for place in those])
        return places

    def _received(self, places: Sequence[list[int]]) -> Answers:
        found: Answers = [()] * sum(map(len, places))
        for member, those in zip(self._members, places, strict=True):
            for place, answer in zip(those, member.receive(), strict=True):
                found[place] = answer
        return found


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back: what begins meanwhile never hears it, and this thread hears it after."""
    # It begins with the first process, and lets every signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Member:
    """A worker in a process of its own; a thread sends, so that no one waits for each other."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, settings), daemon=True)
        self._process.start()
        theirs.close()
        self._out: SimpleQueue[Any] = SimpleQueue()
        Thread(target=self._send_all, daemon=True).start()

    def send(self, what: Rows | None) -> None:
        self._out.put(what)

    def receive(self) -> Any:
        try:
            answer = self._ours.recv()
        except (EOFError, OSError):
            self._process.join()
            said = f"a worker process ended with code {self._process.exitcode}"
            raise InputFileError(
                Fault("worker-lost", said, hint="is there enough memory?")
            ) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        self._process.terminate()
        self._process.join()
        self._ours.close()

    def _send_all(self) -> None:
        try:
            while True:
                self._ours.send(self._out.get())
        except (OSError, ValueError):
            # Whoever waits for the answer is told.
            return


def _serve(connection: Connection, settings: Settings) -> None:
    """Screen what comes until nothing comes any more."""
    try:
        worker = Worker(settings)
        # What was loaded stays: to look through it for garbage again and again is time lost.
        gc.freeze()
        gc.set_threshold(*_COLLECTED)
        while True:
            rows = connection.recv()
            connection.send(worker.done() if rows is _DONE else worker.screen(rows))
    except (EOFError, OSError):
        # Nobody is there any more.
        return
    except EarmarkError as error:
        connection.send(error)
    except Exception as error:
        connection.send(RuntimeError(f"in a worker: {error!r}"))
