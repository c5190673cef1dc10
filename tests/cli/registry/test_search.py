"""``earmark registry search``."""

import pytest


@pytest.mark.usefixtures("listed")
def test_a_search_says_who_by_which_name_and_on_which_list(earmark):
    result = earmark("registry", "search", "qs microdevices")
    assert (result.code, result.err) == (0, "")
    for part in ("certain: Quxar Systems Ltd", "lists EL", "by the name QS Microdevices"):
        assert part in result.words
    assert "Consolidated Screening List, 2 parties, as of 2026-07-31" in result.words


def test_a_search_without_a_hit_is_no_clearance_and_says_what_was_searched(earmark):
    result = earmark("registry", "search", "Zzyzx Bakery")
    assert result.code == 0
    assert "No match is never clearance." in result.words
    assert "The Consolidated Screening List was not imported" in result.words


@pytest.mark.parametrize("verb", ["search", "show"])
@pytest.mark.parametrize("name", ["", "x" * 501, "a\x1bb"])
def test_what_can_be_no_name_is_a_usage_error(earmark, verb, name):
    result = earmark("registry", verb, name)
    assert (result.code, result.out) == (2, "")
    assert "[bad-option]" in result.err


def test_foreign_text_never_steers_the_terminal(earmark, write, csl):
    content = csl(("Quxar [/red] \u202eLtd", ""))
    earmark("registry", "import", write("csl_2026-07-31.csv", content))
    result = earmark("registry", "search", "Quxar [/red] \u202eLtd")
    assert "\u202e" not in result.out + result.err
