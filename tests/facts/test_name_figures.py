"""The search over the whole Consolidated Screening List: what it finds and what it leaves alone."""

import csv
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from earmark.facts.names import Named, NameIndex

sys.path.insert(0, str(Path(__file__).parents[1]))
from perturbations import sample

SHARED = Path(__file__).parents[3] / "shared"
OF_EACH_KIND = 60


def rows(name):
    file = SHARED / name
    if not file.is_file():
        pytest.skip(f"the list is not here: {file.name}")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def listed():
    names = [
        Named(name, str(at), frozenset(row["countries"].split("; ")), row["type"] == "Individual")
        for at, row in enumerate(rows("lists/us_csl_2026-07-31.csv"))
        for name in (row["name"], *filter(None, row["alt_names"].split("; ")))
    ]
    return names, NameIndex.load(NameIndex.build(names).dump())


def test_perturbed_names_of_the_list_are_found():
    names, index = listed()
    found = defaultdict(list)
    for one in sample([named.name for named in names], OF_EACH_KIND):
        found[one.kind].append(names[one.at].owner in {h.owner for h in index.find(one.written)})
    shares = {kind: sum(hits) / len(hits) for kind, hits in found.items()}
    # The bench takes ten times as many of each kind; here, chance is allowed for.
    assert {kind: share for kind, share in shares.items() if share < 0.75} == {}
    assert sum(shares.values()) / len(shares) > 0.94


def test_at_most_ten_in_a_thousand_companies_on_no_list_match():
    _, index = listed()
    names = [row["name"] for row in rows("names/unlisted_companies.csv")]
    assert sum(bool(index.find(name)) for name in names) * 100 <= len(names)


def test_labelled_pairs_of_companies_are_told_apart():
    company = [row for row in rows("names/pairs_dev.csv") if row["schema"] == "Company"]
    found = [bool(NameIndex.build([Named(r["name2"], "")]).find(r["name1"])) for r in company]
    same = [row["is_match"] == "true" for row in company]
    right = sum(f and s for f, s in zip(found, same, strict=True))
    wrong = sum(f != s for f, s in zip(found, same, strict=True))
    assert 2 * right / (2 * right + wrong) >= 0.87
