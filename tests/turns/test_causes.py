"""Why an answer changes from one day to the next: told where it can be told, and never guessed."""

from datetime import date

import pytest

from earmark import Sale
from earmark.law.rulebook import load
from earmark.timeline import timeline
from earmark.turns.causes import NOT_ATTRIBUTED

HEAD = 'control = "House rules"\nauthority = "The house"\n'
DAY = date(2022, 3, 1)


def rule(name, *, since="from = 2019-01-01", about="sale", effect=None, when="", **more):
    """Return the text of a rule; it forbids unless ``effect`` says otherwise."""
    lines = {
        "id": f'"{name}"',
        "title": f'"The rule {name}"',
        "about": f'"{about}"',
        "in_force": f"[{{ {since} }}]",
        **({"when": f"'{when}'"} if when else {}),
        **more,
        **(effect or {"prohibits": "true"}),
        "says": f'"So says {name}."',
    }
    text = "\n".join(f"{key} = {value}" for key, value in lines.items())
    return f'\n[[rule]]\n{text}\n\n[[rule.cites]]\nlaw = "House rule {name}"\n'


def finds(what):
    return {"finds": f'"{what}"'}


def requires(policy):
    return {
        "requires": f'{{ review_policy = "{policy}", reason_for_control = "house" }}',
    }


@pytest.fixture
def turns(tmp_path):
    """Return a function that gives the periods of a sale under house rules."""

    def periods(*rules, **sale):
        (tmp_path / "house.toml").write_text(HEAD + "".join(rules), encoding="utf-8")
        stated = {"buyer": "Acme", "chip": "H100 PCIe", "destination": "DE", **sale}
        return timeline(Sale(**stated), rulebook=load(tmp_path)).periods

    return periods


def told(period):
    """Return the rule, what it does, and why, of each reason for a period."""
    return [(change.rule, change.does, change.why, change.says) for change in period.changed_by]


# -- rules that begin and end ----------------------------------------------------------------


def test_a_rule_that_begins_is_named_with_its_title_and_its_law(turns):
    before, after = turns(rule("stop", since="from = 2022-03-01"))
    assert (before.verdict, after.verdict, after.first) == ("allow", "deny", DAY)
    (change,) = after.changed_by
    assert (change.rule, change.does) == ("stop", "decides")
    assert (change.why, change.says) == ("rule begins", "the rule begins")
    assert change.title == "The rule stop"
    assert change.citation.law == "House rule stop"
    assert before.changed_by == ()


def test_a_rule_that_ends_is_named(turns):
    _, after = turns(rule("stop", since="from = 2019-01-01, until = 2022-03-01"))
    assert told(after) == [("stop", "no longer decides", "rule ends", "the rule ends")]


def test_a_rule_that_is_switched_off_and_on_says_until_when_and_that_it_is_back(turns):
    since = "from = 2019-01-01, until = 2022-03-01 }, { from = 2023-03-01"
    _, off, on = turns(rule("stop", since=since))
    assert told(off) == [
        ("stop", "no longer decides", "rule ends", "the rule stops until 2023-03-01")
    ]
    assert told(on) == [("stop", "decides", "rule begins", "the rule begins again")]


def test_a_rule_that_begins_unconfirmed_says_so(turns):
    since = 'from = 2022-03-01, status = "unconfirmed"'
    _, after = turns(rule("stop", since=since))
    assert after.verdict == "review"
    assert told(after) == [("stop", "decides", "rule begins", "the rule begins, unconfirmed")]


def test_a_rule_whose_status_changes_says_how(turns):
    since = 'from = 2019-01-01, until = 2022-03-01, status = "unconfirmed" }, { from = 2022-03-01'
    before, after = turns(rule("stop", since=since))
    assert (before.verdict, after.verdict) == ("review", "deny")
    said = "the rule was unconfirmed and is in force"
    assert told(after) == [("stop", None, "rule changes", said)]


def test_a_rule_that_is_in_doubt_for_another_reason_says_so(turns):
    since = (
        'from = 2019-01-01, until = 2022-03-01, status = "unconfirmed", doubt = "this" }, '
        '{ from = 2022-03-01, status = "unconfirmed", doubt = "that"'
    )
    before, after = turns(rule("stop", since=since))
    assert before.questions != after.questions
    said = "the rule is unconfirmed in another respect"
    assert told(after) == [("stop", None, "rule changes", said)]


def test_one_rule_in_place_of_another_names_both(turns):
    old = rule("old", since="from = 2019-01-01, until = 2022-03-01")
    new = rule("new", since="from = 2022-03-01", replaces='"old"')
    _, after = turns(old, new)
    assert [(one[0], one[1]) for one in told(after)] == [
        ("new", "decides"),
        ("old", "no longer decides"),
    ]


# -- rules that rest on others ---------------------------------------------------------------


def test_an_old_rule_that_rests_on_a_new_one_names_the_new_one(turns):
    base = rule("base", since="from = 2022-03-01", effect=finds("a base"))
    _, after = turns(base, rule("stop", given='["a base"]'))
    assert told(after) == [("stop", "decides", "rule begins", "base begins")]


def test_a_rule_that_is_set_aside_by_a_new_one_names_the_new_one(turns):
    shield = rule("shield", since="from = 2022-03-01", effect=finds("a shield"))
    _, after = turns(shield, rule("stop", unless='["a shield"]'))
    assert told(after) == [("stop", "no longer decides", "rule begins", "shield begins")]


def test_what_needs_two_of_three_new_rules_is_attributed_to_none_of_them(turns):
    new = [rule(name, since="from = 2022-03-01", effect=finds(f"{name} stands")) for name in "abc"]
    pairs = [
        rule(f"{x}-{y}", given=f'["{x} stands", "{y} stands"]', effect=finds("two stand"))
        for x, y in ("ab", "ac", "bc")
    ]
    _, after = turns(*new, *pairs, rule("stop", given='["two stand"]'))
    assert told(after) == [("stop", "decides", "not attributed", NOT_ATTRIBUTED)]


def test_a_rule_that_begins_and_does_nothing_makes_no_period(turns):
    idle = rule("idle", since="from = 2022-03-01", effect=finds("something"))
    assert len(turns(idle)) == 1


def test_another_review_policy_makes_a_period_and_names_the_rule_that_brings_it(turns):
    mild = rule("mild", effect=requires("case by case"))
    strict = rule("strict", since="from = 2022-03-01", effect=requires("policy of denial"))
    before, after = turns(mild, strict)
    assert (before.verdict, before.review_policy) == ("deny", "case by case")
    assert (after.verdict, after.review_policy) == ("deny", "policy of denial")
    assert told(after) == [("strict", "decides", "rule begins", "the rule begins")]
    assert after.reason == "So says strict."


def test_an_exception_that_begins_makes_a_period(turns):
    stop = rule("stop", effect=requires("case by case"))
    way_out = rule(
        "way-out",
        since="from = 2022-03-01, until = 2023-03-01",
        acts='["purchase_order"]',
        effect={"lifts": '["stop"]'},
    )
    _, helped, without = turns(stop, way_out)
    assert [one.rule for one in helped.exceptions] == ["way-out"]
    assert told(helped) == [("way-out", "could help", "rule begins", "the rule begins")]
    assert told(without) == [("way-out", "could no longer help", "rule ends", "the rule ends")]


def test_an_exception_that_is_used_decides(turns):
    stop = rule("stop", effect=requires("case by case"))
    way_out = rule("way-out", since="from = 2022-03-01", effect={"lifts": '["stop"]'})
    _, after = turns(stop, way_out)
    assert after.verdict == "allow"
    assert told(after) == [
        ("way-out", "decides", "rule begins", "the rule begins"),
        ("stop", "no longer decides", "rule begins", "way-out begins"),
    ]


# -- what is on file -------------------------------------------------------------------------

BEIJING = "Beijing Sensetime Technology Development Co., Ltd."
LISTED = (
    rule("listed", about="party", when="party.on_entity_list", effect=finds("on the list")),
    rule("stop", given='["on the list"]'),
)


def test_a_party_that_is_listed_is_named_with_the_notice(turns):
    before, after = turns(*LISTED, buyer=BEIJING)
    assert (before.verdict, after.verdict) == ("allow", "deny")
    assert after.first == date(2019, 10, 9)
    (change,) = after.changed_by
    assert (change.rule, change.does, change.why) == ("stop", "decides", "listing changes")
    assert change.says.startswith(f"{BEIJING} is put on the Entity List (84 FR 54")


def test_a_listing_is_told_apart_from_another_of_the_same_day(turns):
    periods = turns(*LISTED, buyer=BEIJING, end_user="Hikvision")
    said = [change.says for change in periods[1].changed_by]
    assert periods[1].first == date(2019, 10, 9)
    assert len(said) == 2
    assert "Sensetime" in said[0]
    assert "Hikvision" in said[1]


def test_a_listing_that_makes_no_difference_is_no_cause(turns):
    since = "from = 2019-10-09"
    _, after = turns(rule("stop", since=since), buyer=BEIJING)
    assert told(after) == [("stop", "decides", "rule begins", "the rule begins")]


def test_a_rule_and_a_listing_of_one_day_each_explain_their_own(turns):
    _, after = turns(*LISTED, rule("too", since="from = 2019-10-09"), buyer=BEIJING)
    whys = {change.rule: change.why for change in after.changed_by}
    assert whys == {"stop": "listing changes", "too": "rule begins"}


def test_a_name_that_may_be_a_listed_party_says_which(turns):
    before, after = turns(*LISTED, buyer="Sugon Cloud")
    assert (before.verdict, after.verdict) == ("allow", "review")
    (change,) = after.changed_by
    assert change.says == "Sugon Cloud may be Sugon, which is listed"
    assert change.why == "listing changes"


# -- places ----------------------------------------------------------------------------------


def test_a_country_that_joins_a_group_is_named_with_its_source(turns):
    stop = rule("stop", when='sale.destination in group["D:5"]')
    before, after, *_ = turns(stop, destination="KH")
    assert (before.verdict, after.verdict) == ("allow", "deny")
    (change,) = after.changed_by
    assert (change.rule, change.why) == ("stop", "country changes groups")
    assert change.says.startswith("Cambodia joins Country Group D:5 (86 FR 70015")


def test_only_countries_of_the_sale_are_named(turns):
    _, after = turns(rule("stop", when='sale.destination in group["A:6"]'), destination="MX")
    assert [change.says for change in after.changed_by] == [
        "Mexico joins Country Group A:6 (85 FR 84211)"
    ]


def test_with_an_unknown_country_every_country_that_moves_is_named(turns):
    seat = rule(
        "seat", about="party", when='party.headquarters in group["A:6"]', effect=finds("seated")
    )
    stop = rule("stop", given='["seated"]', when='sale.destination in group["A:6"]')
    *_, after = turns(seat, stop, destination="MX")
    assert after.verdict == "review"
    (change,) = after.changed_by
    assert "Mexico joins" in change.says
    assert "Cyprus joins" in change.says


def test_a_place_that_counts_as_another_is_named_with_its_source(turns):
    before, after = turns(rule("stop", when='sale.destination == "CN"'), destination="Hong Kong")
    assert (before.verdict, after.verdict, after.first) == ("allow", "deny", date(2020, 12, 23))
    (change,) = after.changed_by
    assert (change.rule, change.why) == ("stop", "country counts as another")
    assert change.says.startswith("Hong Kong counts as China (85 FR 83765")
