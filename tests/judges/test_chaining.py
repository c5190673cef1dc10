"""The chaining judge never raises, never blocks, and names what went wrong."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from earmark.judges.chaining import GRACE, Answer, Chaining, Failure, _end, _exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
NAN = float("nan")

PROGRAM: Json = {
    "rules": [
        {
            "id": "3a090-a",
            "about": "chip",
            "roles": [],
            "given": [],
            "any": [],
            "unless": [],
            "when": {"compare": ["chip.tpp", ">=", {"number": "4800"}]},
            "finding": "3A090.a",
            "stratum": 0,
        }
    ]
}


def case(tpp: object) -> Json:
    chip = {"key": "chip", "about": "chip", "roles": [], "facts": {"tpp": {"number": tpp}}}
    return {"things": [chip], "members": [], "off": []}


def works(chaining: Chaining) -> None:
    """Expect the right answers to two cases."""
    heard = chaining.judge(PROGRAM, [case("15840/1"), case("4799.9999")], patience=60)
    assert not isinstance(heard, Failure), heard.what
    assert [answer.fired for answer in heard] == [(("3a090-a", "chip"),), ()]


@pytest.fixture
def own() -> Iterator[Chaining]:
    """A worker that a test may harm."""
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    with Chaining() as chaining:
        yield chaining


def pid(chaining: Chaining) -> int:
    assert isinstance(chaining._worker, subprocess.Popen)
    return chaining._worker.pid


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def fails(chaining: Chaining, why: str, patience: float = 5.0) -> None:
    """Expect a failure now, within the patience, and the same one at once ever after."""
    began = time.monotonic()
    assert chaining.judge(PROGRAM, [case("1")], patience=patience) == Failure(
        f"the chaining judge {why}"
    )
    assert time.monotonic() - began < patience + 0.5
    began = time.monotonic()
    assert chaining.judge(PROGRAM, [case("1")], patience=9) == Failure(f"the chaining judge {why}")
    assert time.monotonic() - began < 0.1


def test_a_crash_is_named_by_its_signal_and_leaves_no_process(own: Chaining) -> None:
    worker = pid(own)
    works(own)
    os.kill(worker, signal.SIGSEGV)
    fails(own, "crashed with signal 11")
    assert not alive(worker)


def test_a_worker_that_hangs_is_given_up_in_time_and_killed(own: Chaining) -> None:
    worker = pid(own)
    os.kill(worker, signal.SIGSTOP)
    fails(own, "did not answer within 0.3 seconds", patience=0.3)
    assert not alive(worker)


def test_a_worker_that_does_not_read_does_not_block_the_writing(own: Chaining) -> None:
    os.kill(pid(own), signal.SIGSTOP)
    began = time.monotonic()
    assert isinstance(own.judge(PROGRAM, [case("1" * 5_000_000)], patience=0.3), Failure)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "reply",
    [
        "nonsense",
        "[]",
        '"error"',
        "{}",
        '{"verdicts": []}',
        '{"verdicts": [1]}',
        '{"verdicts": [{"fired": [["a"]], "trace": []}]}',
        '{"verdicts": [{}]}\n{"verdicts": [{}]}',
        "[" * 100_000,
    ],
)
def test_an_answer_that_is_none_is_not_taken_for_one(tmp_path: Path, reply: str) -> None:
    script = tmp_path / "worker.py"
    script.write_text(
        f"import sys\nsys.stdin.readline()\nprint({reply!r}, flush=True)\nsys.stdin.read()"
    )
    with Chaining([sys.executable, str(script)]) as chaining:
        fails(chaining, "answered something that is no answer")


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("raise SystemExit(3)", "ended with exit code 3"),
        (
            "import os; os.close(1); os.read(0, 9); os.read(0, 9 << 20); os.read(0, 9)",
            "closed its pipes",
        ),
    ],
)
def test_a_worker_that_leaves_is_named_by_how_it_left(script: str, why: str) -> None:
    with Chaining([sys.executable, "-c", script]) as chaining:
        fails(chaining, why)


def test_a_worker_that_cannot_be_started_is_a_failure_too(tmp_path: Path) -> None:
    with Chaining([str(tmp_path / "missing")]) as chaining:
        failure = chaining.judge(PROGRAM, [case("1")])
    assert isinstance(failure, Failure)
    assert failure.what.startswith("the chaining judge could not be started: ")


def test_a_system_that_cannot_wait_for_pipes_has_no_second_opinion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(select, "poll")
    with Chaining() as chaining:
        fails(chaining, "is not available on this system, the second opinion is off")


def test_an_answer_to_half_a_question_is_none() -> None:
    script = "print('{}', flush=True); import time; time.sleep(60)"
    with Chaining([sys.executable, "-c", script]) as chaining:
        heard = chaining.judge(PROGRAM, [case("1" * 5_000_000)], patience=30)
    assert heard == Failure("the chaining judge answered something that is no answer")


@pytest.mark.parametrize("broken", ["raise ImportError", "raise RuntimeError('odd')", "x ="])
def test_without_durable_the_second_opinion_is_off_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(broken)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Chaining() as chaining:
        chaining.prepare(PROGRAM)
        fails(
            chaining,
            "is not available: durable-rules could not be imported on this Python, "
            "the second opinion is off",
        )


@pytest.mark.parametrize("odd", [float("nan"), {1, 2}, b"bytes"])
def test_what_is_not_json_is_not_asked(own: Chaining, odd: object) -> None:
    failure = own.judge({"rules": []}, [case(odd)])
    assert isinstance(failure, Failure)
    assert "cannot be asked" in failure.what
    works(own)


def test_a_program_may_be_told_ahead_and_changes_no_answer(own: Chaining) -> None:
    own.prepare(PROGRAM)
    own.prepare({"rules": []})
    works(own)
    own.prepare(PROGRAM)
    works(own)


def deep() -> list[object]:
    """Return lists in lists, deeper than any recursion."""
    found: list[object] = []
    for _ in range(100_000):
        found = [found]
    return found


@pytest.mark.parametrize(
    "odd", [{"no": "rules"}, {"rules": [{}]}, {"rules": {1}}, {"rules": [NAN]}, {"rules": deep()}]
)
def test_what_is_wrong_with_a_program_is_told_when_it_is_to_judge(own: Chaining, odd: Json) -> None:
    own.prepare(odd)
    works(own)
    failure = own.judge(odd, [])
    assert isinstance(failure, Failure)
    assert "cannot" in failure.what
    works(own)


def test_telling_a_program_never_waits_and_never_raises(tmp_path: Path) -> None:
    large = {"rules": [], "more": "x" * 5_000_000}
    with Chaining([sys.executable, "-c", "import time; time.sleep(60)"]) as deaf:
        deaf.prepare(large)
        deaf.prepare(large)
        assert isinstance(deaf.judge(PROGRAM, [], patience=0.2), Failure)
        deaf.prepare(PROGRAM)
    with Chaining([sys.executable, "-c", "pass"]) as gone:
        assert isinstance(gone._worker, subprocess.Popen)
        gone._worker.wait(30)
        gone.prepare(PROGRAM)
        assert "exit code 0" in str(gone.judge(PROGRAM, []))
    with Chaining([str(tmp_path / "missing")]) as missing:
        missing.prepare(PROGRAM)
        assert "could not be started" in str(missing.judge(PROGRAM, []))


def test_a_program_too_large_for_the_pipe_is_told_with_the_question(own: Chaining) -> None:
    own.prepare({**PROGRAM, "more": "x" * 5_000_000})
    own.prepare({"rules": [], "more": "x" * 5_000_000})
    works(own)


def test_what_is_not_a_request_is_answered_by_an_error(own: Chaining) -> None:
    failure = own.judge({"no": "rules"}, [])
    assert failure == Failure("the chaining judge cannot read the request (KeyError: 'rules')")
    why = "the case could not be judged (KeyError: 'things')"
    assert own.judge(PROGRAM, [{"no": "things"}]) == [Answer(error=why)]
    works(own)


def descriptors() -> set[str]:
    return {entry.name for entry in Path("/dev/fd").iterdir()}


def test_closing_frees_the_process_and_its_pipes_and_may_be_repeated() -> None:
    before = descriptors()
    chaining = Chaining()
    chaining.start()
    chaining.start()
    worker = pid(chaining)
    chaining.close()
    chaining.close()
    assert not alive(worker)
    assert descriptors() == before
    assert chaining.judge(PROGRAM, [case("1")]) == Failure("the chaining judge has been closed")


def test_an_interrupted_call_does_not_leave_its_answer_to_the_next(
    own: Chaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    worker = pid(own)
    monkeypatch.setattr("earmark.judges.chaining._exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        own.judge(PROGRAM, [case("1")])
    monkeypatch.undo()
    fails(own, "was interrupted")
    assert not alive(worker)


def test_the_worker_does_not_outlive_a_killed_parent() -> None:
    script = "import sys, time; from earmark.judges.chaining import Chaining\n"
    script += (
        "judge = Chaining(); judge.start(); print(judge._worker.pid, flush=True); time.sleep(60)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=env
    ) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while not ended(worker) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert ended(worker)


def ended(process: int) -> bool:
    """Tell whether an orphan has ended, even where nobody collects it."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return not alive(process)
    return state == "Z"


def test_the_worker_hears_nothing_of_a_ctrl_c_in_the_terminal(own: Chaining) -> None:
    works(own)
    assert os.getpgid(pid(own)) != os.getpgid(0)


# --- a worker of one's own making ---------------------------------------------------------------


def made(body: str) -> Chaining:
    return Chaining([sys.executable, "-c", f"import json, sys, time\n{body}"])


def test_a_program_told_ahead_is_there_before_the_question(tmp_path: Path) -> None:
    seen, told = tmp_path / "seen", [{"rules": [], "number": number} for number in range(3)]
    with made(f"for line in sys.stdin: open({str(seen)!r}, 'a').write(line)") as listening:
        for program in told:
            listening.prepare(program)
        end = time.monotonic() + 30
        while time.monotonic() < end and not (seen.exists() and len(read(seen)) == len(told)):
            time.sleep(0.01)
    assert read(seen) == [{"prepare": program} for program in told]


def read(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_an_answer_may_come_in_pieces() -> None:
    words = "x" * 3_000_000
    halves = "input(); print('{\"error\": ', end='', flush=True); time.sleep(0.1)"
    with made(f"{halves}; print(json.dumps('x' * {len(words)}) + '}}')") as slow:
        assert slow.judge(PROGRAM, [], patience=60) == Failure(f"the chaining judge {words}")


def test_why_there_is_no_worker_stays_the_reason_when_it_is_closed(tmp_path: Path) -> None:
    missing = Chaining([str(tmp_path / "missing")])
    missing.start()
    missing.close()
    assert "could not be started" in str(missing.judge(PROGRAM, []))


def test_a_worker_that_never_ends_its_line_is_given_up_in_time() -> None:
    body = "input()\nwhile True: print('x', end='', flush=True); time.sleep(0.01)"
    with made(body) as talker:
        fails(talker, "did not answer within 0.3 seconds", patience=0.3)


def test_a_worker_that_leaves_without_a_fault_is_named_by_its_exit_code() -> None:
    with made("input()") as short:
        fails(short, "ended with exit code 0")


def test_a_worker_that_talks_on_is_not_listened_to_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("listened on"))
    with Path(os.devnull).open("wb") as to, Path("/dev/zero").open("rb") as back:
        talker = cast("subprocess.Popen[bytes]", SimpleNamespace(stdin=to, stdout=back))
        with pytest.raises(TimeoutError):
            _exchange(talker, b"\n", time.monotonic() - 1)


def test_a_worker_has_all_of_its_time() -> None:
    with made("for line in sys.stdin: print('{\"verdicts\": []}', flush=True)") as quick:
        assert quick.judge(PROGRAM, [], patience=60) == []
        assert quick.judge(PROGRAM, [], patience=1) == []


def test_a_worker_has_two_seconds_unless_told_otherwise(own: Chaining) -> None:
    os.kill(pid(own), signal.SIGSTOP)
    failure = own.judge(PROGRAM, [])
    assert failure == Failure("the chaining judge did not answer within 2 seconds")


@pytest.mark.parametrize(("left", "waited"), [(-9.0, 0.0), (9.0, GRACE)])
def test_a_worker_that_closed_its_pipes_is_waited_for_while_there_is_time(
    left: float, waited: float
) -> None:
    seconds: list[float] = []

    class Lingering:
        def wait(self, for_: float) -> None:
            seconds.append(for_)
            raise subprocess.TimeoutExpired("worker", for_)

    process = cast("subprocess.Popen[bytes]", Lingering())
    assert _end(process, time.monotonic() + left) == "closed its pipes"
    assert seconds == [waited]


def test_what_a_worker_complains_of_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with made("input(); print('noise', file=sys.stderr, flush=True); print('{}')") as noisy:
        fails(noisy, "answered something that is no answer")
    assert capfd.readouterr().err == ""


def test_a_worker_writes_utf_8_whatever_the_terminal_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with made("input(); print(json.dumps({'error': sys.stdout.encoding.lower()}))") as worker:
        assert worker.judge(PROGRAM, []) == Failure("the chaining judge utf-8")


def test_an_answer_says_why_each_rule_fired(own: Chaining) -> None:
    (answer,) = cast("list[Answer]", own.judge(PROGRAM, [case("15840/1")], patience=60))
    facts = {"chip.tpp": {"number": "15840/1"}}
    link = {"rule": "3a090-a", "thing": "chip", "facts": facts, "findings": []}
    assert answer.trace == (link,)
