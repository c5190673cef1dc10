"""What only real processes show: pipes, full disks, signals, terminals, and who is left behind."""

import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from shutil import which

import pytest

from earmark.batch.crew import cores

COMMAND = (sys.executable, "-m", "earmark", "batch")
HEAD = b"buyer,chip,destination,date,note\n"
ROW = b"Acme GmbH,T4,DE,2024-03-04," + b"x" * 500 + b"\n"
FEW = HEAD + ROW * 3
MANY = HEAD + ROW * 6_000
"""So many that workers are asked for, and not so many that they are waited for before the end."""

BROKEN = b"Acme GmbH,T4,Nowhere,2024-03-04,\n"

bash = pytest.mark.skipif(which("bash") is None, reason="there is no bash")


def in_bash(script, folder, content=FEW):
    (folder / "orders.csv").write_bytes(content)
    words = ["bash", "-c", f"set -o pipefail; {script}", "bash", *COMMAND]
    return subprocess.run(words, cwd=folder, capture_output=True, timeout=120)


# -- pipes -----------------------------------------------------------------------------------


@bash
@pytest.mark.parametrize(
    "script",
    [
        'cat orders.csv | "$@" - --out - --quarantine bad.csv | cat',
        '"$@" orders.csv --out /dev/stdout --quarantine bad.csv | cat',
        '"$@" <(cat orders.csv) --out >(cat) --quarantine bad.csv | cat',
    ],
)
def test_rows_go_through_pipes(tmp_path, script):
    ran = in_bash(script, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(b"buyer,chip,destination,date,note,verdict,")
    assert ran.stdout.count(b"\r\n") == 4
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


@bash
@pytest.mark.parametrize("content", [HEAD + ROW * 300, MANY])
def test_a_reader_that_goes_away_does_not_have_the_whole(tmp_path, content):
    ran = in_bash('"$@" - --out - --quarantine bad.csv < orders.csv | head -1', tmp_path, content)
    assert ran.returncode == 3
    assert ran.stdout.count(b"\n") == 1
    assert ran.stderr == (b"earmark: standard output cannot be written: Broken pipe [unwritable]\n")


@bash
@pytest.mark.parametrize("rows", [1, 300, 3_000])
def test_what_fails_is_told_and_not_what_was_open_beside_it(tmp_path, rows):
    """Also where it fails only with the last of what is written."""
    words = '"$@" - --out - --quarantine bad.csv --json summary.json < orders.csv | true'
    ran = in_bash(words, tmp_path, HEAD + BROKEN + ROW * rows)
    assert ran.returncode == 3
    assert ran.stderr == (b"earmark: standard output cannot be written: Broken pipe [unwritable]\n")
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


# -- full disks ------------------------------------------------------------------------------


@bash
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_standard_output_that_takes_nothing_fails_the_run(tmp_path):
    ran = in_bash('"$@" orders.csv --out - --quarantine bad.csv > /dev/full', tmp_path)
    assert ran.returncode == 3
    assert ran.stderr == (
        b"earmark: standard output cannot be written: No space left on device [unwritable]\n"
    )


@bash
@pytest.mark.parametrize("name", ["out.csv", "out.csv.gz", "out.parquet"])
def test_a_disk_that_fills_up_leaves_the_older_output_and_nothing_else(tmp_path, name):
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_text("old")
    notes = (os.urandom(200).hex().encode() for _ in range(900))
    rows = b"".join(b"Acme GmbH,T4,DE,2024-03-04,%s\n" % note for note in notes)
    ran = in_bash(f'ulimit -f 40; "$@" orders.csv --out {name}', tmp_path, HEAD + rows)
    assert ran.returncode == 3
    assert (
        ran.stderr == f"earmark: {name} cannot be written: File too large [unwritable]\n".encode()
    )
    assert (tmp_path / name).read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orders.csv", name]


# -- signals ---------------------------------------------------------------------------------


class Running:
    """A run whose input does not end; ``many`` rows call for workers."""

    def __init__(self, folder, *, many):
        self.folder = folder
        self.run = subprocess.Popen(
            [*COMMAND, "-", "--out", "out.csv"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.run.stdin.write(MANY if many else HEAD + ROW * 200)
        self.run.stdin.flush()
        # A judge for each processor but one; the tracker of their resources is a child too.
        self.wait_until(lambda: len(self.children) == cores() if many else self.parts)

    @property
    def children(self):
        """The processes that it has started."""
        pid = self.run.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(one) for one in listed.read_text().split()] if listed.exists() else []

    @property
    def parts(self):
        """The files that it has begun."""
        return [path for path in self.folder.iterdir() if path.name.startswith(".")]

    def end(self, send):
        """End it; return its exit code and what it said, once no process is left."""
        children = self.children
        send(self.run.pid)
        self.run.wait(60)
        self.wait_until(lambda: not any(map(alive, children)))
        said = self.run.stderr.read()
        self.run.stderr.close()
        with suppress(BrokenPipeError):
            self.run.stdin.close()
        return self.run.returncode, said

    def wait_until(self, true):
        deadline = time.monotonic() + 60
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.02)


def alive(pid):
    """Tell whether a process is there, and more than an entry that no one has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


several = pytest.mark.skipif(cores() == 1, reason="one processor judges nothing beside the run")
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc")


@linux
@pytest.mark.parametrize("many", [False, pytest.param(True, marks=several)])
def test_killed_a_run_leaves_the_older_output_and_no_process(tmp_path, many):
    (tmp_path / "out.csv").write_text("old")
    running = Running(tmp_path, many=many)
    code, _ = running.end(lambda pid: os.kill(pid, signal.SIGKILL))
    assert code == -signal.SIGKILL
    assert (tmp_path / "out.csv").read_text() == "old"


@linux
@pytest.mark.parametrize("many", [False, pytest.param(True, marks=several)])
def test_interrupted_a_run_leaves_nothing_behind_and_no_process(tmp_path, many):
    running = Running(tmp_path, many=many)
    code, said = running.end(lambda pid: os.killpg(pid, signal.SIGINT))
    assert code == 130
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@linux
@several
def test_a_run_whose_worker_is_killed_fails_and_says_so(tmp_path):
    running = Running(tmp_path, many=True)

    def kill(_):
        for one in running.children[1:]:
            os.kill(one, signal.SIGKILL)
        running.run.stdin.close()

    code, said = running.end(kill)
    assert code == 3
    assert said == (
        b"earmark: a worker process ended with code -9 (is there enough memory?) [worker-lost]\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_that_does_not_wait_is_read_to_its_end(tmp_path):
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    words = [*COMMAND, "-", "--out", "out.csv"]
    running = subprocess.Popen(words, cwd=tmp_path, stdin=ours, stderr=subprocess.PIPE)
    for part in (HEAD, ROW):
        time.sleep(1)
        os.write(theirs, part)
    os.close(theirs)
    os.close(ours)
    _, said = running.communicate(timeout=60)
    assert said.startswith(b"earmark: 1 read = 1 allowed")


# -- terminals -------------------------------------------------------------------------------


def test_progress_stands_on_a_terminal_only_and_goes_away(tmp_path):
    (tmp_path / "orders.csv").write_bytes(FEW)
    words = [*COMMAND, "orders.csv", "--out", "-", "--quarantine", "bad.csv"]
    ours, theirs = pty.openpty()
    ran = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert b"\r" not in ran.stdout.read().replace(b"\r\n", b"")
    ran.stdout.close()
    assert ran.wait(60) == 0
    assert b"\r\x1b[Kearmark: 3 read = 3 allowed" in shown
    plain = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=60)
    assert b"\r" not in plain.stderr
    assert b"\x1b" not in plain.stderr
