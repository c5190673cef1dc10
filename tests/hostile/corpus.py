"""Files that users send, and what each comes to: stored ones in ``files``, large ones made here."""

from __future__ import annotations

import gzip
import random
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
HEAD: Final = "buyer,chip,destination\n"
NOTED: Final = "buyer,chip,destination,note\n"
ROW: Final = "Tencent,H800,CN\n"


@dataclass(frozen=True)
class Hostile:
    """A file, how it is read, and what it comes to.

    ``good`` counts the rows that state a sale; ``bad`` are line and code of those set aside;
    ``refused`` are the codes for which the file is refused as a whole.
    """

    name: str
    why: str
    good: int = 0
    bad: tuple[tuple[int, str], ...] = ()
    refused: tuple[str, ...] = ()
    encoding: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""

    def content(self) -> bytes:
        """Return its bytes."""
        made = LARGE.get(self.name)
        return made() if made else (HERE / "files" / self.name).read_bytes()


def corpus() -> list[Hostile]:
    """Return every file of the corpus."""
    table = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
    return [_hostile(one) for one in table["file"]]


def _hostile(one: dict[str, Any]) -> Hostile:
    bad = tuple(chain.from_iterable(_lines(*entry) for entry in one.pop("bad", ())))
    return Hostile(bad=bad, refused=tuple(one.pop("refused", ())), **one)


def _lines(first: int, *rest: Any) -> list[tuple[int, str]]:
    """Return the entries that one stands for: ``[line, code]`` or ``[from, to, step, code]``."""
    last, step, code = rest if len(rest) > 1 else (first, 1, *rest)
    return [(line, code) for line in range(first, last + 1, step)]


# -- large files -----------------------------------------------------------------------------


def _longest_cell() -> bytes:
    rows = (f"Tencent,H800,CN,{'x' * 65_536}\n", f"Tencent,H800,CN,{'x' * 65_537}\n")
    return (NOTED + "".join(rows) + rows[1].replace("x", '"x', 1).replace("x\n", 'x"\n')).encode()


def _long_cell_of_lines() -> bytes:
    cell = '"' + f"{'x' * 40_000}\n" * 2 + '"'
    return f"{NOTED}Tencent,H800,CN,{cell}\n{NOTED}".encode()


def _long_line() -> bytes:
    return f"{HEAD}{ROW}{'x' * 10_000_000}\n{ROW}".encode()


def _longest_line() -> bytes:
    return f"{HEAD}{ROW}{'xy,' * 349_525}x\n{'xy,' * 349_525}xy\n{ROW}{'z' * 1_048_577}".encode()


def _wide() -> bytes:
    names = ",".join(f"c{at}" for at in range(10_000))
    cells = "," * 9_999
    rows = f"A,B,CN,{cells}\nA,B,CN\nA,B,CN,,{cells}\n"
    return f"buyer,chip,destination,{names}\n{rows}".encode()


def _wide_row() -> bytes:
    return f"{HEAD}{ROW}{'x,' * 10_000}\n{ROW}".encode()


def _record_without_end() -> bytes:
    return (HEAD + 'x","\n' * 2_000 + ROW).encode()


def _open_cells() -> bytes:
    return (HEAD + f'{ROW}Acme,"H800,CN\n' * 5_000 + ROW).encode()


def _many_lines() -> bytes:
    chance = random.Random(5)
    rows = ["Tencent,H800,CN\n", '"Acme, Ltd",A100,SG\n', "Acme\n", "Acme,H20,Chna\n"]
    return (HEAD + "".join(chance.choices(rows, weights=[50, 50, 1, 1], k=3_000))).encode()


def _packed_zeros() -> bytes:
    return gzip.compress(HEAD.encode() + b"\0" * 40_000_000 + b"\n" + ROW.encode(), mtime=0)


LARGE: Final[Mapping[str, Callable[[], bytes]]] = {
    "longest_cell.csv": _longest_cell,
    "long_cell_of_lines.csv": _long_cell_of_lines,
    "long_line.csv": _long_line,
    "longest_line.csv": _longest_line,
    "wide.csv": _wide,
    "wide_row.csv": _wide_row,
    "record_without_end.csv": _record_without_end,
    "open_cells.csv": _open_cells,
    "many_lines.csv": _many_lines,
    "packed_zeros.csv.gz": _packed_zeros,
}
"""Files that are not stored: the same bytes each time."""
