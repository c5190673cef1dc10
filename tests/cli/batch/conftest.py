"""What the tests of ``earmark batch`` share: runs over a file, and what they leave behind."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from earmark.batch import sample

_COUNTS = re.compile(
    r"earmark: (\S+) read = (\S+) allowed \+ (\S+) denied \+ (\S+) review \+ (\S+) quarantined"
)


@pytest.fixture(autouse=True, scope="session")
def _long_cells() -> Iterator[None]:
    """Let the csv module read back what is set aside: a line of a million NUL."""
    before = csv.field_size_limit(8 << 20)
    yield
    csv.field_size_limit(before)


@pytest.fixture(autouse=True)
def _one_second_judge(monkeypatch: pytest.MonkeyPatch, chaining: object) -> None:
    """Let runs share a second judge, which takes longer to start than they do."""
    monkeypatch.setattr(sample, "Chaining", lambda: nullcontext(chaining))


@dataclass(frozen=True)
class Run:
    """What a run over a file left behind: the exit code, standard output and error, files."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def counts(self) -> tuple[int, ...]:
        """Read, allowed, denied, under review and set aside, as the reconciliation says."""
        found = _COUNTS.search(self.err)
        assert found, self.err
        return tuple(int(one.replace(",", "")) for one in found.groups())

    def rows(self, name: str = "out.csv") -> list[dict[str, str]]:
        """Return the rows of a file that was written."""
        return list(csv.DictReader(io.StringIO(_text(self.folder / name), newline="")))

    @property
    def set_aside(self) -> list[dict[str, str]]:
        """The rows of the quarantine file; none where there is no such file."""
        name = "out.quarantine.csv"
        return self.rows(name) if name in self.files else []

    @property
    def bad(self) -> list[tuple[int, str]]:
        """Line and code of each row that was set aside."""
        return [(int(row["line"]), row["code"]) for row in self.set_aside]

    @property
    def files(self) -> list[str]:
        """What is in the folder."""
        return sorted(path.name for path in self.folder.iterdir())


def _text(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.name.endswith(".gz") else content).decode()


@pytest.fixture
def batch(earmark: Callable[..., object], tmp_path: Path) -> Callable[..., Run]:
    """Return a function that screens a file of this content, in this process."""

    def call(
        content: str | bytes, *options: str, name: str = "orders.csv", to: str | None = None
    ) -> Run:
        orders = tmp_path / name
        orders.write_bytes(content.encode() if isinstance(content, str) else content)
        out = str(tmp_path / "out.csv") if to is None else to
        words = ("batch", str(orders), "--out", out, *options)
        result = earmark(*words)
        return Run(result.code, result.out, result.err, tmp_path)

    return call
