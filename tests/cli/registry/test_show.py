"""``earmark registry show``."""

import pytest


@pytest.mark.usefixtures("listed")
def test_a_party_is_shown_with_its_listings_owners_and_owned(earmark):
    result = earmark("registry", "show", "Quxar")
    assert (result.code, result.err) == (0, "")
    for part in (
        "EL: Quxar Systems Ltd",
        "in force since not known",
        "in the copies of 2026-07-31",
        "also called Quxar; QS Microdevices",
        "notices 84 FR 54002; 87 FR 62202",
        "footnotes 4",
        "Top Holding: 60 %, since 2020-01-01 (filing)",
        "Leaf Ltd: an unknown share",
        "Leaf Ltd: 51.5 %, since a day not known",
        "(again: a circle)",
    ):
        assert part in result.words
    key = next(line.split()[1] for line in result.out.splitlines() if line.startswith("    key "))
    assert "Quxar Systems Ltd" in earmark("registry", "show", key).out


@pytest.mark.usefixtures("listed")
def test_a_party_is_shown_with_the_decisions_about_it(earmark):
    for name in ("QS Trading", "Zork"):
        earmark("registry", "decide", name, "--is-not", "Quxar", "--why", "seen", "--by", "me")
    assert "Decision 1: QS Trading is not" in earmark("registry", "show", "Quxar").words
    assert "Decision" not in earmark("registry", "show", "Zorblat Ltd").words


def test_a_shipped_party_is_shown_by_its_id_too(earmark):
    assert "Shipped with Earmark: NVIDIA" in earmark("registry", "show", "nvidia").words


def test_a_shipped_party_is_shown_without_any_registry(earmark):
    result = earmark("registry", "show", "SenseTime")
    assert result.code == 0
    assert "Shipped with Earmark: Beijing Sensetime Technology" in result.words
    assert "footnote 4 since 2022-10-21" in result.words


@pytest.mark.usefixtures("listed")
def test_a_firm_that_is_on_no_list_is_shown_with_its_owners(earmark):
    result = earmark("registry", "show", "leaf ltd")
    assert "Quxar Systems Ltd: 51.5 %" in result.words
    assert "EL:" not in result.out


@pytest.mark.usefixtures("listed")
def test_a_party_that_nobody_knows_is_a_usage_error(earmark):
    result = earmark("registry", "show", "Zzyzx Bakery")
    assert (result.code, result.out) == (2, "")
    assert result.lines == [
        "earmark: no party on file is 'Zzyzx Bakery' (see earmark registry search) [unknown-party]"
    ]
