"""Measure the search for names over the whole Consolidated Screening List.

    python tests/bench/names.py

Prints, in seconds of one core: the index built and loaded; new names a second, each name once, a
third of them perturbed names of the list, the rest made up from syllables and words of trades, with
the real companies that are on no list; recall by kind of perturbation, for people and for others;
false alarms per 1,000 of those companies; and on labelled pairs the F1 of the decision itself (any
hit is a match) with the interval of 2,000 bootstrap samples, beside the best threshold of
rapidfuzz's token_set_ratio, which is chosen on the very pairs.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import fuzz

from earmark.facts.names import Named, NameIndex

sys.path.insert(0, str(Path(__file__).parents[1]))
from perturbations import sample

SHARED = Path(__file__).parents[3] / "shared"
OF_EACH_KIND = 500
NEW_NAMES = 20_000
RESAMPLED = 2_000
SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "tan",
    "vel",
    "mor",
    "zen",
    "lu",
    "qi",
    "sha",
    "dor",
    "pex",
    "nim",
    "gra",
    "sol",
    "ter",
    "vi",
    "ox",
    "hal",
    "wen",
]
TRADES = [
    "Technology",
    "Trading",
    "Energy",
    "Capital",
    "Systems",
    "Electronics",
    "Pharma",
    "Logistics",
]
FORMS = ("Co., Ltd.", "Inc.", "LLC", "GmbH", "Pte Ltd")


def rows(name: str) -> Iterator[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def listed() -> list[Named]:
    return [
        Named(name, str(at), frozenset(row["countries"].split("; ")), row["type"] == "Individual")
        for at, row in enumerate(rows("lists/us_csl_2026-07-31.csv"))
        for name in (row["name"], *filter(None, row["alt_names"].split("; ")))
    ]


def timed(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def index_of(names: list[Named]) -> NameIndex:
    blob = b""

    def build() -> None:
        nonlocal blob
        blob = NameIndex.build(names).dump()

    print(f"index of {len(names):,} names built in {timed(build):.1f} s")
    loaded = min(timed(lambda: NameIndex.load(blob)) for _ in range(3))
    print(f"{len(blob) / 1e6:.1f} MB, loaded in {loaded:.2f} s")
    return NameIndex.load(blob)


def made_up(chance: random.Random) -> str:
    word = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
    return f"{word.title()} {chance.choice(TRADES)} {chance.choice(FORMS)}"


def speed(index: NameIndex, names: list[Named], unlisted: list[str]) -> None:
    chance = random.Random(7)
    kinds = {
        "perturbed": [one.written for one in sample([n.name for n in names], 370, seed=7)],
        "unlisted": unlisted,
        "made up": [made_up(chance) for _ in range(NEW_NAMES * 2 // 3 - len(unlisted))],
    }
    first = timed(lambda: index.find("Kolvane Instruments"))
    seen: set[str] = set()
    took = {}
    for kind, written in kinds.items():
        new = [name for name in dict.fromkeys(written) if name not in seen]
        seen.update(new)
        took[kind] = len(new), timed(lambda new=new: [index.find(name) for name in new])
    count, spent = (sum(column) for column in zip(*took.values(), strict=True))
    print(f"{count:,} new names, {count / spent:,.0f} a second; the first in {first:.3f} s")
    for kind, (found, seconds) in took.items():
        print(f"  {kind:22} {found / seconds:,.0f} a second of {found:,}")


def recall(index: NameIndex, names: list[Named]) -> None:
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for one in sample([named.name for named in names], OF_EACH_KIND):
        named = names[one.at]
        hit = any(hit.owner == named.owner for hit in index.find(one.written))
        for key in (one.kind, "all", "people" if named.person else "companies and others"):
            found[key].append(hit)
    for kind, hits in found.items():
        print(f"  {kind:22} {sum(hits) / len(hits):.1%} of {len(hits):,}")


def false_alarms(index: NameIndex, unlisted: list[str]) -> None:
    hits = [found[0] for name in unlisted if (found := index.find(name))]
    certain = sum(hit.certain for hit in hits)
    print(
        f"of {len(unlisted):,} unlisted companies {len(hits)} match, {certain} of them to the "
        f"letter: {1000 * len(hits) / len(unlisted):.1f} per 1,000"
    )


def f1(decided: list[tuple[bool, bool]]) -> float:
    right = sum(found and same for found, same in decided)
    wrong = sum(found != same for found, same in decided)
    return 2 * right / (2 * right + wrong) if right else 0.0


def pairs() -> None:
    company = [row for row in rows("names/pairs_dev.csv") if row["schema"] == "Company"]
    labelled = [(row["name1"], row["name2"], row["is_match"] == "true") for row in company]
    decided: list[tuple[bool, bool]] = []

    def decide() -> None:
        for one, two, same in labelled:
            decided.append((bool(NameIndex.build([Named(two, "")]).find(one)), same))

    took = timed(decide)
    chance = random.Random(4)
    spread = sorted(f1(chance.choices(decided, k=len(decided))) for _ in range(RESAMPLED))
    low, high = spread[RESAMPLED // 40], spread[-RESAMPLED // 40]
    print(
        f"{len(decided)} pairs: F1 {f1(decided):.3f} ({low:.3f} to {high:.3f}), "
        f"{len(decided) / took:,.0f} pairs a second, an index for each"
    )
    ratios = [(fuzz.token_set_ratio(one.lower(), two.lower()), same) for one, two, same in labelled]
    best = max(f1([(ratio >= bar, same) for ratio, same in ratios]) for bar in range(101))
    print(f"token_set_ratio at its best threshold: F1 {best:.3f}; always yes: ", end="")
    print(f"{f1([(True, same) for _, same in decided]):.3f}")


def main() -> None:
    if not SHARED.is_dir():
        print("names: the lists are not beside the project; skipped")
        return
    names = listed()
    unlisted = [row["name"] for row in rows("names/unlisted_companies.csv")]
    index = index_of(names)
    speed(index, names, unlisted)
    recall(index, names)
    false_alarms(index, unlisted)
    pairs()


if __name__ == "__main__":
    main()
