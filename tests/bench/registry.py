"""Time the registry: the full list imported, its index, and a million stakes.

    python tests/bench/registry.py CSL.csv [STAKES]

CSL.csv is a copy of the Consolidated Screening List with its day in the name; STAKES is how many
stakes are made up (a million). Prints wall time and the memory at its highest, one process each.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from earmark.facts.registry.importing import Origin, import_file
from earmark.facts.registry.names import build_index
from earmark.facts.registry.reading import RegistryFile

DAYS = 10


def timed(what: str, began: float) -> None:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.perf_counter() - began:.2f} s, {highest:.0f} MB", flush=True)


def size(registry: Path) -> str:
    return f"{registry.stat().st_size / 1e6:.1f} MB"


def lists(registry: Path, csl: Path) -> None:
    began = time.perf_counter()
    done = import_file(registry, csl)
    timed(f"the list, {done.rows:,} entries, with its index", began)
    print(f"the file then: {size(registry)}")
    began = time.perf_counter()
    for day in range(1, DAYS):
        import_file(registry, csl, Origin(as_of=date(2000, 1, day)))
    timed(f"{DAYS - 1} more copies of it", began)
    print(f"the file then: {size(registry)}")


def index(registry: Path) -> None:
    with RegistryFile.open(registry) as user:  # type: ignore[union-attr]
        began = time.perf_counter()
        user.index.find("Beijing Sensetime Technology Development Co., Ltd.")
        timed("the stored index, loaded and asked once", began)
        began = time.perf_counter()
        built = build_index(user._database)
        timed("the index built", began)
        began = time.perf_counter()
        built.dump()
        timed("the index written", began)


def stakes(registry: Path, count: str) -> None:
    made = random.Random(7)
    file = registry.with_name("stakes_2026-01-01.csv")
    with file.open("w", encoding="utf-8") as out:
        out.write("owner,owned,percent,from,until,source\n")
        for _ in range(int(count)):
            owner, owned = made.sample(range(int(count) // 2), 2)
            share = made.randrange(1_000_001) / 10_000
            out.write(f"Company {owner} Ltd,Company {owned} Ltd,{share:.4f},2020-01-01,,filing\n")
    began = time.perf_counter()
    import_file(registry, file)
    timed(f"{int(count):,} stakes between {int(count) // 2:,} companies", began)
    print(f"the file then: {size(registry)}")


def main() -> None:
    csl, count = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1000000"
    with TemporaryDirectory() as folder:
        for part, *given in (("lists", csl), ("index",), ("stakes", count)):
            subprocess.run([sys.executable, __file__, "--part", part, folder, *given], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        part, folder, *given = sys.argv[2:]
        registry = Path(folder, "other.sqlite" if part == "stakes" else "registry.sqlite")
        {"lists": lists, "index": index, "stakes": stakes}[part](
            registry, *(Path(one) if part == "lists" else one for one in given)
        )
    else:
        main()
