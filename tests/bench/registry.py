"""Time the registry: the full list imported, its index, names screened, and a million stakes.

    python tests/bench/registry.py [STAKES]

STAKES is how many stakes are made up (a million). Prints wall time and the memory at its highest,
one process for each part; of names, processor time, and what screening adds to the bare index.
"""

from __future__ import annotations

import csv
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
from earmark.facts.registry.screened import open_registry

sys.path.insert(0, str(Path(__file__).parents[1]))
from perturbations import sample

CSL = Path(__file__).parents[3] / "shared" / "lists" / "us_csl_2026-07-31.csv"
DAYS = 10
NAMES = 30_000
TRADES = ("Trading", "Technology", "Electronics", "Shipping", "Systems", "Logistics")


def timed(what: str, began: float) -> None:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.perf_counter() - began:.2f} s, {highest:.0f} MB", flush=True)


def size(registry: Path) -> str:
    return f"{registry.stat().st_size / 1e6:.1f} MB"


def lists(registry: Path) -> None:
    began = time.perf_counter()
    done = import_file(registry, CSL)
    timed(f"the list, {done.rows:,} entries, with its index", began)
    print(f"the file then: {size(registry)}")
    began = time.perf_counter()
    for day in range(1, DAYS):
        import_file(registry, CSL, Origin(as_of=date(2000, 1, day)))
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


def names(registry: Path) -> None:
    with CSL.open(encoding="utf-8", newline="") as file:
        listed = [row["name"] for row in csv.DictReader(file)]
    chance = random.Random(7)
    letters = [letter for name in listed for letter in name.lower() if letter.isalpha()]
    written = [one.written for one in sample(listed, NAMES // 60, seed=7)]
    while len(written) < NAMES:
        word = "".join(chance.choices(letters, k=chance.randint(4, 9)))
        written.append(f"{word.title()} {chance.choice(TRADES)} Ltd")
    told = list(dict.fromkeys(written))
    chance.shuffle(told)
    known = open_registry(registry)
    index = RegistryFile.open(registry).index  # type: ignore[union-attr]
    known.find("warm up")  # type: ignore[union-attr]
    index.find("warm up")
    for what, find in (("the index alone", index.find), ("as screened", known.find)):  # type: ignore[union-attr]
        began = time.process_time()
        for name in told:
            find(name)
        print(f"{what}: {len(told) / (time.process_time() - began):,.0f} new names a second")


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
    count = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    of_lists = (("lists",), ("index",), ("names",)) if CSL.exists() else ()
    if not of_lists:
        print("registry: the lists are not beside the project; of them, nothing was timed")
    with TemporaryDirectory() as folder:
        for part, *given in (*of_lists, ("stakes", count)):
            subprocess.run([sys.executable, __file__, "--part", part, folder, *given], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        part, folder, *given = sys.argv[2:]
        registry = Path(folder, "other.sqlite" if part == "stakes" else "registry.sqlite")
        {"lists": lists, "index": index, "names": names, "stakes": stakes}[part](registry, *given)
    else:
        main()
