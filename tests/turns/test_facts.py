"""What changed on file between two days, in words, and as something that can be taken back."""

from dataclasses import replace
from datetime import date

from earmark import Sale
from earmark.facts.resolve import resolve
from earmark.law.rulebook import shipped
from earmark.matter import Facts
from earmark.turns.facts import on_file
from earmark.turns.standing import Standing

BEIJING = "Beijing Sensetime Technology Development Co., Ltd."
BEFORE, LISTED = date(2019, 10, 8), date(2019, 10, 9)


def standing(day, **sale):
    dated = Sale(**{"buyer": BEIJING, "chip": "T4", "destination": "CN", **sale}, on=day)
    return Standing(dated, resolve(dated), shipped().on(day))


def with_facts(of, **facts):
    """Return a standing in which facts of the buyer are others."""
    buyer = of.matter.things[1]
    changed = {f"party.{name}": value for name, value in facts.items()}
    (option,) = buyer.options
    return of.knowing(replace(buyer, options=(Facts({**option.values, **changed}),)))


def values(of):
    return [option.values for thing in of.matter.things for option in thing.options]


def told(before, after):
    return [(aspect.why, aspect.says) for aspect in on_file(before, after)]


def test_on_days_that_are_alike_nothing_changed():
    assert told(standing(date(2019, 3, 1)), standing(date(2019, 3, 2))) == []


def test_a_listing_is_told_with_its_notice():
    assert told(standing(BEFORE), standing(LISTED)) == [
        ("listing changes", f"{BEIJING} is put on the Entity List (84 FR 54004)")
    ]


def test_the_end_of_a_listing_is_told():
    assert told(standing(LISTED), standing(BEFORE)) == [
        ("listing changes", f"{BEIJING} is taken off the Entity List")
    ]


def test_an_entry_that_changes_is_told():
    now = standing(LISTED)
    assert told(now, with_facts(now, entity_list_policy="policy of denial")) == [
        ("listing changes", f"the entry of {BEIJING} on the Entity List changes")
    ]


def test_other_facts_are_told_by_what_they_mean():
    now = standing(LISTED)
    ((why, says),) = told(now, with_facts(now, headquarters="SG"))
    assert why == "file changes"
    assert says.startswith(f"what is on file about {BEIJING} changes: where the party itself is")


def test_a_name_that_can_no_longer_mean_a_listed_party_says_so():
    later, earlier = (standing(date(y, 1, 1), buyer="Sugon Cloud") for y in (2024, 2019))
    assert told(later, earlier) == [
        ("listing changes", "Sugon, which Sugon Cloud may be, is listed no more")
    ]


def test_every_aspect_can_be_taken_back():
    before, after = standing(BEFORE), standing(LISTED)
    (aspect,) = on_file(before, after)
    undone = aspect.take(after, before)
    assert values(undone) == values(before) != values(after)
    assert aspect.makes(lambda one: one.weighed.verdict)


def test_a_place_that_counts_as_another_is_one_aspect_for_all_that_are_there():
    day = date(2020, 12, 23)
    sale = {"buyer": "Acme", "buyer_hq": "HK", "destination": "HK"}
    before, after = standing(date(2020, 12, 22), **sale), standing(day, **sale)
    (aspect,) = on_file(before, after)
    assert aspect.why == "country counts as another"
    assert aspect.says.startswith("Hong Kong counts as China (85 FR 83765")
    assert values(aspect.take(before, after)) == values(after) != values(before)
