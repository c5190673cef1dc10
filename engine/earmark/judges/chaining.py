"""The chaining judge: a second reader of the same rules, by forward chaining in a worker.

The worker is a process of its own, so that a crash or a hang in it costs a sentence in the
record and nothing else. Start it first of all: it gets ready while the caller is importing.

>>> with Chaining() as judge:
...     judge.judge({"rules": []}, [])
[]
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

Json = dict[str, Any]

# The worker keeps the caller's environment, so it can import what the caller can; only the
# modules beside the script must not stand in for others (-P).
COMMAND: Final = (
    sys.executable or "python3",
    "-P",
    str(Path(__file__).with_name("chaining_worker.py")),
)
GRACE: Final = 0.25
"""Seconds within which a process that has been killed, or has closed its pipes, is gone."""
NONSENSE: Final = "answered something that is no answer"


@dataclass(frozen=True)
class Answer:
    """What fired in one case, as (rule, thing), sorted; and why, in the order it fired.

    ``error`` says why this one case could not be judged; nothing fired then.
    """

    fired: tuple[tuple[str, str], ...] = ()
    trace: tuple[Json, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Failure:
    """Why there is no second opinion; ``what`` is a sentence without its full stop."""

    what: str


class _Lost(Exception):  # noqa: N818 - the worker is, not the caller
    """The worker is of no use any more; says why."""


class Chaining:
    """A worker process that judges cases, one call at a time, from one thread.

    Nothing here raises on account of the worker. Once it has crashed, hung or answered
    nonsense it is killed, and every later call returns the same :class:`Failure` at once. A
    program that it cannot express is a failure of that program alone.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._worker: subprocess.Popen[bytes] | Failure | None = None
        """The process; before it was started nothing, and why there is none where it failed."""
        self._unsent = b""

    def __enter__(self) -> Chaining:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the worker and return without waiting for it; do nothing if it was started."""
        self._at_hand()

    def prepare(self, program: Json) -> None:
        """Tell the worker by which program it will judge next; never waits, never raises.

        It compiles that while the caller is busy. What goes wrong here shows when it judges.
        """
        worker = self._at_hand()
        if isinstance(worker, Failure):
            return
        with suppress(TypeError, ValueError, RecursionError, OSError):
            self._unsent += _line({"prepare": program})
            to, _ = (pipe.fileno() for pipe in _pipes(worker))
            os.set_blocking(to, False)
            self._unsent = self._unsent[os.write(to, self._unsent) :]

    def judge(
        self, program: Json, cases: list[Json], patience: float = 2.0
    ) -> list[Answer] | Failure:
        """Judge each case by the program, within so many seconds; never raises.

        The shapes of program, case and answer are those that ``chaining_worker`` documents.
        """
        deadline = time.monotonic() + patience
        worker = self._at_hand()
        if isinstance(worker, Failure):
            return worker
        try:
            request = _line({"program": program, "cases": cases})
        except (TypeError, ValueError, RecursionError) as error:
            return _failure(f"cannot be asked: {error}")
        try:
            unsent, self._unsent = self._unsent, b""
            reply = _exchange(worker, unsent + request, deadline)
            return _understood(reply, len(cases))
        except TimeoutError:
            return self._give_up(f"did not answer within {patience:g} seconds")
        except _Lost as lost:
            return self._give_up(str(lost))
        except OSError:
            return self._give_up(_end(worker, deadline))
        except BaseException:
            # An interrupted exchange leaves half of it in the pipes.
            self._give_up("was interrupted")
            raise

    def close(self) -> None:
        """End the worker and free its pipes; what is asked later is answered by a failure."""
        self._give_up("has been closed")

    def _at_hand(self) -> subprocess.Popen[bytes] | Failure:
        if self._worker is None:
            self._worker = _started(self._command)
        return self._worker

    def _give_up(self, why: str) -> Failure:
        worker = self._worker
        self._worker = failure = worker if isinstance(worker, Failure) else _failure(why)
        if isinstance(worker, subprocess.Popen):
            worker.kill()
            _wait(worker)
            for pipe in _pipes(worker):
                pipe.close()
        return failure


def _started(command: Sequence[str]) -> subprocess.Popen[bytes] | Failure:
    if not hasattr(select, "poll"):
        return _failure("is not available on this system, the second opinion is off")
    try:
        return subprocess.Popen(  # noqa: S603 - our own script
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The caller's terminal may be of any encoding; the pipes are UTF-8.
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            # Ctrl-C in a terminal is for the caller to handle, not for the worker.
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return _failure(f"could not be started: {error}")


def _failure(why: str) -> Failure:
    return Failure(f"the chaining judge {why}")


def _line(request: Json) -> bytes:
    """Return a request as the worker reads it; raise TypeError or ValueError if it is no JSON."""
    return json.dumps(request, allow_nan=False).encode() + b"\n"


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Return both pipes of a process that was started with them."""
    return cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))


def _exchange(process: subprocess.Popen[bytes], request: bytes, deadline: float) -> bytes:
    """Write a line and read a line; raise TimeoutError or another OSError.

    Writing and reading take turns: a worker that answers before it has read all, or that never
    reads, must not block the caller.
    """
    to, back = (pipe.fileno() for pipe in _pipes(process))
    poll = select.poll()
    for pipe, event in ((to, select.POLLOUT), (back, select.POLLIN)):
        os.set_blocking(pipe, False)
        poll.register(pipe, event)
    left, reply = memoryview(request), bytearray()
    while not reply.endswith(b"\n"):
        remaining = deadline - time.monotonic()
        ready = [pipe for pipe, _ in poll.poll(max(remaining * 1000, 0))]
        if remaining <= 0 or not ready:
            raise TimeoutError
        if back in ready:
            part = os.read(back, 1 << 20)
            if not part:
                raise BrokenPipeError
            reply += part
        if to in ready:
            left = left[os.write(to, left) :]
            if not left:
                poll.unregister(to)
    if left:
        raise _Lost(NONSENSE)
    return bytes(reply)


def _understood(reply: bytes, count: int) -> list[Answer] | Failure:
    """Read the worker's line; raise _Lost if it is not an answer to so many cases."""
    try:
        said = json.loads(reply)
        if "error" in said:
            return _failure(str(said["error"]))
        answers = [_answer(one) for one in said["verdicts"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _Lost(NONSENSE) from None
    if len(answers) != count:
        raise _Lost(NONSENSE)
    return answers


def _answer(said: Json) -> Answer:
    if "error" in said:
        return Answer(error=str(said["error"]))
    fired = tuple((str(rule), str(thing)) for rule, thing in said["fired"])
    return Answer(fired, tuple(dict(link) for link in said["trace"]))


def _end(process: subprocess.Popen[bytes], deadline: float) -> str:
    """Say how a worker ended that has closed its pipes."""
    code = _wait(process, min(GRACE, max(0.0, deadline - time.monotonic())))
    if code is None:
        return "closed its pipes"
    return f"crashed with signal {-code}" if code < 0 else f"ended with exit code {code}"


def _wait(process: subprocess.Popen[bytes], seconds: float = GRACE) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
