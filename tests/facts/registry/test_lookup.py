"""Which parties a name may mean: of the user's lists, and the shipped ones."""

from datetime import date

from earmark.facts.registry.lookup import look_up

DAY = date(2026, 7, 31)


def test_without_a_registry_the_shipped_parties_answer():
    (found,) = look_up("SenseTime Group Inc.", None)
    assert (found.key, found.certain) == ("sensetime-group", True)


def test_a_listed_party_is_found_with_its_list_and_its_key(put, opened, csl):
    put("csl.csv", csl("Quxar Systems Ltd"), DAY)
    with opened() as registry:
        (found,) = look_up("QUXAR SYSTEMS LIMITED", registry)
    assert (found.certain, found.lists, found.name) == (True, ("EL",), "Quxar Systems Ltd")
    assert found.key.startswith("EL:")
    assert found.alias == "Quxar Systems Ltd"


def test_a_party_on_both_is_found_in_both(put, opened, csl):
    put("csl.csv", csl("Sense Time"), DAY)
    with opened() as registry:
        found = look_up("SenseTime", registry)
    assert [one.certain for one in found] == [True, True]
    assert [":" in one.key for one in found] == [True, False]


def test_a_certain_hit_leaves_no_possible_one(put, opened, csl):
    put("csl.csv", csl("Quxar Systems Ltd"), DAY)
    with opened() as registry:
        assert all(one.certain for one in look_up("Quxar Systems Ltd", registry))


def test_a_name_of_nobody_finds_nothing(put, opened, csl):
    put("csl.csv", csl("Quxar Systems Ltd"), DAY)
    with opened() as registry:
        assert look_up("Zzyzx Bakery", registry) == []
