"""Judges side by side, each in a process of its own: cells go out, outlines come back.

All cells of one chip go to the same judge: what can come of it is then worked out once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Final

from earmark.batch.bench import Bench, Case, Met
from earmark.batch.cells import Cell
from earmark.batch.memory import Memory
from earmark.batch.outline import Outlines
from earmark.errors import EarmarkError, Fault, InputFileError
from earmark.law.rulebook import on_sales

_COLLECTED: Final = (10_000, 10, 10)
"""How rarely garbage is looked for, of which there is little."""

_PACKED: Final = 1 << 12
"""How many things are kept in bytes."""

_Packed = tuple[date, tuple[tuple[int, bytes], ...]]
"""A case with its things in bytes: a judge unpacks those that it has not seen."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """A few judges. Raises :class:`InputFileError` where one of them is lost."""

    def __init__(self, rules: Path | None, size: int) -> None:
        self._packed: Memory[int, bytes] = Memory(_PACKED)
        self._outlines = Outlines()
        self._asked: dict[Cell, _Member] = {}
        self._new: list[list[_Packed]] = [[] for _ in range(size)]
        with _undisturbed():
            self._members = [_Member(rules) for _ in range(size)]

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

    def ask(self, case: Case, cell: Cell) -> None:
        """Have a cell judged, when :meth:`send` is called next."""
        to = case.things[0][0] % len(self._members)
        self._new[to].append((case.day, tuple(self._bytes(*one) for one in case.things)))
        self._members[to].waiting.append(cell)
        self._asked[cell] = self._members[to]

    def send(self) -> None:
        """Send what was asked for since the last time; take what has come back."""
        for member, cases in zip(self._members, self._new, strict=True):
            if cases:
                member.send(cases)
            while member.ready():
                member.take(self._outlines)
        self._new = [[] for _ in self._members]

    def settle(self, cells: Iterable[Cell]) -> None:
        """Wait until these cells are judged."""
        for cell in cells:
            while not hasattr(cell, "outline"):
                self._asked[cell].take(self._outlines)
            self._asked.pop(cell, None)

    def _bytes(self, number: int, make: Callable[[], Met]) -> tuple[int, bytes]:
        if number not in self._packed:
            self._packed[number] = pickle.dumps(make())
        return number, self._packed[number]


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
    """A judge in a process of its own; a thread sends, so that no one waits for each other."""

    def __init__(self, rules: Path | None) -> None:
        self.waiting: deque[Cell] = deque()
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, rules), daemon=True)
        self._process.start()
        theirs.close()
        self._out: SimpleQueue[Any] = SimpleQueue()
        Thread(target=self._send_all, daemon=True).start()

    def send(self, cases: Sequence[_Packed]) -> None:
        self._out.put(cases)

    def ready(self) -> bool:
        """Tell whether something has come back, or never will."""
        return bool(self.waiting) and self._ours.poll()

    def take(self, outlines: Outlines) -> None:
        """Take what was judged next, and give each outline to its cell."""
        for outline in self._received():
            self.waiting.popleft().outline = outlines.one(outline)

    def _received(self) -> Any:
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


def _unpacked(packed: _Packed) -> Case:
    day, things = packed
    return Case(day, [(number, partial(pickle.loads, thing)) for number, thing in things])


def _serve(connection: Connection, rules: Path | None) -> None:
    """Judge what comes until nothing comes any more."""
    try:
        bench = Bench(on_sales(rules))
        # What was loaded stays: to look through it for garbage again and again is time lost.
        gc.freeze()
        gc.set_threshold(*_COLLECTED)
        while True:
            connection.send([bench.judged(_unpacked(one)) for one in connection.recv()])
    except (EOFError, OSError):
        # Nobody is there any more.
        return
    except EarmarkError as error:
        connection.send(error)
    except Exception as error:
        connection.send(RuntimeError(f"in a worker: {error!r}"))
