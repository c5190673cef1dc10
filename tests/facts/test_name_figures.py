"""The search over the whole Consolidated Screening List: what it finds and what it leaves alone."""

import csv
import random
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from earmark.facts.names import Named, NameIndex
from earmark.facts.naming.words import GENERIC, kinds
from earmark.facts.spelling import read

sys.path.insert(0, str(Path(__file__).parents[1]))
from perturbations import sample

GENERICS = sorted(w for w, kind in kinds().items() if kind == GENERIC and w.isascii())
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
    assert {kind: share for kind, share in shares.items() if share < 0.78} == {}
    assert sum(shares.values()) / len(shares) > 0.95


def test_adding_a_generic_word_loses_no_match_in_the_list():
    names, index = listed()
    chance = random.Random(20260731)
    written = [one.written for one in sample([named.name for named in names], OF_EACH_KIND)]
    written += [named.name for named in chance.sample(names, 3_000)]
    lost = [(name, longer) for name in written for longer in added(name, chance, index)]
    assert lost == []


def added(name, chance, index):
    """Yield a name with a generic word put into it, if that loses a match."""
    words = name.split()
    words.insert(chance.randint(0, len(words)), chance.choice(GENERICS))
    longer = " ".join(words)
    found = index.find(longer)
    said = set(read(name).said)
    if said <= set(GENERICS) or any(hit.certain for hit in found):
        return  # Generic words alone mean who is called so, and nobody else.
    if not {hit.owner for hit in index.find(name)} <= {hit.owner for hit in found}:
        yield longer


def test_generic_words_alone_may_mean_nobody_on_the_list():
    _, index = listed()
    chance = random.Random(20260731)
    made = [" ".join(chance.choices(GENERICS, k=chance.randint(1, 6))) for _ in range(3_000)]
    assert [name for name in made if any(not hit.certain for hit in index.find(name))] == []


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
