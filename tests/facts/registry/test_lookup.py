"""Whom a name means, told with where each party is on file."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.facts.lists.rows import Entry, entry_key
from earmark.facts.registry.in_memory import in_memory
from earmark.facts.registry.lookup import Found, look_up
from earmark.facts.registry.screened import laid_over
from earmark.facts.shipped import registry

DAY = date(2026, 7, 31)

Filled = Callable[..., Callable[[str], list[Found]]]


def entry(name: str, code: str = "EL", countries: tuple[str, ...] = ("CN",)) -> Entry:
    return Entry(code, entry_key(code, "", name, countries), name, countries=countries)


def found(name: str, *entries: Entry) -> list[Found]:
    return look_up(name, in_memory(entries, DAY))


def test_without_a_registry_the_shipped_parties_answer() -> None:
    (one,) = look_up("SenseTime Group Inc.", laid_over(None))
    assert (one.keys, one.certain) == (("sensetime-group",), True)


def test_a_listed_party_is_found_with_its_list_and_its_key() -> None:
    (one,) = found("QUXAR SYSTEMS LIMITED", entry("Quxar Systems Ltd"))
    assert (one.certain, one.lists, one.party.name) == (True, ("EL",), "Quxar Systems Ltd")
    assert one.keys == (entry("Quxar Systems Ltd").key,)
    assert (one.alias, one.agreed, one.score) == ("Quxar Systems Ltd", ("quxar", "systems"), 100)


def test_a_name_that_is_equal_but_for_its_legal_form_scores_less() -> None:
    (one,) = found("Quxar Systems", entry("Quxar Systems Ltd"))
    assert (one.certain, one.score) == (True, 99)


def test_a_party_on_both_is_one_with_all_its_keys() -> None:
    (one,) = found("SenseTime", entry("Sense Time"))
    shipped = registry().find("SenseTime").certain
    assert shipped
    assert one.keys == (shipped.id, entry("Sense Time").key)
    assert one.lists == ("EL",)


def test_namesakes_of_other_countries_are_told_beside_the_one_that_is_meant() -> None:
    ours, theirs = entry("Quxar Ltd"), entry("Quxar Ltd", "DPL", ("PK",))
    first, other = found("Quxar Ltd", ours, theirs)
    assert (first.certain, other.certain) == (True, False)
    assert {first.keys, other.keys} == {(ours.key,), (theirs.key,)}


def test_who_is_burdened_by_a_list_stands_before_who_is_not() -> None:
    names = [one.lists for one in found("Microsft", entry("Micrisoft"))]
    assert names == [("EL",), ("uae-supp-8",)]


def test_a_name_of_nobody_finds_nothing() -> None:
    assert found("Zzyzx Bakery", entry("Quxar Systems Ltd")) == []


LISTED = in_memory(
    (entry("Quxar Systems Ltd"), entry("Zorblat Trading LLC", "SSI", ()), entry("Sense Time")), DAY
)
WORDS = st.sampled_from(
    ("Quxar", "Quxer", "Systems", "Zorblat", "Trading", "Ltd", "LLC", "Sense", "Time", "Group")
)


@settings(max_examples=60)
@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_what_is_told_of_a_name_is_what_screening_believes(words: list[str]) -> None:
    name = " ".join(words)
    match, told = LISTED.find(name), look_up(name, LISTED)
    assert [one.party for one in told if one.certain] == [match.certain] * bool(match.certain)
    assert {one.party.id for one in told if not one.certain} == {
        hit.party.id for hit in match.possible
    }
