"""Text that others wrote is text on the page, whatever it looks like."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.report.html.markup import Markup, bullets, join, named, shortened, tag
from earmark.report.stream import clean

ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING)
def test_whatever_the_text_an_element_holds_it_and_nothing_else(text):
    html = tag("p", text)
    inside = html.removeprefix("<p>").removesuffix("</p>")
    assert not set(inside) & set("<>\"'")
    assert unescape(inside) == clean(text)
    html.encode("utf-8")


@given(ANYTHING)
def test_whatever_the_text_an_attribute_holds_it_and_nothing_else(text):
    html = tag("p", title=text)
    inside = html.removeprefix('<p title="').removesuffix('"></p>')
    assert not set(inside) & set("<>\"'")
    assert unescape(inside) == clean(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("</script>", "&lt;/script&gt;"),
        ("a & b", "a &amp; b"),
        ("&amp;", "&amp;amp;"),
        ("A\u202eB", "AB"),
        ("A\u2028B", "A B"),
        ("A\x1b[31mB\x07", "A[31mB"),
        ("A\ud800B", "AB"),
        ("A\nB", "A\nB"),
        ("株式会社 “é”", "株式会社 “é”"),
    ],
)
def test_known_tricks_come_to_nothing(text, shown):
    assert tag("p", text) == f"<p>{shown}</p>"


def test_markup_is_not_escaped_again():
    assert tag("p", tag("b", "<"), "<") == "<p><b>&lt;</b>&lt;</p>"


def test_markup_that_is_added_to_is_plain_text():
    assert tag("p", Markup("<b>") + "x") == "<p>&lt;b&gt;x</p>"


def test_an_attribute_is_named_as_html_names_it():
    html = tag("input", type="radio", class_="x", data_to=3, checked=True, hidden=False)
    assert html == '<input type="radio" class="x" data-to="3" checked>'


def test_parts_are_joined_each_by_its_kind():
    assert join([Markup("<i>"), "<i>"]) == "<i>&lt;i&gt;"


def test_a_list_has_an_item_for_each_part():
    assert bullets(["<", tag("b")]) == '<ul class="plain"><li>&lt;</li><li><b></b></li></ul>'


def test_a_name_keeps_its_direction_to_itself():
    assert named("שלום") == "<bdi>שלום</bdi>"


def test_a_name_of_many_characters_is_cut_and_says_how_long_it_is():
    assert named("x" * 65_536) == f"<bdi>{'x' * 200}… (65,536 characters)</bdi>"


def test_text_that_is_not_too_long_is_not_cut():
    assert shortened("x" * 10, 10) == "x" * 10
