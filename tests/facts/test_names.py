"""Company names: which spellings mean a shipped party for certain, which possibly, which not."""

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.facts.names import Named, NameIndex
from earmark.facts.shipped import registry
from earmark.facts.spelling import read

BEIJING = "beijing-sensetime-technology-development"

with Path(__file__).with_name("party_spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = list(csv.DictReader(file))


def spelt(match):
    return [(row["written"], row["party"]) for row in SPELLINGS if row["match"] == match]


@pytest.mark.parametrize(("written", "id_"), spelt("certain"))
def test_a_name_like_a_name_or_alias_is_certain(written, id_):
    match = registry().find(written)
    assert match.certain is not None, match.possible
    assert match.certain.id == id_
    assert match.possible == ()


@pytest.mark.parametrize(("written", "id_"), spelt("possible"))
def test_a_name_whose_distinctive_words_agree_is_possible(written, id_):
    match = registry().find(written)
    assert match.certain is None
    assert id_ in [hit.party.id for hit in match.possible]


@pytest.mark.parametrize(("written", "nobody"), spelt("none"))
def test_a_name_that_shares_only_generic_words_is_no_match(written, nobody):
    assert not nobody
    assert registry().find(written)[:2] == (None, ())


def test_there_are_at_least_sixty_spellings():
    assert len(SPELLINGS) >= 60


# -- what is reported ------------------------------------------------------------------------


def test_sensetime_alone_is_the_listed_company_and_its_group_is_another():
    listed, group = registry().find("SenseTime"), registry().find("SenseTime Group Inc.")
    assert (listed.alias, listed.certain.status) == ("Sense Time", "listed")
    assert (group.alias, group.certain.status) == ("SenseTime Group Inc.", "checked, not listed")


def test_a_close_name_says_which_alias_and_which_words_agree_and_differ():
    hit = registry().find("Hikvision Singapore Pte Ltd").possible[0]
    assert (hit.alias, hit.agreed, hit.differing) == ("Hikvision", ("hikvision",), ("singapore",))
    assert 90 < hit.score < 100


def test_the_words_that_agree_are_the_distinctive_ones():
    hit = registry().find("SenseTime Technology Vietnam").possible[0]
    assert hit.agreed == ("sensetime",)


def test_hits_come_best_first_and_each_party_once():
    hits = registry().find("Huawei Technologies Angola").possible
    assert [hit.score for hit in hits[:5]] == sorted((h.score for h in hits[:5]), reverse=True)
    assert len({hit.party.id for hit in hits}) == len(hits) <= 6


def test_the_listed_company_is_never_crowded_out_by_its_unlisted_relatives():
    hits = registry().find("SenseTime International Vietnam").possible
    assert BEIJING in {hit.party.id for hit in hits}


def test_two_short_names_match_only_if_they_are_equal():
    assert registry().find("SMIK").possible == ()
    assert registry().find("YMTD").possible == ()
    assert registry().find("Yit").possible == ()


def test_an_exact_hit_with_the_same_legal_form_beats_one_without():
    index = NameIndex.build([Named("Example Ltd", "one"), Named("Example GmbH", "two")])
    best, other = index.certain("EXAMPLE Limited")
    assert (best.alias, best.owner, best.in_full) == ("Example Ltd", "one", True)
    assert not other.in_full
    assert best.score > other.score
    assert len(index.certain("Example")) == 2


# -- properties ------------------------------------------------------------------------------

NAMES = sorted({name for p in registry().parties.values() for name in (p.name, *p.aliases)})
BEARERS = defaultdict(set)
for bearer in registry().parties.values():
    for borne in (bearer.name, *bearer.aliases):
        BEARERS[read(borne).core].add(bearer.id)
LATIN = [name for name in NAMES if name.isascii()]
BURDENED = sorted(
    {n for p in registry().parties.values() for n in (p.name, *p.aliases) if not p.by_full_name}
)
FULL_NAMES = {read(name).full for name in NAMES}
FORMS = (
    "",
    " Ltd",
    " Co., Ltd.",
    " Limited",
    ", Inc.",
    " Corp.",
    " LLC",
    " GmbH",
    " Pte. Ltd.",
    " 有限公司",
)
GENERIC = (
    "Technology",
    "International",
    "Group",
    "Development",
    "Holdings",
    "Solutions",
    "Systems",
)


@given(st.sampled_from(LATIN), st.randoms(use_true_random=False))
def test_case_spacing_and_punctuation_never_change_a_certain_match(name, random):
    varied = "".join(random.choice((c.lower(), c.upper())) for c in name)
    varied = "".join(c + random.choice(("", "", " ")) if c in " -" else c for c in varied)
    varied = varied.replace("Co., Ltd.", random.choice(("Co Ltd", "CO.,LTD", "Co. Ltd")))
    assert registry().find(f" {varied} .").certain is registry().find(name).certain


@given(st.sampled_from(BURDENED), st.sampled_from(FORMS))
def test_another_legal_form_never_loses_a_certain_match(name, form):
    other = registry().find(name + form).certain
    assert other is not None
    assert other.id in BEARERS[read(name).core]


@given(st.sampled_from(sorted(set(NAMES) - set(BURDENED))), st.sampled_from(FORMS))
def test_a_company_that_nothing_burdens_is_certain_under_its_full_name_only(name, form):
    match = registry().find(name + form)
    if read(name + form).full in FULL_NAMES:
        assert match.certain is not None
    else:
        assert match.certain is None
        meant = {hit.party.group or hit.party.id for hit in match.possible}
        assert {registry().parties[id_].group or id_ for id_ in BEARERS[read(name).core]} <= meant


@given(st.sampled_from(NAMES), st.sampled_from(GENERIC), st.integers(0, 6))
def test_adding_a_generic_word_never_loses_a_match(name, word, at):
    meant = registry().find(name).certain
    words = name.split()
    words.insert(min(at, len(words)), word)
    match = registry().find(" ".join(words))
    families = {hit.party.group or hit.party.id for hit in match.possible}
    if match.certain:
        families.add(match.certain.group or match.certain.id)
    assert (meant.group or meant.id) in families


@given(st.lists(st.sampled_from((*GENERIC, "Beijing", "China", "and", "Co.", "Ltd")), max_size=6))
def test_generic_words_alone_never_match(words):
    assert registry().find(" ".join(words))[:2] == (None, ())


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text):
    match = registry().find(text)
    assert match.certain is None or match.possible == ()


@given(st.text(min_size=400, max_size=500))
def test_a_long_name_can_be_looked_up(text):
    registry().find(text)


def test_the_match_does_not_depend_on_the_hash_seed():
    code = (
        "from earmark.facts.shipped import registry\n"
        "for name in ('SenseTime Vietnam', 'Huawei Technologies Angola', '商汤科技'):\n"
        "    print([(h.party.id, h.score) for h in registry().find(name).possible])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_an_exact_hit_does_not_load_the_fuzzy_matcher():
    code = (
        "import sys\n"
        "from earmark.facts.shipped import registry\n"
        "assert registry().find('SenseTime Group Inc.').certain\n"
        "assert 'rapidfuzz' not in sys.modules"
    )
    env = {"PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


# -- figures ---------------------------------------------------------------------------------


def test_at_most_ten_in_a_thousand_real_unlisted_companies_are_possible():
    file = Path(__file__).parents[3] / "shared" / "names" / "unlisted_companies.csv"
    if not file.is_file():
        pytest.skip(f"the list of unlisted companies is not here: {file.name}")
    with file.open(encoding="utf-8", newline="") as rows:
        names = [row["name"] for row in csv.DictReader(rows)]
    matches = [registry().find(name) for name in names]
    certain = {match.certain.id for match in matches if match.certain}
    # Real companies of that list that are on file.
    assert certain <= {"baidu", "intel", "meta-platforms"}
    assert sum(bool(match.possible) for match in matches) * 100 <= len(names)
