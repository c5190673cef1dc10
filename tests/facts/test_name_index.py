"""The index of names, over names made up for the purpose: what is certain, possible and neither."""

import itertools
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.names import Named, NameIndex
from earmark.facts.naming.words import GENERIC, kinds
from earmark.facts.shipped import registry
from earmark.facts.spelling import read

CN, RU, DE = (frozenset({code}) for code in ("CN", "RU", "DE"))
NAMES = (
    Named("Kolvane Instruments Co., Ltd.", "kolvane", CN),
    Named("Beijing Kolvane Optical Technology Development", "kolvane", CN),
    Named("Sense Rime", "senserime", CN),
    Named("Dolmat Petrovich Shipping", "dolmat", RU),
    Named("Academy of Military Science", "academy", CN),
    Named("Haokang Weishi", "haokang", CN),
    Named("Gorvich Techno AO", "gorvich", RU),
    Named("БЕРЕЗНЯК", "bereznyak", RU),
    Named("GAO, Qifan", "gao", CN, person=True),
    Named("AL-SHUWARI, Mohammad Issa Kadhim", "shuwari", frozenset(), person=True),
    Named("Zorvat", "zorvat"),
    Named("Phoenix Trading", "phoenix"),
)
INDEX = NameIndex.build(NAMES)
GENERICS = sorted(w for w, kind in kinds().items() if kind == GENERIC and w.isascii())
SHIPPED = sorted(
    {named.name for named in registry().names() if set(read(named.name).said) - kinds().keys()}
)


@cache
def shipped_index():
    return NameIndex.build(registry().names())


def owners(text, countries=frozenset(), index=INDEX):
    return [hit.owner for hit in index.find(text, countries)]


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("kolvane instruments", "kolvane"),
        ("KOLVANE INSTRUMENTS LIMITED", "kolvane"),
        ("Kolvane-Instruments, Co. Ltd", "kolvane"),
        ("KolvaneInstrumentsCo.,Ltd.", "kolvane"),
        ("Kólvané Instruments", "kolvane"),
        ("Kоlvаne Instruments", "kolvane"),
        ("Kol\u200bvane\u00ad Instruments", "kolvane"),
        ("Senserime", "senserime"),
        ("Joint Stock Company Gorvich Techno", "gorvich"),
        ("Bereznyak OOO", "bereznyak"),
        ("Qifan Gao", "gao"),
        ("Zorvat GmbH", "zorvat"),
    ],
)
def test_a_name_is_certain_whatever_its_form_case_spacing_or_letters(written, owner):
    (hit,) = INDEX.find(written)
    assert (hit.owner, hit.certain) == (owner, True)


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("Instruments Kolvane Vietnam", "kolvane"),
        ("Kolvnae Instruments", "kolvane"),
        ("K0lvane 1nstruments", "kolvane"),
        ("Klvn Instruments", "kolvane"),
        ("Beijing Kolvane Opt Tech Dev", "kolvane"),
        ("Beijing Kolvane Optical Technol", "kolvane"),
        ("Senserime Robotics", "senserime"),
        ("Sense-Rime Singapore Pte. Ltd.", "senserime"),
        ("Shipping Dolmat Petrovitch", "dolmat"),
        ("DolmatPetrovich Marine Shipping", "dolmat"),
        ("Academy of Milltary Science", "academy"),
        ("Al Shuwari, Muhammad I. Kadhim", "shuwari"),
        ("昊康威视有限公司", "haokang"),
        ("高 其凡", "gao"),
        ("Acme Logistics for account of Kolvane Instruments", "kolvane"),
        ("Sense Rim Group", "senserime"),
        ("Al Shuwari, Mohammad Issa Ka", "shuwari"),
        ("Gorvich Tehcno AO", "gorvich"),
        ("GAO, Qifn", "gao"),
    ],
)
def test_a_close_name_is_possible(written, owner):
    hits = INDEX.find(written)
    assert owner in [hit.owner for hit in hits]
    assert not any(hit.certain for hit in hits)
    assert all(0 < hit.score < 99 for hit in hits)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "...",
        "Co., Ltd.",
        "Technology Development Co., Ltd.",
        "Beijing Optical Technology",
        "Science Academy of Economics",
        "Novart Instruments",
        "Petrovich",
        "Qifan",
        "Sense Technologies",
        "Mohammad Issa",
        "Phoenix Biotech Asia Capital",
        "中国科技发展公司",
    ],
)
def test_a_name_that_shares_too_little_is_no_match(written):
    assert INDEX.find(written) == []


def test_the_same_legal_form_makes_up_for_a_slip_in_a_short_name():
    index = NameIndex.build([Named("Arktel DOO", "arktel"), *_crowd("Kordan", 60)])
    assert owners("Arktl DOO", index=index) == ["arktel"]


def test_a_name_of_several_words_is_found_by_the_greater_part_of_its_beginning():
    index = NameIndex.build([Named("Tolbek Dolmat Varn Information Co., Ltd.", "tolbek")])
    assert owners("Tolbek Dolmat", index=index) == ["tolbek"]
    assert owners("Tolbek", index=index) == []


def test_a_hit_says_which_alias_and_which_words_agree_and_differ():
    (hit,) = INDEX.find("Kolvnae Instruments Vietnam")
    assert (hit.alias, hit.agreed) == ("Kolvane Instruments Co., Ltd.", ("kolvnae",))
    assert hit.differing == ("vietnam",)
    (certain,) = INDEX.find("Kolvane Instruments")
    assert (certain.agreed, certain.differing) == (("kolvane", "instruments"), ())


def test_the_score_falls_with_every_difference():
    written = ("Kolvane Instruments Co Ltd", "Kolvane Instruments", "Kolvane Instruments Vietnam")
    scores = [INDEX.find(name)[0].score for name in (*written, "Kolvnae Instruments Vietnam")]
    assert scores == sorted(set(scores), reverse=True)
    assert scores[0] == 100


def test_two_owners_of_one_name_are_both_certain_the_one_in_full_first():
    index = NameIndex.build([Named("Zorvat AG", "one"), Named("Zorvat Ltd", "two")])
    first, second = index.find("Zorvat Limited")
    assert (first.owner, first.in_full, second.owner, second.in_full) == ("two", True, "one", False)
    assert first.certain
    assert second.certain


def test_a_person_s_second_name_is_no_legal_form():
    index = NameIndex.build([Named("KIM, Sa", "kim", person=True)])
    assert owners("Kim Sa", index=index) == owners("Sa Kim", index=index) == ["kim"]
    assert not any(hit.certain for hit in index.find("Kim Ltd"))


def test_a_company_is_not_a_person_known_by_a_single_name():
    index = NameIndex.build([Named("BENTVOLD", "person", person=True)])
    assert owners("Bentvold Systems Ltd", index=index) == []
    assert owners("Bentvold Systems", index=index) == ["person"]


def test_another_country_counts_against_a_name_and_is_no_proof():
    here, abroad = (
        INDEX.find("Kolvane Instruments", CN)[0],
        INDEX.find("Kolvane Instruments", DE)[0],
    )
    assert (abroad.owner, abroad.certain) == ("kolvane", True)
    assert here.score > abroad.score
    assert "kolvane" in owners("Kolvane Instrument", DE)
    assert "kolvane" in owners("Kolvan Opticals Beijing Technology", CN)
    assert "kolvane" not in owners("Kolvan Opticals Beijing Technology", DE)


def test_words_that_many_families_bear_weigh_less():
    rare = NameIndex.build([Named("Kordan Vesna", "one")])
    many = [
        Named(f"Kordan {word}", word) for word in ("Alim", "Botvar", "Cerin", "Dolvat", "Evrin")
    ]
    common = NameIndex.build([Named("Kordan Vesna", "one"), *many, *_crowd("Kordan", 60)])
    assert rare.find("Kordan")[:1] == common.find("Kordan")[:1] == []
    assert rare.find("Kordan Vesni")[0].score > common.find("Kordan Vesni")[0].score - 50
    assert owners("Kordan Trading", index=common) == []


def _crowd(word, count):
    return [Named(f"{word} {''.join(pair)}vor", "".join(pair)) for pair in _syllables(count)]


def _syllables(count):
    return itertools.islice(itertools.product(("ba", "ko", "ri", "ta"), repeat=3), count)


# -- properties ------------------------------------------------------------------------------

WRITTEN = st.sampled_from(
    [
        *(named.name for named in NAMES),
        *("Kolvnae Instruments", "Dolmat Petrovitch", "Senserime", "Shuwari Kadhim Mohamad"),
        *("Sense Rime Robotics", "Beijing Kolvane Optical Technol", "Zorvat"),
    ]
)


@given(st.sampled_from(NAMES))
def test_a_name_matches_itself(named):
    hit = INDEX.find(named.name)[0]
    assert (hit.owner, hit.alias, hit.certain, hit.score) == (named.owner, named.name, True, 100)


@given(WRITTEN, st.sampled_from(GENERICS), st.integers(0, 6))
@settings(max_examples=400)
def test_adding_a_generic_word_never_loses_a_match(name, word, at):
    words = name.split()
    longer = " ".join((*words[:at], word, *words[at:]))
    if not any(hit.certain for hit in INDEX.find(longer)):
        assert set(owners(name)) <= set(owners(longer)), longer


@given(st.lists(st.sampled_from(GENERICS), max_size=8))
@settings(max_examples=400)
def test_generic_words_never_make_a_match(words):
    # "Academy of Military Science" has a word of its trade, and is not among these.
    assert owners(" ".join(words)) == []


@given(st.sampled_from(SHIPPED), st.lists(st.tuples(st.sampled_from(GENERICS), st.integers(0, 8))))
@settings(max_examples=400, deadline=None)
def test_generic_words_never_lose_a_shipped_party(name, added):
    words = name.split()
    for word, at in added[:3]:
        words.insert(at, word)
    found = shipped_index().find(" ".join(words))
    if not any(hit.certain for hit in found):
        assert {hit.owner for hit in shipped_index().find(name)} <= {hit.owner for hit in found}


@given(st.lists(st.sampled_from(GENERICS), max_size=8))
@settings(max_examples=400)
def test_generic_words_alone_make_no_match_with_a_shipped_party(words):
    assert all(hit.certain for hit in shipped_index().find(" ".join(words)))


@given(st.permutations(NAMES))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_names_does_not_matter(names):
    index = NameIndex.build(names)
    assert index.dump() == INDEX.dump()


@given(st.lists(WRITTEN, min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_a_name_is_found_alike_alone_and_among_others_and_after_loading(names):
    bulk = NameIndex.load(INDEX.dump())
    together = [bulk.find(name) for name in names]
    assert together == [NameIndex.build(NAMES).find(name) for name in names]


@given(st.text(max_size=80))
@settings(max_examples=300)
def test_any_text_can_be_looked_up(text):
    hits = INDEX.find(text, RU)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.owner for hit in hits}) == len(hits)


# -- hostile input ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "x" * 10_000,
        "华" * 10_000,
        "Kolvane " * 2_000,
        "a " * 5_000,
        "ﷺ" * 500,
        "<script>alert('Kolvane')</script>",
        '=HYPERLINK("http://example.com","Kolvane")',
        "\x00\x1b[31m\ud800\U0001f600",
        "((((" * 100,
        "1",
    ],
)
def test_hostile_names_are_looked_up_and_indexed(written):
    INDEX.find(written)
    index = NameIndex.build([*NAMES, Named(written, "hostile")])
    assert owners("Zorvat", index=index) == ["zorvat"]
    assert NameIndex.load(index.dump()).find(written) == index.find(written)


def test_a_party_with_very_many_aliases_is_found_once():
    many = [Named(f"Kolvane Alias {number}", "kolvane") for number in range(20_000)]
    index = NameIndex.build([*NAMES, *many])
    assert owners("Kolvane Alias 777", index=index) == ["kolvane"]
    assert owners("Kolvane Aliaz 777", index=index) == ["kolvane"]


def test_an_empty_index_finds_nothing():
    assert NameIndex.load(NameIndex.build([]).dump()).find("Kolvane") == []
